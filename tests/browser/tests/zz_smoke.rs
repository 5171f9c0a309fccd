#![allow(clippy::all, missing_docs)]
use startbeeld_browser::*;
#[tokio::test]
async fn smoke() {
    let setup = Setup::from_env().unwrap();
    for device in [Device::Phone, Device::Laptop] {
        let t = std::time::Instant::now();
        let browser = Browser::start(&setup, device).await.unwrap();
        println!("start {:?}", t.elapsed());
        let client = Client::open(&setup, &browser).await.unwrap();
        let person = Person::withdrawn().unwrap();
        let t = std::time::Instant::now();
        let visits = client.walk_to(&person, "review").await.unwrap();
        println!("{:?} {visits:#?}", t.elapsed());
        browser.reload().await.unwrap();
        println!("{:?}", client.screen().await.unwrap());
        println!("{:?}", client.back().await.unwrap());
        println!("{:?}", client.state().await.unwrap());
        println!("{:?}", browser.requests().await.unwrap());
        println!("{:?}", browser.complaints().await);
        println!("{:?}", browser.stored().await);
        std::fs::write(
            format!("/tmp/fixture/{}.png", device.name()),
            browser.picture_of("textarea").await.unwrap(),
        )
        .unwrap();
        std::fs::write(
            format!("/tmp/fixture/{}-page.png", device.name()),
            browser.picture_of_page().await.unwrap(),
        )
        .unwrap();
        println!("{}", browser.print().await.unwrap().len());
        browser.close().await.unwrap();
    }
}
