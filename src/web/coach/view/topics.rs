//! Topics for the talk: what stands out, why, and an open question to start with. First of all, always: whether help
//! is wanted, and for what.

use super::View;
use super::parts::{t, texts, view_paper_note};
use crate::content::{key, present};
use crate::engine::Profile;
use crate::engine::desk::{Difference, differences};
use crate::engine::steering::{Finding, topics};
use yew::{Html, html};

/// The first question and the topics, in the order of the rules; the coach's own view adds its differences.
pub(super) fn view_topics(view: &View<'_>, profile: &Profile) -> Html {
    html! {
        // It scrolls by itself on a low screen and may hold nothing to tab to.
        <section class="column topics" aria-labelledby="topics-heading" tabindex="0">
            <h2 id="topics-heading">{ t(key::COACH_TOPICS_HEADING) }</h2>
            { view_paper_note(profile) }
            { view_help_first() }
            <ul>{ for topics(&profile.answers).iter().map(|finding| view_topic(profile, finding)) }</ul>
            { view_differences(view, profile) }
        </section>
    }
}

/// Whether and for what professional help is wanted: the question that comes before all others.
pub(super) fn view_help_first() -> Html {
    html! {
        <div class="topic help-first" data-role="help-first">
            <h3>{ t(key::COACH_TOPICS_FIRST) }</h3>
            <p class="question">{ t(key::HELP_FIRST_QUESTION) }</p>
            <p class="reason">{ t(key::HELP_FIRST_WHY) }</p>
        </div>
    }
}

/// Where the coach sees it differently. This is the coach's, so it stands apart from what follows from the answers.
pub(super) fn view_differences(view: &View<'_>, profile: &Profile) -> Html {
    let found = differences(&view.state.work.desk, profile);
    if found.is_empty() {
        return Html::default();
    }
    html! {
        <div class="differences" data-role="differences">
            <h3>{ t(key::COACH_DESK_VIEW_DIFFERENCES) }</h3>
            <ul>{ for found.iter().map(view_difference) }</ul>
        </div>
    }
}

fn view_difference(found: &Difference) -> Html {
    let words = present::difference(texts(), found);
    html! {
        <li class="topic" data-role="difference" data-domain={found.domain.id()} data-value={found.kind.id()}>
            <h4>{ words.title }<span class="about">{ t(found.domain.label()) }</span></h4>
            <p class="question">{ words.question }</p>
            <p class="reason">{ words.reason }</p>
        </li>
    }
}

fn view_topic(profile: &Profile, finding: &Finding) -> Html {
    let topic = present::topic(texts(), &profile.answers, finding);
    // A topic that compares two domains names both in its reason.
    let about = finding.domain.filter(|_| finding.other.is_none());
    html! {
        <li class="topic" data-role="topic" data-topic={topic.id} data-domain={finding.domain.map(|domain| domain.id())}>
            <h3>
                { topic.title }
                { for about.map(|domain| html! { <span class="about">{ t(domain.label()) }</span> }) }
            </h3>
            <p class="question">{ topic.question }</p>
            <p class="reason">{ topic.reason }</p>
        </li>
    }
}
