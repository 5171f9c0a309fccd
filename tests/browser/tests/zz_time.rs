#![allow(clippy::all, missing_docs)]
use serde_json::{Value, json};
use startbeeld_browser::*;
use std::time::Instant;
#[tokio::test]
async fn smoke() {
    let setup = Setup::from_env().unwrap();
    for device in [Device::Phone, Device::Laptop, Device::Kiosk] {
        let t = Instant::now();
        let browser = Browser::start(&setup, device).await.unwrap();
        println!("{device:?} start {:?}", t.elapsed());
        let client = Client::open(&setup, &browser).await.unwrap();
        println!("open {:?}", t.elapsed());
        let person = Person::withdrawn().unwrap();
        let t = Instant::now();
        for _ in 0..20 {
            browser.eval::<u32>("1").await.unwrap();
        }
        println!("eval {:?}", t.elapsed() / 20);
        let t = Instant::now();
        for _ in 0..20 {
            browser.page::<Value>("screen", json!([])).await.unwrap();
        }
        println!("page {:?}", t.elapsed() / 20);
        let t = Instant::now();
        for _ in 0..20 {
            browser
                .page::<Value>("aimAtAction", json!(["start"]))
                .await
                .unwrap();
        }
        println!("aim {:?}", t.elapsed() / 20);
        let t = Instant::now();
        for _ in 0..20 {
            browser
                .eval::<Value>("new Promise(r=>requestAnimationFrame(()=>r(1)))")
                .await
                .unwrap();
        }
        println!("frame {:?}", t.elapsed() / 20);
        client.next().await.unwrap();
        client.next().await.unwrap();
        let t = Instant::now();
        client.answer_page(&person).await.unwrap();
        println!("answer page {:?}", t.elapsed());
        let t = Instant::now();
        client.next().await.unwrap();
        println!("next {:?}", t.elapsed());
        let t = Instant::now();
        client.back().await.unwrap();
        println!("back {:?}", t.elapsed());
    }
}
