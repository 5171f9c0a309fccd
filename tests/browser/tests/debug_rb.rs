#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
use serde_json::Value;
use startbeeld_browser::{Browser, Client, Device, Setup};
#[tokio::test]
async fn debug() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let log = "if (location.protocol == 'http:') { const page = () => ((localStorage.getItem('startbeeld.session') ?? '').match(/page=.*/) ?? [''])[0]; const log = (...a) => { const all = JSON.parse(sessionStorage.log ?? '[]'); all.push(a.join(' ')); sessionStorage.log = JSON.stringify(all.slice(-14)); };
    log('start', page(), history.state, history.length);
    for (const k of ['popstate','pageshow','pagehide','storage']) addEventListener(k, (e) => log(k, e.state, page(), history.state), true);
    const set = Storage.prototype.setItem; Storage.prototype.setItem = function (k, v) { set.call(this, k, v); if (k == 'startbeeld.session') log('set', page()); };
    const push = history.pushState; history.pushState = function (s, ...r) { push.call(history, s, ...r); log('push', s); };
    const rep = history.replaceState; history.replaceState = function (s, ...r) { rep.call(history, s, ...r); log('replace', s); };
    }";
    browser.run_before_pages(log).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let mut bad = 0;
    for round in 0..60 {
        let want: String = browser.eval("(() => { const action = document.querySelector('[data-action=next]') ? 'next' : 'start'; document.querySelector(`[data-action=${action}]`).click(); window.__old = true; location.reload(); return document.querySelector('[data-screen]').dataset.screen + (document.querySelector('[data-screen]').dataset.domain ?? ''); })()").await.unwrap();
        for _ in 0..500 {
            if browser
                .eval::<bool>("!window.__old && !!document.querySelector('[data-ready]')")
                .await
                .unwrap_or(false)
            {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        let now: String = browser.eval("document.querySelector('[data-screen]').dataset.screen + (document.querySelector('[data-screen]').dataset.domain ?? '') + (document.querySelector('[data-screen]').dataset.part ?? '')").await.unwrap();
        let screen = client.screen().await.unwrap();
        if now.starts_with(&want)
            && !now.starts_with("work")
            && !now.starts_with("str")
            && !now.starts_with("plan")
        {
            bad += 1;
            let log: Value = browser
                .eval("JSON.parse(sessionStorage.log)")
                .await
                .unwrap();
            println!("round {round}: {want} -> {now} {screen:?} {log:#}");
        }
        if screen.name == "share" {
            break;
        }
    }
    println!("bad {bad}");
}
