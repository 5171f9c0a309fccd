//! The instrument as tables: life domains, questions, options and pages, generated from `content/instrument.toml`.
//!
//! Only identifiers and structure live here. Wording is found through [`crate::content`], and no rule looks at it.

include!(concat!(env!("OUT_DIR"), "/instrument.rs"));

/// What the instrument says of one life domain.
#[derive(Debug)]
struct DomainDef {
    domain: Domain,
    id: &'static str,
    zrm: &'static str,
    shared: bool,
    supplement: bool,
}

impl Domain {
    /// Every domain, in the one fixed order.
    pub fn all() -> impl DoubleEndedIterator<Item = Domain> + ExactSizeIterator {
        DOMAINS.iter().map(|def| def.domain)
    }

    /// How many domains there are, the supplement included.
    pub const COUNT: usize = DOMAINS.len();

    #[allow(
        clippy::indexing_slicing,
        reason = "the table has a row for every variant; build/instrument.rs writes both"
    )]
    const fn def(self) -> &'static DomainDef {
        &DOMAINS[self as usize]
    }

    /// The position in the fixed order, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The stable identifier, e.g. `money`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.def().id
    }

    /// The domain with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Domain> {
        Self::all().find(|domain| domain.id() == id)
    }

    /// The domain of the Zelfredzaamheid-Matrix this one corresponds to.
    #[must_use]
    pub const fn zrm(self) -> &'static str {
        self.def().zrm
    }

    /// Whether the sharing screen starts with this domain switched on. Health, substances, home, justice and
    /// parenting start switched off.
    #[must_use]
    pub const fn shared_by_default(self) -> bool {
        self.def().shared
    }

    /// Whether the domain is only asked when it applies (caring for children under 18).
    #[must_use]
    pub const fn is_supplement(self) -> bool {
        self.def().supplement
    }
}

/// How many answers a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Exactly one option.
    One,
    /// One or more options.
    Many,
    /// A single checkbox.
    Flag,
    /// Own words, at most [`FieldDef::max`] characters.
    Text,
}

/// How a question is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Sentences under each other.
    List,
    /// Few short options side by side.
    Row,
    /// Several short options that flow.
    Chips,
    /// The eleven buttons 0 to 10.
    Ten,
    /// One checkbox with its sentence.
    Check,
    /// A field for own words.
    Text,
    /// Options that are life domains, with their pictograms.
    Domains,
}

/// With what a question is shared or withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The life domain itself.
    Domain,
    /// Self-direction in a chosen domain; goes with the domain.
    Steering,
    /// Job search.
    WorkSearch,
    /// Strengths and energy.
    Strengths,
    /// Goal, first step and the talk.
    Plan,
}

/// What the instrument says of one question.
#[derive(Debug)]
pub struct FieldDef {
    field: Field,
    prefix: &'static str,
    suffix: &'static str,
    /// Asked once per life domain.
    pub per_domain: bool,
    /// How many answers it takes.
    pub kind: Kind,
    /// How it is shown.
    pub style: Style,
    /// With what it is shared.
    pub block: Block,
    /// The codes of its options, in their fixed order; empty for own words.
    pub codes: &'static [&'static str],
    /// The option that excludes all others.
    pub alone: Option<u8>,
    /// Per option the life domain that takes it along when withheld; empty when no option has one.
    pub ties: &'static [Option<Domain>],
    /// Asked only when this option of that question is chosen.
    pub condition: Option<(Field, u8)>,
    /// Asked only in supplement domains.
    pub supplement_only: bool,
    /// Goes with the domain of the goal.
    pub goal: bool,
    /// Part of the short route.
    pub short: bool,
    /// The largest number of characters of own words.
    pub max: u16,
}

impl Field {
    /// Every question, in the order of the instrument.
    pub fn all() -> impl DoubleEndedIterator<Item = Field> + ExactSizeIterator {
        FIELDS.iter().map(|def| def.field)
    }

    /// How many questions there are; a question that is asked per domain counts once.
    pub const COUNT: usize = FIELDS.len();

    /// What the instrument says of this question.
    #[must_use]
    #[allow(
        clippy::indexing_slicing,
        reason = "the table has a row for every variant; build/instrument.rs writes both"
    )]
    pub fn def(self) -> &'static FieldDef {
        &FIELDS[self as usize]
    }

    /// The position in the instrument, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The position of an option's code.
    #[must_use]
    pub fn option(self, code: &str) -> Option<u8> {
        self.def()
            .codes
            .iter()
            .position(|known| *known == code)
            .and_then(|index| u8::try_from(index).ok())
    }

    /// The code of an option.
    #[must_use]
    pub fn code(self, option: u8) -> Option<&'static str> {
        self.def().codes.get(usize::from(option)).copied()
    }

    /// How many options there are.
    #[must_use]
    pub fn option_count(self) -> u8 {
        u8::try_from(self.def().codes.len()).unwrap_or(u8::MAX)
    }

    /// The identifier, e.g. `steering.work.importance`; `domain` is ignored where the question has none.
    #[must_use]
    pub fn id(self, domain: Option<Domain>) -> String {
        let def = self.def();
        [
            def.prefix,
            domain.filter(|_| def.per_domain).map_or("", Domain::id),
            def.suffix,
        ]
        .concat()
    }

    /// The fields of a block, in order.
    pub fn in_block(block: Block) -> impl Iterator<Item = Field> {
        FIELDS
            .iter()
            .filter(move |def| def.block == block)
            .map(|def| def.field)
    }

    /// Splits an identifier into the question and its domain.
    #[must_use]
    pub fn from_id(id: &str) -> Option<(Field, Option<Domain>)> {
        FIELDS.iter().find_map(|def| {
            let middle = id.strip_prefix(def.prefix)?.strip_suffix(def.suffix)?;
            match (def.per_domain, middle) {
                (true, id) => {
                    let domain = Domain::from_id(id)?;
                    (domain.is_supplement() || !def.supplement_only)
                        .then_some((def.field, Some(domain)))
                }
                (false, "") => Some((def.field, None)),
                (false, _) => None,
            }
        })
    }
}

/// The level of a life domain that stands for "I would rather not say". It never leaves the device.
pub const LEVEL_DECLINED: u8 = 6;
/// The level of a life domain that stands for "I do not know".
pub const LEVEL_UNKNOWN: u8 = 5;

/// A screen of the route; `data-screen` carries its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// What this is, how long it takes, who sees it.
    Welcome,
    /// The rules of the municipality (vangrails), told neutrally.
    Rules,
    /// One page per life domain.
    Domains,
    /// Choosing what to talk about.
    Focus,
    /// Self-direction in a chosen domain.
    Steering,
    /// Job search.
    Work,
    /// What goes well.
    Strengths,
    /// Goal, first step, helpers, the talk.
    Plan,
    /// Everything, with a way to change it.
    Review,
    /// The result and how to share it.
    Share,
}

impl Screen {
    /// The identifier in `data-screen`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Screen::Welcome => "welcome",
            Screen::Rules => "rules",
            Screen::Domains => "domains",
            Screen::Focus => "focus",
            Screen::Steering => "steering",
            Screen::Work => "work",
            Screen::Strengths => "strengths",
            Screen::Plan => "plan",
            Screen::Review => "review",
            Screen::Share => "share",
        }
    }
}

/// How often a page comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Once.
    Once,
    /// Once for each life domain.
    Domain,
    /// Once for each domain chosen to talk about.
    Focus,
}

/// What the instrument says of one page.
#[derive(Debug)]
pub struct PageDef {
    /// The screen it belongs to.
    pub screen: Screen,
    /// Its name within the screen; empty where a screen has one page.
    pub name: &'static str,
    /// How often it comes.
    pub per: Per,
    /// The questions on it.
    pub fields: &'static [Field],
    /// Part of the short route.
    pub short: bool,
}

/// The pages of the instrument, in the order of the route.
#[must_use]
pub fn pages() -> &'static [PageDef] {
    &PAGES
}
