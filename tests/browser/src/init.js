// Runs before every page: notes what the page itself cannot hide. It changes nothing the page can notice, apart
// from `alert` and `print`, which would otherwise block the browser.
(() => {
  if (window.__probe) return;
  const probe = { violations: [], errors: [], alerts: 0, prints: 0, readyAt: null };
  Object.defineProperty(window, "__probe", { value: probe });
  window.alert = () => { probe.alerts += 1; };
  window.print = () => { probe.prints += 1; };
  document.addEventListener("securitypolicyviolation", (event) => {
    probe.violations.push(`${event.violatedDirective} blocked ${event.blockedURI || "inline"} at ${event.sourceFile}:${event.lineNumber}`);
  });
  window.addEventListener("error", (event) => {
    const source = event.target && event.target !== window ? event.target.src || event.target.href : event.filename;
    probe.errors.push(`${event.message || "could not load"} (${source})`);
  }, true);
  window.addEventListener("unhandledrejection", (event) => probe.errors.push(`unhandled: ${event.reason}`));
  const watch = new MutationObserver(() => {
    if (document.querySelector("[data-screen][data-ready]")) {
      watch.disconnect();
      probe.readyAt = performance.timeOrigin + performance.now();
    }
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
})();
