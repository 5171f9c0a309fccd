//! The part of the client's page that makes what leaves the device, as functions for `web::client::parcel`.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::content::{Texts, key};
use startbeeld::engine::Profile;
use startbeeld::engine::profile::{link, link_with};
use startbeeld::web::dom;
use startbeeld::web::lock::Lock;
use startbeeld::web::parcel::{self, Code, Sealer, Turns};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator: that of the standard library is three times as large, and made for longer programs.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The media type of a saved page.
const HTML: &str = "text/html;charset=utf-8";

/// What was made last, to hand it over.
struct Made {
    texts: &'static Texts,
    coach_page: String,
    profile: Profile,
    lock: Lock,
    link: String,
}

thread_local! {
    static SEALER: RefCell<Sealer> = RefCell::default();
    static MADE: RefCell<Option<Rc<Made>>> = const { RefCell::new(None) };
    static TURNS: Turns = Turns::default();
    /// The language of the person; Dutch would have to be on board to stand here from the beginning.
    static TEXTS: Cell<&'static Texts> = Cell::new(Texts::from_pack(""));
    /// Counts the people: what was begun for one is not finished for the next.
    static PERSON: Cell<u32> = const { Cell::new(0) };
}

fn main() {}

/// Sets the language of what is made from now on; see [`Texts::pack`].
#[wasm_bindgen]
pub fn speak(texts: &str) {
    TEXTS.set(Texts::from_pack(texts));
}

/// Makes everything that can be handed over of what the session shares: the name of the lock, the link, the words that
/// open it, `send` where the browser can hand files to other programs, every answer in it as markup, and the code as
/// version, field and path (absent when no code can hold it). With a key in the configuration the code is sealed like
/// the link; otherwise it stays open, for the coach across the table.
#[wasm_bindgen]
pub async fn prepare(session: String, day: u16, config: JsValue) -> Result<Vec<String>, JsValue> {
    let profile = parcel::profile(&session, day).ok_or("session")?;
    let coach_page = dom::neighbour("coach/");
    let key = parcel::reader(&config);
    // One after the other: the person gets the same words each time, and what was asked for last is made last.
    let person = PERSON.get();
    TURNS.with(Turns::wait).await;
    let mut sealer = SEALER.take();
    let outcome = sealer.seal(&profile, key.as_ref()).await;
    TURNS.with(Turns::end);
    if PERSON.get() != person {
        return Err("forgotten".into());
    }
    SEALER.set(sealer);
    let (lock, sealed, words) = outcome.map_err(|_| "crypto")?;
    let open = link(&coach_page, &profile);
    let link = match lock {
        Lock::Absent => open.clone(),
        Lock::Key | Lock::Words => link_with(&coach_page, &sealed),
    };
    let code = Code::of(if lock == Lock::Key { &link } else { &open });
    let send = if parcel::can_send(HTML) { "send" } else { "" };
    let texts = TEXTS.get();
    let preview = parcel::answers(texts, &profile);
    let lock_id = lock.id().to_owned();
    let mut answer = vec![lock_id, link.clone(), words, send.to_owned(), preview];
    if let Some(code) = code {
        answer.extend([code.version.to_string(), code.view_box(), code.path]);
    }
    MADE.set(Some(Rc::new(Made {
        texts,
        coach_page,
        profile,
        lock,
        link,
    })));
    Ok(answer)
}

/// Hands over what was made, which is told by its link: `link` to the clipboard, `file` for the coach, `send` the same
/// file to another program, `keep` the file for oneself. Tells whether the browser did it, as far as that can be known.
#[wasm_bindgen]
pub async fn hand(way: String, link: String) -> bool {
    // Anything else is of an earlier choice, and must not leave.
    let made = MADE.with_borrow(Clone::clone);
    let Some(made) = made.filter(|made| made.link == link) else {
        return false;
    };
    let name = |key| {
        let date = made.profile.created.to_string();
        made.texts.fill(key, &[("date", &date)])
    };
    match way.as_str() {
        "link" => parcel::copy(&made.link).await,
        "file" => dom::download(&name(key::FILE_NAME), HTML, &made.file()).is_ok(),
        "send" => parcel::send(&name(key::FILE_NAME), HTML, &made.file()).await,
        "keep" => dom::download(&name(key::FILE_OWN_NAME), HTML, &made.page()).is_ok(),
        _ => false,
    }
}

impl Made {
    /// The file for oneself: everything in it can be read.
    fn page(&self) -> String {
        parcel::page(self.texts, &self.profile, &self.coach_page)
    }

    /// The file for the coach.
    fn file(&self) -> String {
        let words = match self.lock {
            Lock::Absent => return self.page(),
            Lock::Words => true,
            Lock::Key => false,
        };
        parcel::sealed_page(self.texts, &self.link, self.profile.created, words)
    }
}

/// Forgets the words and what was made.
#[wasm_bindgen]
pub fn forget() {
    PERSON.set(PERSON.get().wrapping_add(1));
    SEALER.take();
    MADE.take();
}
