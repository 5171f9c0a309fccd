// Looks for words in everything a page can hold, and tells the places where one was found, or where anything at all is
// kept that a kiosk has no business to keep.
(async (words) => {
  const kept = {
    local: Object.entries(localStorage).map(String),
    session: Object.entries(sessionStorage).map(String),
    databases: (await indexedDB.databases?.() ?? []).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    cookies: document.cookie ? [document.cookie] : [],
    state: history.state === null ? [] : [JSON.stringify(history.state)],
    fragment: location.hash ? [location.hash] : [],
  };
  const fields = [...document.querySelectorAll("input, textarea")].filter(({ checked, value, type }) => type === "textarea" ? value : checked);
  const latin = new TextDecoder("latin1");
  const texts = {
    document: document.documentElement.outerHTML,
    fields: fields.map(({ name, value }) => `${name}=${value}`).join("\n"),
    address: location.href,
  };
  // The programs know the names of questions; nobody's words.
  const memories = Object.fromEntries(window.__kiosk.memories.map((memory, index) => [`memory ${index}`, latin.decode(new Uint8Array(memory.buffer))]));
  return [
    ...Object.entries(kept).filter(([, items]) => items.length).map(([place, items]) => `${place}: ${items}`),
    ...Object.entries(texts).flatMap(([place, text]) => words.filter((word) => text.includes(word)).map((word) => `${word} in ${place}`)),
    ...Object.entries(memories).filter(([, text]) => text.includes(words[0])).map(([place]) => `${words[0]} in ${place}`),
    ...window.__kiosk.writes.map((write) => `written: ${write}`),
    ...window.__kiosk.left.map((address) => `left for ${address}`),
  ];
})
