// Starts the app. The static shell is answerable already, so there is no hurry: the app waits until no finger is on
// the screen, because a tap that begins on the shell and ends on the app would be lost.
// When the app cannot start or stops (an old browser, a file that did not arrive, a fault in the wasm), the calm
// sentence that stands in the page is shown instead of an empty or frozen screen. Answers are kept after every tap.
import init from "{{js}}";

const url = new URL("{{wasm}}", import.meta.url);
const installable = document.querySelector("link[rel=manifest]");
let touched = false;
addEventListener("pointerdown", () => (touched = true), true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => (touched = false)), true);

function fault() {
  const sentence = document.getElementById("fault");
  document.getElementById("app").hidden = true;
  sentence.hidden = false;
  sentence.querySelector("h1").focus();
}

async function compiled() {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.statusText);
  return WebAssembly.compile(await response.arrayBuffer());
}

// Wiping takes the offline copy of the page along, so that nothing at all is left on the device.
async function forget() {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

addEventListener("startbeeld:wiped", () => installable && forget().catch(() => {}));
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) fault();
});
(async () => {
  const module = await compiled();
  while (touched) await new Promise((done) => setTimeout(done, 30));
  await init({ module_or_path: module });
  if (installable) navigator.serviceWorker?.register("./worker.js").catch(() => {});
})().catch(fault);
