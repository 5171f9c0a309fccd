//! Reads codes from pictures and from what the camera sees.
//!
//! Where the browser reads codes itself (`BarcodeDetector`) it does; elsewhere, and where it finds nothing in a
//! picture, a program is loaded that can (`src/bin/scan.rs`). A picture is only looked at: it is drawn into a canvas
//! that is in no page, and nothing of it is kept.

use super::state::Problem;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlVideoElement, ImageBitmap};

/// The longest side of the picture in which a code is looked for, in the order in which they are tried. A photo of a
/// phone is far larger than its code needs, and a smaller picture is sharper.
const SIDES: [f64; 4] = [1000.0, 600.0, 1600.0, 2400.0];
/// The side of what is looked at of the camera's picture.
const FRAME: f64 = 1000.0;

#[wasm_bindgen]
extern "C" {
    /// The program; see `src/bin/scan.rs`.
    #[derive(Clone)]
    type Program;

    #[wasm_bindgen(method, catch)]
    fn decode(
        this: &Program,
        width: u32,
        height: u32,
        grey: Vec<u8>,
    ) -> Result<Option<String>, JsValue>;

    /// The browser's own reader of codes.
    #[derive(Clone)]
    type BarcodeDetector;

    #[wasm_bindgen(constructor, catch)]
    fn new(options: &JsValue) -> Result<BarcodeDetector, JsValue>;

    #[wasm_bindgen(static_method_of = BarcodeDetector, js_name = getSupportedFormats, catch)]
    fn formats() -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn detect(this: &BarcodeDetector, picture: &JsValue) -> Result<Promise, JsValue>;
}

const FORMAT: &str = "qr_code";

#[derive(Default)]
struct Tools {
    /// The browser's reader; nothing when it has none, and not known before it was looked for.
    native: Option<Option<BarcodeDetector>>,
    program: Option<Program>,
    canvas: Option<HtmlCanvasElement>,
}

/// What reads codes; it is loaded when it is used.
#[derive(Clone, Default)]
pub struct Reader {
    load: Option<Function>,
    tools: Rc<RefCell<Tools>>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}

impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.tools, &other.tools)
    }
}

impl Reader {
    /// `load` is a function of `start.js`: it takes the name of a program and promises the program.
    #[must_use]
    pub fn new(load: Function) -> Reader {
        Reader {
            load: Some(load),
            tools: Rc::default(),
        }
    }

    /// Loads a program of this page by its name; see `start.js`.
    pub(super) async fn load_later(&self, name: &str) -> Option<JsValue> {
        let load = self.load.as_ref()?;
        let promise = load.call1(&JsValue::NULL, &name.into()).ok()?;
        JsFuture::from(promise.dyn_into::<Promise>().ok()?)
            .await
            .ok()
    }

    /// Gets ready, so that the first look takes no longer than the others.
    ///
    /// # Errors
    /// When the browser reads no codes and the program that can does not arrive.
    pub(super) async fn prepare(&self) -> Result<(), Problem> {
        if self.native().await.is_none() {
            self.program().await?;
        }
        Ok(())
    }

    /// The text of a code in a file with a picture.
    ///
    /// # Errors
    /// When the browser cannot show the picture, when no code is found in it, or when the program does not arrive.
    pub(super) async fn read_picture(&self, file: &File) -> Result<String, Problem> {
        let promise = web_sys::window()
            .and_then(|window| window.create_image_bitmap_with_blob(file).ok())
            .ok_or(Problem::Picture)?;
        let bitmap: ImageBitmap = JsFuture::from(promise)
            .await
            .ok()
            .and_then(|bitmap| bitmap.dyn_into().ok())
            .ok_or(Problem::Picture)?;
        let text = self.read_bitmap(&bitmap).await;
        bitmap.close();
        self.clear();
        text
    }

    async fn read_bitmap(&self, bitmap: &ImageBitmap) -> Result<String, Problem> {
        if let Some(text) = self.detect(bitmap).await {
            return Ok(text);
        }
        let program = self.program().await?;
        let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
        let mut tried = 0.0;
        for side in SIDES {
            let scale = (side / width.max(height)).min(1.0);
            // A small picture has the same size at every one of these.
            if scale == tried {
                continue;
            }
            tried = scale;
            let (wide, high) = ((width * scale).round(), (height * scale).round());
            let grey = self.grey(wide, high, |context| {
                context
                    .draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, wide, high)
                    .is_ok()
            });
            let found =
                grey.and_then(|(wide, high, grey)| program.decode(wide, high, grey).ok()?);
            if let Some(text) = found {
                return Ok(text);
            }
            pause(0).await;
        }
        Err(Problem::NoCode)
    }

    /// The text of a code in what a camera sees now. Every other time only the middle is looked at, at its full
    /// sharpness.
    ///
    /// # Errors
    /// When the program does not arrive.
    pub(super) async fn read_video(
        &self,
        video: &HtmlVideoElement,
        middle: bool,
    ) -> Result<Option<String>, Problem> {
        if self.native().await.is_some() {
            let text = self.detect(video).await;
            // A reader that has failed is not there any more, and the program takes its place.
            if text.is_some() || self.native().await.is_some() {
                return Ok(text);
            }
        }
        let program = self.program().await?;
        let (width, height) = (
            f64::from(video.video_width()),
            f64::from(video.video_height()),
        );
        if width < 1.0 || height < 1.0 {
            return Ok(None);
        }
        let short = width.min(height);
        let (from_width, from_height) = if middle {
            (short, short)
        } else {
            (width, height)
        };
        let scale = (FRAME / from_width.max(from_height)).min(1.0);
        let (wide, high) = ((from_width * scale).round(), (from_height * scale).round());
        let (left, top) = ((width - from_width) / 2.0, (height - from_height) / 2.0);
        let grey = self.grey(wide, high, |context| {
            context
                .draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    video,
                    left,
                    top,
                    from_width,
                    from_height,
                    0.0,
                    0.0,
                    wide,
                    high,
                )
                .is_ok()
        });
        Ok(grey.and_then(|(wide, high, grey)| program.decode(wide, high, grey).ok()?))
    }

    /// Forgets the last picture.
    pub(super) fn clear(&self) {
        self.tools.borrow_mut().canvas = None;
    }

    /// The browser's own reader, where it has one for these codes.
    async fn native(&self) -> Option<BarcodeDetector> {
        let known = self.tools.borrow().native.clone();
        if let Some(native) = known {
            return native;
        }
        let native = find_native().await;
        self.tools.borrow_mut().native = Some(native.clone());
        native
    }

    async fn detect(&self, picture: &JsValue) -> Option<String> {
        let native = self.native().await?;
        let found = match native.detect(picture) {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        match found {
            Ok(found) => Array::from(&found).iter().find_map(|code| {
                let text = Reflect::get(&code, &"rawValue".into()).ok()?.as_string()?;
                Some(text).filter(|text| !text.is_empty())
            }),
            Err(_) => {
                self.tools.borrow_mut().native = Some(None);
                None
            }
        }
    }

    async fn program(&self) -> Result<Program, Problem> {
        let known = self.tools.borrow().program.clone();
        if let Some(program) = known {
            return Ok(program);
        }
        let program = self
            .load_later("scan")
            .await
            .ok_or(Problem::NoReader)?
            .unchecked_into::<Program>();
        self.tools.borrow_mut().program = Some(program.clone());
        Ok(program)
    }

    /// Draws something on a canvas of this size and gives its size and its grey points.
    fn grey(
        &self,
        width: f64,
        height: f64,
        draw: impl FnOnce(&CanvasRenderingContext2d) -> bool,
    ) -> Option<(u32, u32, Vec<u8>)> {
        let canvas = self.canvas()?;
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
        // The picture is read back each time, so it should not go to the graphics card first.
        let options = js_sys::Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE).ok()?;
        let context: CanvasRenderingContext2d = canvas
            .get_context_with_context_options("2d", &options)
            .ok()??
            .dyn_into()
            .ok()?;
        if !draw(&context) {
            return None;
        }
        let data = context.get_image_data(0.0, 0.0, width, height).ok()?;
        Some((data.width(), data.height(), to_grey(&data.data())))
    }

    fn canvas(&self) -> Option<HtmlCanvasElement> {
        let mut tools = self.tools.borrow_mut();
        if tools.canvas.is_none() {
            let document = web_sys::window()?.document()?;
            tools.canvas = document.create_element("canvas").ok()?.dyn_into().ok();
        }
        tools.canvas.clone()
    }
}

async fn find_native() -> Option<BarcodeDetector> {
    let there = Reflect::has(&js_sys::global(), &"BarcodeDetector".into());
    if !there.unwrap_or(false) {
        return None;
    }
    let formats = JsFuture::from(BarcodeDetector::formats().ok()?)
        .await
        .ok()?;
    if !Array::from(&formats).includes(&FORMAT.into(), 0) {
        return None;
    }
    let options = js_sys::Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&FORMAT.into())).ok()?;
    BarcodeDetector::new(&options).ok()
}

/// The brightness of each point, as television weighs the colours (Rec. 601); what is transparent counts as white
/// paper.
fn to_grey(colours: &[u8]) -> Vec<u8> {
    let (points, _) = colours.as_chunks::<4>();
    points
        .iter()
        .map(|&[red, green, blue, opaque]| {
            let light = (u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8;
            let opaque = u32::from(opaque);
            u8::try_from((light * opaque + 255 * (255 - opaque)) / 255).unwrap_or(u8::MAX)
        })
        .collect()
}

/// Lets the browser draw and answer for so many milliseconds.
pub(super) async fn pause(time: i32) {
    let mut wait = |done: Function, _: Function| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, time);
        }
    };
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
}

#[cfg(test)]
mod tests {
    use super::to_grey;

    #[test]
    fn colours_become_grey_and_nothing_is_paper() {
        let colours = [0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0, 255, 0, 0, 255];
        assert_eq!(to_grey(&colours), [0, 255, 255, 76]);
        assert!(to_grey(&[1, 2]).is_empty());
    }
}
