//! The Parquet table, read back row by row.
#![cfg(feature = "parquet")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field as Value, Row};
use startbeeld::engine::answers::options;
use startbeeld::engine::{Answer, Field, Kind, Profile};
use startbeeld::export::parquet::{GROUP, Table};
use startbeeld::simulate::Population;

fn written(rows: impl Iterator<Item = (String, Profile)>) -> SerializedFileReader<bytes::Bytes> {
    let mut table = Table::new(Vec::new()).unwrap();
    for (name, profile) in rows {
        table.add(&name, &profile).unwrap();
    }
    let file = table.finish().unwrap();
    SerializedFileReader::new(bytes::Bytes::from(file)).unwrap()
}

fn people(count: u64) -> impl Iterator<Item = (String, Profile)> {
    (0u64..)
        .zip(Population::default().people(count))
        .map(|(number, person)| (format!("in/{number}.json"), person.profile))
}

fn value<'a>(row: &'a Row, column: &str) -> &'a Value {
    row.get_column_iter()
        .find(|(name, _)| *name == column)
        .map(|(_, value)| value)
        .unwrap_or_else(|| panic!("there is no column {column}"))
}

#[test]
fn every_answer_comes_back_and_nothing_else() {
    let reader = written(people(300));
    let rows: Vec<Row> = reader
        .get_row_iter(None)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 300);
    for (row, (name, profile)) in rows.iter().zip(people(300)) {
        assert_eq!(value(row, "file"), &Value::Str(name));
        assert_eq!(
            value(row, "created"),
            &Value::Date(i32::from(profile.created.days()) + 19_723)
        );
        assert_eq!(
            value(row, "language"),
            &Value::Str(profile.language.tag().into())
        );
        let mut expected = 0;
        for (question, answer) in profile.answers.iter() {
            let field = question.field;
            if field.def().kind == Kind::Text {
                continue;
            }
            expected += 1;
            let code = |option: u8| field.code(option).unwrap().to_owned();
            let found = value(row, &question.to_string());
            match (answer, found) {
                (Answer::One(option), Value::Int(number)) => {
                    assert_eq!(code(*option), number.to_string());
                }
                (Answer::One(option), Value::Str(text)) => assert_eq!(&code(*option), text),
                (Answer::Flag, found) => assert_eq!(found, &Value::Bool(true)),
                (Answer::Many(bits), Value::ListInternal(list)) => {
                    let codes: Vec<Value> = options(*bits)
                        .map(|option| Value::Str(code(option)))
                        .collect();
                    assert_eq!(list.elements(), codes);
                }
                (answer, found) => panic!("{question}: {answer:?} {found:?}"),
            }
        }
        let filled = row
            .get_column_iter()
            .filter(|(_, value)| **value != Value::Null)
            .count();
        assert_eq!(filled, expected + 6);
    }
}

#[test]
fn own_words_have_no_column() {
    let reader = written(people(1));
    let names: Vec<String> = reader
        .metadata()
        .file_metadata()
        .schema()
        .get_fields()
        .iter()
        .map(|field| field.name().to_owned())
        .collect();
    for field in Field::all().filter(|field| field.def().kind == Kind::Text) {
        assert!(!names.contains(&field.id(None)));
    }
    assert_eq!(names[..3], ["file", "created", "language"]);
    assert!(names.contains(&"domain.parenting.applies".to_owned()));
    assert!(!names.contains(&"domain.money.applies".to_owned()));
}

#[test]
fn a_table_without_rows_has_its_columns() {
    let reader = written(std::iter::empty());
    assert_eq!(reader.get_row_iter(None).unwrap().count(), 0);
}

#[test]
fn rows_come_in_groups() {
    let (_, profile) = people(1).next().unwrap();
    let rows = GROUP + 5;
    let reader = written((0..rows).map(|_| (String::new(), profile.clone())));
    let groups: Vec<i64> = reader
        .metadata()
        .row_groups()
        .iter()
        .map(|group| group.num_rows())
        .collect();
    assert_eq!(groups, [65_536, 5]);
    let long = "x".repeat(100_000);
    let reader = written((0..200).map(|_| (long.clone(), profile.clone())));
    assert_eq!(reader.metadata().num_row_groups(), 3);
}
