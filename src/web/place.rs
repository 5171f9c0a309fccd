//! Where an instance of the client's app lives: a page of its own, or a widget in somebody else's page.
//!
//! What differs between the two is written by hand in JavaScript, in `start.js` for the page and in `widget.js` for a
//! widget, and reaches the program as one object: the element to draw in, where answers are kept, what happens in the
//! history of the browser and to the scroll position. So the program itself never looks outside its element, several
//! instances can live in one document, and the glue between WebAssembly and browser is as small as can be.

use js_sys::Promise;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// The object of `start.js` or `widget.js`.
    #[derive(Clone, Debug)]
    pub type Place;

    /// The element that the app is drawn in.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Place) -> Element;

    /// What `config.json` holds; undefined without one.
    #[wasm_bindgen(method, getter)]
    pub fn config(this: &Place) -> JsValue;

    /// The address of the folder that the product lies in, with a slash at the end. The coach's page lies in it.
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Place) -> String;

    /// What was tapped before the program was there, as the text of a session. It is given once.
    #[wasm_bindgen(method)]
    pub fn adopted(this: &Place) -> Option<String>;

    /// Whether the person had said, before the program was there, that nothing is to be stored.
    #[wasm_bindgen(method, getter)]
    pub fn memory(this: &Place) -> bool;

    /// Whether the person had asked for help before the program was there.
    #[wasm_bindgen(method, getter)]
    pub fn help(this: &Place) -> bool;

    /// The tag of the language that the person chose before the program was there, or that a widget was given.
    #[wasm_bindgen(method, getter)]
    pub fn language(this: &Place) -> Option<String>;

    /// Says in which language the app is now, and in which direction it is written.
    #[wasm_bindgen(method)]
    pub fn speak(this: &Place, tag: &str, direction: &str);

    /// Promises a program that is loaded later, or the texts of a language, by its name.
    #[wasm_bindgen(method)]
    pub fn load(this: &Place, name: &str) -> Promise;

    /// What is stored here: a text, null for nothing, or undefined when the device refuses.
    #[wasm_bindgen(method)]
    pub fn stored(this: &Place) -> JsValue;

    /// Stores a text, or removes what is stored. Tells whether the device did it.
    #[wasm_bindgen(method)]
    pub fn store(this: &Place, text: Option<&str>) -> bool;

    /// Lets the place itself hold a session that is not stored, so that a fault does not cost the answers.
    #[wasm_bindgen(method)]
    pub fn hold(this: &Place, session: Option<&str>);

    /// Everything was wiped, so what the place itself keeps goes too.
    #[wasm_bindgen(method)]
    pub fn wiped(this: &Place);

    /// Reads the page aloud, or stops doing so, with a voice that works on the device itself. Where there is none for
    /// the language the element has no `data-voice`, and the button for it is not shown.
    #[wasm_bindgen(method)]
    pub fn read(this: &Place);

    /// Prints what is meant for paper.
    #[wasm_bindgen(method)]
    pub fn print(this: &Place);

    /// A page was shown, or a question answered: the address of the page, and how many questions are answered, of how
    /// many. A page of its own puts the address into the history of the browser; a widget tells the page around it how
    /// far the person is. Neither is ever told an answer.
    #[wasm_bindgen(method)]
    pub fn at(this: &Place, page: &str, answered: u16, total: u16);

    /// The page was turned: its heading takes the focus, and its beginning comes into view.
    #[wasm_bindgen(method)]
    pub fn arrive(this: &Place, heading: &Element);

    /// Calls back with the address of a page when the person went to it in the history of the browser, and with
    /// nothing when something else may have stored a session. It ends when the instance ends.
    #[wasm_bindgen(method)]
    pub fn listen(this: &Place, heard: &Closure<dyn FnMut(JsValue)>);
}

impl Default for Place {
    /// No place at all, for rendering without a browser. None of its methods may be called.
    fn default() -> Place {
        JsValue::UNDEFINED.unchecked_into()
    }
}
