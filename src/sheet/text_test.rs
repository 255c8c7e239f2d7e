//! CSV in the encodings, separators and line ends there are.

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::Encoding;
use super::file_test::{SMALL, brought, line, read, read_within, refused, refused_within, rows_of, text};
use super::grid::{Line, Raw};
use super::limit::{LIMITS, Limits};
use super::text::holds_rows;
use crate::error::{Error, SheetError};

const HEADING: &str = "编号,名称\nHS-W-001,甬江\n";

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str, mark: &[u8]) -> Vec<u8> {
    let is_big = mark == [0xFE, 0xFF];
    let units = text.encode_utf16().flat_map(|unit| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() });
    mark.iter().copied().chain(units).collect()
}

/// The encoding found out and the rows.
fn found(bytes: &[u8], encoding: Option<Encoding>) -> (Option<Encoding>, Vec<Line>) {
    let mut file = brought("a.csv", bytes, encoding, LIMITS).expect("opens").file;
    (file.encoding(), rows_of(&mut file, 0).expect("reads"))
}

fn no_character(bytes: &[u8], encoding: Option<Encoding>) -> SheetError {
    match brought("a.csv", bytes, encoding, LIMITS).err() {
        Some(Error::Sheet { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_encoding_has_its_code() {
    for encoding in Encoding::ALL {
        assert_eq!(Encoding::from_code(encoding.code()), Some(encoding));
    }
    assert_eq!(Encoding::from_code("gbk"), None);
}

#[test]
fn the_usual_encodings_read_alike() {
    let rows = vec![line(1, &["编号", "名称"]), line(2, &["HS-W-001", "甬江"])];
    let marked = [b"\xEF\xBB\xBF", HEADING.as_bytes()].concat();
    let cases = [
        (HEADING.as_bytes().to_vec(), Encoding::Utf8),
        (marked, Encoding::Utf8),
        (gbk(HEADING), Encoding::Gb18030),
        ([b"\x84\x31\x95\x33".as_slice(), &gbk(HEADING)].concat(), Encoding::Gb18030),
        (utf16(HEADING, &[0xFF, 0xFE]), Encoding::Utf16),
        (utf16(HEADING, &[0xFE, 0xFF]), Encoding::Utf16),
    ];
    for (bytes, encoding) in cases {
        assert_eq!(found(&bytes, None), (Some(encoding), rows.clone()));
        assert_eq!(found(&bytes, Some(encoding)), (Some(encoding), rows.clone()), "named");
    }
    let unmarked = utf16(HEADING, &[]);
    for named in [None, Some(Encoding::Utf16)] {
        assert_eq!(found(&unmarked, named), (Some(Encoding::Utf16), rows.clone()));
    }
    let big: Vec<u8> = HEADING.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(found(&big, None), (Some(Encoding::Utf16), rows));
    assert_eq!(found(&utf16("ab,c\n", &[]), None), (Some(Encoding::Utf16), vec![line(1, &["ab", "c"])]));
    assert_eq!(refused("a.csv", b"ab,c\nd\0,e\n"), SheetError::Nul { line: 2 });
}

#[test]
fn rare_characters_of_gb18030_are_read() {
    let rare = "㵲江,𠮷\n";
    assert_eq!(found(&gbk(rare), None), (Some(Encoding::Gb18030), vec![line(1, &["㵲江", "𠮷"])]));
}

#[test]
fn the_river_that_is_valid_utf8_is_read_as_what_it_is() {
    let river = gbk("code,甬江\n");
    assert!(std::str::from_utf8(&river).is_ok(), "this is the trap");
    assert_eq!(found(&river, None), (Some(Encoding::Gb18030), vec![line(1, &["code", "甬江"])]));
    assert_ne!(found(&river, Some(Encoding::Utf8)).1, [line(1, &["code", "甬江"])], "as told");
    // not all of it is Chinese in GB18030
    let cafe = "café à la crème,–\n";
    assert_eq!(found(cafe.as_bytes(), None).0, Some(Encoding::Utf8));
    // English headings of ours
    assert_eq!(found("area (m²)\n".as_bytes(), None), (Some(Encoding::Utf8), vec![line(1, &["area (m²)"])]));
    // a Chinese character anywhere settles it
    assert_eq!(found("路,é\n".as_bytes(), None).0, Some(Encoding::Utf8));
}

#[test]
fn signs_beside_english_stay_what_they_are() {
    for typed in [
        "Pump station 2×3",
        "Café",
        "m²",
        "±0.5°",
        "3 µm",
        "No. 5½",
        "a–b",
        "“quoted”",
        "€5",
        "φ800",
        "5 Ω",
        "Ⅱ",
        "25 ℃",
        "√",
        "→",
        "naïve façade",
        "Łódź Street",
        "✅ done",
        "😀",
        "a\u{a0}b",
        "Русский",
        "가나다라마바",
    ] {
        let bytes = format!("Name,Note\nA,{typed}\n").into_bytes();
        let read = found(&bytes, None);
        assert_eq!(read, (Some(Encoding::Utf8), vec![line(1, &["Name", "Note"]), line(2, &["A", typed])]), "{typed}");
    }
    for chinese in ["甬江", "小学", "住宅", "专职", "甬江小学"] {
        let bytes = gbk(&format!("Name,Note\nA,{chinese}\n"));
        assert!(std::str::from_utf8(&bytes).is_ok(), "{chinese} is a trap");
        assert_eq!(found(&bytes, None).1[1], line(2, &["A", chinese]));
    }
}

#[test]
fn a_file_in_utf8_that_is_spoilt_is_no_gb18030() {
    let text = "编号,名称\nHS-W-001,沿江泵排群工程叶家碶泵站工程\n";
    for (at, byte) in [(text.len() - 4, None), (text.len() - 4, Some(0xC0)), (text.len() - 1, Some(0xE6))] {
        let mut bytes = text.as_bytes().to_vec();
        match byte {
            Some(byte) => bytes[at] = byte,
            None => drop(bytes.remove(at)),
        }
        let bad = no_character(&bytes, None);
        assert!(matches!(bad, SheetError::NoCharacter { encoding: None, line: 2, .. }), "{at}: {bad:?}");
    }
}

#[test]
fn big5_is_told_and_read_where_it_is_named() {
    let text = "工程名稱,責任單位,總投資\n甬江堤防工程,水利局,3000\n";
    let bytes = encoding_rs::BIG5.encode(text).0.into_owned();
    assert_eq!(no_character(&bytes, None), SheetError::PerhapsBig5);
    let rows = vec![line(1, &["工程名稱", "責任單位", "總投資"]), line(2, &["甬江堤防工程", "水利局", "3000"])];
    assert_eq!(found(&bytes, Some(Encoding::Big5)), (Some(Encoding::Big5), rows.clone()));
    // the same in GB18030, which has these characters too
    assert_eq!(found(&gbk(text), None), (Some(Encoding::Gb18030), rows));
    for rare in ["碶,㵲江,甪直\n", "叶家碶\n", "行春碶泵站,薛家碶,梁家碶\n"] {
        assert_eq!(found(&gbk(rare), None).0, Some(Encoding::Gb18030), "{rare}");
    }
}

#[test]
fn a_byte_that_is_no_character_is_named() {
    let bad = |encoding, line, byte| SheetError::NoCharacter { encoding, line, byte };
    assert_eq!(no_character(b"a\r\nb\r\xFF\n", None), bad(None, 3, 0xFF));
    let broken = [gbk("编号\n名称\n"), vec![0xFF]].concat();
    assert_eq!(no_character(&broken, None), bad(None, 3, 0xFF));
    let cut = &gbk("编号\n甬江")[..8];
    assert_eq!(no_character(cut, None), bad(None, 2, 0xBD), "a character cut in two");
    assert_eq!(no_character(&gbk(HEADING), Some(Encoding::Utf8)), bad(Some("utf8"), 1, 0xB1));
    assert_eq!(no_character(b"a\n\x81\x20", Some(Encoding::Gb18030)), bad(Some("gb18030"), 2, 0x81));
    let half = [utf16("a\n", &[0xFF, 0xFE]), vec![0x00, 0xD8, 0x41, 0x00]].concat();
    assert_eq!(no_character(&half, None), bad(Some("utf16"), 2, 0xD800));
    assert_eq!(no_character(b"\xFF\xFEa\0b", None), SheetError::OddLength);
    assert_eq!(refused("a.csv", b"a\r\n\r\nb\0"), SheetError::Nul { line: 3 });
}

#[test]
fn separators_are_found_out() {
    for (table, cells) in [
        ("a,b;c\td", ["a", "b;c\td"].as_slice()),
        ("a\tb;c", &["a", "b;c"]),
        ("a;b\n1,2;3", &["a", "b"]),
        ("\"x,\ny\";b", &["x,\ny", "b"]),
        ("sep=,\na,b", &["a", "b"]),
        ("sep=;\r\na;b,c", &["a", "b,c"]),
        ("\"sep=\t\"\ra\tb;c", &["a", "b;c"]),
        ("sep=x,b", &["sep=x", "b"]),
        ("alone", &["alone"]),
        // a title says nothing of it
        ("进度表\n\n名称\t单位;乙", &["进度表"]),
    ] {
        let rows = read("a.csv", table.as_bytes());
        assert_eq!(
            rows.first().map(|row| row.cells.clone()),
            Some(cells.iter().map(|cell| text(cell)).collect()),
            "{table:?}"
        );
    }
    assert_eq!(read("a.csv", b"sep=,\na,b")[0].number, 2);
}

#[test]
fn a_row_knows_its_line() {
    for end in ["\n", "\r\n", "\r"] {
        let table = ["\"a", "b\",c", "", "d", ",,", "", "", "\"e", "", "f\"", "g"].join(end);
        let rows = read("a.csv", table.as_bytes());
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 4, 8, 11], "{end:?}");
    }
    let many = ["a", &"\n".repeat(1_000_000), "b"].concat();
    assert_eq!(read("a.csv", many.as_bytes()), [line(1, &["a"]), line(1_000_001, &["b"])]);
}

#[test]
fn a_cell_stays_as_it_stands() {
    let rows = read("a.csv", "'=1+1, 0012 ,\u{a0},1/2,,\"q\"\"q\",,\n".as_bytes());
    assert_eq!(rows, [line(1, &["'=1+1", " 0012 ", "\u{a0}", "1/2", "", "q\"q", "", ""])], "blank ones too");
}

#[test]
fn a_quote_that_does_not_close_is_named() {
    let open = |line| SheetError::OpenQuote { line };
    assert_eq!(refused("a.csv", b"a,b\n1,\"2\n3,4\n5,6\n"), open(2), "to the end");
    assert_eq!(refused("a.csv", b"a,b\n1,\"2"), open(2), "on the last line");
    assert_eq!(refused("a.csv", b"a\n\"2\n3\n\n\n"), open(2), "with empty lines after it");
    assert_eq!(refused("a.csv", b"a,b\n\"1,2\n3,\"four\",5\n"), open(2), "to the next quote");
    let swallowed = format!("a,b\n1,\"2{}\"\n", "\nx".repeat(1_000));
    assert_eq!(refused("a.csv", swallowed.as_bytes()), open(2), "over many lines");
    let fits = format!("a,b\n1,\"2{}\"\n", "\nx".repeat(999));
    assert_eq!(read("a.csv", fits.as_bytes()).len(), 2);
    let limits = Limits { span: 100, ..SMALL };
    assert_eq!(refused_within("a.csv", b"a\n\"123456789\n0\"", limits), open(2), "over a long cell");
    // a quote that opens nothing is a character
    assert_eq!(read("a.csv", b"5\" pipe,a\"\"b,c\"\n"), [line(1, &["5\" pipe", "a\"\"b", "c\""])]);
}

#[test]
fn a_quote_that_may_be_text_is_told() {
    for (table, cell) in [
        ("a,b\n1,\"新建\"甲\"泵站\"\n", "\"新建\"甲\"泵站\""),
        ("a,b\n\"b\"c,2\n", "\"b\"c"),
        ("a,b\n1,\"b\" \n", "\"b\" "),
        ("a,b\n1, \"b\"\n", " \"b\""),
        ("a,b\n1, \"b,c\"\n", " \"b"),
        ("a,b\n\"\"甲\"\",2", "\"\"甲\"\""),
        ("a;b\n1;\"b\"c;3\n", "\"b\"c"),
    ] {
        let stray = SheetError::StrayQuote { line: 2, cell: cell.to_owned() };
        assert_eq!(refused("a.csv", table.as_bytes()), stray, "{table}");
    }
    assert_eq!(read("a.csv", b"\"a\"\"\",\"\",\"\"\"b\"\n"), [line(1, &["a\"", "", "\"b"])]);
}

#[test]
fn a_quote_that_takes_in_rows_is_told_and_a_text_of_several_lines_is_none() {
    let swallowed = "项目,类别,内容,投资\n甲,水,\"泵站,100\n乙,水,泵站,200\n丙,水,泵站\",300\n";
    assert_eq!(refused("a.csv", swallowed.as_bytes()), SheetError::OpenQuote { line: 2 });
    let two = "项目,类别,内容,投资\n甲,水,\"泵站,100\n丙,水,泵站\",300\n";
    assert_eq!(refused("a.csv", two.as_bytes()), SheetError::OpenQuote { line: 2 });
    for cell in ["总投资\n", "一是泵站,\n二是水闸", "\n", "a\n\nb", "泵站,100\n水闸"] {
        assert_eq!(read("a.csv", format!("甲,水,\"{cell}\",1\n").as_bytes()).len(), 1, "{cell}");
    }
}

#[test]
fn a_table_keeps_to_the_limits() {
    let rows = "a\n".repeat(5);
    assert_eq!(read_within("a.csv", rows.as_bytes(), SMALL).expect("fits").len(), 5);
    let more = format!("{rows}\n,,\n\nb");
    assert_eq!(refused_within("a.csv", more.as_bytes(), SMALL), SheetError::TooManyRows { sheet: None, most: 5 });
    assert_eq!(read_within("a.csv", b"1,2,3,4,,,,,\n", SMALL).expect("fits"), [line(1, &["1", "2", "3", "4"])]);
    let wide = SheetError::TooManyColumns { sheet: None, row: 2, most: 4 };
    assert_eq!(refused_within("a.csv", b"a\n1,2,3,4,5\n", SMALL), wide);
    let long = SheetError::CellTooLong { sheet: None, row: 2, column: "B".to_owned(), most: 10 };
    let table = |count| format!("a,b\n1,{}\n", "长".repeat(count));
    assert_eq!(read_within("a.csv", table(10).as_bytes(), SMALL).expect("fits").len(), 2);
    assert_eq!(refused_within("a.csv", table(11).as_bytes(), SMALL), long);
    let commas = format!("a,b\n{}\n", ",".repeat(1_000_001));
    assert_eq!(refused("a.csv", commas.as_bytes()), SheetError::TooManyColumns { sheet: None, row: 2, most: 200 });
}

proptest! {
    #[test]
    fn a_table_is_read_as_it_was_written(
        rows in prop::collection::vec(prop::collection::vec("[^\0]{0,8}|[\",\n\r;a 甬\t]{0,6}", 2..5), 1..8)
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).expect("written");
        }
        let is_refused = |row: &Vec<String>| row.iter().enumerate().any(|(at, cell)| holds_rows(cell, b',', (at, row.len())));
        prop_assume!(!rows.iter().any(is_refused));
        let bytes = [b"\xEF\xBB\xBF".to_vec(), writer.into_inner().expect("bytes")].concat();
        prop_assume!(!rows[0][0].starts_with('\u{feff}'));
        // white space and nothing else is an empty file
        prop_assume!(rows.iter().flatten().any(|cell| !cell.trim().is_empty()));
        let wanted: Vec<Vec<Raw>> = rows.iter().map(|row| {
            row.iter().map(|cell| text(cell)).collect()
        }).filter(|row: &Vec<_>| row.iter().any(|cell| *cell != Raw::Empty)).collect();
        let found: Vec<Vec<Raw>> = read("a.csv", &bytes).into_iter().map(|row| row.cells).collect();
        prop_assert_eq!(found, wanted);
    }
}
