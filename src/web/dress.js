// How a widget looks in the page around it: its style sheet, light or dark, the colours of the host as far as they can
// be read, the size of letters that the person has set in the browser, and the level at which its headings begin.
const WANTED = 4.5;
// What is written on what.
const PAIRS = [
  "ink paper", "ink surface", "ink tint", "ink warm-tint", "ink-soft paper", "ink-soft surface",
  "action paper", "action surface", "on-action action", "on-action action-strong", "on-hero hero", "care surface",
];

// The relative luminance by WCAG; nothing for a colour that cannot be computed here.
function lightness(inner, colour) {
  if (!CSS.supports("color", colour)) return;
  inner.style.color = colour;
  const computed = getComputedStyle(inner).color;
  inner.removeAttribute("style");
  if (!/^(rgb|color\(srgb)/.test(computed)) return;
  const scale = computed.startsWith("rgb") ? 255 : 1;
  const [red, green, blue, alpha = 1] = computed.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
  if (alpha < 1) return;
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / scale;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

// The first pair of colours that cannot be read well, as a sentence.
function unreadable(inner) {
  const styles = getComputedStyle(inner);
  const light = (name) => lightness(inner, styles.getPropertyValue("--sb-color-" + name).trim());
  for (const pair of PAIRS) {
    const [one, other] = pair.split(" ").map(light);
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (!(contrast >= WANTED)) return `${pair.replace(" ", " on ")} has a contrast of ${contrast.toFixed(2)}, and ${WANTED} is needed`;
  }
}

/** Dresses a widget: `outer` stands in the shadow root, and `inner`, in it, for the document. */
export function dress(element, shadow, outer, inner) {
  const night = matchMedia("(prefers-color-scheme: dark)");
  // The style sheet, when it is there. One that did not come is asked for again.
  let sheet;
  function ready() {
    sheet ??= new Promise((done, failed) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = new URL("{{css}}", import.meta.url);
      link.onload = done;
      link.onerror = () => {
        link.remove();
        sheet = null;
        failed();
      };
      shadow.append(link);
    });
    return sheet;
  }

  function colour() {
    const theme = element.getAttribute("theme") ?? "";
    const host = getComputedStyle(element).colorScheme;
    const dark = /dark/.test(host) && (night.matches || !/light/.test(host));
    inner.classList.toggle("dark", /light|dark/.test(theme) ? /dark/.test(theme) : dark);
    inner.classList.toggle("own", /own/.test(theme));
    const problem = inner.isConnected && unreadable(inner);
    if (!problem || inner.classList.contains("own")) return;
    inner.classList.add("own");
    console.warn(`startbeeld-widget: with the colours of this page ${problem}. The widget keeps its own.`);
  }

  function add(css) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    } catch {}
  }

  // A host may have an own size at its root; the size that the person has set is that of a reset element.
  function size() {
    const medium = getComputedStyle(outer).fontSize;
    if (medium === "16px") return;
    add(`.widget{--sb-rem:${medium}}`);
  }

  // The headings look as they always do, and a screen reader hears them at their level in the page around them.
  function level() {
    const first = Number(element.getAttribute("heading-level")) || 2;
    for (const heading of inner.querySelectorAll("h1, h2, h3")) {
      const wanted = String(Math.min(6, first + Number(heading.localName[1]) - 1));
      if (heading.getAttribute("aria-level") !== wanted) heading.setAttribute("aria-level", wanted);
    }
  }
  const watch = new MutationObserver(level);
  watch.observe(inner, { childList: true, subtree: true });
  night.addEventListener("change", colour);

  let shown;
  return {
    ready,
    // In place of the sentence that stood there while it was loading.
    show(theme) {
      if (shown) return;
      shown = true;
      shadow.firstElementChild.remove();
      shadow.append(outer);
      // What the municipality has set comes before what the page around sets.
      if (theme) add(theme.replaceAll(":root", ".widget"));
      size();
      colour();
    },
    // Whether the change of an attribute needs nothing more than this.
    change(name) {
      if (name === "theme") colour();
      if (name === "heading-level") level();
      return name === "theme" || name === "heading-level";
    },
    end() {
      watch.disconnect();
      night.removeEventListener("change", colour);
    },
  };
}
