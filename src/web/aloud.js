// Reads a page aloud, with a voice that works on the device itself: what is read never leaves it. Loaded when somebody
// asks for it, by start.js and widget.js.
//
// What is read is what stands there, in the order in which it stands there: heading, question, hint, every option. One
// sentence is one utterance, because browsers fall silent in the middle of long ones, and what is being read is marked.

// Elements that are read as one piece.
const PIECES = "h1, h2, h3, p, li, legend, summary, dt, dd, .choice .text, .switch .text, small, label:not(.choice):not(.switch), td, th";
// What is not for reading, or is said by something else.
const SILENT = "[hidden], [aria-hidden=true], .away, .notices:empty, textarea, svg, script, details:not([open]) > :not(summary)";
// How long a browser may need to begin or to go on, in milliseconds; some never say that they have finished.
const PATIENCE = 4000;

let stopReading = () => {};

/** The voice for a language (BCP 47 tag): one that needs no network, or nothing. */
export const voiceFor = (tag) =>
  globalThis.speechSynthesis?.getVoices().find(({ lang, localService }) => localService && lang.split(/[-_]/)[0].toLowerCase() === tag);

/** The pieces of text in an element that can be seen, each with the element that holds it. */
export function pieces(root) {
  const found = [];
  for (const element of root.querySelectorAll(PIECES)) {
    if (element.closest(SILENT) || !element.getClientRects().length) continue;
    const text = own(element).replace(/\s+/g, " ").trim();
    if (text) for (const sentence of sentences(text)) found.push({ element, sentence });
  }
  return found;
}

// The text of an element without what is silent in it and without pieces that come by themselves.
function own(element) {
  let text = "";
  for (const node of element.childNodes)
    if (node.nodeType === 3) text += node.data;
    else if (node.nodeType === 1 && !node.matches(PIECES) && !node.matches(SILENT)) text += `${own(node)} `;
  return text;
}

const sentences = (text) => text.match(/[^.!?؟]+[.!?؟]*/g)?.map((sentence) => sentence.trim()).filter(Boolean) ?? [];

/** Reads what stands in the main part of the app, or stops when it was reading already. The button says which. */
export function read(app, tag) {
  if (stop()) return;
  const voice = voiceFor(tag);
  if (!voice) return;
  const synthesis = globalThis.speechSynthesis;
  const todo = pieces(app.querySelector("dialog[open]") ?? app.querySelector("main"));
  const changed = (on) => app.querySelector("[data-action=read-aloud]")?.setAttribute("aria-pressed", on);
  let watch, marked, over = false;
  const mark = (element) => {
    marked?.removeAttribute("data-reading");
    marked = element;
    element?.setAttribute("data-reading", "");
    element?.scrollIntoView({ block: "nearest" });
  };
  stopReading = () => {
    over = true;
    stopReading = () => {};
    clearTimeout(watch);
    synthesis.cancel();
    mark();
    removeEventListener("pagehide", stop);
    document.removeEventListener("visibilitychange", hidden);
    changed(false);
    return true;
  };
  const hidden = () => document.hidden && stop();
  addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", hidden);
  const next = () => {
    clearTimeout(watch);
    if (over) return;
    const piece = todo.shift();
    // The page may have been turned meanwhile.
    if (!piece?.element.isConnected) return void stop();
    mark(piece.element);
    const utterance = new SpeechSynthesisUtterance(piece.sentence);
    Object.assign(utterance, { voice, lang: voice.lang, rate: 0.9 });
    let went = false;
    const on = () => {
      if (!went) {
        went = true;
        next();
      }
    };
    // A sentence that cannot be said is passed over; one that was cut off by somebody else ends the reading.
    utterance.onerror = ({ error }) => (error === "interrupted" || error === "canceled" ? stop() : on());
    utterance.onend = on;
    synthesis.speak(utterance);
    // Some browsers pause by themselves, and some never tell the end.
    synthesis.resume();
    const look = () => {
      if (went || over) return;
      if (synthesis.speaking || synthesis.pending) watch = setTimeout(look, PATIENCE);
      else on();
    };
    watch = setTimeout(look, PATIENCE);
    // Kept here, because a browser that forgets an utterance never tells its end.
    read.utterance = utterance;
  };
  changed(true);
  // What another page of this browser was saying stops; a browser that is asked both at once says nothing.
  synthesis.cancel();
  setTimeout(next, 50);
}

/** Stops reading. Tells whether something was being read. */
export function stop() {
  return stopReading() ?? false;
}
