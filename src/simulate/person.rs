//! One person: what they are like, how they answer, and what they share.
//!
//! A person is a few hidden quantities on a scale where 1,000 is one standard deviation. Every answer is one of them,
//! mixed with chance and cut into the steps of the question. The route decides what is asked, as it does for everyone.

use super::chance::{Chance, DEVIATION};
use super::{Person, Population};
use crate::engine::answers::{bit, options};
use crate::engine::instrument::{LEVEL_DECLINED, LEVEL_UNKNOWN};
use crate::engine::profile::Language;
use crate::engine::route::shown_options;
use crate::engine::{
    Date, Domain, Field, Interview, Kind, PageId, Profile, QuestionId, RouteKind, Screen,
    SharedBlock, Sharing,
};

/// Own words to choose from: language, question and sentence, with tabs between them.
const WORDS: &str = include_str!("words.txt");

/// Languages and their weights.
const LANGUAGES: [(&str, u32); 6] = [
    ("nl", 72),
    ("ar", 8),
    ("en", 6),
    ("tr", 5),
    ("pl", 5),
    ("uk", 4),
];

/// Where a domain lies on average, in thousandths of a deviation: most people here have no work and little money, and
/// few have to do with the police.
const fn middle(domain: Domain) -> i32 {
    match domain {
        Domain::Work => -1_200,
        Domain::Money => -500,
        Domain::Daytime | Domain::Participation => -200,
        Domain::Mind | Domain::Body => 0,
        Domain::Network => 200,
        Domain::Housing | Domain::Household => 500,
        Domain::Home | Domain::Parenting => 700,
        Domain::Substances | Domain::Selfcare => 1_000,
        Domain::Justice => 1_400,
    }
}

/// What one person is like.
struct Character {
    chance: Chance,
    language: Language,
    /// How things go in general.
    ease: i32,
    /// How much the person wants to change.
    drive: i32,
    /// How much the person steers in general.
    grip: i32,
    /// How each domain goes, in the fixed order.
    domains: Vec<i32>,
    /// How much the person steers in each domain, in the fixed order.
    grips: Vec<i32>,
    /// How many of a hundred questions stay open.
    open: u32,
    /// How many of a hundred sensitive domains the person would rather not speak of.
    declines: u32,
    /// Added to whatever can be shown off with: some are afraid and give themselves the top of every scale.
    eager: i32,
}

/// A weighted mean in tenths; the rest of the weight goes to chance.
const fn mix(parts: &[(i32, i32)]) -> i32 {
    let (mut sum, mut rest) = (0, parts);
    while let [(weight, value), others @ ..] = rest {
        sum += *weight * *value;
        rest = others;
    }
    sum / 10
}

/// The step of a value: how many limits it reaches.
fn step(value: i32, limits: &[i32]) -> u8 {
    u8::try_from(limits.iter().filter(|limit| value >= **limit).count()).unwrap_or(0)
}

/// A scale from 0 to 10 around this middle, in thousandths of a step.
fn ten(value: i32) -> u8 {
    u8::try_from((value.clamp(0, 10_000) + 500) / 1_000).unwrap_or(0)
}

pub(super) fn person(population: &Population, number: u64) -> Person {
    let mut character = Character::new(Chance::new(population.seed, number));
    let route = if character.chance.percent(u32::from(population.short_share)) {
        RouteKind::Short
    } else {
        RouteKind::Full
    };
    let interview = character.walk(route);
    let sharing = character.share();
    let later = character.chance.below(u32::from(population.days.max(1)));
    let created = Date::from_days(
        population
            .first_day
            .days()
            .saturating_add(u16::try_from(later).unwrap_or(0)),
    );
    let profile = Profile::new(&interview, &sharing, created, character.language);
    Person {
        interview,
        sharing,
        profile,
    }
}

impl Character {
    fn new(mut chance: Chance) -> Character {
        let ease = chance.bell();
        let drive = mix(&[(3, ease), (9, chance.bell())]);
        let grip = mix(&[(4, drive), (4, ease), (7, chance.bell())]);
        let weights = LANGUAGES.map(|(_, weight)| weight);
        let language = LANGUAGES
            .get(usize::from(chance.weighted(&weights)))
            .and_then(|(tag, _)| Language::from_tag(tag))
            .unwrap_or_default();
        let domains = Domain::all()
            .map(|domain| middle(domain) + mix(&[(6, ease), (8, chance.bell())]))
            .collect();
        let grips = Domain::all()
            .map(|_| mix(&[(7, grip), (7, chance.bell())]))
            .collect();
        // Most leave a question open here and there, some nearly everything.
        let open = [2, 8, 45].get(usize::from(chance.weighted(&[60, 32, 8])));
        let declines = [0, 5, 40].get(usize::from(chance.weighted(&[50, 40, 10])));
        let eager = if chance.percent(4) { 5 * DEVIATION } else { 0 };
        Character {
            language,
            ease,
            drive,
            grip,
            domains,
            grips,
            open: open.copied().unwrap_or(0),
            declines: declines.copied().unwrap_or(0),
            eager,
            chance,
        }
    }

    fn of_domain(values: &[i32], domain: Option<Domain>) -> i32 {
        domain
            .and_then(|domain| values.get(domain.index()))
            .copied()
            .unwrap_or(0)
    }

    /// Goes through the route page by page, as a person does.
    fn walk(&mut self, route: RouteKind) -> Interview {
        let mut interview = Interview {
            route,
            ..Interview::default()
        };
        let mut pages = interview.pages();
        // Some stop half-way and share what there is.
        let stops = self.chance.percent(6).then(|| self.chance.below(30) + 5);
        let skips_work = self.chance.percent(8);
        let mut at = 0usize;
        while let Some(page) = pages.get(at).copied() {
            if stops.is_some_and(|stop| at >= usize::try_from(stop).unwrap_or(usize::MAX)) {
                break;
            }
            interview.seen.insert(page);
            if page.screen() == Screen::Work && skips_work {
                interview.work_skipped = true;
                pages = interview.pages();
            } else {
                self.page(&mut interview, page);
                if changes_route(page) {
                    pages = interview.pages();
                }
            }
            at += 1;
        }
        interview
    }

    /// Answers the questions of a page, those that appear because of another answer included.
    fn page(&mut self, interview: &mut Interview, page: PageId) {
        if page.screen() == Screen::Focus {
            return self.focus(interview);
        }
        let mut done: Vec<QuestionId> = Vec::new();
        loop {
            let mut next = interview.questions(page);
            next.retain(|question| !done.contains(question));
            if next.is_empty() {
                return;
            }
            for question in next {
                done.push(question);
                self.question(interview, question);
            }
        }
    }

    /// Chooses what to talk about: what weighs most, and often work, because it is suggested.
    fn focus(&mut self, interview: &mut Interview) {
        let wanted = match interview.route {
            RouteKind::Short => self.chance.weighted(&[4, 96]),
            RouteKind::Full => self.chance.weighted(&[4, 26, 35, 35]),
        };
        let mut concerns: Vec<(i32, Domain)> = Domain::all()
            .filter(|domain| interview.answers.applies(*domain))
            .map(|domain| {
                let suggested = if domain == Domain::Work { 500 } else { 0 };
                let weight = Self::of_domain(&self.domains, Some(domain));
                (
                    mix(&[(8, weight), (6, self.chance.bell())]) - suggested,
                    domain,
                )
            })
            .collect();
        concerns.sort_by_key(|(weight, domain)| (*weight, domain.index()));
        for (_, domain) in concerns.into_iter().take(usize::from(wanted)) {
            interview.tap(QuestionId::of(Field::Focus, domain), 0, true);
        }
    }

    fn question(&mut self, interview: &mut Interview, question: QuestionId) {
        let applies = question.field == Field::DomainApplies;
        if !applies && self.chance.percent(self.open) {
            return;
        }
        match question.field.def().kind {
            Kind::One => {
                let shown = shown_options(&interview.answers, question);
                let option = self.one(question, &shown);
                if shown.contains(&option) {
                    tap(interview, question, option);
                }
            }
            Kind::Many => {
                for option in options(self.many(question)) {
                    tap(interview, question, option);
                }
            }
            Kind::Flag => {
                // Only the wish to talk about a domain is a checkbox outside the choice of domains.
                let weight = Self::of_domain(&self.domains, question.domain);
                if mix(&[(6, weight), (6, self.chance.bell())]) < -900 {
                    tap(interview, question, 0);
                }
            }
            Kind::Text => {
                if self.chance.percent(12) {
                    let sentences = words(self.language, question);
                    if let Some(sentence) = self.chance.pick(&sentences) {
                        interview.answers.write(question, sentence);
                    }
                }
            }
        }
    }

    /// The option of a question with one answer.
    fn one(&mut self, question: QuestionId, shown: &[u8]) -> u8 {
        use Field as F;
        let noise = self.chance.bell();
        let (drive, eager) = (self.drive, self.eager);
        let grip = Self::of_domain(&self.grips, question.domain);
        let weight = Self::of_domain(&self.domains, question.domain);
        let work = Self::of_domain(&self.domains, Some(Domain::Work));
        match question.field {
            F::DomainApplies => u8::from(!self.chance.percent(30)),
            F::DomainLevel => self.level(weight, question.domain),
            F::DomainHelp => self.help(weight),
            F::SteeringImportance => {
                ten(6_800 + mix(&[(8, drive), (-8, weight), (17, noise)]) + eager)
            }
            F::SteeringConfidence => {
                ten(5_600 + mix(&[(6, drive), (12, grip), (14, noise)]) + eager)
            }
            F::SteeringPhase => step(
                mix(&[(4, drive), (5, grip), (6, noise)]) + eager,
                &[-1_200, -350, 500, 1_200],
            ),
            F::SteeringStart
            | F::SteeringGoal
            | F::SteeringStep
            | F::SteeringAct
            | F::SteeringLearn => step(
                mix(&[(8, grip), (1, drive), (5, noise)]) + eager,
                &[-900, 0, 1_000],
            ),
            F::SteeringDivision => {
                3 - step(mix(&[(7, grip), (7, noise)]) + eager, &[-1_100, 200, 1_000])
            }
            F::WorkWantWork => ten(7_000 + mix(&[(14, drive), (3, work), (15, noise)]) + eager),
            F::WorkCanApply => ten(5_400 + mix(&[(8, work), (12, self.grip), (15, noise)]) + eager),
            F::WorkSearched => step(
                mix(&[(7, drive), (3, self.grip), (6, noise)]) + eager,
                &[-700, 0, 700, 1_500],
            ),
            F::WorkKnowsVacancies
            | F::WorkKnowsOffer
            | F::WorkKnowsContacts
            | F::WorkDaresWalkIn => step(
                mix(&[(4, self.grip), (4, work), (7, noise)]) + eager,
                &[-1_400, -500, 600],
            ),
            F::WorkAcceptsOtherWork
            | F::WorkAcceptsLowerLevel
            | F::WorkAcceptsLessPay
            | F::WorkAcceptsTemporary
            | F::WorkAcceptsLongerTravel
            | F::WorkAcceptsIrregularHours => {
                2 - step(mix(&[(4, drive), (8, noise)]) + eager, &[-700, 300])
            }
            F::WorkHours => self.hours(noise),
            F::WorkDigitalCan | F::WorkDigitalUse => {
                2 - step(mix(&[(4, self.ease), (8, noise)]), &[-1_100, -200])
            }
            F::WorkLadder => step(
                mix(&[(6, work), (3, self.ease), (5, noise)]),
                &[-1_800, -1_000, -300, 300, 1_200],
            ),
            F::WorkExpectationsClear | F::WorkContactClear => {
                2 - step(mix(&[(4, self.ease), (8, noise)]), &[-1_000, -100])
            }
            F::PlanGoalDomain | F::PlanGoal | F::PlanTalkFirst | F::PlanStep => {
                self.chance.pick(shown).copied().unwrap_or(0)
            }
            F::PlanWhen => self.chance.weighted(&[30, 25, 20, 15, 10]),
            // The weights of the obstacles: most cope, or somewhat.
            _ => step(mix(&[(-5, self.ease), (8, noise)]), &[-300, 800]),
        }
    }

    fn level(&mut self, weight: i32, domain: Option<Domain>) -> u8 {
        let sensitive = domain.is_some_and(|domain| !domain.shared_by_default());
        if self
            .chance
            .percent(if sensitive { self.declines } else { 1 })
        {
            return LEVEL_DECLINED;
        }
        if self.chance.percent(4) {
            return LEVEL_UNKNOWN;
        }
        step(weight + self.eager, &[-2_200, -1_200, -200, 800])
    }

    fn help(&mut self, weight: i32) -> u8 {
        match step(weight, &[-1_200, 0, 1_000]) {
            0 => self.chance.weighted(&[15, 30, 15, 32, 8]),
            1 => self.chance.weighted(&[35, 25, 7, 23, 10]),
            2 => self.chance.weighted(&[62, 16, 3, 9, 10]),
            _ => self.chance.weighted(&[86, 6, 1, 2, 5]),
        }
    }

    fn hours(&mut self, noise: i32) -> u8 {
        let body = Self::of_domain(&self.domains, Some(Domain::Body));
        if self.chance.percent(12) {
            return 5;
        }
        step(
            mix(&[(5, body), (4, self.drive), (6, noise)]),
            &[-1_500, -800, -100, 600],
        )
    }

    /// The options of a question with several answers. Tapping keeps an option that stands alone apart.
    fn many(&mut self, question: QuestionId) -> u32 {
        let field = question.field;
        let alone = field.def().alone;
        let chances = |character: &mut Character, option: u8| -> u32 {
            match (field, character.obstacle(option)) {
                (Field::WorkObstacles, Some(weight)) => match step(weight, &[-1_200, 0]) {
                    0 => 75,
                    1 => 25,
                    _ => 3,
                },
                (Field::WorkObstacles, None) => 14,
                (Field::PlanContact, _) => 40,
                _ => 24,
            }
        };
        let chosen: u32 = (0..field.option_count())
            .filter(|option| Some(*option) != alone)
            .map(|option| {
                let chance = chances(self, option);
                if self.chance.percent(chance) {
                    bit(option)
                } else {
                    0
                }
            })
            .sum();
        if chosen == 0 {
            alone.map_or(0, bit)
        } else {
            chosen
        }
    }

    /// How the domain goes that an obstacle is about.
    fn obstacle(&self, option: u8) -> Option<i32> {
        let tie = Field::WorkObstacles.def().ties.get(usize::from(option))?;
        (*tie).map(|domain| Self::of_domain(&self.domains, Some(domain)))
    }

    /// Chooses what to share: mostly as it stands, some more, some less.
    fn share(&mut self) -> Sharing {
        let mut sharing = Sharing::default();
        let opens = self.chance.percent(35);
        for domain in Domain::all() {
            let changes = if domain.shared_by_default() {
                6
            } else if opens {
                70
            } else {
                8
            };
            if self.chance.percent(changes) {
                sharing.set_domain(domain, !domain.shared_by_default());
            }
        }
        for block in SharedBlock::ALL {
            if self.chance.percent(5) {
                sharing.set_block(block, false);
            }
        }
        sharing
    }
}

/// Taps an option. Only these questions can make other answers impossible; for the others there is nothing to settle,
/// which takes most of the time of a tap.
fn tap(interview: &mut Interview, question: QuestionId, option: u8) {
    match question.field {
        Field::DomainApplies | Field::Focus | Field::PlanGoalDomain => {
            interview.tap(question, option, true);
        }
        _ => interview.answers.tap(question, option, true),
    }
}

/// Whether other pages depend on the answers of this one.
fn changes_route(page: PageId) -> bool {
    let fields = page.def().fields;
    fields.contains(&Field::Focus) || fields.contains(&Field::WorkObstacles)
}

/// The invented sentences for a question in a language.
fn words(language: Language, question: QuestionId) -> Vec<String> {
    let id = question.to_string();
    WORDS
        .lines()
        .filter_map(|line| {
            let (tag, rest) = line.split_once('\t')?;
            let (field, sentence) = rest.split_once('\t')?;
            (tag == language.tag() && field == id).then(|| sentence.replace("\\n", "\n"))
        })
        .collect()
}
