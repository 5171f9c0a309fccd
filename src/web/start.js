// Starts the app. The static shell is answerable already, so there is no hurry: the app waits until no finger is on
// the screen and no key is down (shell.js knows), because a tap that begins on the shell and ends on the app would be lost.
// When the app cannot start or stops (an old browser, a file that did not arrive, a fault in the wasm), the calm
// sentence that stands in the page is shown instead of an empty or frozen screen. Answers are kept after every tap.
import * as program from "{{js}}";

const url = new URL("{{wasm}}", import.meta.url);
// What is loaded when it is needed: script and wasm of a program, or the file with the texts of a language.
const later = {{later}};
const installable = document.querySelector("link[rel=manifest]");
const kiosk = document.querySelector("[data-kiosk]");
// What the municipality has set. Without it the page works as it comes, and nobody waits for it for long.
const config = !installable && !kiosk || Promise.race([configured(), new Promise((done) => setTimeout(done, 5000))]).catch(() => {});
const KEY = "startbeeld.session";
const sentence = document.getElementById("fault");
const root = () => document.getElementById("app");

function fault() {
  root().hidden = true;
  sentence.hidden = false;
  sentence.querySelector("h1").focus();
}

async function compiled() {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.statusText);
  return WebAssembly.compile(await response.arrayBuffer());
}

// The app draws the same elements as the shell, so the focus goes back to the same place.
function focusedPlace() {
  const steps = [];
  let element = document.activeElement;
  for (; element?.parentElement && element !== root(); element = element.parentElement)
    steps.unshift([...element.parentElement.children].indexOf(element));
  return () => element === root() && steps.reduce((at, step) => at?.children[step], root())?.focus({ preventScroll: true });
}

async function load(name) {
  const [script, wasm] = later[name];
  if (script.endsWith(".txt")) {
    const texts = new URL(script, import.meta.url);
    const answer = await fetch(texts);
    // Asked for before there was an offline copy: once more when there is one, so that it keeps them too.
    navigator.serviceWorker?.addEventListener("controllerchange", () => fetch(texts));
    return answer.ok ? answer.text() : Promise.reject(answer);
  }
  const program = await import(script);
  if (wasm) await program.default({ module_or_path: new URL(wasm, import.meta.url) });
  return program;
}

// `startbeeld bake` has put it into the page; otherwise it is read and checked now, by a program that few visits need.
async function configured() {
  const baked = document.getElementById("config");
  if (baked) return JSON.parse(baked.textContent);
  const answer = await fetch("./config.json", { cache: "no-cache" });
  const text = answer.ok ? await answer.text() : "{}";
  if (/^\s*({\s*})?\s*$/.test(text)) return {};
  const program = await load("settings");
  return program.dress(program.read(text, ""));
}

// Where the app lives: a page of its own, with a history and a scroll position; see src/web/place.rs. What was tapped in
// the shell stands in attributes of the element, and what must not be stored is held there.
let listening, aloud;
// Whether there is a voice on this device itself for the language of the page.
function hear() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const fits = ({ lang, localService }) => localService && lang.startsWith(document.documentElement.lang);
  mark("data-voice", voices.some(fits) ? "" : null);
}
globalThis.speechSynthesis?.addEventListener?.("voiceschanged", hear);
function take(name) {
  const value = root().getAttribute(name);
  root().removeAttribute(name);
  return value;
}
// Nothing here may fail in the middle of the program: only the program's own end counts as a fault.
function mark(name, value) {
  try {
    if (value == null) root().removeAttribute(name);
    else root().setAttribute(name, value);
  } catch {}
}
const place = {
  base: new URL(".", import.meta.url).href,
  load,
  get root() { return root(); },
  get memory() { return take("data-memory") != null; },
  get help() { return take("data-help") != null; },
  get language() { return take("data-language") ?? undefined; },
  speak(tag, direction) {
    aloud?.stop();
    Object.assign(document.documentElement, { lang: tag, dir: direction });
    hear();
  },
  async read() {
    aloud = await load("aloud");
    aloud.read(root(), document.documentElement.lang);
  },
  adopted: () => take("data-session"),
  stored() {
    try { return localStorage.getItem(KEY); } catch {}
  },
  store(text) {
    try {
      if (text == null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, text);
      return true;
    } catch { return false; }
  },
  hold(session) {
    mark("data-session", session);
    mark("data-memory", session && "");
  },
  // Wiping takes the offline copy of the page along, so that nothing at all is left on the device.
  wiped: () => installable && forget().catch(() => {}),
  print: () => print(),
  // The back button of the browser turns pages. Only the name of the page is in the history, and the address stays as
  // it is. Without a history the buttons of the page still do everything.
  at(page) {
    try {
      const before = history.state;
      if (before !== page) history[typeof before == "string" ? "pushState" : "replaceState"](page, "");
    } catch {}
  },
  arrive(heading) {
    aloud?.stop();
    scrollTo(0, 0);
    heading.focus();
  },
  // Another tab stored something, or this page comes back as it was left: the newest session counts.
  listen(heard) {
    listening?.abort();
    const { signal } = (listening = new AbortController());
    addEventListener("popstate", ({ state }) => typeof state == "string" && heard(state), { signal });
    for (const kind of ["storage", "pageshow"]) addEventListener(kind, () => heard(), { signal });
  },
};

// Lets the browser do what waits: draw, or answer a tap.
const pause = (time) => new Promise((done) => setTimeout(done, time));

async function start({ default: init, initSync, begin }) {
  const [module, settings] = await Promise.all([compiled(), config]);
  // Only now is it known that this is a kiosk: it begins again as one, and removes what was stored meanwhile.
  if (settings?.kiosk && !kiosk) await new Promise(() => location.replace("?kiosk"));
  await pause();
  try {
    initSync({ module });
  } catch (error) {
    // Older browsers want a program of this size to be made ready in the background.
    if (!(error instanceof RangeError)) throw error;
    await init({ module_or_path: module });
  }
  do await pause(30); while (root().touched);
  const focusAgain = focusedPlace();
  // At once, so that no tap can come between.
  place.config = settings;
  // The coach's page needs nothing of its place but a way to load.
  begin(installable || kiosk ? place : load);
  await null;
  focusAgain();
}

async function forget() {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

for (const kind of ["error", "unhandledrejection"])
  addEventListener(kind, (event) => {
    if ((event.error ?? event.reason) instanceof WebAssembly.RuntimeError) fault();
  });
// Where nothing is stored the page itself holds the answers, and a second copy of the app goes on with them. It gets
// an element of its own, because the first copy still listens to the old one.
sentence.addEventListener("click", (event) => {
  if (!event.target.closest("[data-action=reload]") || !root().hasAttribute("data-memory")) return;
  event.preventDefault();
  const fresh = root().cloneNode();
  root().replaceWith(fresh);
  fresh.hidden = false;
  sentence.hidden = true;
  import("{{js}}?" + Date.now()).then(start).catch(fault);
});
start(program)
  .then(() => installable && navigator.serviceWorker?.register("./worker.js").catch(() => {}))
  .catch(fault);
