// Somebody uses the kiosk for some pages, all in one breath, and writes a word that can be looked for afterwards.
(async (seed, word, pages) => {
  let number = seed;
  const chance = (sides) => {
    number = (Math.imul(number, 1103515245) + 12345) & 0x7fffffff;
    return (number >> 8) % sides;
  };
  const channel = new MessageChannel();
  const pause = () => new Promise((done) => { channel.port1.onmessage = done; channel.port2.postMessage(0); });
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && !element.disabled);
  const until = async (what) => {
    for (let end = Date.now() + 15000; ; await pause()) {
      const found = what();
      if (found) return found;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    }
  };
  // A snapshot of the memory shows what scripts hold. Whoever keeps the page of a session keeps this with it.
  window.__planted = { words: [`${word} in the memory`] };
  const report = { taps: 0, words: 0, links: 0, screen: "", code: false };
  shown("[data-action=language]")[0].click();
  const screen = () => document.querySelector("#app [data-screen][data-ready]");
  await until(screen);
  const page = () => `${screen().dataset.screen} ${screen().dataset.domain} ${screen().dataset.part}`;
  if (chance(2)) { document.getElementById("route-short").click(); await pause(); }
  for (let turned = 0; turned < pages; turned += 1) {
    report.links += shown("a[href]").length;
    report.screen = screen().dataset.screen;
    if (report.screen === "share") break;
    for (const field of shown("#app input")) {
      // On the welcome there is nothing to answer but the length.
      if (report.screen === "welcome" || !field.isConnected || chance(3)) continue;
      field.click();
      report.taps += 1;
      await pause();
    }
    for (const field of shown("#app textarea")) {
      field.value = `${word} en verder niets`;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      report.words += 1;
      await pause();
    }
    if (turned + 1 === pages) break;
    const before = page();
    shown("#app [data-action=start], #app .bottom [data-action=next]")[0].click();
    await until(() => page() !== before);
  }
  if (report.screen === "share") {
    const code = await until(() => shown("[data-action=qr]")[0]);
    code.click();
    await until(() => document.querySelector("[data-role=qr]"));
    report.code = true;
  }
  return report;
})
