//! The component that ties the state to the browser, and the page it shows.

use super::intake::{Watch, take_fragment};
use super::reader::Reader;
use super::state::{Action, State};
use super::{camera, errands, view};
use crate::content::{Texts, key, present};
use crate::web::crypto::Subtle;
use crate::web::dom;
use std::rc::Rc;
use yew::{
    Callback, Html, NodeRef, Properties, component, html, use_callback, use_effect_with,
    use_node_ref, use_reducer_eq,
};

/// What the page starts with.
#[derive(Clone, Debug, Default, PartialEq, Properties)]
pub struct AppProps {
    /// What reads codes.
    pub reader: Reader,
}

/// The whole page: the state, and what comes in through the address.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = use_reducer_eq(|| State {
        has_camera: camera::exists(),
        ..State::start_in_browser(take_fragment(), Subtle::of_browser().is_some())
    });
    let dispatch = use_callback(state.dispatcher(), |action, dispatcher| {
        dispatcher.dispatch(action)
    });
    use_effect_with(
        (dispatch.clone(), props.reader.clone()),
        |(dispatch, reader)| {
            let watch = Watch::new(dispatch.clone(), reader.clone());
            move || drop(watch)
        },
    );
    {
        let dispatch = dispatch.clone();
        use_effect_with(state.errands.clone(), move |errands| {
            // Told first: an errand that has begun is not begun again.
            if let Some((number, _)) = errands.last() {
                dispatch.emit(Action::Begun(*number));
            }
            for (_, errand) in errands {
                errands::run(errand.clone(), dispatch.clone());
            }
        });
    }
    html! { <Page state={Rc::new((*state).clone())} reader={props.reader.clone()} {dispatch} /> }
}

/// What the page shows and whom it tells.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PageProps {
    /// What the page knows.
    pub state: Rc<State>,
    /// What reads codes.
    #[prop_or_default]
    pub reader: Reader,
    /// Where everything goes that happens.
    pub dispatch: Callback<Action>,
}

/// The page of one state.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let PageProps {
        state,
        reader,
        dispatch,
    } = props;
    let (heading, panel, text) = (use_node_ref(), use_node_ref(), use_node_ref());
    let (lock, words, key_words, own_words) = (
        use_node_ref(),
        use_node_ref(),
        use_node_ref(),
        use_node_ref(),
    );
    {
        let (heading, title) = (heading.clone(), title(state));
        use_effect_with(state.arrivals, move |arrivals| {
            dom::set_title(&title);
            // The page as it opens is read from its beginning; after that, the focus goes where the reading goes on.
            if *arrivals > 0 {
                arrive(&heading);
            }
        });
    }
    {
        let panel = panel.clone();
        use_effect_with(state.importing, move |importing| {
            if *importing {
                arrive(&panel);
            }
        });
    }
    {
        let lock = lock.clone();
        use_effect_with(state.asks, move |_| {
            if let Some(element) = lock.cast::<web_sys::Element>() {
                dom::go_to(&element);
            }
        });
    }
    {
        let (count, id) = state.work.fresh.clone();
        use_effect_with(count, move |count| {
            if let Some(element) = dom::element(&id).filter(|_| *count > 0) {
                dom::go_to(&element);
            }
        });
    }
    use_effect_with(state.work.is_unsaved(), |unsaved| {
        let guard = unsaved.then(dom::Guard::new);
        move || drop(guard)
    });
    view::view_page(&view::View {
        state,
        reader,
        dispatch,
        heading: &heading,
        panel: &panel,
        text: &text,
        lock: &lock,
        words: &words,
        key_words: &key_words,
        own_words: &own_words,
    })
}

fn arrive(place: &NodeRef) {
    if let Some(element) = place.cast::<web_sys::Element>() {
        dom::arrive_at(&element);
    }
}

/// The title of the window says which day, never whose profile: titles stay behind in a browser's history.
fn title(state: &State) -> String {
    let texts = Texts::dutch_for_coach();
    match &state.profile {
        Some(profile) => texts.fill(
            key::COACH_PROFILE_HEADING,
            &[("date", &present::date(texts, profile.created))],
        ),
        None => texts.get(key::COACH_TITLE).to_owned(),
    }
}
