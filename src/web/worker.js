// Keeps the page usable without a network. One version of the page lives in one cache, and a page takes all its files
// from the cache it came from: script and wasm of two versions never meet. A new version waits until the old page is
// closed. Nothing but the files of this product is ever kept here, and never an answer.
const CACHE = "startbeeld-{{version}}";
const FILES = {{files}};
// Other languages: kept as soon as somebody has asked for one, and renewed with the rest.
const WANTED = {{wanted}};
const address = (file) => new URL(file, registration.scope).href;

addEventListener("install", (event) => {
  const fresh = (files) => files.map((file) => new Request(address(file), { cache: "no-cache" }));
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      await cache.addAll(fresh(FILES));
      await cache.addAll(fresh(await asked()));
      // While a site is being replaced the page may still be the old one, which names files that are not kept here.
      const page = await (await cache.match(address("./"))).text();
      if (!FILES.every((file) => !file.startsWith("./start-") || page.includes(file))) throw new Error("two versions");
    }),
  );
});

// The languages that an earlier version keeps: the same name but for the hash.
async function asked() {
  const begin = (file) => file.replace(/[0-9a-f]{12,}\.txt$/, "");
  const kept = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) kept.push(begin(url));
  return WANTED.filter((file) => kept.includes(begin(address(file))));
}

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("startbeeld-") && name !== CACHE;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  url.search = url.hash = "";
  const known = FILES.some((file) => address(file) === url.href) || address("./index.html") === url.href;
  if (event.request.method === "GET" && WANTED.some((file) => address(file) === url.href))
    return event.respondWith(
      caches.open(CACHE).then(async (cache) => {
        const found = await cache.match(url.href);
        if (found) return found;
        const answer = await fetch(event.request);
        if (answer.ok) await cache.put(url.href, answer.clone());
        return answer;
      }),
    );
  if (event.request.method !== "GET" || !known) return;
  const wanted = url.href === address("./index.html") ? address("./") : url.href;
  // What the municipality has set may change from one visit to the next.
  if (wanted === address("./config.json"))
    return event.respondWith(fetch(event.request).catch(() => caches.match(wanted, { cacheName: CACHE })));
  event.respondWith(
    caches.match(wanted, { cacheName: CACHE }).then((found) => found || fetch(event.request)),
  );
});
