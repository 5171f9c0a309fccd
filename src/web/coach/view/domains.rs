//! The picture: every life domain in the one fixed order, with the client's own word for how it goes. Nothing is
//! added up, compared or coloured by height.

use super::View;
use super::parts::{t, view_not_shared};
use crate::content::{Key, key, pictogram};
use crate::engine::instrument::LEVEL_UNKNOWN;
use crate::engine::{Domain, Field, Profile, QuestionId};
use crate::web::coach::state::Action;
use crate::web::components::{view_bar, view_pictogram};
use yew::{Html, classes, html};

/// How much is known of one domain.
pub(super) enum Known {
    /// Nothing: skipped, declined and withheld look the same.
    NotShared,
    /// Something about it, but no level.
    NoLevel,
    /// "I do not know."
    Unknown,
    /// The level from 1 to 5.
    Level(u8),
}

impl Known {
    pub(super) fn of(profile: &Profile, domain: Domain) -> Known {
        match profile
            .answers
            .one(QuestionId::of(Field::DomainLevel, domain))
        {
            Some(LEVEL_UNKNOWN) => Known::Unknown,
            Some(option) if option < LEVEL_UNKNOWN => Known::Level(option + 1),
            _ if profile.has_domain(domain) => Known::NoLevel,
            _ => Known::NotShared,
        }
    }

    /// `data-level` and `data-state`.
    fn attributes(&self) -> (Option<String>, Option<&'static str>) {
        match self {
            Known::NotShared => (None, Some("not-shared")),
            Known::NoLevel => (None, Some("no-level")),
            Known::Unknown => (Some("unknown".to_owned()), None),
            Known::Level(level) => (Some(level.to_string()), None),
        }
    }

    /// The client's word.
    pub(super) fn word(&self) -> Key {
        match self {
            Known::NotShared => key::COACH_NOT_SHARED,
            Known::NoLevel => key::COACH_DOMAINS_NO_LEVEL,
            Known::Unknown => key::FEEDBACK_WORD_UNKNOWN,
            Known::Level(1) => key::FEEDBACK_WORD_1,
            Known::Level(2) => key::FEEDBACK_WORD_2,
            Known::Level(3) => key::FEEDBACK_WORD_3,
            Known::Level(4) => key::FEEDBACK_WORD_4,
            Known::Level(_) => key::FEEDBACK_WORD_5,
        }
    }
}

/// All domains. The button is only there on a screen that has no room for the sentences too.
pub(super) fn view_domains(view: &View<'_>, profile: &Profile) -> Html {
    let sentences = view.state.sentences;
    html! {
        <section class={classes!("column", "domains", sentences.then_some("full"))} aria-labelledby="domains-heading">
            <div class="domains-top">
                <h2 id="domains-heading">{ t(key::COACH_DOMAINS_HEADING) }</h2>
                <button class="button quiet" type="button" data-action="toggle-sentences" aria-pressed={sentences.to_string()}
                    onclick={view.tell(Action::ToggleSentences)}>
                    { t(key::COACH_DOMAINS_SENTENCES) }
                </button>
            </div>
            <ul>{ for Domain::all().map(|domain| view_domain(profile, domain)) }</ul>
        </section>
    }
}

fn view_domain(profile: &Profile, domain: Domain) -> Html {
    let known = Known::of(profile, domain);
    let (level, state) = known.attributes();
    html! {
        <li class="domain" data-domain={domain.id()} data-level={level} data-state={state}>
            { view_pictogram(domain.pictogram()) }
            <h3>{ t(domain.label()) }</h3>
            { match known {
                Known::NotShared => view_not_shared(),
                Known::Level(level) => view_known(profile, domain, &known, view_bar(Some(level))),
                Known::NoLevel | Known::Unknown => view_known(profile, domain, &known, view_bar(None)),
            } }
        </li>
    }
}

fn view_known(profile: &Profile, domain: Domain, known: &Known, bar: Html) -> Html {
    html! {
        <>
            <span class="word">{ t(known.word()) }</span>
            { bar }
            if let Known::Level(level) = known {
                <p class="said sentence">{ t(domain.level_text(*level)) }</p>
            }
            { view_marks(profile, domain) }
        </>
    }
}

/// Help and the wish to talk: words with a small picture, the same for every kind.
fn view_marks(profile: &Profile, domain: Domain) -> Html {
    let talk = profile
        .answers
        .flag(QuestionId::of(Field::DomainTalk, domain));
    let help = profile
        .answers
        .one(QuestionId::of(Field::DomainHelp, domain))
        .and_then(|option| Field::DomainHelp.code(option));
    let help = match help {
        Some("getting") => Some(("mark", pictogram::HAND, key::COACH_DOMAINS_HELP_GETTING)),
        Some("waiting") => Some(("mark", pictogram::CLOCK, key::COACH_DOMAINS_HELP_WAITING)),
        Some("wanted") => Some(("mark", pictogram::HELP, key::COACH_DOMAINS_HELP_WANTED)),
        Some("not_now") => Some(("mark", pictogram::CHECK, key::COACH_DOMAINS_HELP_NOT_NOW)),
        // Nothing to arrange: this one is put away together with the sentences where there is little room.
        Some("none") => Some((
            "mark without",
            pictogram::CHECK,
            key::COACH_DOMAINS_HELP_NONE,
        )),
        _ => None,
    };
    let talk = talk.then_some(("mark", pictogram::TALK, key::COACH_DOMAINS_TALK));
    if help.is_none() && talk.is_none() {
        return Html::default();
    }
    html! {
        <p class="said marks">
            { for help.into_iter().chain(talk).map(|(class, picture, text)| html! {
                <><span {class}>{ view_pictogram(picture) }{ t(text) }</span>{ " " }</>
            }) }
        </p>
    }
}
