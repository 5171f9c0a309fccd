//! The profile: what the person shares, and its carriers. `docs/profile-format.md` is the specification.
//!
//! Only this module knows bytes. A [`Profile`] holds answers that may leave the device and nothing else;
//! hypotheses and topics are computed again by whoever reads it.

mod base64url;
mod bits;
mod carrier;
pub mod compact;
#[cfg(feature = "json")]
pub mod json;
pub mod passphrase;
pub mod sealed;
mod wire;

#[cfg(feature = "json")]
pub(in crate::engine) use wire::Wire;

pub use carrier::{Found, HTML_MARK, find, link, link_with, read};

use super::answers::{Answers, QuestionId};
use super::date::Date;
use super::instrument::{Block, Domain, Field, INSTRUMENT_VERSION, LANGUAGES, LEVEL_DECLINED};
use super::route::{Interview, RouteKind, is_meaningful};
use super::sharing::Sharing;
use super::steering::RULES_VERSION;
use std::fmt;

/// The name of the format in its JSON form.
pub const TYPE: &str = "startbeeld-profile";
/// The name of the format in which a coach hands over a desk; it is no profile, and says so.
pub const DOSSIER_TYPE: &str = "startbeeld-dossier";
/// The media type of the JSON form.
pub const MEDIA_TYPE: &str = "application/vnd.startbeeld.profile+json";
/// The major version of the format: a reader refuses larger ones.
pub const MAJOR: u8 = 1;
/// The minor version: a reader ignores what it does not know.
pub const MINOR: u8 = 0;
/// The largest input that is looked at, in bytes (1 MB); anything larger is refused unread.
pub const MAX_INPUT: usize = 1_000_000;

/// A language of the profile: a position in [`LANGUAGES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Language(u8);

impl Language {
    /// The language with this BCP 47 tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Language> {
        LANGUAGES
            .iter()
            .position(|known| *known == tag)
            .and_then(|at| u8::try_from(at).ok())
            .map(Language)
    }

    /// The language at this position of the table.
    #[must_use]
    pub fn from_index(index: u8) -> Option<Language> {
        (usize::from(index) < LANGUAGES.len()).then_some(Language(index))
    }

    /// The language at a position that the build knows to exist.
    pub(crate) const fn at(index: u8) -> Language {
        Language(index)
    }

    /// The position in the table.
    #[must_use]
    pub const fn index(self) -> u8 {
        self.0
    }

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        LANGUAGES.get(usize::from(self.0)).copied().unwrap_or("nl")
    }
}

/// What one person shares at one moment. Self-report: the person's own view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The day it was made.
    pub created: Date,
    /// The language it was answered in; own words are in that language.
    pub language: Language,
    /// Full or short.
    pub route: RouteKind,
    /// The version of the instrument.
    pub instrument: u8,
    /// The version of the rules `steering/n`.
    pub rules: u8,
    /// The answers that are shared.
    pub answers: Answers,
}

impl Profile {
    /// The profile that a person shares: what [`Sharing::apply`] leaves of the answers, dated.
    #[must_use]
    pub fn new(
        interview: &Interview,
        sharing: &Sharing,
        created: Date,
        language: Language,
    ) -> Profile {
        Profile {
            created,
            language,
            route: interview.route,
            instrument: INSTRUMENT_VERSION,
            rules: RULES_VERSION,
            answers: sharing.apply(interview),
        }
    }

    /// Whether anything about this domain is shared. Skipped, declined and withheld look the same.
    #[must_use]
    pub fn has_domain(&self, domain: Domain) -> bool {
        self.answers
            .iter()
            .any(|(question, _)| question.domain == Some(domain))
    }
}

/// Why something is not a profile that can be opened. Each one has a sentence for the coach that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// There is nothing.
    Empty,
    /// Larger than [`MAX_INPUT`].
    TooLarge,
    /// Something else than a Startbeeld profile.
    Foreign,
    /// The beginning is a profile, the end is missing.
    Truncated,
    /// The checksum does not fit, or the layout is broken.
    Damaged,
    /// Made by a newer version than this one understands.
    Newer,
    /// An answer that its question does not have, e.g. importance 11.
    OutOfScale(String),
    /// A part that every profile has is missing or wrong, e.g. `created`.
    Field(&'static str),
    /// A sealed profile, where there is no key or passphrase to open it.
    Sealed,
    /// Sealed to a public key whose private part is not among the keys.
    WrongKey,
    /// Sealed to another passphrase.
    WrongPassphrase,
    /// Sealed in a way that this product does not read: another algorithm, compressed, or with critical extensions.
    SealedOtherwise,
    /// Sealed to a passphrase with so many iterations that trying it would occupy the reader.
    TooMuchWork,
    /// Not a profile but the private key of a coach.
    KeyFile,
    /// Not a profile but the dossier of a coach, which the coach's page opens.
    Dossier,
}

impl ProfileError {
    /// The stable identifier: what test vectors and programs compare, e.g. `truncated` or `field:created`.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            ProfileError::Empty => "empty".into(),
            ProfileError::TooLarge => "too-large".into(),
            ProfileError::Foreign => "foreign".into(),
            ProfileError::Truncated => "truncated".into(),
            ProfileError::Damaged => "damaged".into(),
            ProfileError::Newer => "newer".into(),
            ProfileError::OutOfScale(question) => format!("out-of-scale:{question}"),
            ProfileError::Field(name) => format!("field:{name}"),
            ProfileError::Sealed => "sealed".into(),
            ProfileError::WrongKey => "wrong-key".into(),
            ProfileError::WrongPassphrase => "wrong-passphrase".into(),
            ProfileError::SealedOtherwise => "sealed-otherwise".into(),
            ProfileError::TooMuchWork => "too-much-work".into(),
            ProfileError::KeyFile => "key-file".into(),
            ProfileError::Dossier => "dossier".into(),
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileError::Empty => {
                f.write_str("nothing to read: give a profile, a link or a saved file")
            }
            ProfileError::TooLarge => write!(f, "larger than {MAX_INPUT} bytes, so not a profile"),
            ProfileError::Foreign => f.write_str(
                "not a Startbeeld profile: look for the file or link that the client saved",
            ),
            ProfileError::Truncated => {
                f.write_str("the end is missing: copy the whole link or ask for the file")
            }
            ProfileError::Damaged => {
                f.write_str("damaged on the way: ask for the file or the link again")
            }
            ProfileError::Newer => {
                f.write_str("made by a newer version of Startbeeld: update this one first")
            }
            ProfileError::OutOfScale(question) => {
                write!(f, "the answer to {question} is not on its scale")
            }
            ProfileError::Field(name) => write!(f, "the part `{name}` is missing or wrong"),
            ProfileError::Sealed => {
                f.write_str("sealed: give the private key or the passphrase that opens it")
            }
            ProfileError::WrongKey => f.write_str(
                "sealed to another key: give that private key too, also when it is an old one",
            ),
            ProfileError::WrongPassphrase => f.write_str(
                "the passphrase does not fit: check each word, and ask for the words again",
            ),
            ProfileError::SealedOtherwise => f.write_str(
                "sealed in a way that Startbeeld does not read: ask for the file or the link of Startbeeld",
            ),
            ProfileError::TooMuchWork => f.write_str(
                "sealed so that opening would take too long: ask for the file or the link again",
            ),
            ProfileError::KeyFile => f.write_str(
                "a private key, not a profile: give it as the key, and keep it to yourself",
            ),
            ProfileError::Dossier => f.write_str(
                "a coach's dossier, not a profile: open it on the coach's page",
            ),
        }
    }
}

impl std::error::Error for ProfileError {}

/// What must hold between answers, whatever the carrier: no `declined`, no steering outside the chosen domains, no
/// weight without its obstacle, no goal of another domain, no more chosen domains than the rules allow.
fn check(profile: &Profile) -> Result<(), ProfileError> {
    let answers = &profile.answers;
    if let Some(domain) = answers.focus().nth(RouteKind::Full.focus_max()) {
        return Err(ProfileError::OutOfScale(Field::Focus.id(Some(domain))));
    }
    for (question, _) in answers.iter() {
        let chosen = question.field.def().block != Block::Steering
            || question
                .domain
                .is_some_and(|domain| answers.flag(QuestionId::of(Field::Focus, domain)));
        if !chosen || !is_meaningful(answers, question) || !is_possible(answers, question) {
            return Err(ProfileError::OutOfScale(question.to_string()));
        }
    }
    Ok(())
}

/// The options that a question with one answer can have in a profile. The compact form counts on them, so they depend
/// on nothing but the other answers in the profile, and stay as they are for ever.
fn possible(answers: &Answers, question: QuestionId) -> Vec<u8> {
    let ties = question.field.def().ties;
    let is_possible = |option: &u8| {
        let tie = ties.get(usize::from(*option)).copied().flatten();
        match question.field {
            Field::DomainLevel => *option != LEVEL_DECLINED,
            // Whoever says that a domain does not apply has nothing to share about it.
            Field::DomainApplies => *option == 0,
            Field::PlanGoal => tie.is_some() && tie == answers.goal_domain(),
            _ => tie.is_none_or(|domain| answers.applies(domain)),
        }
    };
    (0..question.field.option_count())
        .filter(is_possible)
        .collect()
}

/// Whether the answer, where there is one, is one of those.
pub(super) fn is_possible(answers: &Answers, question: QuestionId) -> bool {
    answers
        .one(question)
        .is_none_or(|option| possible(answers, question).contains(&option))
}
