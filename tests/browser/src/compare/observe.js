// Runs before every page that is compared: taps the first question as soon as it is painted, and notes what the
// browser says about the start. `__tap` names the option to tap; with `__finger` the tap itself is left to the
// driver, which then puts down a finger where `aim` says.
(() => {
  if (window.__seen || !location.protocol.startsWith("http")) return;
  const seen = { shown: null, answerable: null, taps: 0, before: null, reading: false, aim: null, finger: null, shifts: [], tasks: [], over: false };
  Object.defineProperty(window, "__seen", { value: seen });
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("layout-shift", ({ startTime, value, hadRecentInput }) => {
    if (!hadRecentInput) seen.shifts.push([startTime, value]);
  });
  watch("longtask", ({ startTime, duration }) => seen.tasks.push([startTime, duration]));

  const drawn = (element) => {
    if (!element?.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 2 && box.height > 2;
  };
  const choices = () => [...document.querySelectorAll('[data-question="route"] input')];
  const chosen = () => choices().filter((input) => input.checked).map((input) => input.value);
  const face = (input) => [...(input.labels ?? [])].find(drawn) ?? input;
  // What a person sees is what the frame before had in it; a message posted from its callback comes after it.
  const afterThisFrame = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  };

  const tap = (input) => {
    if (!input.isConnected || input.checked) return;
    const target = face(input);
    if (seen.shown === null) {
      seen.shown = performance.now();
      seen.reading = document.readyState === "loading";
    }
    seen.before ??= chosen();
    if (window.__finger) {
      const box = target.getBoundingClientRect();
      seen.aim = [box.x + box.width / 2, box.y + box.height / 2];
      return;
    }
    const now = performance.now();
    target.click();
    // A tap that is undone later is tapped again, so what stays in the end is the time of the tap that was kept.
    if (!input.checked) return;
    seen.taps += 1;
    seen.answerable = now;
  };
  const look = () => requestAnimationFrame(() => {
    if (seen.over || seen.aim) return;
    const input = choices().find((one) => one.value === window.__tap);
    if (input && drawn(face(input))) afterThisFrame(() => tap(input));
    look();
  });
  look();

  addEventListener("click", (event) => {
    // The click that a label passes on to its input is not a tap of its own.
    if (event.isTrusted) seen.finger ??= performance.now();
  }, true);

  Object.defineProperty(window, "__outcome", {
    value: () => {
      const [start] = performance.getEntriesByType("navigation");
      const files = [start, ...performance.getEntriesByType("resource")];
      return {
        ...seen,
        origin: performance.timeOrigin,
        painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
        ready: window.__probe.readyAt && window.__probe.readyAt - performance.timeOrigin,
        now: performance.now(),
        chosen: chosen(),
        fetched: files.reduce((sum, file) => sum + file.transferSize, 0),
        worker: start.workerStart > 0,
      };
    },
  });
})();
