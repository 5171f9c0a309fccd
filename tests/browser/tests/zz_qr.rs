#![allow(clippy::all, missing_docs)]
use startbeeld_browser::*;
#[tokio::test]
async fn qr() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let p = Person::withdrawn().unwrap();
    client.walk_to(&p, "share").await.unwrap();
    client.act("qr").await.unwrap();
    browser.wait_for_sight("[data-role=qr]").await.unwrap();
    std::fs::write("/tmp/sb-qr1.png", browser.picture().await.unwrap()).unwrap();
    std::fs::write(
        "/tmp/sb-qr2.png",
        browser.picture_of("[data-role=qr]").await.unwrap(),
    )
    .unwrap();
    println!(
        "{:?}",
        browser
            .page::<serde_json::Value>("box", serde_json::json!(["[data-role=qr]"]))
            .await
    );
}
