// Runs before every page in browsers whose driver gives no log: notes what the page says on the console, where a panic
// of the program would be.
(() => {
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
