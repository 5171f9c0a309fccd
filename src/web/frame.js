// The widget as a page in somebody else's frame: it tells the page around it how high it is and how far the person is,
// and nothing else. It tells only the page that the frame stands in.
addEventListener("DOMContentLoaded", () => {
  const wishes = new URLSearchParams(location.search);
  const widget = document.createElement("startbeeld-widget");
  widget.id = "frame";
  for (const name of ["lang", "config", "heading-level", "route", "theme"])
    if (wishes.has(name)) widget.setAttribute(name, wishes.get(name));
  const host = document.referrer && new URL(document.referrer).origin;
  for (const kind of ["ready", "progress", "complete", "resize"])
    widget.addEventListener("startbeeld:" + kind, ({ type, detail }) => {
      if (host && parent !== window) parent.postMessage({ type, detail }, host);
    });
  document.body.append(widget);
});
