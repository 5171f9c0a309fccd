//! Profiles as a Parquet table, for whoever analyses more of them than a spreadsheet holds.
//!
//! A column for every question but own words, under the identifier of the question. The writer keeps one row group in
//! memory, a byte per answer, so a million profiles cost no more than a hundred thousand.

use crate::engine::answers::options;
use crate::engine::{Answer, Date, Domain, Field, Kind, Profile, QuestionId};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type};
use parquet::errors::Result;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::Write;
use std::sync::Arc;

/// Rows in a row group: enough for a reader to work through in one go.
pub const GROUP: usize = 65_536;
/// The most bytes of names that a row group holds; long paths make smaller groups.
const NAMES: usize = 8_000_000;
/// No answer.
const OPEN: u8 = u8::MAX;
/// Days between 1970-01-01 and 2024-01-01, from where profiles count.
const EPOCH: i32 = 19_723;

/// How a question becomes a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A whole number: the code of every option is one.
    Number,
    /// The code of the option.
    Code,
    /// The codes of the options, as a list.
    Codes,
    /// True, or nothing.
    Flag,
}

fn shape(field: Field) -> Option<Shape> {
    let def = field.def();
    match def.kind {
        Kind::One if def.codes.iter().all(|code| code.parse::<i32>().is_ok()) => {
            Some(Shape::Number)
        }
        Kind::One => Some(Shape::Code),
        Kind::Many => Some(Shape::Codes),
        Kind::Flag => Some(Shape::Flag),
        Kind::Text => None,
    }
}

/// The questions that have a column, in the order of the columns.
fn questions() -> Vec<(QuestionId, Shape)> {
    let is_asked = |question: &QuestionId| {
        !question.field.def().supplement_only || question.domain.is_none_or(Domain::is_supplement)
    };
    QuestionId::all()
        .filter(is_asked)
        .filter_map(|question| Some((question, shape(question.field)?)))
        .collect()
}

/// The answers to one question, a small number each.
struct Column {
    question: QuestionId,
    shape: Shape,
    /// The options of a question with one answer, or 0 for a tick; [`OPEN`] without an answer.
    one: Vec<u8>,
    /// The options of a question with several answers, as bits; 0 without an answer.
    many: Vec<u32>,
}

/// Writes profiles as a table. Nothing can be read before [`Table::finish`].
pub struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    names: Vec<ByteArray>,
    name_bytes: usize,
    days: Vec<i32>,
    languages: Vec<ByteArray>,
    routes: Vec<ByteArray>,
    instruments: Vec<i32>,
    rules: Vec<i32>,
    columns: Vec<Column>,
}

impl<W: Write + Send> Table<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn new(output: W) -> Result<Table<W>> {
        let properties = WriterProperties::builder()
            .set_created_by(concat!("startbeeld ", env!("CARGO_PKG_VERSION")).into())
            // Page indexes would be kept until the end, for every group.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let columns = questions();
        let schema = schema(&columns)?;
        let column = |(question, shape)| Column {
            question,
            shape,
            one: Vec::new(),
            many: Vec::new(),
        };
        Ok(Table {
            writer: SerializedFileWriter::new(output, schema, Arc::new(properties))?,
            names: Vec::new(),
            name_bytes: 0,
            days: Vec::new(),
            languages: Vec::new(),
            routes: Vec::new(),
            instruments: Vec::new(),
            rules: Vec::new(),
            columns: columns.into_iter().map(column).collect(),
        })
    }

    /// Adds a row. `name` says where the profile came from.
    ///
    /// # Errors
    /// When nothing can be written any more.
    pub fn add(&mut self, name: &str, profile: &Profile) -> Result<()> {
        self.names.push(text(name));
        self.name_bytes += name.len();
        self.days.push(days(profile.created));
        self.languages.push(text(profile.language.tag()));
        self.routes.push(text(profile.route.id()));
        self.instruments.push(i32::from(profile.instrument));
        self.rules.push(i32::from(profile.rules));
        for column in &mut self.columns {
            let answer = profile.answers.get(column.question);
            match (column.shape, answer) {
                (Shape::Codes, Some(Answer::Many(bits))) => column.many.push(*bits),
                (Shape::Codes, _) => column.many.push(0),
                (_, Some(Answer::One(option))) => column.one.push(*option),
                (_, Some(Answer::Flag)) => column.one.push(0),
                _ => column.one.push(OPEN),
            }
        }
        if self.names.len() >= GROUP || self.name_bytes > NAMES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes the last group and the end of the file, and gives back what was written to.
    ///
    /// # Errors
    /// When nothing can be written any more.
    pub fn finish(mut self) -> Result<W> {
        if !self.names.is_empty() {
            self.flush()?;
        }
        self.writer.into_inner()
    }

    fn flush(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        texts(&mut group, &self.names)?;
        numbers(&mut group, &self.days, None)?;
        texts(&mut group, &self.languages)?;
        texts(&mut group, &self.routes)?;
        numbers(&mut group, &self.instruments, None)?;
        numbers(&mut group, &self.rules, None)?;
        for column in &mut self.columns {
            column.write(&mut group)?;
            column.one.clear();
            column.many.clear();
        }
        group.close()?;
        self.names.clear();
        self.name_bytes = 0;
        self.days.clear();
        self.languages.clear();
        self.routes.clear();
        self.instruments.clear();
        self.rules.clear();
        Ok(())
    }
}

impl Column {
    fn write<W: Write + Send>(&self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<()> {
        let field = self.question.field;
        let given = || self.one.iter().copied().filter(|option| *option != OPEN);
        let levels: Vec<i16> = self
            .one
            .iter()
            .map(|option| i16::from(*option != OPEN))
            .collect();
        let codes: Vec<ByteArray> = field.def().codes.iter().map(|code| text(code)).collect();
        let code = |option: u8| codes.get(usize::from(option)).cloned().unwrap_or_default();
        match self.shape {
            Shape::Number => {
                let value = |option| field.code(option).and_then(|code| code.parse().ok());
                let values: Vec<i32> = given().map(|option| value(option).unwrap_or(0)).collect();
                numbers(group, &values, Some(&levels))
            }
            Shape::Code => {
                let values: Vec<ByteArray> = given().map(code).collect();
                with_column(group, |column| {
                    column
                        .typed::<ByteArrayType>()
                        .write_batch(&values, Some(&levels), None)
                })
            }
            Shape::Flag => {
                let values = vec![true; given().count()];
                with_column(group, |column| {
                    column
                        .typed::<BoolType>()
                        .write_batch(&values, Some(&levels), None)
                })
            }
            Shape::Codes => {
                let (mut values, mut levels, mut again) = (Vec::new(), Vec::new(), Vec::new());
                for bits in &self.many {
                    if *bits == 0 {
                        levels.push(0);
                        again.push(0);
                    }
                    for (position, option) in options(*bits).enumerate() {
                        values.push(code(option));
                        levels.push(2);
                        again.push(i16::from(position > 0));
                    }
                }
                with_column(group, |column| {
                    column.typed::<ByteArrayType>().write_batch(
                        &values,
                        Some(&levels),
                        Some(&again),
                    )
                })
            }
        }
    }
}

fn text(words: &str) -> ByteArray {
    ByteArray::from(words.as_bytes().to_vec())
}

fn days(date: Date) -> i32 {
    i32::from(date.days()) + EPOCH
}

fn texts<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[ByteArray],
) -> Result<()> {
    with_column(group, |column| {
        column
            .typed::<ByteArrayType>()
            .write_batch(values, None, None)
    })
}

fn numbers<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[i32],
    levels: Option<&[i16]>,
) -> Result<()> {
    with_column(group, |column| {
        column
            .typed::<Int32Type>()
            .write_batch(values, levels, None)
    })
}

fn with_column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    write: impl FnOnce(&mut parquet::file::writer::SerializedColumnWriter<'_>) -> Result<usize>,
) -> Result<()> {
    if let Some(mut column) = group.next_column()? {
        write(&mut column)?;
        column.close()?;
    }
    Ok(())
}

/// The columns with their types.
fn schema(columns: &[(QuestionId, Shape)]) -> Result<TypePtr> {
    let leaf = |name: &str, physical, logical, repetition| -> Result<TypePtr> {
        Type::primitive_type_builder(name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()
            .map(Arc::new)
    };
    let string = || Some(LogicalType::String);
    let mut fields = vec![
        leaf("file", Physical::BYTE_ARRAY, string(), Repetition::REQUIRED)?,
        leaf(
            "created",
            Physical::INT32,
            Some(LogicalType::Date),
            Repetition::REQUIRED,
        )?,
        leaf(
            "language",
            Physical::BYTE_ARRAY,
            string(),
            Repetition::REQUIRED,
        )?,
        leaf(
            "route",
            Physical::BYTE_ARRAY,
            string(),
            Repetition::REQUIRED,
        )?,
        leaf("instrument", Physical::INT32, None, Repetition::REQUIRED)?,
        leaf("rules", Physical::INT32, None, Repetition::REQUIRED)?,
    ];
    for (question, shape) in columns {
        let name = question.to_string();
        fields.push(match shape {
            Shape::Number => leaf(&name, Physical::INT32, None, Repetition::OPTIONAL)?,
            Shape::Code => leaf(&name, Physical::BYTE_ARRAY, string(), Repetition::OPTIONAL)?,
            Shape::Flag => leaf(&name, Physical::BOOLEAN, None, Repetition::OPTIONAL)?,
            Shape::Codes => {
                let element = leaf(
                    "element",
                    Physical::BYTE_ARRAY,
                    string(),
                    Repetition::REQUIRED,
                )?;
                let list = Type::group_type_builder("list")
                    .with_repetition(Repetition::REPEATED)
                    .with_fields(vec![element])
                    .build()?;
                let whole = Type::group_type_builder(&name)
                    .with_logical_type(Some(LogicalType::List))
                    .with_repetition(Repetition::OPTIONAL)
                    .with_fields(vec![Arc::new(list)])
                    .build()?;
                Arc::new(whole)
            }
        });
    }
    Type::group_type_builder("profile")
        .with_fields(fields)
        .build()
        .map(Arc::new)
}
