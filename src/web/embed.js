// Defines <startbeeld-widget>, once however often it is loaded, as a script and as a module. A host page loads this one
// small file; the files with a hash in their names lie beside it. Nothing is fetched before the page has been painted.
(() => {
  const NAME = "startbeeld-widget";
  if (customElements.get(NAME)) return;
  // A script of another origin may not name its neighbours by itself; a module may.
  const script = document.currentScript;
  const widget = script ? new URL("./{{widget}}", script.src).href : "./{{widget}}";
  // The place of the first screen is kept, so that nothing on the host page moves when it comes. A browser that cannot
  // be told so without markup does without.
  const looks = [];
  const look = (css) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      looks.push(sheet);
    } catch {}
  };
  look(
    ":host{display:flow-root!important}:host([hidden]){display:none!important}" +
      ":host>p{all:initial;display:block;box-sizing:border-box;block-size:768px;padding:32px 16px;" +
      "text-align:center;font:18px/1.5 system-ui,sans-serif;color:GrayText}",
  );
  // The paint itself is waited for: a frame that is only asked for may still be on its way when the next task runs.
  const PAINT = "first-contentful-paint";
  const painted = () =>
    new Promise((done) => {
      if (document.hidden || performance.getEntriesByName(PAINT).length) return done();
      new PerformanceObserver((list) => list.getEntriesByName(PAINT).length && done()).observe({ type: "paint", buffered: true });
      setTimeout(done, 3000);
    });
  customElements.define(
    NAME,
    class extends HTMLElement {
      #shown;
      static get observedAttributes() {
        return ["lang", "config", "heading-level", "route", "theme"];
      }
      connectedCallback() {
        if (this.#shown) return;
        const shown = (this.#shown = {});
        const shadow = this.shadowRoot || this.attachShadow({ mode: "open" });
        shadow.adoptedStyleSheets = looks;
        const sentence = document.createElement("p");
        sentence.setAttribute("role", "status");
        sentence.textContent = "{{loading}}";
        shadow.replaceChildren(sentence);
        painted()
          .then(() => import(widget))
          .then((program) => this.#shown === shown && Object.assign(shown, program.show(this, shadow)))
          .catch(() => (sentence.textContent = "{{failed}}"));
      }
      // An element that is only moved to another place on the page goes on.
      disconnectedCallback() {
        const shown = this.#shown;
        Promise.resolve().then(() => {
          if (this.isConnected || this.#shown !== shown) return;
          this.#shown = null;
          shown.end?.();
          this.shadowRoot.replaceChildren();
        });
      }
      attributeChangedCallback(name, before, after) {
        if (before !== after) this.#shown?.change?.(name);
      }
    },
  );
})();
