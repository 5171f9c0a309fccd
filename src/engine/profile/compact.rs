//! The compact form: a short header, one number that holds every answer, own words, a checksum.
//!
//! The layout is written once, in [`walk`]; encoding and decoding both follow it. Decoding accepts nothing but the
//! one form that encoding makes. `docs/profile-format.md` describes it for other programs.

use super::bits::Number;
use super::{Language, Profile, ProfileError, base64url, check, is_possible, possible};
use crate::engine::answers::{Answer, Answers, QuestionId};
use crate::engine::date::Date;
use crate::engine::instrument::{Block, Domain, Field, INSTRUMENT_VERSION, Kind};
use crate::engine::route::{RouteKind, is_dependent, is_meaningful};
use crate::engine::sharing::SharedBlock;
use crate::engine::steering::RULES_VERSION;

/// The first two bytes; with the third, base64url makes of them `SBP` and a letter for the layout.
const MAGIC: [u8; 2] = [0x48, 0x13];
/// The upper two bits of the third byte belong to the magic, the lower six are the layout.
const MAGIC_BITS: u8 = 0xC0;
/// The layout that is written. It stands for the version of the format and of the instrument together, because a
/// number can only be read by who knows which questions it holds.
const LAYOUT: u8 = 1;
const _: () = assert!(
    INSTRUMENT_VERSION == 1,
    "another instrument needs a layout of its own, and this one stays readable"
);
/// Magic, layout and the length of the number.
const HEADER: usize = 4;
const CHECKSUM: usize = 4;
/// Room for languages that are added without a new layout.
const LANGUAGES: u32 = 32;
/// Versions of the rules that can be written: 1 to 255.
const RULES: u32 = 255;
/// A number is at most this long, and own words at most 14 bits each, so anything larger is no profile.
const MAX_BYTES: usize = 16_384;

/// Every compact profile begins with these letters in base64url.
pub const TEXT_MAGIC: &str = "SBP";

/// The compact form as text: what stands behind `#p=` in a link.
#[must_use]
pub fn to_text(profile: &Profile) -> String {
    base64url::encode(&to_bytes(profile))
}

/// The compact form as bytes.
#[must_use]
pub fn to_bytes(profile: &Profile) -> Vec<u8> {
    let mut writer = Writer::default();
    // Writing changes nothing in the profile and never fails: every digit lies below its radix.
    let texts = walk(&mut profile.clone(), &mut writer).unwrap_or_default();
    let mut number = Number::default();
    writer
        .0
        .iter()
        .rev()
        .for_each(|(digit, radix)| number.push(*digit, *radix));
    let number = number.to_bytes();
    let mut bytes = Vec::with_capacity(HEADER + number.len() + CHECKSUM);
    bytes.extend(MAGIC);
    bytes.extend([
        MAGIC_BITS | LAYOUT,
        u8::try_from(number.len()).unwrap_or(u8::MAX),
    ]);
    bytes.extend(number);
    for question in texts {
        let text = profile.answers.text(question);
        write_length(&mut bytes, text.len());
        bytes.extend(text.as_bytes());
    }
    bytes.extend(crc32(&bytes).to_be_bytes());
    bytes
}

/// Reads the text behind `#p=`.
///
/// # Errors
/// Says what is wrong: foreign, truncated, damaged, newer, or an answer that does not fit.
pub fn from_text(text: &str) -> Result<Profile, ProfileError> {
    if text.is_empty() {
        return Err(ProfileError::Empty);
    }
    if !text.starts_with(TEXT_MAGIC) && !TEXT_MAGIC.starts_with(text) {
        return Err(ProfileError::Foreign);
    }
    if text.len() <= TEXT_MAGIC.len() {
        return Err(ProfileError::Truncated);
    }
    if text.len() > MAX_BYTES.div_ceil(3) * 4 || !text.bytes().all(base64url::is_letter) {
        return Err(ProfileError::Damaged);
    }
    if let Some(bytes) = base64url::decode(text) {
        return from_bytes(&bytes);
    }
    // A cut can leave a length or a last letter that base64 does not have; what remains then tells that it was cut.
    let rest = (1..4)
        .filter_map(|n| text.get(..text.len().checked_sub(n)?))
        .find_map(base64url::decode);
    match rest.map(|bytes| from_bytes(&bytes)) {
        Some(Err(error @ (ProfileError::Truncated | ProfileError::Newer))) => Err(error),
        _ => Err(ProfileError::Damaged),
    }
}

/// Reads the bytes.
///
/// # Errors
/// Says what is wrong: foreign, truncated, damaged, newer, or an answer that does not fit.
pub fn from_bytes(bytes: &[u8]) -> Result<Profile, ProfileError> {
    let Some((magic, rest)) = bytes.split_at_checked(MAGIC.len()) else {
        let beginning = MAGIC.starts_with(bytes);
        return Err(if bytes.is_empty() {
            ProfileError::Empty
        } else if beginning {
            ProfileError::Truncated
        } else {
            ProfileError::Foreign
        });
    };
    if magic != MAGIC {
        return Err(ProfileError::Foreign);
    }
    match rest.first().copied().ok_or(ProfileError::Truncated)? {
        layout if layout & MAGIC_BITS != MAGIC_BITS => return Err(ProfileError::Foreign),
        layout if layout == MAGIC_BITS | LAYOUT => {}
        layout if layout > MAGIC_BITS | LAYOUT => return Err(ProfileError::Newer),
        _ => return Err(ProfileError::Damaged),
    }
    if bytes.len() > MAX_BYTES {
        return Err(ProfileError::Damaged);
    }
    let sound = bytes
        .split_last_chunk::<CHECKSUM>()
        .is_some_and(|(body, checksum)| crc32(body).to_be_bytes() == *checksum);
    match (read_layout_1(bytes), sound) {
        (Ok(profile), true) => check(&profile).map(|()| profile),
        (Err(error), true) => Err(error),
        (Err(ProfileError::Truncated), false) => Err(ProfileError::Truncated),
        (_, false) => Err(ProfileError::Damaged),
    }
}

/// Layout 1: stays as it is for ever, whatever comes after it.
fn read_layout_1(bytes: &[u8]) -> Result<Profile, ProfileError> {
    let mut input = Input(bytes);
    input.take(HEADER - 1)?;
    let count = usize::from(input.byte()?);
    let mut reader = Reader(Number::from_bytes(input.take(count)?).ok_or(ProfileError::Damaged)?);
    let mut profile = Profile {
        created: Date::from_days(0),
        language: Language::default(),
        route: RouteKind::default(),
        instrument: 1,
        rules: RULES_VERSION,
        answers: Answers::default(),
    };
    let texts = walk(&mut profile, &mut reader)?;
    if !reader.0.is_zero() {
        return Err(ProfileError::Damaged);
    }
    for question in texts {
        let length = input.length()?;
        let text = std::str::from_utf8(input.take(length)?).map_err(|_| ProfileError::Damaged)?;
        set(
            &mut profile.answers,
            question,
            Answer::Text(text.to_owned()),
        )?;
    }
    input.take(CHECKSUM)?;
    if !input.0.is_empty() {
        return Err(ProfileError::Damaged);
    }
    Ok(profile)
}

/// Puts one digit into the number, or takes one out of it.
trait Codec {
    /// Writes `current` and gives it back, or reads what stands there; always below `radix`.
    fn digit(&mut self, current: u32, radix: u32) -> u32;
}

/// The digits that were written, each with its radix.
#[derive(Default)]
struct Writer(Vec<(u32, u32)>);

impl Codec for Writer {
    fn digit(&mut self, current: u32, radix: u32) -> u32 {
        let radix = radix.max(1);
        let digit = current.min(radix - 1);
        self.0.push((digit, radix));
        digit
    }
}

/// What is left of the number.
struct Reader(Number);

impl Codec for Reader {
    fn digit(&mut self, _: u32, radix: u32) -> u32 {
        self.0.pop(radix)
    }
}

/// The layout. Gives back the questions whose own words follow the number.
fn walk(profile: &mut Profile, codec: &mut impl Codec) -> Result<Vec<QuestionId>, ProfileError> {
    let day = codec.digit(profile.created.days().into(), 1 << 16);
    profile.created = Date::from_days(u16::try_from(day).unwrap_or(u16::MAX));
    let short = codec.digit(u32::from(profile.route == RouteKind::Short), 2) == 1;
    profile.route = if short {
        RouteKind::Short
    } else {
        RouteKind::Full
    };
    let language = codec.digit(profile.language.index().into(), LANGUAGES);
    profile.language = u8::try_from(language)
        .ok()
        .and_then(Language::from_index)
        .ok_or(ProfileError::Newer)?;
    let answers = &mut profile.answers;
    for field in Field::in_block(Block::Domain) {
        let limit = if field == Field::Focus {
            RouteKind::Full.focus_max()
        } else {
            Domain::COUNT
        };
        section(
            answers,
            codec,
            Domain::all()
                .map(|domain| QuestionId::of(field, domain))
                .collect(),
            limit,
        )?;
    }
    for domain in answers.focus().collect::<Vec<_>>() {
        section(
            answers,
            codec,
            Field::in_block(Block::Steering)
                .map(|field| QuestionId::of(field, domain))
                .collect(),
            Field::COUNT,
        )?;
    }
    for block in SharedBlock::ALL.map(SharedBlock::block) {
        for dependent in [false, true] {
            let fields = Field::in_block(block)
                .filter(|field| is_dependent(*field) == dependent && !is_text(*field));
            let questions = fields.map(QuestionId::from).collect();
            section(answers, codec, questions, Field::COUNT)?;
        }
    }
    let texts = Field::all()
        .filter(|field| is_text(*field))
        .map(QuestionId::from)
        .collect::<Vec<_>>();
    let present = texts.iter().map(|question| answers.has(*question));
    let texts = which(codec, &texts, present.collect(), Field::COUNT);
    let rules = codec.digit(u32::from(profile.rules).saturating_sub(1), RULES);
    profile.rules = u8::try_from(rules + 1).unwrap_or(u8::MAX);
    Ok(texts)
}

fn is_text(field: Field) -> bool {
    field.def().kind == Kind::Text
}

/// Questions that are looked at together: first which of them have an answer, then those answers.
fn section(
    answers: &mut Answers,
    codec: &mut impl Codec,
    mut questions: Vec<QuestionId>,
    limit: usize,
) -> Result<(), ProfileError> {
    questions.retain(|question| is_meaningful(answers, *question));
    // What could not be read again is left out, `declined` above all, should it ever get this far.
    let present = questions
        .iter()
        .map(|question| answers.has(*question) && is_possible(answers, *question));
    let answered = which(codec, &questions, present.collect(), limit);
    answered.into_iter().try_for_each(|question| {
        let answer = answer(answers, codec, question);
        set(answers, question, answer)
    })
}

/// Which questions have an answer, at most `limit` of them: how many, and the position of that choice among all choices of as many, in the
/// order in which the first question that differs decides and having it comes first. Cheap for sections that are
/// answered fully, hardly or not at all.
fn which(
    codec: &mut impl Codec,
    questions: &[QuestionId],
    mut present: Vec<bool>,
    limit: usize,
) -> Vec<QuestionId> {
    let total = small(questions.len());
    let beyond = present.iter_mut().filter(|there| **there).skip(limit);
    beyond.for_each(|there| *there = false);
    let count = codec.digit(
        small(present.iter().filter(|there| **there).count()),
        total.min(small(limit)) + 1,
    );
    let mut position = 0;
    let mut missing = count;
    for (there, after) in present.into_iter().zip((0..total).rev()) {
        match there {
            true => missing = missing.saturating_sub(1),
            false => position += with_next(after, missing),
        }
    }
    let mut position = codec.digit(position, choices(total, count));
    let mut missing = count;
    let mut chosen = Vec::new();
    for (question, after) in questions.iter().zip((0..total).rev()) {
        let here = with_next(after, missing);
        if position < here {
            chosen.push(*question);
            missing -= 1;
        } else {
            position -= here;
        }
    }
    chosen
}

/// How many choices of `missing` questions have the next one, when `after` more follow it.
fn with_next(after: u32, missing: u32) -> u32 {
    missing
        .checked_sub(1)
        .map_or(0, |rest| choices(after, rest))
}

/// In how many ways `count` of `total` can be chosen: a binomial coefficient.
fn choices(total: u32, count: u32) -> u32 {
    if count > total {
        0
    } else {
        (0..count).fold(1, |ways, taken| ways * (total - taken) / (taken + 1))
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// One answer as one digit: the position among the answers the question can have in a profile.
fn answer(answers: &Answers, codec: &mut impl Codec, question: QuestionId) -> Answer {
    match question.field.def().kind {
        Kind::One => {
            let possible = possible(answers, question);
            let current = possible
                .iter()
                .position(|option| answers.chosen(question, *option))
                .unwrap_or(0);
            let digit = codec.digit(small(current), small(possible.len()));
            Answer::One(possible.get(digit as usize).copied().unwrap_or(u8::MAX))
        }
        Kind::Many => {
            let radix = (1 << question.field.option_count()) - 1;
            Answer::Many(codec.digit(answers.many(question).saturating_sub(1), radix) + 1)
        }
        Kind::Flag | Kind::Text => Answer::Flag,
    }
}

fn set(answers: &mut Answers, question: QuestionId, answer: Answer) -> Result<(), ProfileError> {
    answers
        .set(question, answer)
        .map_err(|_| ProfileError::OutOfScale(question.to_string()))
}

/// What is left of the input.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ProfileError> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or(ProfileError::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ProfileError> {
        self.take(1)?
            .first()
            .copied()
            .ok_or(ProfileError::Truncated)
    }

    /// A length of at most two bytes: seven bits each, the lowest first, the eighth bit says that another follows.
    fn length(&mut self) -> Result<usize, ProfileError> {
        let first = self.byte()?;
        if first & 0x80 == 0 {
            return Ok(usize::from(first));
        }
        match self.byte()? {
            second if second == 0 || second & 0x80 != 0 => Err(ProfileError::Damaged),
            second => Ok(usize::from(first & 0x7F) | usize::from(second) << 7),
        }
    }
}

fn write_length(bytes: &mut Vec<u8>, length: usize) {
    let [low, high] = [length & 0x7F, length >> 7].map(|part| u8::try_from(part).unwrap_or(0x7F));
    if high == 0 {
        bytes.push(low)
    } else {
        bytes.extend([low | 0x80, high])
    }
}

/// CRC-32 as in ISO 3309 (the one of zip and PNG), bit by bit: profiles are too short for a table to pay.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 0 {
                crc >> 1
            } else {
                crc >> 1 ^ 0xEDB8_8320
            }
        })
    })
}
