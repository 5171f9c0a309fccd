//! People to try the instrument with, invented, each with a complete interview and a choice what to share.
//!
//! Shared by several test programs; each of them uses a part of it.
#![allow(dead_code, reason = "every test program uses another part")]

use startbeeld::engine::profile::Language;
use startbeeld::engine::{
    Answer, Date, Domain, Field, Interview, Kind, PageId, Profile, QuestionId, Sharing,
};

/// One person: what was answered, and what is shared.
#[derive(Debug)]
pub(crate) struct Person {
    /// The interview.
    pub(crate) interview: Interview,
    /// The choice what to share.
    pub(crate) sharing: Sharing,
}

impl Person {
    /// The profile, made on a fixed day.
    pub(crate) fn profile(&self) -> Profile {
        Profile::new(&self.interview, &self.sharing, day(), dutch())
    }

    /// The profile when everything is shared.
    pub(crate) fn full_profile(&self) -> Profile {
        Profile::new(&self.interview, &Sharing::everything(), day(), dutch())
    }
}

/// The day on which all fixtures are made.
pub(crate) fn day() -> Date {
    "2026-11-21".parse().unwrap()
}

/// Dutch.
pub(crate) fn dutch() -> Language {
    Language::from_tag("nl").unwrap()
}

/// The question with this identifier.
pub(crate) fn question(id: &str) -> QuestionId {
    id.parse().unwrap_or_else(|()| panic!("no question `{id}`"))
}

/// The life domain with this identifier.
pub(crate) fn domain(id: &str) -> Domain {
    Domain::from_id(id).unwrap_or_else(|| panic!("no domain `{id}`"))
}

/// Answers a question as a person does: taps every code in a list with commas, ticks a checkbox (`yes`), or writes.
pub(crate) fn answer(interview: &mut Interview, id: &str, value: &str) {
    let question = question(id);
    if question.field.def().kind == Kind::Text {
        return interview.answers.write(question, value);
    }
    for code in value.split(',') {
        let option = question
            .field
            .option(code)
            .unwrap_or_else(|| panic!("{id} has no `{code}`"));
        interview.tap(question, option, true);
    }
}

/// An interview with these answers, every page of which was seen.
pub(crate) fn interview(answers: &[(&str, &str)]) -> Interview {
    let mut interview = Interview::default();
    for (id, value) in answers {
        answer(&mut interview, id, value);
    }
    interview.seen.extend(interview.pages());
    interview
}

/// Shares the usual domains and these too.
pub(crate) fn sharing_also(ids: &[&str]) -> Sharing {
    let mut sharing = Sharing::default();
    for id in ids {
        sharing.set_domain(domain(id), true);
    }
    sharing
}

/// Answers every question of the route that has no own words, always with the option at `pick` of its shown options.
pub(crate) fn answer_everything(
    interview: &mut Interview,
    pick: impl Fn(QuestionId, usize) -> usize,
) {
    let mut page = PageId::WELCOME;
    loop {
        // An answer can bring the next question onto the page, so it is looked at again.
        let open = |interview: &Interview| {
            let full = interview.answers.focus().count() == interview.route.focus_max();
            interview.questions(page).into_iter().find(|question| {
                let possible = question.field.def().kind != Kind::Text
                    && !(question.field == Field::Focus && full);
                possible && !interview.answers.has(*question)
            })
        };
        while let Some(question) = open(interview) {
            let shown = startbeeld::engine::route::shown_options(&interview.answers, question);
            let option = shown[pick(question, shown.len()) % shown.len()];
            interview.tap(question, option, true);
        }
        interview.seen.insert(page);
        let next = interview.next(page);
        if next == page {
            return;
        }
        page = next;
    }
}

/// Man, mid-forties, broke off university, long unemployed, student debt, withdrawn. Wants change and looks for tips.
/// Shares his mind, because that is what he wants to talk about, but not how things go at home.
#[allow(
    clippy::too_many_lines,
    reason = "a person's answers are data, and a list of them reads best whole"
)]
pub(crate) fn withdrawn_man() -> Person {
    let answers = [
        ("domain.money.level", "2"),
        ("domain.money.talk", "yes"),
        ("domain.money.help", "wanted"),
        ("domain.work.level", "2"),
        ("domain.work.talk", "yes"),
        ("domain.work.help", "wanted"),
        ("domain.daytime.level", "2"),
        ("domain.housing.level", "4"),
        ("domain.home.level", "3"),
        ("domain.home.help", "not_now"),
        ("domain.mind.level", "3"),
        ("domain.mind.help", "none"),
        ("domain.body.level", "4"),
        ("domain.substances.level", "declined"),
        ("domain.selfcare.level", "4"),
        ("domain.household.level", "3"),
        ("domain.network.level", "2"),
        ("domain.participation.level", "2"),
        ("domain.justice.level", "5"),
        ("domain.parenting.applies", "no"),
        ("focus.money", "yes"),
        ("focus.work", "yes"),
        ("focus.mind", "yes"),
        ("steering.money.importance", "7"),
        ("steering.money.confidence", "2"),
        ("steering.money.phase", "contemplation"),
        ("steering.money.start", "0"),
        ("steering.money.goal", "1"),
        ("steering.money.step", "0"),
        ("steering.money.act", "1"),
        ("steering.money.learn", "1"),
        ("steering.money.division", "proposal"),
        ("steering.money.wish", "information,go_along"),
        ("steering.work.importance", "9"),
        ("steering.work.confidence", "4"),
        ("steering.work.phase", "preparation"),
        ("steering.work.start", "1"),
        ("steering.work.goal", "2"),
        ("steering.work.step", "1"),
        ("steering.work.act", "1"),
        ("steering.work.learn", "2"),
        ("steering.work.division", "together"),
        ("steering.work.wish", "think_along"),
        ("steering.mind.importance", "6"),
        ("steering.mind.confidence", "5"),
        ("steering.mind.phase", "preparation"),
        ("steering.mind.start", "1"),
        ("steering.mind.goal", "1"),
        ("steering.mind.step", "1"),
        ("steering.mind.division", "self_with_advice"),
        ("work.want_work", "8"),
        ("work.can_apply", "3"),
        ("work.searched", "few"),
        ("work.channels", "internet,own_network"),
        ("work.knows_vacancies", "rather_agree"),
        ("work.knows_offer", "disagree"),
        ("work.knows_contacts", "rather_disagree"),
        ("work.dares_walk_in", "disagree"),
        ("work.accepts_other_work", "yes"),
        ("work.accepts_lower_level", "yes"),
        ("work.accepts_less_pay", "maybe"),
        ("work.accepts_temporary", "yes"),
        ("work.accepts_longer_travel", "no"),
        ("work.accepts_irregular_hours", "maybe"),
        ("work.obstacles", "mind,debts,experience"),
        ("work.weight.mind", "some"),
        ("work.weight.debts", "much"),
        ("work.weight.experience", "cope"),
        ("work.hours", "13_24"),
        ("work.digital_can", "can"),
        ("work.digital_use", "often"),
        ("work.ladder", "2"),
        ("work.expectations_clear", "partly"),
        ("work.contact_clear", "no"),
        ("strength.list", "think,precise,learn"),
        ("strength.own", "Ik kan goed uitzoeken hoe iets werkt."),
        ("strength.energy", "music,quiet,learning"),
        ("plan.goal_domain", "work"),
        ("plan.goal", "work.find_out"),
        (
            "plan.goal_own",
            "Eerst vrijwilligerswerk, dan verder kijken.",
        ),
        ("plan.step", "ask_someone"),
        ("plan.step_own", "Ik vraag het een vriend."),
        ("plan.when", "this_week"),
        ("plan.helpers", "friend,coach"),
        ("plan.talk_first", "money"),
        ("plan.talk_first_own", "Mijn studieschuld."),
        (
            "plan.coach_must_know",
            "Ik begin niet snel uit mezelf.\nEen tip helpt.",
        ),
        ("plan.contact", "mail,message"),
    ];
    Person {
        interview: interview(&answers),
        sharing: sharing_also(&["mind"]),
    }
}

/// Woman, 53, burn-out, goes past her own limits, answers everything high. Shares only what is on by default, and
/// not her network.
#[allow(
    clippy::too_many_lines,
    reason = "a person's answers are data, and a list of them reads best whole"
)]
pub(crate) fn woman_who_answers_high() -> Person {
    let mut interview = Interview::default();
    answer(&mut interview, "domain.parenting.applies", "no");
    for domain in Domain::all().filter(|domain| !domain.is_supplement()) {
        answer(
            &mut interview,
            &format!("domain.{}.level", domain.id()),
            "5",
        );
    }
    for focus in ["work", "mind", "network"] {
        answer(&mut interview, &format!("focus.{focus}"), "yes");
        for (field, value) in [
            ("importance", "10"),
            ("confidence", "10"),
            ("phase", "maintenance"),
            ("start", "3"),
            ("goal", "3"),
            ("step", "3"),
            ("act", "3"),
            ("learn", "3"),
            ("division", "self"),
            ("wish", "nothing"),
        ] {
            answer(&mut interview, &format!("steering.{focus}.{field}"), value);
        }
    }
    for (id, value) in [
        ("work.want_work", "10"),
        ("work.can_apply", "10"),
        ("work.searched", "daily"),
        (
            "work.channels",
            "own_network,open_application,temp_agency,internet,newspaper,walk_in,social_media",
        ),
        ("work.knows_vacancies", "agree"),
        ("work.knows_offer", "agree"),
        ("work.knows_contacts", "agree"),
        ("work.dares_walk_in", "agree"),
        ("work.accepts_other_work", "yes"),
        ("work.accepts_lower_level", "yes"),
        ("work.accepts_less_pay", "yes"),
        ("work.accepts_temporary", "yes"),
        ("work.accepts_longer_travel", "yes"),
        ("work.accepts_irregular_hours", "yes"),
        ("work.obstacles", "body,age"),
        ("work.weight.body", "cope"),
        ("work.weight.age", "cope"),
        ("work.hours", "33_40"),
        ("work.digital_can", "can"),
        ("work.digital_use", "often"),
        ("work.ladder", "5"),
        ("work.expectations_clear", "yes"),
        ("work.contact_clear", "yes"),
        ("strength.list", "care,talk,persist,organise,together"),
        ("strength.energy", "people,helping,family"),
        ("plan.goal_domain", "mind"),
        ("plan.goal", "mind.calm"),
        ("plan.goal_own", "Ik wil weer leren stoppen."),
        ("plan.step", "rest_first"),
        ("plan.when", "this_week"),
        ("plan.helpers", "family"),
        ("plan.talk_first", "mind"),
        ("plan.talk_first_own", "Ik ga steeds over mijn grens."),
        ("plan.contact", "phone,in_person"),
    ] {
        answer(&mut interview, id, value);
    }
    interview.seen.extend(interview.pages());
    let mut sharing = Sharing::default();
    sharing.set_domain(Domain::Network, false);
    Person { interview, sharing }
}

/// The answers as `id=code,code`, for messages of failed tests.
pub(crate) fn as_lines(profile: &Profile) -> Vec<String> {
    let text = |(question, answer): (QuestionId, &Answer)| format!("{question}={answer:?}");
    profile.answers.iter().map(text).collect()
}
