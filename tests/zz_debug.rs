//! x
mod people;
use people::*;
use startbeeld::engine::profile::compact;
#[test]
fn dbg() {
    for list in [&[
        ("domain.money.level", "2"),
        ("domain.network.level", "4"),
        ("focus.network", "yes"),
        ("steering.network.phase", "action"),
        ("work.obstacles", "age"),
        ("plan.goal_domain", "work"),
        ("plan.contact", "mail"),
    ][..]]
    {
        let p = Person {
            interview: interview(list),
            sharing: startbeeld::engine::Sharing::everything(),
        }
        .profile();
        let b = compact::to_bytes(&p);
        println!("{list:?} {b:02x?} {:?}", compact::from_bytes(&b) == Ok(p));
    }
}
