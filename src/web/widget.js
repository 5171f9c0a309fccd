// A widget in somebody else's page: everything of it stays inside the shadow root of its element. It never touches the
// address, the history, the title or the scroll position of the page around it, apart from bringing itself into view
// when the person turns a page. All widgets of a document share one program.
import { dress } from "./dress.js";

const address = (file) => new URL(file, import.meta.url).href;
const base = address("./");
// What is loaded when it is needed: script and wasm of a program, or the file with the texts of a language.
const later = {{later}};
const texts = {{texts}}.nl;
// The keys under which the widgets of this document keep answers, and the widgets themselves.
const keys = new Set();
const widgets = new Set();
const FAULTS = ["error", "unhandledrejection"];
let running, attempt;

async function load(name) {
  const [script, wasm] = later[name];
  if (script.endsWith(".txt")) {
    const answer = await fetch(address(script));
    return answer.ok ? answer.text() : Promise.reject(answer);
  }
  const program = await import(script);
  if (wasm) await program.default({ module_or_path: address(wasm) });
  return program;
}

// The program is started once. After a fault there is a new one, with a memory of its own.
async function start() {
  const file = attempt ? "{{js}}?" + attempt : "{{js}}";
  const module = fetch(address("{{wasm}}")).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return WebAssembly.compile(await answer.arrayBuffer());
  });
  const [program, compiled] = await Promise.all([import(file), module]);
  await program.default({ module_or_path: compiled });
  return program;
}

function program() {
  running ??= start();
  running.catch(() => (running = null));
  return running;
}

// A trap ends every widget of the program. Traps of other programs on the page are none of our business.
function trapped(event) {
  const error = event.error ?? event.reason;
  if (!(error instanceof WebAssembly.RuntimeError) || !String(error.stack).includes(address("{{js}}"))) return;
  running = null;
  attempt = Date.now();
  for (const fault of widgets) fault();
}

const tell = (element, kind, detail) =>
  element.dispatchEvent(new CustomEvent("startbeeld:" + kind, { bubbles: true, composed: true, detail }));

function make(parent, name, attributes = {}) {
  const element = parent.ownerDocument.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

// The language around an element, also outside the shadow roots that it may be in.
function languageOf(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const found = at.closest("[lang]");
    if (found) return found.lang;
  }
}

// Two widgets in one document keep their answers apart.
function keyOf(element) {
  const others = [...element.getRootNode().querySelectorAll(element.localName)];
  const name = "startbeeld.session." + (element.id || others.indexOf(element));
  let key = name;
  for (let count = 2; keys.has(key); count += 1) key = name + "." + count;
  keys.add(key);
  return key;
}

// What the municipality has set. Without it the widget works as it comes, and nobody waits for it for long. It is read
// and checked by a program that is only loaded when there is something to read.
async function read(file) {
  const answer = await fetch(file, { cache: "no-cache", credentials: "omit" });
  const text = answer.ok ? await answer.text() : "{}";
  if (!/[^{}\s]/.test(text)) return {};
  const program = await load("settings");
  return program.read(text, new URL(".", file).href);
}

function configured(element) {
  const own = element.getAttribute("config");
  const file = own ? new URL(own, document.baseURI) : new URL("./config.json", base);
  return Promise.race([read(file), new Promise((done) => setTimeout(done, 5000))]).catch(() => {});
}

const styled = (parent, file) =>
  new Promise((done, failed) => {
    const link = make(parent, "link", { rel: "stylesheet", href: address(file) });
    link.onload = done;
    link.onerror = failed;
  });

// On paper comes what is meant for it, and not the page around the widget: it is put into a frame of its own.
async function print(parent, paper) {
  const frame = make(parent, "iframe", { class: "away", title: "Startbeeld", "aria-hidden": "true", tabindex: "-1" });
  const page = frame.contentDocument;
  page.title = "Startbeeld";
  page.documentElement.lang = parent.lang;
  page.body.append(page.importNode(paper, true));
  frame.contentWindow.onafterprint = () => frame.remove();
  await styled(page.head, "{{paper}}");
  frame.contentWindow.focus();
  frame.contentWindow.print();
}

/** Shows a widget in the shadow root of its element, or a frame with one. */
export function show(element, shadow) {
  return element.hasAttribute("frame") ? framed(element, shadow) : drawn(element, shadow);
}

function drawn(element, shadow) {
  const key = keyOf(element);
  const outer = document.createElement("div");
  outer.className = "place";
  outer.lang = "nl";
  outer.dir = "ltr";
  const inner = make(outer, "div", { class: "widget" });
  const dressed = dress(element, shadow, outer, inner);
  const listeners = [];
  let root, end, ended, held, complete, stop, wish, asked, aloud, turn = 0;
  // The route that the host wishes, until the person has done something. A wish is nothing to store.
  const wished = () => (element.getAttribute("route") === "short" ? "startbeeld-session 1\npage=welcome\nroute=short" : null);

  const place = {
    base,
    load,
    help: false,
    // What the person chose before counts more than the language of the host.
    get language() { return place.stored() && !asked ? undefined : languageOf(element)?.split("-")[0]; },
    speak(tag, direction) {
      aloud?.stop();
      outer.lang = tag;
      outer.dir = direction;
      hear();
    },
    async read() {
      aloud = await load("aloud");
      aloud.read(root, outer.lang);
    },
    get root() { return root; },
    get memory() { return held != null; },
    adopted: () => held ?? (wish = place.stored() ? null : wished()),
    stored() {
      try { return localStorage.getItem(key); } catch {}
    },
    store(text) {
      // The first that is to be stored after a wish is the wish itself.
      if (wish && text != null) [wish, text] = [null, null];
      try {
        if (text == null) localStorage.removeItem(key);
        else localStorage.setItem(key, text);
        return true;
      } catch { return false; }
    },
    hold(session) { held = session; },
    wiped() { complete = false; },
    print() { print(outer, root.querySelector(".paper")).catch(() => {}); },
    at(page, answered, total) {
      const screen = page.split("/")[0];
      if (turn++ === 0) tell(element, "ready");
      tell(element, "progress", { screen, answered, total });
      if (screen !== "share" || complete) return;
      complete = true;
      tell(element, "complete");
    },
    arrive(heading) {
      aloud?.stop();
      const { top } = element.getBoundingClientRect();
      if (top < 0 || top > innerHeight / 2) element.scrollIntoView();
      heading.focus({ preventScroll: true });
    },
    listen(heard) {
      addEventListener("storage", (event) => (event.key ?? key) === key && heard(), { signal: stop.signal });
    },
  };

  // Whether a voice of this language is on the device itself; the button for it is shown then.
  function hear() {
    const voices = globalThis.speechSynthesis?.getVoices() ?? [];
    const fits = ({ lang, localService }) => localService && lang.startsWith(outer.lang);
    outer.toggleAttribute("data-voice", voices.some(fits));
  }

  // Yew keeps the listeners on its root for ever; here they go with the widget, and with them all they hold on to.
  function fresh() {
    stop = new AbortController();
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", hear, { signal: stop.signal });
    root = make(inner, "div");
    root.addEventListener = (...listener) => {
      listeners.push([root, listener]);
      EventTarget.prototype.addEventListener.apply(root, listener);
    };
  }

  // The program takes away its elements in a task of its own, and what is left goes after that.
  function release() {
    const old = listeners.splice(0);
    const gone = root;
    aloud?.stop();
    stop?.abort();
    end?.();
    end = null;
    setTimeout(() => {
      for (const [target, [kind, listener]] of old) {
        target.removeEventListener(kind, listener, true);
        listener._wbg_cb_unref?.();
      }
      gone?.remove();
    });
  }

  async function begin() {
    const [{ begin }, config] = await Promise.all([program(), configured(element), dressed.ready()]);
    if (ended) return;
    release();
    fresh();
    place.config = config;
    end = begin(place);
    dressed.show(config?.css);
  }

  function fault() {
    if (ended) return;
    end = null;
    release();
    const sentence = make(inner, "div", { class: "fault", role: "alert" });
    make(sentence, "h1").textContent = texts.heading;
    make(sentence, "p").textContent = texts.text;
    const again = make(make(sentence, "p"), "button", { type: "button", class: "button primary", "data-action": "reload" });
    again.textContent = texts.again;
    again.onclick = () => {
      sentence.remove();
      begin().catch(fault);
    };
    dressed.show();
  }

  const sizes = new ResizeObserver(() => outer.isConnected && tell(element, "resize", { height: outer.offsetHeight }));
  sizes.observe(outer);
  widgets.add(fault);
  if (widgets.size === 1) for (const kind of FAULTS) addEventListener(kind, trapped);
  begin().catch(fault);

  return {
    change(name) {
      if (dressed.change(name)) return;
      asked = name === "lang";
      begin().catch(fault);
    },
    end() {
      ended = true;
      sizes.disconnect();
      dressed.end();
      widgets.delete(fault);
      keys.delete(key);
      if (!widgets.size) for (const kind of FAULTS) removeEventListener(kind, trapped);
      release();
    },
  };
}

// The widget behind a wall: the host page cannot read it, and hears its height and how far the person is. Messages
// count only when they come from this very frame and from the origin that this script comes from.
function framed(element, shadow) {
  const { origin } = new URL(base);
  const page = new URL("frame.html", base);
  for (const name of ["config", "heading-level", "route", "theme"])
    if (element.hasAttribute(name)) page.searchParams.set(name, element.getAttribute(name));
  page.searchParams.set("lang", languageOf(element) || "nl");
  const frame = make(shadow, "iframe", {
    src: page,
    title: "Startbeeld",
    width: "100%",
    frameborder: "0",
    allow: "clipboard-write" + (navigator.share ? "; web-share" : ""),
    referrerpolicy: "origin",
  });
  frame.height = shadow.firstElementChild.offsetHeight;
  shadow.firstElementChild.remove();
  function hear({ source, origin: from, data }) {
    if (source !== frame.contentWindow || from !== origin) return;
    const [, kind] = /^startbeeld:(ready|progress|complete|resize)$/.exec(data?.type) ?? [];
    const { height, screen, answered, total } = data?.detail ?? {};
    if (kind === "resize") {
      if (!(height > 0)) return;
      frame.height = Math.ceil(height);
      tell(element, kind, { height: Math.ceil(height) });
    } else if (kind === "progress") {
      tell(element, kind, { screen: String(screen), answered: Number(answered), total: Number(total) });
    } else if (kind) tell(element, kind);
  }
  addEventListener("message", hear);
  return { end: () => removeEventListener("message", hear) };
}
