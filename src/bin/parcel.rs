//! The part of the client's page that makes what leaves the device, as functions for `web::client::parcel`.
#![allow(missing_docs, reason = "a binary has no public items")]

use js_sys::{Array, Promise};
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
use wasm_bindgen_futures::future_to_promise;

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
    /// Every language that somebody had, because a text once read stays in memory.
    static LANGUAGES: RefCell<Vec<&'static Texts>> = const { RefCell::new(Vec::new()) };
}

/// Where the things of one instance of the client's app are made: two widgets in one document do not share them.
#[wasm_bindgen]
pub struct Desk(Rc<Things>);

/// What lies on a desk. Whatever is under way holds on to it, also when the desk itself is gone.
struct Things {
    config: JsValue,
    coach_page: String,
    sealer: RefCell<Sealer>,
    made: RefCell<Option<Rc<Made>>>,
    turns: Turns,
    /// The language of the person; Dutch would have to be on board to stand here from the beginning.
    texts: Cell<&'static Texts>,
    /// Counts the people: what was begun for one is not finished for the next.
    person: Cell<u32>,
}

fn main() {}

/// A desk of its own for one instance. `config` is what `config.json` holds, `coach_page` the address that opens a link.
#[wasm_bindgen]
pub fn open(config: JsValue, coach_page: String) -> Desk {
    Desk(Rc::new(Things {
        config,
        coach_page,
        sealer: RefCell::default(),
        made: RefCell::default(),
        turns: Turns::default(),
        texts: Cell::new(Texts::from_pack("")),
        person: Cell::default(),
    }))
}

#[wasm_bindgen]
impl Desk {
    /// Sets the language of what is made from now on; see [`Texts::pack`].
    pub fn speak(&self, texts: &str) {
        let known = LANGUAGES.with_borrow_mut(|languages| {
            let known = languages.iter().find(|known| known.pack() == texts);
            known.copied().unwrap_or_else(|| {
                languages.push(Texts::from_pack(texts));
                languages
                    .last()
                    .copied()
                    .unwrap_or_else(|| Texts::from_pack(""))
            })
        });
        self.0.texts.set(known);
    }

    /// Makes everything that can be handed over of what the session shares: the name of the lock, the link, the words
    /// that open it, `send` where the browser can hand files to other programs, every answer in it as markup, and the
    /// code as version, field and path (absent when no code can hold it). With a key in the configuration the code is
    /// sealed like the link; otherwise it stays open, for the coach across the table.
    pub fn prepare(&self, session: String, day: u16) -> Promise {
        let things = Rc::clone(&self.0);
        future_to_promise(async move {
            let made = things.prepare(&session, day).await?;
            Ok(made
                .into_iter()
                .map(JsValue::from)
                .collect::<Array>()
                .into())
        })
    }

    /// Hands over what was made, which is told by its link: `link` to the clipboard, `file` for the coach, `send` the
    /// same file to another program, `keep` the file for oneself. Tells whether the browser did it, as far as that can
    /// be known.
    pub fn hand(&self, way: String, link: String) -> Promise {
        // Anything else is of an earlier choice, and must not leave.
        let made = self.0.made.borrow().clone();
        future_to_promise(async move {
            let done = match made.filter(|made| made.link == link) {
                Some(made) => made.hand(&way).await,
                None => false,
            };
            Ok(done.into())
        })
    }

    /// Forgets the words and what was made.
    pub fn forget(&self) {
        let things = &self.0;
        things.person.set(things.person.get().wrapping_add(1));
        things.sealer.take();
        things.made.take();
    }
}

impl Things {
    async fn prepare(&self, session: &str, day: u16) -> Result<Vec<String>, JsValue> {
        let profile = parcel::profile(session, day).ok_or("session")?;
        let key = parcel::reader(&self.config);
        // One after the other: the person gets the same words each time, and what was asked for last is made last.
        let person = self.person.get();
        self.turns.wait().await;
        let mut sealer = self.sealer.take();
        let outcome = sealer.seal(&profile, key.as_ref()).await;
        self.turns.end();
        if self.person.get() != person {
            return Err("forgotten".into());
        }
        self.sealer.replace(sealer);
        let (lock, sealed, words) = outcome.map_err(|_| "crypto")?;
        let open = link(&self.coach_page, &profile);
        let link = match lock {
            Lock::Absent => open.clone(),
            Lock::Key | Lock::Words => link_with(&self.coach_page, &sealed),
        };
        let code = Code::of(if lock == Lock::Key { &link } else { &open });
        let send = if parcel::can_send(HTML) { "send" } else { "" };
        let texts = self.texts.get();
        let preview = parcel::answers(texts, &profile);
        let lock_id = lock.id().to_owned();
        let mut answer = vec![lock_id, link.clone(), words, send.to_owned(), preview];
        if let Some(code) = code {
            answer.extend([code.version.to_string(), code.view_box(), code.path]);
        }
        self.made.replace(Some(Rc::new(Made {
            texts,
            coach_page: self.coach_page.clone(),
            profile,
            lock,
            link,
        })));
        Ok(answer)
    }
}

impl Made {
    async fn hand(&self, way: &str) -> bool {
        let name = |key| {
            let date = self.profile.created.to_string();
            self.texts.fill(key, &[("date", &date)])
        };
        match way {
            "link" => parcel::copy(&self.link).await,
            "file" => dom::download(&name(key::FILE_NAME), HTML, &self.file()).is_ok(),
            "send" => parcel::send(&name(key::FILE_NAME), HTML, &self.file()).await,
            "keep" => dom::download(&name(key::FILE_OWN_NAME), HTML, &self.page()).is_ok(),
            _ => false,
        }
    }

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
