//! The camera, while its dialog is open: what it sees goes to the reader, several times a second, until a code is found.
//!
//! The camera goes out at once when a code is read, when the dialog closes, when something fails and when the page is
//! hidden, also when the person has not yet allowed it by then.

use super::reader::{Reader, pause};
use super::state::{Action, CameraProblem, Lens, Problem};
use js_sys::{Array, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Document, Event, HtmlVideoElement, MediaDevices, MediaStream, MediaStreamConstraints,
    MediaStreamTrack, MediaStreamTrackState,
};
use yew::Callback;

/// The time between two looks, in milliseconds: quick for a person, and time for the page in between.
const BETWEEN: i32 = 120;
const HIDDEN_CHANGED: &str = "visibilitychange";

/// Whether this page can ask for a camera: only in a secure context the browser offers one.
pub(super) fn exists() -> bool {
    devices().is_some()
}

fn devices() -> Option<MediaDevices> {
    let devices = web_sys::window()?.navigator().media_devices().ok()?;
    // Without a secure context the property is not there, whatever the binding says.
    Some(devices).filter(|devices| !AsRef::<JsValue>::as_ref(devices).is_undefined())
}

/// A camera that is on, or about to be. Dropping it puts the camera out.
pub(super) struct Camera {
    film: Rc<Film>,
    document: Option<Document>,
    listener: Closure<dyn FnMut(Event)>,
}

struct Film {
    video: HtmlVideoElement,
    stream: RefCell<Option<MediaStream>>,
    stopped: Cell<bool>,
}

impl Camera {
    /// Puts the camera on and shows what it sees.
    pub(super) fn start(video: HtmlVideoElement, reader: Reader, tell: Callback<Action>) -> Camera {
        let film = Rc::new(Film {
            video,
            stream: RefCell::default(),
            stopped: Cell::new(false),
        });
        let document = web_sys::window().and_then(|window| window.document());
        let listener = Closure::new({
            let (film, tell, document) = (Rc::clone(&film), tell.clone(), document.clone());
            move |_: Event| {
                if document.as_ref().is_some_and(Document::hidden) {
                    film.stop();
                    tell.emit(Action::Camera(Lens::Off));
                }
            }
        });
        if let Some(document) = &document {
            let _ = document.add_event_listener_with_callback(
                HIDDEN_CHANGED,
                listener.as_ref().unchecked_ref(),
            );
        }
        spawn_local({
            let film = Rc::clone(&film);
            async move {
                let outcome = look(&film, &reader, &tell).await;
                film.stop();
                reader.clear();
                match outcome {
                    Ok(Some(text)) => tell.emit(Action::Text(text)),
                    Ok(None) => {}
                    Err(problem) => tell.emit(Action::Failed(problem)),
                }
            }
        });
        Camera {
            film,
            document,
            listener,
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.film.stop();
        if let Some(document) = &self.document {
            let _ = document.remove_event_listener_with_callback(
                HIDDEN_CHANGED,
                self.listener.as_ref().unchecked_ref(),
            );
        }
    }
}

impl Film {
    fn stop(&self) {
        self.stopped.set(true);
        if let Some(stream) = self.stream.take() {
            for track in tracks(&stream) {
                track.stop();
            }
        }
        self.video.set_src_object(None);
    }

    /// Whether the camera still gives pictures; another program or a cable can end that.
    fn runs(&self) -> bool {
        let live = |track: MediaStreamTrack| track.ready_state() == MediaStreamTrackState::Live;
        let stream = self.stream.borrow();
        stream
            .as_ref()
            .is_some_and(|stream| tracks(stream).any(live))
    }
}

fn tracks(stream: &MediaStream) -> impl Iterator<Item = MediaStreamTrack> + use<> {
    let tracks = Array::from(&stream.get_tracks());
    (0..tracks.length()).filter_map(move |at| tracks.get(at).dyn_into().ok())
}

/// Looks until a code is found. Nothing when the camera was put out meanwhile.
async fn look(
    film: &Film,
    reader: &Reader,
    tell: &Callback<Action>,
) -> Result<Option<String>, Problem> {
    let stream = ask().await.map_err(Problem::Camera)?;
    film.video.set_src_object(Some(&stream));
    // Not a copy: copies of a stream have tracks of their own, which keep the camera on.
    film.stream.replace(Some(stream));
    // Closed while the browser was asking: the camera must not stay on.
    if film.stopped.get() {
        film.stop();
        return Ok(None);
    }
    if let Ok(playing) = film.video.play() {
        // A browser that does not begin by itself shows nothing, and the person closes the dialog.
        let _ = JsFuture::from(playing).await;
    }
    if film.stopped.get() {
        return Ok(None);
    }
    tell.emit(Action::Camera(Lens::On));
    reader.prepare().await?;
    let mut middle = false;
    while !film.stopped.get() {
        if !film.runs() {
            return Err(Problem::Camera(CameraProblem::Busy));
        }
        let found = reader.read_video(&film.video, middle).await?;
        // What is read after the dialog was closed is not wanted any more.
        if found.is_some() && !film.stopped.get() {
            return Ok(found);
        }
        middle = !middle;
        pause(BETWEEN).await;
    }
    Ok(None)
}

/// Asks for the camera at the back, or the only one.
async fn ask() -> Result<MediaStream, CameraProblem> {
    let devices = devices().ok_or(CameraProblem::Absent)?;
    let wishes = Object::new();
    let ideal = |name: &str, value: JsValue| {
        let wish = Object::new();
        let _ = Reflect::set(&wish, &"ideal".into(), &value);
        let _ = Reflect::set(&wishes, &name.into(), &wish);
    };
    ideal("facingMode", "environment".into());
    // A large code needs more points than cameras give when nobody asks.
    ideal("width", 1920.into());
    ideal("height", 1080.into());
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&wishes);
    constraints.set_audio(&JsValue::FALSE);
    let promise = devices
        .get_user_media_with_constraints(&constraints)
        .map_err(|error| problem(&error))?;
    let stream = JsFuture::from(promise)
        .await
        .map_err(|error| problem(&error))?;
    stream.dyn_into().map_err(|_| CameraProblem::Absent)
}

/// The names are those of Media Capture and Streams, section 10.2 (`getUserMedia`).
fn problem(error: &JsValue) -> CameraProblem {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    CameraProblem::of(name.as_deref().unwrap_or_default())
}
