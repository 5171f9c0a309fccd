// Times every tap from the input event to the next frame that is painted, and from there to the next page where
// the tap moves on. A message that is posted from a frame's callback arrives after that frame was handed to be
// painted, so the time of its arrival is an upper bound.
(() => {
  if (window.__times) return true;
  const times = { answers: [], pages: [], events: [], running: false };
  Object.defineProperty(window, "__times", { value: times });
  const afterPaint = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(null);
  });
  const signature = () => {
    const screen = document.querySelector("[data-screen]");
    const questions = [...document.querySelectorAll("[data-question]")].map((question) => question.dataset.question);
    return [screen?.dataset.screen, screen?.dataset.domain, ...questions].join("|");
  };
  document.addEventListener("click", (event) => {
    // The click that a label passes on to its input belongs to the same tap.
    if (!event.isTrusted || times.running) return;
    times.running = true;
    const start = event.timeStamp;
    const before = signature();
    const moves = event.target.closest?.("[data-action=next], [data-action=back], [data-action=start]");
    const look = () => afterPaint((end) => {
      if (moves && signature() === before && end - start < 5000) return look();
      (moves ? times.pages : times.answers).push(end - start);
      times.running = false;
    });
    look();
  }, true);
  const longest = new Map();
  new PerformanceObserver((list) => {
    // One tap is several events; the longest of them is what the person waits for.
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
    }
    times.events = [...longest.values()];
  }).observe({ type: "event", durationThreshold: 16, buffered: false });
  return true;
})()
