//! What the client wants to begin with: the first thing a coach reads.

use super::parts::{t, view_not_shared, view_own, words};
use crate::content::{Key, key, pictogram};
use crate::engine::{Domain, Field, Profile};
use crate::web::components::view_pictogram;
use yew::{Html, html};

/// What to talk about first, what the coach must know, and how the client likes to be reached.
pub(super) fn view_first(profile: &Profile) -> Html {
    html! {
        <section class="first" aria-labelledby="first-heading">
            <h2 id="first-heading" class="visually-hidden">{ t(key::COACH_FIRST_HEADING) }</h2>
            { view_talk(profile) }
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
