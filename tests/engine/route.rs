//! The route: which pages come, in which order, what is asked on them, and what is known of a question.

use crate::people::{answer, answer_everything, domain, interview, question};
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::route::{Module, Modules, QuestionState, shown_options};
use startbeeld::engine::{Domain, Field, Interview, PageId, RouteKind, Screen};

/// The addresses of the pages, domains left out: they are checked apart.
fn addresses(interview: &Interview) -> Vec<String> {
    let without = |page: &PageId| page.screen() != Screen::Domains;
    interview
        .pages()
        .into_iter()
        .filter(without)
        .map(PageId::address)
        .collect()
}

fn check(interview: &Interview, expect: &str) {
    assert_eq!(
        addresses(interview),
        expect.split_whitespace().collect::<Vec<_>>()
    );
    walk(interview);
}

/// Walks the route forwards and backwards, page by page.
fn walk(interview: &Interview) {
    let pages = interview.pages();
    assert_eq!(pages[0], PageId::WELCOME);
    for pair in pages.windows(2) {
        assert_eq!(interview.next(pair[0]), pair[1]);
        assert_eq!(interview.previous(pair[1]), pair[0]);
        assert_eq!(interview.nearest(pair[1]), pair[1]);
    }
    let last = *pages.last().unwrap();
    assert_eq!(last.screen(), Screen::Share);
    assert_eq!(interview.next(last), last);
    assert_eq!(interview.previous(PageId::WELCOME), PageId::WELCOME);
    for page in pages {
        assert_eq!(PageId::from_address(&page.address()), Some(page));
        for question in interview.questions(page) {
            assert_eq!(
                interview.page_of(question),
                Some(page),
                "every question has one page"
            );
            assert!(interview.is_asked(question));
        }
    }
}

const WORK: &str = "work/motivation work/search work/courage work/acceptance work/obstacles work/hours work/ladder work/clarity";
const END: &str = "strengths/list strengths/energy plan/goal plan/step plan/talk review share";

#[test]
fn the_full_route_without_answers() {
    check(
        &Interview::default(),
        &format!("welcome rules focus {WORK} {END}"),
    );
}

#[test]
fn the_short_route_without_answers() {
    let interview = Interview {
        route: RouteKind::Short,
        ..Interview::default()
    };
    check(
        &interview,
        "welcome rules focus plan/goal plan/step plan/talk review share",
    );
}

#[test]
fn domains_come_one_by_one_in_the_fixed_order() {
    let pages = Interview::default().pages();
    let domains: Vec<Domain> = pages.iter().filter_map(|page| page.domain).collect();
    assert_eq!(domains, Domain::all().collect::<Vec<_>>());
    assert_eq!(pages[2].address(), "domains//money");
    assert_eq!(pages[15].address(), "domains//parenting");
}

#[test]
fn steering_is_walked_domain_by_domain() {
    let steering = |id: &str| {
        format!(
            "steering/motivation/{id} steering/phase/{id} steering/process/{id} steering/division/{id}"
        )
    };
    let person = interview(&[
        ("focus.network", "yes"),
        ("focus.money", "yes"),
        ("focus.mind", "yes"),
    ]);
    let focus = ["money", "mind", "network"].map(steering).join(" ");
    check(
        &person,
        &format!("welcome rules focus {focus} {WORK} {END}"),
    );
    let mut short = Interview {
        route: RouteKind::Short,
        ..Interview::default()
    };
    answer(&mut short, "focus.home", "yes");
    check(
        &short,
        &format!(
            "welcome rules focus {} plan/goal plan/step plan/talk review share",
            steering("home")
        ),
    );
}

#[test]
fn weights_are_asked_for_chosen_obstacles_only() {
    let person = interview(&[("work.obstacles", "age,other")]);
    let weight = PageId::from_address("work/weight").unwrap();
    let asked: Vec<String> = person
        .questions(weight)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(asked, ["work.weight.age", "work.weight.other"]);
    check(
        &person,
        &format!(
            "welcome rules focus {} {END}",
            WORK.replace("obstacles", "obstacles work/weight")
        ),
    );
    let nothing = interview(&[("work.obstacles", "none")]);
    check(&nothing, &format!("welcome rules focus {WORK} {END}"));
}

#[test]
fn job_search_can_be_skipped_as_a_whole() {
    let mut person = interview(&[("work.obstacles", "age"), ("work.searched", "few")]);
    person.work_skipped = true;
    check(
        &person,
        &format!("welcome rules focus work/motivation {END}"),
    );
    assert_eq!(
        person.state(question("work.searched")),
        QuestionState::NotAsked
    );
    assert!(
        person.answers.has(question("work.searched")),
        "the answer comes back when the person does"
    );
}

#[test]
fn parenting_is_asked_of_who_cares_for_children() {
    let asked = |person: &Interview| {
        let page = PageId::from_address("domains//parenting").unwrap();
        person
            .questions(page)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let gate = "domain.parenting.applies";
    let rest = [
        gate,
        "domain.parenting.level",
        "domain.parenting.talk",
        "domain.parenting.help",
    ];
    assert_eq!(asked(&Interview::default()), [gate]);
    assert_eq!(asked(&interview(&[(gate, "no")])), [gate]);
    assert_eq!(asked(&interview(&[(gate, "yes")])), rest);
    let focus = question("focus.parenting");
    assert!(!Interview::default().is_asked(focus));
    assert!(interview(&[(gate, "yes")]).is_asked(focus));
}

#[test]
fn a_domain_that_does_not_apply_any_more_takes_no_place() {
    let gate = "domain.parenting.applies";
    let mut person = interview(&[(gate, "yes"), ("focus.parenting", "yes"), (gate, "no")]);
    assert_eq!(person.answers.focus().count(), 0);
    for id in ["focus.money", "focus.work", "focus.home"] {
        answer(&mut person, id, "yes");
    }
    answer(&mut person, gate, "yes");
    assert_eq!(
        person.answers.focus().map(Domain::id).collect::<Vec<_>>(),
        ["money", "work", "home"]
    );
}

fn check_focus(route: RouteKind, taps: &[&str], expect: &[&str]) {
    let mut interview = Interview {
        route,
        ..Interview::default()
    };
    for id in taps {
        answer(&mut interview, &format!("focus.{id}"), "yes");
    }
    assert_eq!(
        interview
            .answers
            .focus()
            .map(Domain::id)
            .collect::<Vec<_>>(),
        expect,
        "{taps:?}"
    );
}

#[test]
fn at_most_three_domains_to_talk_about_or_one() {
    check_focus(RouteKind::Full, &[], &[]);
    check_focus(
        RouteKind::Full,
        &["work", "mind", "home"],
        &["work", "home", "mind"],
    );
    check_focus(
        RouteKind::Full,
        &["work", "mind", "home", "money"],
        &["work", "home", "mind"],
    );
    check_focus(
        RouteKind::Full,
        &["work", "mind", "home", "home"],
        &["work", "home", "mind"],
    );
    check_focus(RouteKind::Short, &["work"], &["work"]);
    check_focus(RouteKind::Short, &["work", "home"], &["home"]);
    check_focus(RouteKind::Short, &["work", "work"], &["work"]);
}

#[test]
fn another_route_lets_surplus_domains_go() {
    let mut person = interview(&[
        ("focus.money", "yes"),
        ("focus.mind", "yes"),
        ("steering.mind.importance", "4"),
    ]);
    person.set_route(RouteKind::Short);
    assert_eq!(
        person.answers.focus().map(Domain::id).collect::<Vec<_>>(),
        ["money"]
    );
    assert_eq!(
        person.state(question("steering.mind.importance")),
        QuestionState::NotAsked
    );
    person.set_route(RouteKind::Full);
    assert_eq!(
        person.answers.focus().count(),
        1,
        "what was let go does not come back by itself"
    );
}

#[test]
fn goals_are_those_of_the_chosen_domain() {
    let goals = |person: &Interview| {
        let shown = shown_options(&person.answers, question("plan.goal"));
        shown
            .into_iter()
            .map(|option| Field::PlanGoal.code(option).unwrap())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(goals(&Interview::default()), "");
    assert!(!Interview::default().is_asked(question("plan.goal")));
    let mut person = interview(&[("plan.goal_domain", "mind"), ("plan.goal", "mind.calm")]);
    assert_eq!(goals(&person), "mind.calm mind.support mind.joy");
    answer(&mut person, "plan.goal_domain", "mind");
    assert!(
        person.answers.has(question("plan.goal")),
        "the same domain again keeps the goal"
    );
    answer(&mut person, "plan.goal_domain", "work");
    assert_eq!(goals(&person), "work.job work.course work.find_out");
    assert!(
        !person.answers.has(question("plan.goal")),
        "a goal of another domain is let go"
    );
    answer(&mut person, "plan.goal", "work.job");
    person.tap(question("plan.goal_domain"), 1, false);
    assert!(!person.answers.has(question("plan.goal")));
}

#[test]
fn a_domain_that_does_not_apply_is_not_offered() {
    let shows = |person: &Interview, id: &str| {
        let question = question(id);
        shown_options(&person.answers, question)
            .contains(&question.field.option("parenting").unwrap())
    };
    for id in ["plan.goal_domain", "plan.talk_first"] {
        assert!(!shows(&Interview::default(), id));
        assert!(!shows(
            &interview(&[("domain.parenting.applies", "no")]),
            id
        ));
        assert!(shows(
            &interview(&[("domain.parenting.applies", "yes")]),
            id
        ));
    }
}

#[test]
fn a_page_that_left_the_route_leads_to_its_neighbours() {
    let mut person = interview(&[
        ("focus.money", "yes"),
        ("focus.mind", "yes"),
        ("work.obstacles", "age"),
    ]);
    let phase = PageId::from_address("steering/phase/mind").unwrap();
    let weight = PageId::from_address("work/weight").unwrap();
    person.tap(question("focus.mind"), 0, false);
    person.tap(question("work.obstacles"), 2, false);
    assert_eq!(person.nearest(phase).address(), "steering/division/money");
    assert_eq!(person.next(phase).address(), "work/motivation");
    assert_eq!(person.previous(phase).address(), "steering/division/money");
    assert_eq!(person.nearest(weight).address(), "work/obstacles");
    assert_eq!(person.next(weight).address(), "work/hours");
    assert_eq!(person.page_of(question("work.weight.age")), None);
}

#[test]
fn addresses_that_do_not_exist() {
    for address in [
        "",
        "/",
        "home",
        "domains",
        "domains/",
        "domains//",
        "domains//cash",
        "domains/money",
        "welcome/x",
        "welcome//money",
        "steering/phase",
        "steering/phase/",
        "steering/phase/money/",
        "work",
        "work/weight/money",
        "focus//money",
        "share ",
    ] {
        assert_eq!(PageId::from_address(address), None, "{address:?}");
    }
}

fn check_state(person: &Interview, id: &str, expect: QuestionState) {
    assert_eq!(person.state(question(id)), expect, "{id}");
}

#[test]
fn not_asked_skipped_and_answered_stay_apart() {
    use QuestionState::{Answered, NotAsked, Skipped};
    let mut person = Interview::default();
    check_state(&person, "domain.money.level", NotAsked);
    person
        .seen
        .insert(PageId::from_address("domains//money").unwrap());
    check_state(&person, "domain.money.level", Skipped);
    check_state(&person, "domain.work.level", NotAsked);
    answer(&mut person, "domain.money.level", "declined");
    check_state(&person, "domain.money.level", Answered);
    answer(&mut person, "domain.work.level", "unknown");
    check_state(&person, "domain.work.level", Answered);
    check_state(&person, "steering.work.phase", NotAsked);
    answer(&mut person, "focus.work", "yes");
    check_state(&person, "steering.work.phase", NotAsked);
    person
        .seen
        .insert(PageId::from_address("steering/phase/work").unwrap());
    check_state(&person, "steering.work.phase", Skipped);
    check_state(&person, "work.weight.body", NotAsked);
    person
        .seen
        .insert(PageId::from_address("work/weight").unwrap());
    check_state(&person, "work.weight.body", NotAsked);
    answer(&mut person, "work.obstacles", "body");
    check_state(&person, "work.weight.body", Skipped);
    person.set_route(RouteKind::Short);
    check_state(&person, "work.obstacles", NotAsked);
    check_state(&person, "domain.work.level", Answered);
}

fn check_progress(person: &Interview, answered: u16, total: u16) {
    let progress = person.progress();
    assert_eq!((progress.answered, progress.total), (answered, total));
    assert_eq!(person.open().count(), usize::from(total - answered));
}

#[test]
fn progress_counts_questions_that_are_asked() {
    // 13 levels and whether there are children; 21 about job search; 2 strengths; 6 of the plan without its goal.
    check_progress(&Interview::default(), 0, 14 + 21 + 2 + 6);
    let mut person = Interview {
        route: RouteKind::Short,
        ..Interview::default()
    };
    check_progress(&person, 0, 14 + 6);
    answer(&mut person, "domain.money.level", "3");
    answer(&mut person, "domain.money.talk", "yes");
    answer(&mut person, "domain.money.help", "none");
    answer(&mut person, "plan.goal_own", "Rust");
    check_progress(&person, 1, 20);
    answer(&mut person, "domain.parenting.applies", "yes");
    check_progress(&person, 2, 21);
    answer(&mut person, "focus.work", "yes");
    check_progress(&person, 2, 31);
    answer(&mut person, "plan.goal_domain", "work");
    check_progress(&person, 3, 32);
}

#[test]
fn somebody_who_answers_everything_leaves_nothing_open() {
    for route in [RouteKind::Full, RouteKind::Short] {
        let mut person = Interview {
            route,
            ..Interview::default()
        };
        answer_everything(&mut person, |_, _| 0);
        let progress = person.progress();
        assert_eq!(progress.answered, progress.total);
        assert_eq!(person.open().next(), None);
        assert!(person.pages().iter().all(|page| person.seen.contains(page)));
        assert_eq!(person.answers.focus().count(), route.focus_max());
        walk(&person);
    }
}

#[test]
fn the_short_route_asks_no_more_than_the_full_one() {
    let mut person = Interview::default();
    answer_everything(&mut person, |_, _| 0);
    let full: Vec<_> = person.asked().collect();
    person.set_route(RouteKind::Short);
    assert!(person.asked().all(|question| full.contains(&question)));
    assert!(!person.is_asked(question("work.want_work")));
    assert!(!person.is_asked(question("strength.list")));
    assert!(person.is_asked(question("plan.talk_first")));
    assert_eq!(person.answers.focus().next(), Some(domain("money")));
}

#[test]
fn a_module_that_is_left_out_never_comes() {
    let without = |letters: &str| Interview {
        modules: Modules::without(letters),
        ..Interview::default()
    };
    check(&without("r"), &format!("welcome focus {WORK} {END}"));
    check(&without("w"), &format!("welcome rules focus {END}"));
    check(
        &without("s"),
        &format!("welcome rules focus {WORK} plan/goal plan/step plan/talk review share"),
    );
    check(
        &without("p"),
        &format!("welcome rules focus {WORK} strengths/list strengths/energy review share"),
    );
    check(&without("rwsp"), "welcome focus review share");
    let childless = without("c");
    check(&childless, &format!("welcome rules focus {WORK} {END}"));
    let domains = |interview: &Interview| {
        let pages = interview.pages().into_iter();
        pages.filter_map(|page| page.domain).collect::<Vec<_>>()
    };
    assert_eq!(domains(&Interview::default()).len(), 14);
    assert_eq!(domains(&childless).len(), 13);
    assert!(!domains(&childless).contains(&Domain::Parenting));
}

#[test]
fn answers_to_a_module_that_is_left_out_stay_and_are_not_part_of_the_route() {
    let mut person = interview(&[
        ("domain.parenting.applies", "yes"),
        ("domain.parenting.level", "2"),
        ("focus.parenting", "yes"),
        ("strength.list", "hands"),
        ("plan.goal_domain", "work"),
        ("work.want_work", "8"),
    ]);
    let answers = person.answers.clone();
    let before = person.pages().len();
    person.modules = Modules::without("cspw");
    person.settle();
    assert_eq!(person.answers, answers);
    assert!(person.pages().len() < before);
    assert!(
        person
            .pages()
            .iter()
            .all(|page| page.domain != Some(Domain::Parenting))
    );
    for (question, _) in answers.iter() {
        assert!(!person.is_asked(question), "{question}");
        assert_eq!(person.state(question), QuestionState::NotAsked);
    }
    // What is not asked is not shared either.
    let profile = startbeeld::engine::Profile::new(
        &person,
        &startbeeld::engine::Sharing::everything(),
        startbeeld::engine::Date::from_days(1000),
        startbeeld::engine::Language::default(),
    );
    assert!(profile.answers.is_empty());
}

#[test]
fn modules_have_letters_of_their_own() {
    assert_eq!(Modules::default().letters(), "");
    assert_eq!(Modules::without("cpswr").letters(), "rwspc");
    assert_eq!(Modules::without("xyz"), Modules::default());
    let mut ids: Vec<&str> = Module::ALL.map(Module::id).to_vec();
    ids.dedup();
    assert_eq!(
        ids,
        ["rules", "work_search", "strengths", "plan", "parenting"]
    );
}
