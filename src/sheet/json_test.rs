//! JSON as the tool writes it, and what people make of it.

use super::file_test::{SMALL, brought, line, read, read_within, refused, refused_within, rows_of, text};
use super::grid::{Line, Raw};
use super::limit::LIMITS;
use crate::error::SheetError;

fn number(digits: &str) -> Raw {
    Raw::Number(digits.to_owned())
}

#[test]
fn each_array_of_objects_is_a_sheet() {
    let json = r#"{"schema":1,"as_of":"2022-09-01","known_at":null,"returns":{"due":2},
        "projects":[
            {"code":"HS-W-001","invest_fen":9250697110000000001,"aliases":["甲","乙"],"is_open":true},
            {},
            {"code":"HS-W-002","parent":null,"note":"","rate":-0.50,"big":1.5e3,"at":[1,"a"],"point":{"x": 1}}
        ],"names":["a"],"updates":[],"more":[{"a":"b"}]}"#;
    let mut file = brought("a.json", json.as_bytes(), None, LIMITS).expect("opens").file;
    let names: Vec<_> =
        file.sheets().iter().map(|sheet| (sheet.name.clone().unwrap_or_default(), sheet.is_hidden)).collect();
    let named = |name: &str| (name.to_owned(), false);
    assert_eq!(names, [named("projects"), named("updates"), named("more")]);
    assert_eq!(file.encoding(), None);
    let names = Raw::List(vec!["甲".to_owned(), "乙".to_owned()]);
    let first = vec![text("HS-W-001"), number("9250697110000000001"), names, Raw::Flag(true)];
    let mut third = vec![Raw::Empty; 10];
    third[0] = text("HS-W-002");
    third[6] = number("-0.50");
    third[7] = number("1500");
    third[8] = Raw::Other(r#"[1,"a"]"#.to_owned());
    third[9] = Raw::Other(r#"{"x": 1}"#.to_owned());
    let header = ["code", "invest_fen", "aliases", "is_open", "parent", "note", "rate", "big", "at", "point"];
    let rows = [line(0, &header), Line { number: 1, cells: first }, Line { number: 3, cells: third }];
    assert_eq!(rows_of(&mut file, 0).expect("reads"), rows);
    assert_eq!(rows_of(&mut file, 1).expect("reads"), []);
    assert_eq!(rows_of(&mut file, 2).expect("reads"), [line(0, &["a"]), line(1, &["b"])]);
}

#[test]
fn numbers_stand_as_they_were_written() {
    for (written, raw) in [
        ("0", number("0")),
        ("-0", number("0")),
        ("-0.0", number("0")),
        ("-7", number("-7")),
        ("1.10", number("1.10")),
        ("123456789012345678901234567890", number("123456789012345678901234567890")),
        ("1E-3", number("0.001")),
        ("1e999", Raw::Other("1e999".to_owned())),
    ] {
        let rows = read("a.json", format!(r#"{{"a":[{{"b":{written}}}]}}"#).as_bytes());
        assert_eq!(rows.last(), Some(&Line { number: 1, cells: vec![raw] }), "{written}");
    }
}

#[test]
fn a_mark_and_escapes_are_read() {
    let rows = read("a.json", "\u{feff}{\"a\":[{\"b\":\"\\u752c\\n江\"}]}".as_bytes());
    assert_eq!(rows[1], line(1, &["甬\n江"]));
}

#[test]
fn what_is_no_table_is_told() {
    let syntax = |line, column| SheetError::JsonSyntax { line, column };
    assert_eq!(refused("a.json", b"{\n  \"a\": [,]}"), syntax(2, 9));
    assert_eq!(refused("a.json", b"{\"a\":[{}]"), syntax(1, 9));
    assert_eq!(refused("a.json", b"{\"a\":[{}]}x"), syntax(1, 11));
    let half = b"{\"x\":1,\n \"a\":[{\"b\":1},\n {\"c\":1,\"b\":\"\\ud800\"}]}";
    assert_eq!(refused("a.json", half), syntax(3, 20));
    assert_eq!(refused("a.json", b"{\n \"x\":\"\\ud800\"}"), syntax(2, 13));
    for bytes in [b"[{\"a\":1}]".as_slice(), b"1", b"\"a\"", b"null"] {
        assert_eq!(refused("a.json", bytes), SheetError::JsonNoObject);
    }
    for bytes in [b"{}".as_slice(), b"{\"schema\":1}", b"{\"a\":[1,2]}", b"{\"a\":[\"b\"]}"] {
        assert_eq!(refused("a.json", bytes), SheetError::JsonNoRows);
    }
    let stray = SheetError::JsonNoRow { member: "a".to_owned(), number: 2 };
    assert_eq!(refused("a.json", b"{\"a\":[{},1]}"), stray);
    let foreign = SheetError::NoCharacter { encoding: Some("utf8"), line: 2, byte: 0xFF };
    assert_eq!(refused("a.json", b"{\n\"\xFF\":1}"), foreign);
    let deep = [b"{\"a\":".to_vec(), b"[".repeat(500_000)].concat();
    assert!(matches!(refused("a.json", &deep), SheetError::JsonSyntax { .. }));
}

#[test]
fn rows_keep_to_the_limits() {
    let fits = br#"{"a":[{"b":1},{"b":2},{"b":null},{"b":3},{"b":4}]}"#;
    assert_eq!(read_within("a.json", fits, SMALL).expect("fits").len(), 5);
    let more = br#"{"a":[{"b":1},{"b":2},{"b":3},{"b":4},{"b":5}]}"#;
    assert_eq!(refused_within("a.json", more, SMALL), SheetError::TooManyRows { sheet: Some("a".to_owned()), most: 5 });
    let wide = SheetError::TooManyColumns { sheet: Some("a".to_owned()), row: 2, most: 4 };
    assert_eq!(refused_within("a.json", br#"{"a":[{"b":1,"c":1,"d":1},{"b":1,"e":1,"f":1}]}"#, SMALL), wide);
    let long = SheetError::CellTooLong { sheet: Some("a".to_owned()), row: 1, column: "c".to_owned(), most: 10 };
    assert_eq!(refused_within("a.json", br#"{"a":[{"b":1,"c":["12345","678901"]}]}"#, SMALL), long);
    let members = format!(r#"{{"a":[{{{}"b":1}}]}}"#, r#""b":1,"#.repeat(10_000));
    assert!(matches!(refused("a.json", members.as_bytes()), SheetError::JsonNoRow { number: 1, .. }));
}
