//! What the client wants to begin with, and where help is there, wanted or waited for: the first things a coach reads.

use super::parts::{t, view_not_shared, view_own, view_words_pair, words};
use crate::content::{Key, key, pictogram};
use crate::engine::{Domain, Field, Profile, QuestionId};
use crate::web::components::view_pictogram;
use yew::{Html, html};

/// What to talk about first, what the coach must know, and how the client likes to be reached.
pub(super) fn view_first(profile: &Profile) -> Html {
    html! {
        <section class="first" aria-labelledby="first-heading">
            <h2 id="first-heading" class="visually-hidden">{ t(key::COACH_FIRST_HEADING) }</h2>
            { view_talk(profile) }
            { view_help(profile) }
            { view_part("know", key::COACH_FIRST_KNOW, &[Field::PlanCoachMustKnow], view_own(profile, Field::PlanCoachMustKnow), profile) }
            { view_part("contact", key::COACH_FIRST_CONTACT, &[Field::PlanContact], html! {
                <p>{ words(profile, Field::PlanContact) }</p>
            }, profile) }
        </section>
    }
}

fn view_talk(profile: &Profile) -> Html {
    let chosen = profile.answers.one(Field::PlanTalkFirst);
    // The options of this question are the domains in their fixed order, and one more that is none of them.
    let domain = chosen.and_then(|option| Domain::all().nth(usize::from(option)));
    let content = html! {
        <>
            if chosen.is_some() {
                <p class="first-talk">
                    { for domain.map(|domain| view_pictogram(domain.pictogram())) }
                    { if domain.is_none() { view_pictogram(pictogram::TALK) } else { Html::default() } }
                    <strong>{ words(profile, Field::PlanTalkFirst) }</strong>
                </p>
            }
            { view_own(profile, Field::PlanTalkFirstOwn) }
        </>
    };
    view_part(
        "talk",
        key::COACH_FIRST_TALK,
        &[Field::PlanTalkFirst, Field::PlanTalkFirstOwn],
        content,
        profile,
    )
}

/// The domains with help, by the answer; who needs nothing is not listed.
fn view_help(profile: &Profile) -> Html {
    let rows = [
        ("wanted", key::COACH_FIRST_HELP_WANTED),
        ("waiting", key::COACH_FIRST_HELP_WAITING),
        ("getting", key::COACH_FIRST_HELP_GETTING),
        ("not_now", key::COACH_FIRST_HELP_NOT_NOW),
    ];
    let answer = |domain: Domain| {
        let question = QuestionId::of(Field::DomainHelp, domain);
        let option = profile.answers.one(question)?;
        Field::DomainHelp.code(option)
    };
    let pairs: Vec<Html> = rows
        .into_iter()
        .map(|(code, label)| {
            let domains = Domain::all().filter(|domain| answer(*domain) == Some(code));
            let names: Vec<&str> = domains.map(|domain| t(domain.label())).collect();
            view_words_pair(t(label), &names.join(" · "))
        })
        .collect();
    let asked = Domain::all().any(|domain| answer(domain).is_some_and(|code| code != "none"));
    html! {
        <div class="help">
            <h3>{ t(key::COACH_FIRST_HELP_TITLE) }</h3>
            if asked {
                <dl class="pairs">{ for pairs }</dl>
            } else if Domain::all().any(|domain| answer(domain).is_some()) {
                <p>{ t(key::COACH_FIRST_HELP_NONE) }</p>
            } else {
                <p>{ view_not_shared() }</p>
            }
        </div>
    }
}

fn view_part(
    class: &'static str,
    label: Key,
    fields: &[Field],
    content: Html,
    profile: &Profile,
) -> Html {
    let shared = fields.iter().any(|field| profile.answers.has(*field));
    html! {
        <div class={class}>
            <h3>{ t(label) }</h3>
            { if shared { content } else { html! { <p>{ view_not_shared() }</p> } } }
        </div>
    }
}
