// Runs before every page of a kiosk: notes what it writes anywhere and where it wants to go, and can let time pass.
(() => {
  if (window.__kiosk || window !== top) return;
  const notes = { writes: [], left: [], memories: [] };
  Object.defineProperty(window, "__kiosk", { value: notes });
  const note = (owner, name, from) => {
    const real = owner?.[name];
    if (!real) return;
    owner[name] = function (...given) {
      notes.writes.push(from ?? name);
      return real.apply(this, given);
    };
  };
  note(Storage.prototype, "setItem");
  note(IDBFactory.prototype, "open", "indexedDB.open");
  note(window.CacheStorage?.prototype, "open", "caches.open");
  note(window.ServiceWorkerContainer?.prototype, "register");
  note(window.Clipboard?.prototype, "write");
  note(window.Clipboard?.prototype, "writeText");
  note(History.prototype, "pushState");
  note(URL, "createObjectURL");
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(document, "cookie", { get: () => cookie.get.call(document), set: () => notes.writes.push("cookie") });
  const real = performance.now.bind(performance);
  let skipped = 0;
  performance.now = () => real() + skipped;
  notes.skip = (time) => { skipped += time; };
  // The memory of the programs, which no other script can see.
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, given) {
      const made = Reflect.construct(target, given);
      notes.memories.push(...Object.values(made.exports).filter((value) => value instanceof WebAssembly.Memory));
      return made;
    },
  });
  window.navigation?.addEventListener("navigate", ({ destination }) => {
    const there = new URL(destination.url);
    if (there.protocol.startsWith("http") && there.pathname !== location.pathname) notes.left.push(there.href);
  });
})();
