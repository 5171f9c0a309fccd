(function () {
  var KEY = "startbeeld.session", app = document.getElementById("app"), fault = document.getElementById("fault"), self = document.currentScript;
  var order = self.getAttribute("data-pages").split(" "), lasts = self.getAttribute("data-last").split(" "), pages = {}, at = 0, stored;
  function live() { return app.querySelector("[data-ready]"); }
  // The program does not take over under a finger or a key; see start.js.
  ["pointerdown", "keydown"].forEach(function (begin) { addEventListener(begin, function () { app.touched = true; }, true); });
  ["pointerup", "pointercancel", "keyup", "blur"].forEach(function (end) {
    // A blur of the window ends it, not that of an element, which a mouse button that goes down causes itself.
    addEventListener(end, function () { setTimeout(function () { app.touched = false; }); }, end != "blur");
  });
  addEventListener("error", function (event) {
    if (live() || event.target != window && event.target.nodeName != "SCRIPT") return;
    app.hidden = true;
    fault.hidden = false;
  }, true);
  // The program waits until these screens have been painted, so that nothing comes between the person and the first question.
  function load(name) { document.head.appendChild(document.getElementById(name || "start").content); }
  if (/[?&]kiosk\b/.test(location.search)) app.setAttribute("data-kiosk", "");
  if (app.hasAttribute("data-kiosk")) {
    app.hidden = true;
    fault.lastChild.remove();
    setInterval(function () { if (!fault.hidden) location.reload(); }, 3e4);
    return load("kiosk");
  }
  try { stored = localStorage.getItem(KEY); } catch (e) {}
  if (stored || document.hidden) load(); else requestAnimationFrame(function () { setTimeout(load); });
  if (stored) { app.className = "resuming"; return; }
  pages[order[0]] = app.querySelector("[data-screen]");
  app.querySelectorAll("template").forEach(function (t) { pages[t.getAttribute("data-page")] = t.content.firstChild; });
  function keep() {
    var lines = ["startbeeld-session 1", "page=" + order[at]], memory = false;
    order.slice(0, at).forEach(function (page) { lines.push("seen=" + page); });
    for (var page in pages) pages[page].querySelectorAll("input:checked").forEach(function (input) {
      if (input.id == "memory-only") memory = true; else lines.push(input.name + "=" + input.value);
    });
    var last = lasts[lines.indexOf("route=short") < 0 ? 0 : 1];
    for (page in pages) pages[page].querySelectorAll("progress").forEach(function (bar) {
      bar.max = last;
      bar.setAttribute("aria-valuetext", bar.getAttribute("aria-valuetext").replace(/\d+$/, last));
    });
    app.setAttribute("data-session", lines.join("\n"));
    app.toggleAttribute("data-memory", memory);
    try { if (memory) localStorage.removeItem(KEY); else localStorage.setItem(KEY, lines.join("\n")); } catch (e) {}
  }
  function turn(step) {
    var old = app.querySelector("[data-screen]"), next = pages[order[at + step]];
    if (!order[at + step]) return;
    at += step;
    old.setAttribute("aria-busy", !next);
    app.removeAttribute("data-help");
    if (next) { app.replaceChild(next, old); scrollTo(0, 0); next.querySelector("h1").focus(); }
    keep();
  }
  function changed(empty, acute) {
    var lifeline = app.querySelector(".lifeline-card"), clear = app.querySelector(".clear");
    if (lifeline && acute != null) lifeline.hidden = !acute;
    if (clear) clear.disabled = empty;
    keep();
  }
  app.addEventListener("click", function (event) {
    if (live()) return;
    var button = event.target.closest("[data-action]"), action = button && button.getAttribute("data-action");
    if (action == "start" || action == "next") turn(1);
    if (action == "back") turn(-1);
    if (action == "language") app.setAttribute("data-language", button.value);
    if (action == "help") app.setAttribute("data-help", "");
    if (action == "clear") {
      app.querySelectorAll("input:checked").forEach(function (input) { input.checked = false; });
      changed(true, false);
    }
  });
  app.addEventListener("change", function (event) {
    if (live()) return;
    var input = event.target;
    changed(!app.querySelector("input:checked"), /\.level$/.test(input.name) ? input.value == "1" : null);
  });
  // What was tapped while the page was still being read.
  if ([].some.call(app.querySelectorAll("input"), function (input) { return input.checked != input.defaultChecked; })) keep();
})();
