//! The compact form: a header, one number that holds every answer, own words, a checksum.
//!
//! The layout is written once, in [`walk`]; encoding and decoding both follow it. Decoding accepts nothing but the
//! one form that encoding makes. `docs/profile-format.md` describes it for other programs.

use super::bits::Number;
use super::{Language, MAJOR, Profile, ProfileError, base64url, check};
use crate::engine::answers::{Answer, Answers, QuestionId};
use crate::engine::date::Date;
use crate::engine::instrument::{Block, Domain, Field, INSTRUMENT_VERSION, Kind};
use crate::engine::route::{RouteKind, is_meaningful};
use crate::engine::sharing::SharedBlock;

/// The first two bytes; with the third, base64url makes of them `SBP` and a letter for the version.
const MAGIC: [u8; 2] = [0x48, 0x13];
/// The upper two bits of the third byte belong to the magic, the lower six are the major version.
const MAGIC_BITS: u8 = 0xC0;
const HEADER: usize = 8;
const CHECKSUM: usize = 4;

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
    let mut answers = profile.answers.clone();
    let mut writer = Writer::default();
    // A writer never fails: every digit it is given lies below its radix.
    let _ = walk(&mut answers, &mut writer);
    let mut number = Number::default();
    writer.digits.iter().rev().for_each(|(digit, radix)| number.push(*digit, *radix));
    let number = number.to_bytes();
    let [date_high, date_low] = profile.created.days().to_be_bytes();
    let route = u8::from(profile.route == RouteKind::Short) << 7;
    let mut bytes = Vec::with_capacity(HEADER + 1 + number.len() + writer.texts.len() + CHECKSUM);
    bytes.extend(MAGIC);
    bytes.push(MAGIC_BITS | MAJOR);
    bytes.extend([profile.instrument, profile.rules, date_high, date_low, route | profile.language.index()]);
    bytes.push(u8::try_from(number.len()).unwrap_or(u8::MAX));
    bytes.extend(number);
    bytes.extend(writer.texts);
    bytes.extend(crc32(&bytes).to_be_bytes());
    bytes
}

/// Reads the text behind `#p=`.
///
/// # Errors
/// Says what is wrong: foreign, truncated, damaged, newer, or an answer that does not fit.
pub fn from_text(text: &str) -> Result<Profile, ProfileError> {
    if !text.starts_with(TEXT_MAGIC) {
        return Err(ProfileError::Foreign);
    }
    // A cut can leave a length or a last letter that base64 does not have; what remains then tells that it was cut.
    let whole = base64url::decode(text);
    let cut = || (1..4).filter_map(|n| text.get(..text.len().checked_sub(n)?)).find_map(base64url::decode);
    match whole {
        Some(bytes) => from_bytes(&bytes),
        None if !text.bytes().all(base64url::is_letter) => Err(ProfileError::Damaged),
        None => match cut().map(|bytes| from_bytes(&bytes)) {
            Some(Err(ProfileError::Truncated)) => Err(ProfileError::Truncated),
            _ => Err(ProfileError::Damaged),
        },
    }
}

/// Reads the bytes.
///
/// # Errors
/// Says what is wrong: foreign, truncated, damaged, newer, or an answer that does not fit.
pub fn from_bytes(bytes: &[u8]) -> Result<Profile, ProfileError> {
    let (magic, rest) = bytes.split_at_checked(MAGIC.len()).ok_or(ProfileError::Truncated)?;
    if magic != MAGIC {
        return Err(ProfileError::Foreign);
    }
    match rest.first().copied().ok_or(ProfileError::Truncated)? {
        version if version & MAGIC_BITS != MAGIC_BITS => return Err(ProfileError::Foreign),
        version if version == MAGIC_BITS | MAJOR => {}
        version if version > MAGIC_BITS | MAJOR => return Err(ProfileError::Newer),
        _ => return Err(ProfileError::Damaged),
    }
    let sound = bytes
        .split_last_chunk::<CHECKSUM>()
        .is_some_and(|(body, checksum)| crc32(body).to_be_bytes() == *checksum);
    match (read_v1(bytes), sound) {
        (Ok(profile), true) => check(&profile).map(|()| profile),
        (Err(error), true) => Err(error),
        (Err(ProfileError::Truncated), false) => Err(ProfileError::Truncated),
        // The instrument of a newer version has another layout; its checksum was looked at all the same.
        (_, false) => Err(ProfileError::Damaged),
    }
}

/// Version 1 of the format: stays as it is for ever, whatever comes after it.
fn read_v1(bytes: &[u8]) -> Result<Profile, ProfileError> {
    let mut input = Input(bytes);
    input.take(MAGIC.len() + 1)?;
    let instrument = input.byte()?;
    let rules = input.byte()?;
    let created = Date::from_days(u16::from_be_bytes([input.byte()?, input.byte()?]));
    let flags = input.byte()?;
    let count = usize::from(input.byte()?);
    let number = input.take(count)?;
    if instrument > INSTRUMENT_VERSION {
        return Err(ProfileError::Newer);
    }
    if instrument == 0 || rules == 0 {
        return Err(ProfileError::Damaged);
    }
    let language = Language::from_index(flags & 0x7F).ok_or(ProfileError::Newer)?;
    let route = if flags & 0x80 == 0 { RouteKind::Full } else { RouteKind::Short };
    let mut reader = Reader { number: Number::from_bytes(number).ok_or(ProfileError::Damaged)?, texts: Vec::new() };
    let mut answers = Answers::default();
    walk(&mut answers, &mut reader)?;
    if !reader.number.is_zero() {
        return Err(ProfileError::Damaged);
    }
    for question in reader.texts {
        let length = input.length()?;
        let text = std::str::from_utf8(input.take(length)?).map_err(|_| ProfileError::Damaged)?;
        answers.set(question, Answer::Text(text.to_owned())).map_err(|_| ProfileError::OutOfScale(question.to_string()))?;
    }
    input.take(CHECKSUM)?;
    if !input.0.is_empty() {
        return Err(ProfileError::Damaged);
    }
    Ok(Profile { created, language, route, instrument, rules, answers })
}

/// What the walk meets: a digit or own words, to be written or to be read.
trait Codec {
    /// Writes `current` or reads what stands there; always below `radix`.
    fn digit(&mut self, current: u32, radix: u32) -> Result<u32, ProfileError>;
    /// Writes own words, or remembers that they follow.
    fn text(&mut self, question: QuestionId, current: &str) -> Result<bool, ProfileError>;
}

#[derive(Default)]
struct Writer {
    digits: Vec<(u32, u32)>,
    texts: Vec<u8>,
}

impl Codec for Writer {
    fn digit(&mut self, current: u32, radix: u32) -> Result<u32, ProfileError> {
        self.digits.push((current, radix));
        Ok(current)
    }

    fn text(&mut self, _: QuestionId, current: &str) -> Result<bool, ProfileError> {
        let present = !current.is_empty();
        self.digits.push((u32::from(present), 2));
        if present {
            write_length(&mut self.texts, current.len());
            self.texts.extend(current.as_bytes());
        }
        Ok(present)
    }
}

struct Reader {
    number: Number,
    texts: Vec<QuestionId>,
}

impl Codec for Reader {
    fn digit(&mut self, _: u32, radix: u32) -> Result<u32, ProfileError> {
        Ok(self.number.pop(radix))
    }

    fn text(&mut self, question: QuestionId, _: &str) -> Result<bool, ProfileError> {
        let present = self.number.pop(2) == 1;
        if present {
            self.texts.push(question);
        }
        Ok(present)
    }
}

/// The layout: first the domains, then the three blocks.
///
/// For each domain a digit of radix 2 says whether it is there. If so its questions follow in the order of the
/// instrument, the self-direction questions only when the domain is chosen to talk about. For each block the same.
fn walk(answers: &mut Answers, codec: &mut impl Codec) -> Result<(), ProfileError> {
    for domain in Domain::all() {
        let there = answers.iter().any(|(question, _)| question.domain == Some(domain));
        if codec.digit(u32::from(there), 2)? == 0 {
            continue;
        }
        let mut some = false;
        if domain.is_supplement() {
            // Whoever shares a supplement domain has said that it applies.
            answers.set(QuestionId::of(Field::DomainApplies, domain), Answer::One(0)).map_err(|_| ProfileError::Damaged)?;
        }
        for field in Field::in_block(Block::Domain).filter(|field| *field != Field::DomainApplies) {
            some |= question(answers, codec, QuestionId::of(field, domain))?;
        }
        if answers.flag(QuestionId::of(Field::Focus, domain)) {
            for field in Field::in_block(Block::Steering) {
                question(answers, codec, QuestionId::of(field, domain))?;
            }
        }
        if !some && !domain.is_supplement() {
            return Err(ProfileError::Damaged);
        }
    }
    for block in SharedBlock::ALL.map(SharedBlock::block) {
        let there = answers.iter().any(|(question, _)| question.field.def().block == block);
        if codec.digit(u32::from(there), 2)? == 0 {
            continue;
        }
        let mut some = false;
        for field in Field::in_block(block) {
            if is_meaningful(answers, field.into()) {
                some |= question(answers, codec, field.into())?;
            }
        }
        if !some {
            return Err(ProfileError::Damaged);
        }
    }
    Ok(())
}

/// One question as one digit; 0 means open. Gives back whether it has an answer.
fn question(answers: &mut Answers, codec: &mut impl Codec, question: QuestionId) -> Result<bool, ProfileError> {
    let def = question.field.def();
    let digit = match def.kind {
        Kind::Text => {
            let present = codec.text(question, answers.text(question))?;
            return Ok(present);
        }
        Kind::Flag => codec.digit(u32::from(answers.flag(question)), 2)?,
        Kind::Many => codec.digit(answers.many(question), 1 << question.field.option_count())?,
        Kind::One => {
            codec.digit(answers.one(question).map_or(0, |option| u32::from(option) + 1), radix(question.field))?
        }
    };
    let answer = match (def.kind, digit) {
        (_, 0) => return Ok(false),
        (Kind::Many, bits) => Answer::Many(bits),
        (Kind::Flag, _) => Answer::Flag,
        (_, digit) => Answer::One(u8::try_from(digit - 1).unwrap_or(u8::MAX)),
    };
    answers.set(question, answer).map_err(|_| ProfileError::OutOfScale(question.to_string()))?;
    Ok(true)
}

/// Open or one of the options. `declined` has no digit: it never leaves the device.
fn radix(field: Field) -> u32 {
    let declined = u32::from(field == Field::DomainLevel);
    u32::from(field.option_count()) + 1 - declined
}

/// What is left of the input.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ProfileError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(ProfileError::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ProfileError> {
        self.take(1)?.first().copied().ok_or(ProfileError::Truncated)
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
    if high == 0 { bytes.push(low) } else { bytes.extend([low | 0x80, high]) }
}

/// CRC-32 as in ISO 3309 (the one of zip and PNG), bit by bit: profiles are too short for a table to pay.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 0 { crc >> 1 } else { crc >> 1 ^ 0xEDB8_8320 })
    })
}
