// What the driver asks of a page, as functions. The whole file is one expression: a function that is told in which
// element's shadow root the app lives, or nothing when it is a page of its own.
((within) => {
  const tree = (within && document.querySelector(within)?.shadowRoot) || document;
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

  // Whether a person could see the element: drawn, and larger than a dot.
  const visible = (element) => {
    if (!element || !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 2 && box.height > 2;
  };

  // The part of the page that reacts: an open modal dialog covers everything else.
  const scope = () => [...tree.querySelectorAll("dialog[open]")].filter((d) => d.matches(":modal")).pop() ?? tree;

  const screenElement = () => tree.querySelector("[data-screen]");

  const question = (id) => tree.querySelector(`[data-question="${CSS.escape(id)}"]`);

  // The inputs of a question: the element itself may be the input, or hold it.
  const inputs = (element) =>
    element.matches("input, textarea, select") ? [element] : [...element.querySelectorAll("input, textarea, select")];

  const isChoice = (input) => input.type === "radio" || input.type === "checkbox";

  // What a finger would aim at for this input: its label where one is drawn, the input otherwise.
  const face = (input) => [...(input.labels ?? [])].find(visible) ?? input;

  const option = (id, code) => {
    const element = question(id);
    if (!element) return { error: `the question ${id} is not on this screen` };
    const choices = inputs(element).filter(isChoice);
    const input = code === null ? choices[0] : choices.find((choice) => choice.value === code);
    return input ? { input } : { error: `the question ${id} has no option ${code}, only ${choices.map((c) => c.value)}` };
  };

  const words = (element) => (element.innerText ?? element.textContent ?? "").replace(/\s+/g, " ").trim();

  // Brings the element to the middle, waits until it stands still, and says where a finger has to come down.
  const aim = async (element, name) => {
    if (!element) return { error: `${name} is not on this screen` };
    const closed = element.closest("details:not([open])");
    const isSummary = closed && element.closest("summary")?.parentElement === closed;
    if (closed && !isSummary) return { closed: true, ...(await aim(closed.querySelector("summary"), "the summary")) };
    if (!visible(element)) return { error: `${name} cannot be seen` };
    if (element.disabled || element.getAttribute("aria-disabled") === "true") return { error: `${name} is switched off` };
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    let box = element.getClientRects()[0];
    for (let still = 0, tries = 0; still < 2 && tries < 120; tries += 1) {
      await frame();
      const now = element.getClientRects()[0];
      if (!now) return { error: `${name} went away` };
      still = now.x === box.x && now.y === box.y ? still + 1 : 0;
      box = now;
    }
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    const hit = tree.elementFromPoint(x, y);
    const control = element.control ?? null;
    if (!hit || !(element.contains(hit) || hit.contains(element) && hit.matches("label") || control?.contains(hit))) {
      return { error: `${name} is covered by ${hit ? hit.outerHTML.slice(0, 160) : "nothing: it lies outside the window"}` };
    }
    return { x, y, words: words(element) };
  };

  const byAction = (action) => {
    const all = [...scope().querySelectorAll(`[data-action="${CSS.escape(action)}"]`)];
    return all.find((element) => visible(element) && !element.disabled) ?? all.find(visible) ?? all[0];
  };

  return {
    // The screen that is shown, or null while the page is still starting.
    screen: () => {
      const element = screenElement();
      if (!element || !element.hasAttribute("data-ready")) return null;
      const questions = [...tree.querySelectorAll("[data-question]")].map((q) => q.dataset.question);
      return { name: element.dataset.screen, domain: element.dataset.domain ?? null, questions };
    },

    // What is chosen or written, by question. A question whose inputs are all open has an empty list.
    state: () => Object.fromEntries([...tree.querySelectorAll("[data-question]")].map((element) => {
      const fields = inputs(element);
      const chosen = fields.filter(isChoice).filter((field) => field.checked).map((field) => field.value);
      const written = fields.filter((field) => !isChoice(field) && field.value).map((field) => field.value);
      return [element.dataset.question, [...chosen, ...written]];
    })),

    isChosen: (id, code) => option(id, code).input?.checked ?? null,

    aimAtOption: async (id, code) => {
      const found = option(id, code);
      return found.error ? found : aim(face(found.input), `the option ${code} of ${id}`);
    },

    aimAtText: async (id) => {
      const element = question(id);
      const field = element && inputs(element).find((input) => !isChoice(input));
      return aim(field, `the field for own words of ${id}`);
    },

    aimAtAction: (action) => aim(byAction(action), `the action ${action}`),

    aimAt: (selector) => aim([...scope().querySelectorAll(selector)].find(visible) ?? scope().querySelector(selector), selector),

    // Marks everything in the focused field, so that typing replaces it.
    selectAll: () => tree.activeElement?.select?.(),

    // Whether a dialog covers the page.
    isCovered: () => scope() !== tree,

    // The words of the whole page, folded in or not, for looking for words in it.
    allWords: () => (tree.body ?? tree).textContent.replace(/\s+/g, " "),

    has: (selector) => [...tree.querySelectorAll(selector)].some(visible),

    // Where an element is on the page, for a picture of it.
    box: (selector) => {
      const { x, y, width, height } = tree.querySelector(selector).getBoundingClientRect();
      return { x: Math.round(x + scrollX), y: Math.round(y + scrollY), width: Math.round(width), height: Math.round(height), scale: 1 };
    },

    count: (selector) => tree.querySelectorAll(selector).length,

    words: (selector) => [...tree.querySelectorAll(selector)].filter(visible).map(words),

    attributes: (selector) => [...tree.querySelectorAll(selector)].map((element) =>
      Object.fromEntries([...element.attributes].map((attribute) => [attribute.name, attribute.value]))),

    // Where an element stands in the window, after it was brought there.
    partOf: async (selector) => {
      const element = document.querySelector(selector);
      element.scrollIntoView({ block: "center", behavior: "instant" });
      await frame();
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height, window: innerWidth };
    },

    // The value or the address of the element that carries a link.
    linkValue: (selector) => {
      const element = tree.querySelector(selector);
      return element && (element.value || element.href || element.textContent.trim() || null);
    },

    // Everything a page could keep on the device.
    stored: async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases?.() ?? []).map((database) => database.name),
      cached: window.caches ? (await Promise.all((await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map((request) => `${request.method} ${request.url}`)))).flat() : [],
      cookies: document.cookie ? document.cookie.split("; ") : [],
    }),

    probe: () => ({ ...window.__probe }),

    // What reaches over the right edge although it is drawn.
    overflow: () => {
      const width = document.documentElement.clientWidth;
      const over = [...document.body.querySelectorAll("*")].filter((element) => {
        if (!visible(element)) return false;
        const clipped = element.closest("[class*=hidden], .sr-only");
        return !clipped && element.getBoundingClientRect().right > width + 1;
      });
      return { page: document.documentElement.scrollWidth, window: width, over: over.slice(0, 5).map((e) => e.outerHTML.slice(0, 160)) };
    },

    // Everything a finger aims at that is smaller than `least` pixels in one direction. Links inside a sentence
    // are exempt, as in WCAG.
    smallTargets: (least) => {
      const own = (element) => {
        const input = element.matches("input") && isChoice(element);
        const box = (input ? face(element) : element).getBoundingClientRect();
        return { element, box };
      };
      const selector = "button, summary, select, textarea, input:not([type=hidden]), a[data-action], [role=button]";
      return [...tree.querySelectorAll(selector)]
        .filter((element) => {
          const drawn = element.matches("input") ? face(element) : element;
          return visible(drawn) && !(element.matches("input[type=file]") && !visible(element));
        })
        .map(own)
        .filter(({ box }) => Math.round(box.width) < least || Math.round(box.height) < least)
        .map(({ element, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 140)}`);
    },

    // Lets everything that is under way be drawn.
    settle: async () => {
      await document.fonts?.ready;
      await Promise.all(document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime)).map((a) => a.finished.catch(() => {})));
      await frame();
      await frame();
    },
  };
})
