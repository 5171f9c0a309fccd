//! A session as text: everything comes back, damage costs one line, nothing hostile breaks it.

use crate::people::{answer, question, withdrawn_man, woman_who_answers_high};
#[cfg(target_arch = "wasm32")]
use crate::test;
use startbeeld::engine::session::{Session, Unreadable, from_text, to_text};
use startbeeld::engine::{
    Domain, Interview, Language, Modules, PageId, RouteKind, SharedBlock, Sharing,
};

fn check_round_trip(session: &Session) {
    assert_eq!(from_text(&to_text(session)).as_ref(), Ok(session));
}

#[test]
fn everything_comes_back() {
    check_round_trip(&Session::default());
    for person in [withdrawn_man(), woman_who_answers_high()] {
        for page in person.interview.pages() {
            check_round_trip(&Session {
                interview: person.interview.clone(),
                sharing: person.sharing.clone(),
                page,
                language: Language::default(),
            });
        }
    }
    let mut session = Session {
        language: Language::from_tag("ar").unwrap(),
        ..Session::default()
    };
    session.interview.work_skipped = true;
    session.interview.set_route(RouteKind::Short);
    session.sharing = Sharing::everything();
    session.sharing.set_domain(Domain::Money, false);
    session.sharing.set_block(SharedBlock::Plan, false);
    check_round_trip(&session);
    session.interview.modules = Modules::without("wc");
    check_round_trip(&session);
    assert!(to_text(&session).contains("\nmodules-off=wc\n"));
    assert!(!to_text(&Session::default()).contains("modules"));
}

#[test]
fn hostile_own_words_come_back() {
    for words in [
        "a=b",
        "=",
        "\\",
        "\\n",
        "a\nb",
        "\n\nx\n",
        "\\\\n\\",
        "share.mind=on",
        "x\nshare.mind=on\nroute=short",
        "startbeeld-session 1",
        "</script><img src=x onerror=alert(1)>",
        "\u{2028}\u{2029}\u{feff}",
        "مرحبا\u{202e}",
        "\u{1f469}\u{200d}\u{1f33e}",
        "nul\u{0}",
    ] {
        let mut session = Session::default();
        answer(&mut session.interview, "plan.goal_own", words);
        let back = from_text(&to_text(&session)).unwrap();
        assert_eq!(back, session, "{words:?}");
        assert!(
            !back.sharing.domain(Domain::Mind),
            "own words are no command"
        );
    }
}

/// Reads these lines under the first one, and compares what a session made of them.
fn check(lines: &str, expect: impl FnOnce(&mut Session)) {
    let mut wanted = Session::default();
    expect(&mut wanted);
    assert_eq!(
        from_text(&format!("startbeeld-session 1\n{lines}")),
        Ok(wanted),
        "{lines}"
    );
}

#[test]
fn a_damaged_line_costs_one_answer() {
    let level = |session: &mut Session| answer(&mut session.interview, "domain.money.level", "3");
    check("", |_| ());
    check("domain.money.level=3", level);
    check(
        "domain.money.level=3\r\n\r\n=\n==\nnonsense\ndomain.work.level",
        level,
    );
    check(
        "domain.money.level=3\ndomain.work.level=9\ndomain.home.level=",
        level,
    );
    check(
        "domain.money.level=3\ndomain.cash.level=3\nfuture.question=yes",
        level,
    );
    check(
        "domain.money.level=3\nfocus.work=no\nwork.obstacles=\nwork.channels=x,y",
        level,
    );
    check("domain.money.level=3\nwork.obstacles=none,body", level);
    check(
        &format!("domain.money.level=3\nplan.goal_own={}", "x".repeat(301)),
        level,
    );
    check("domain.money.level=1\ndomain.money.level=3", level);
    check("work.obstacles=body,soul", |s| {
        answer(&mut s.interview, "work.obstacles", "body")
    });
    check("plan.goal_own=a\\", |s| {
        answer(&mut s.interview, "plan.goal_own", "a")
    });
}

#[test]
fn a_damaged_choice_to_share_withholds() {
    check("share.money=maybe\nshare.cash=on\nshare.plan=", |session| {
        session.sharing.set_domain(Domain::Money, false);
        session.sharing.set_block(SharedBlock::Plan, false);
    });
}

#[test]
fn a_damaged_place_leads_somewhere() {
    check("page=nowhere", |_| ());
    check("page=steering/phase/money", |session| {
        session.page = PageId::from_address("focus").unwrap()
    });
    check("page=share", |session| {
        session.page = PageId::from_address("share").unwrap()
    });
    check("seen=nowhere\nseen=rules\nseen=rules", |session| {
        session
            .interview
            .seen
            .insert(PageId::from_address("rules").unwrap());
    });
    check("route=sideways", |_| ());
}

#[test]
fn answers_that_contradict_each_other_are_settled() {
    check(
        "focus.money=yes\nfocus.work=yes\nfocus.home=yes\nfocus.mind=yes",
        |session| {
            for id in ["focus.money", "focus.work", "focus.home"] {
                answer(&mut session.interview, id, "yes");
            }
        },
    );
    check("route=short\nfocus.money=yes\nfocus.work=yes", |session| {
        session.interview.route = RouteKind::Short;
        answer(&mut session.interview, "focus.money", "yes");
    });
    check("focus.parenting=yes", |_| ());
    check("plan.goal_domain=work\nplan.goal=mind.calm", |s| {
        answer(&mut s.interview, "plan.goal_domain", "work")
    });
    check("plan.goal=mind.calm", |_| ());
}

#[test]
fn what_is_not_a_session() {
    for text in [
        "",
        "\n",
        "startbeeld-session",
        "startbeeld-session 2\n",
        " startbeeld-session 1",
        "{\"a\":1}",
        "startbeeld-session 1 \n",
    ] {
        assert_eq!(from_text(text), Err(Unreadable), "{text:?}");
    }
    assert_eq!(
        from_text("startbeeld-session 1\r\n"),
        Ok(Session::default())
    );
}

#[test]
fn a_session_keeps_what_never_leaves_the_device() {
    let mut interview = Interview::default();
    answer(&mut interview, "domain.home.level", "declined");
    let session = Session {
        interview,
        ..Session::default()
    };
    assert!(to_text(&session).contains("domain.home.level=declined"));
    assert!(
        from_text(&to_text(&session))
            .unwrap()
            .interview
            .answers
            .has(question("domain.home.level"))
    );
}
