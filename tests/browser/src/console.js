// Runs before every page in browsers that are driven by the commands of the W3C. Their drivers give no log, so it notes
// what the page says on the console, where a panic of the program would be. And it hides scroll bars that come and go,
// as a flag does in Chromium.
(() => {
  const quiet = new CSSStyleSheet();
  quiet.replaceSync("::-webkit-scrollbar { display: none }");
  document.adoptedStyleSheets = [quiet];
  if (!window.__probe || window.__probe.console) return;
  const said = (window.__probe.console = []);
  for (const name of ["error", "warn"]) {
    const original = console[name];
    console[name] = (...all) => {
      said.push(all.map(String).join(" "));
      original.apply(console, all);
    };
  }
})();
