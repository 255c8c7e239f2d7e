//! What somebody can do to a register with another program: every altered value, forged row and altered object is found,
//! by table and change. The tables and columns are read from the schema, so that a new one is tried by itself.

use std::rc::Rc;

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::history::ALL;
use super::store_test::{Bench, bench, day, fact_of, heading, listed, update};
use crate::domain::catalog::Label;
use crate::domain::change::HistoryFault;
use crate::domain::day::{ALL_DAYS, DueDay, Precision};
use crate::domain::fact::{
    Body, CategoryFact, Fact, Field, IssueFact, Level, MilestoneEvent, MilestoneFact, PlanFact, SetLight, Update,
};
use crate::domain::heading::{Answer, AnsweredColumn, HeadingFact};
use crate::domain::light::Light;
use crate::domain::own_field::{OwnField, OwnHolds};
use crate::domain::page::{FrozenPage, Question};
use crate::domain::period::Cadence;
use crate::domain::permit::{Checklist, Permit};
use crate::domain::person::{Person, PersonEvent, PersonFact, Right};
use crate::domain::quantity::{Counting, Dimension, UnitWord};
use crate::domain::sample::{catalog, words};
use crate::domain::submission::{Decision, Submission};
use crate::domain::target::{Comparator, EnteredValue, Mode, Strength, Target, TargetKind};
use crate::domain::unit::UnitFact;
use crate::domain::word::{WordFact, WordList};
use crate::error::{Error, RegisterError};

/// A register with something in every table, recorded as commands record it.
fn full() -> Bench {
    let mut bench = bench();
    bench.record(&of_the_register());
    bench.catalog = bench.store.known(None).and_then(|known| bench.store.catalog(&known)).unwrap();
    bench.record(&[listed(1).to_vec(), listed(2).to_vec(), of_a_project()].concat());
    let taken_back = bench.record(&[update(2, 3, day(9), Some(7), None)]);
    bench.void(taken_back);
    bench.record(&of_people());
    let mut entry = bench.store.begin(heading()).unwrap();
    let question = Question {
        report: "status".into(),
        cadence: Cadence::Month,
        scope: "--unit 甲局".into(),
        since: Some(day(1)),
        remark: Some("附言".into()),
        lang: "zh".into(),
        format: "text".into(),
    };
    let page = FrozenPage { no: 1, question, as_of: day(30), title: "月报".into(), upto: 5 };
    entry.freeze(&page, b"page").unwrap();
    entry.commit(&bench.catalog).unwrap();
    assert_eq!(bench.faults(), vec![]);
    bench
}

fn of_the_register() -> Vec<Fact> {
    let mut facts: Vec<Fact> = words().into_iter().map(Fact::Word).collect();
    let mut category = catalog().categories.remove(0);
    category.words = vec!["水利".into()];
    category.stages[1].synonyms = vec!["新开工".into()];
    facts.push(Fact::Word(WordFact::Category { position: 1, category }));
    let mut measure = catalog().measures.remove(2);
    (measure.step, measure.categories) = (None, vec!["water".into()]);
    facts.push(Fact::Word(WordFact::Measure(measure)));
    let named = catalog().conditions.remove(0);
    for (list, position) in [(WordList::Phases, 1), (WordList::Bases, 1)] {
        facts.push(Fact::Word(WordFact::Named { list, position, named: named.clone() }));
    }
    let label = |word: &str| Label { zh: word.into(), en: word.into() };
    let funds = OwnField {
        code: "funds".into(),
        label: label("资金来源"),
        holds: OwnHolds::Choice(vec!["财政".into(), "自筹".into()]),
        category: Some("water".into()),
    };
    let length = OwnHolds::Number { decimals: 2, unit: Some("公里".into()) };
    let length = OwnField { code: "length".into(), label: label("长度"), holds: length, category: None };
    facts.push(Fact::Word(WordFact::OwnField { position: 1, field: funds }));
    facts.push(Fact::Word(WordFact::OwnField { position: 2, field: length }));
    let permits = vec![Permit { label: label("环境影响评价审批"), words: vec!["环评".into()] }];
    facts.push(Fact::Word(WordFact::Checklist(Checklist { category: "water".into(), permits })));
    let heading = |word: &str| HeadingFact::Word { word: word.into(), field: Some("name".into()) };
    let answer = Answer {
        headings: vec!["项目".into()],
        columns: vec![("总投资".into(), Some(AnsweredColumn { field: "total".into(), unit: Some("万元".into()) }))],
        category: Some("water".into()),
        fill: vec!["单位".into()],
    };
    facts.extend([
        Fact::Setting { key: "note".into(), value: "演示数据".into() },
        Fact::Rules { from_day: ALL_DAYS, version: 1, values: vec![("grace".into(), 10)] },
        Fact::Unit(UnitFact::Added { unit: 1, name: "甲局".into(), position: Some(1) }),
        Fact::Unit(UnitFact::Added { unit: 2, name: "乙局".into(), position: None }),
        Fact::Unit(UnitFact::Alias { unit: 1, alias: "甲".into() }),
        Fact::Unit(UnitFact::Merged { from_day: day(3), unit: 2, into: 1 }),
        Fact::Unit(UnitFact::Renamed { from_day: day(4), unit: 1, name: "丙局".into() }),
        Fact::Unit(UnitFact::Moved { from_day: day(4), unit: 1, position: 1 }),
        Fact::Unit(UnitFact::Added { unit: 3, name: "丁局".into(), position: None }),
        Fact::Unit(UnitFact::Split { from_day: day(5), unit: 3, into: 1 }),
        Fact::Heading(HeadingFact::Usual { word: "项目名称".into(), field: "name".into() }),
        Fact::Heading(heading("地块名称")),
        Fact::Heading(HeadingFact::Answered(answer)),
        Fact::Target(Box::new(target())),
        Fact::TargetValue(EnteredValue { target: 1, from_day: day(5), value: 3, source: "句".into() }),
    ]);
    facts
}

fn of_people() -> [Fact; 4] {
    let rights = Right::ALL.iter().copied().collect();
    let person = Person { name: heading().by, units: [1].into(), rights };
    let update = Update { category: "water".into(), stage: Some("started".into()), ..Update::default() };
    let submission = Submission { no: 1, project: 1, day: day(50), update, is_forced: false };
    [
        Fact::Person(PersonFact { event: PersonEvent::Added, person }),
        Fact::Review { is_on: true },
        Fact::Submitted(Box::new(submission)),
        Fact::Decided(Decision::Returned { submission: 1 }),
    ]
}

fn target() -> Target {
    Target {
        no: 1,
        from_day: day(1),
        year: 2022,
        kind: TargetKind::Promise,
        sentence: "句".into(),
        dimension: Dimension::Count(Counting { zh: UnitWord::new("个").unwrap(), ..Counting::PIECES }),
        unit_word: "个".into(),
        value: 48,
        comparator: Comparator::Equal,
        strength: Strength::Must,
        mode: Mode::New,
        opening: Some(7),
        category: Some("water".into()),
        tag: Some("治水48".into()),
        stage: Some("built".into()),
        measure: None,
        source: "出处".into(),
    }
}

fn of_a_project() -> Vec<Fact> {
    let due = DueDay { last: day(90), precision: Precision::Month };
    let milestone = MilestoneFact {
        name: "开工".into(),
        event: MilestoneEvent::Raised,
        day: due,
        category: "water".into(),
        stage: Some("started".into()),
        source: Some("出处".into()),
        number: Some("甲发改〔2022〕1号".into()),
        authority: Some("发改局".into()),
        reason: Some("原因".into()),
    };
    let issue = IssueFact {
        no: 1,
        text: "问题".into(),
        ask: Some("协调".into()),
        unit: Some(1),
        level: Level::Unit,
        due: Some(day(60)),
    };
    let (measure, goal) = ("invested".to_owned(), Some("目标".to_owned()));
    let plan = PlanFact { year: 2022, measure: measure.clone(), value: Some(1200), months: vec![100; 12], goal };
    let mut bodies = vec![
        Body::Text { field: Field::Leader, value: Some("甲".into()) },
        Body::Alias { alias: "乙".into(), present: true },
        Body::Tag { tag: "治水48".into(), present: true },
        Body::Own { field: "funds".into(), value: Some("财政".into()) },
        Body::Parent(Some(2)),
        Body::Split { part: 2, share: 4000 },
        Body::Category(Rc::new(CategoryFact {
            category: "water".into(),
            read_as: [(("water".into(), "started".into()), "building".into())].into(),
        })),
        Body::Units(vec![1, 2]),
        Body::Total { measure, value: Some(5000), basis: None },
        Body::Milestone(milestone),
        Body::Plan(plan),
        Body::Issue(Box::new(issue)),
        Body::IssueClosed { no: 1, outcome: Some("结果".into()) },
    ];
    let light = SetLight { light: Light::Red, until: day(40), reason: "原因".into() };
    let filed = Update {
        no: 1,
        category: "water".into(),
        stage: Some("started".into()),
        readings: [("invested".to_owned(), 100)].into(),
        progress: Some("进展".into()),
        problem: Some("问题".into()),
        ask: Some("协调".into()),
        next_step: Some("下步".into()),
        source: Some("出处".into()),
        light: Some(light),
        ..Update::default()
    };
    bodies.push(Body::Update(Rc::new(filed.clone())));
    bodies.push(Body::Update(Rc::new(Update { no: 2, corrects: Some(1), ..filed })));
    bodies.into_iter().map(|body| fact_of(1, day(20), body)).collect()
}

/// A column of a table, with what tells one of its rows.
struct Place {
    table: String,
    column: String,
    kind: String,
    keys: Vec<String>,
}

fn columns(conn: &Connection, table: &str) -> Vec<Place> {
    let mut select = conn.prepare("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid").unwrap();
    let columns = select.query_map([table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let columns: Vec<(String, String, i64)> = columns.map(Result::unwrap).collect();
    let keys: Vec<String> = columns.iter().filter(|column| column.2 > 0).map(|column| column.0.clone()).collect();
    let place = |(column, kind, _)| Place { table: table.to_owned(), column, kind, keys: keys.clone() };
    columns.into_iter().map(place).collect()
}

impl Place {
    /// Alters the value in the first row, whatever triggers and checks say.
    fn alter(&self, conn: &Connection) {
        let Self { table, column, kind, keys } = self;
        let (list, none) = (keys.join(", "), if kind == "INTEGER" { "1" } else { "'x'" });
        let row: Vec<Value> = conn
            .query_row(&format!("SELECT {list} FROM {table} ORDER BY {list} LIMIT 1"), [], |row| {
                (0..keys.len()).map(|at| row.get(at)).collect()
            })
            .unwrap_or_else(|error| panic!("{table} has no row to try it on: {error}"));
        let is_row: Vec<String> = keys.iter().map(|key| format!("{key} = ?")).collect();
        let other = format!(
            "CASE typeof({column}) WHEN 'null' THEN {none} WHEN 'integer' THEN {column} + 1000
             WHEN 'blob' THEN x'00' ELSE {column} || 'x' END"
        );
        let altered = format!("UPDATE {table} SET {column} = {other} WHERE {}", is_row.join(" AND "));
        assert_eq!(conn.execute(&altered, params_from_iter(row)).expect(&altered), 1, "{altered}");
    }
}

/// What somebody tries who knows SQLite: nothing of the schema changes, yet no trigger and no check stands in the way.
fn unguarded(conn: &Connection) {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;").unwrap();
}

fn tables(conn: &Connection, kind: &str) -> Vec<String> {
    let mut select = conn.prepare(kind).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

const HISTORY: &str =
    "SELECT name FROM sqlite_schema s WHERE type = 'table' AND name NOT LIKE 'current%' ORDER BY name";
const CACHE: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'current%' ORDER BY name";

#[test]
fn every_altered_value_of_history_is_found() {
    const WORDS: [&str; 5] = ["category", "stage", "measure", "basis", "condition"];
    let bench = full();
    let conn = &bench.store.conn;
    unguarded(conn);
    let tables = tables(conn, HISTORY);
    assert_eq!(tables.len(), ALL.len() + 1, "every table is of history or of the cache");
    let mut tried = 0;
    for place in tables.iter().flat_map(|table| columns(conn, table)) {
        let name = format!("{}.{}", place.table, place.column);
        conn.execute_batch("BEGIN").unwrap();
        place.alter(conn);
        let faults = bench.store.check_history().unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let is_it = |fault: &HistoryFault| match fault {
            HistoryFault::Hash { change } => *change >= 1,
            HistoryFault::Stray { table, .. } => *table == place.table,
            _ => false,
        };
        assert!(faults.iter().any(is_it), "{name} was altered unnoticed: {faults:?}");
        if WORDS.contains(&place.column.as_str()) && !["stage_synonym"].contains(&place.table.as_str()) {
            let faults = bench.store.check_words(&bench.catalog).unwrap();
            let is_it = |fault: &HistoryFault| matches!(fault, HistoryFault::UnknownWord { table, .. } if *table == place.table);
            assert!(faults.iter().any(is_it), "{name} names no word: {faults:?}");
        }
        conn.execute_batch("ROLLBACK").unwrap();
        tried += 1;
    }
    assert!(tried > 230, "{tried} columns");
    assert_eq!(bench.faults(), vec![]);
}

#[test]
fn every_altered_value_of_the_cache_is_found() {
    let bench = full();
    let conn = &bench.store.conn;
    unguarded(conn);
    let mut tried = 0;
    for place in tables(conn, CACHE).iter().flat_map(|table| columns(conn, table)) {
        conn.execute_batch("BEGIN").unwrap();
        place.alter(conn);
        let faults = bench.store.check_cache(&bench.catalog).unwrap();
        assert!(!faults.is_empty(), "{}.{} was altered unnoticed", place.table, place.column);
        conn.execute_batch("ROLLBACK").unwrap();
        tried += 1;
    }
    assert!(tried > 90, "{tried} columns");
}

/// A row of a table like its first, of another change and, if it is of a project, of another one.
fn forge(conn: &Connection, table: &str, change: i64, project: Option<i64>) -> rusqlite::Result<usize> {
    let value = |column: &Place| match column.column.as_str() {
        "change_id" => change.to_string(),
        "project_id" => project.map_or("project_id".to_owned(), |project| project.to_string()),
        // what can be there but once
        "id" | "no" | "version" => format!("{} + 1000", column.column),
        "code" if table == "project" => "code || 'x'".to_owned(),
        other => other.to_owned(),
    };
    let values: Vec<String> = columns(conn, table).iter().map(value).collect();
    conn.execute(&format!("INSERT INTO {table} SELECT {} FROM {table} LIMIT 1", values.join(", ")), [])
}

#[test]
fn a_row_of_no_change_is_refused_and_found() {
    let bench = full();
    let conn = &bench.store.conn;
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    let last = bench.store.known(None).unwrap().upto;
    for table in ALL {
        for change in [-1, 0, 1, last, last + 2, 9_999] {
            let error = forge(conn, table.name, change, None).expect_err(table.name);
            assert!(error.to_string().contains("append-only"), "{} of change {change}: {error}", table.name);
        }
    }
    unguarded(conn);
    for table in ALL {
        for (change, project) in [(-1, None), (0, None), (last + 2, None), (0, Some(0)), (-7, Some(-7))] {
            conn.execute_batch("BEGIN").unwrap();
            forge(conn, table.name, change, project).unwrap();
            let faults = bench.store.check_history().unwrap();
            assert_eq!(faults, [HistoryFault::Stray { table: table.name, change }], "{project:?}");
            conn.execute_batch("ROLLBACK").unwrap();
        }
        // of a change that is on record, where no reader looks
        conn.execute_batch("BEGIN").unwrap();
        let of_project = columns(conn, table.name).iter().any(|column| column.column == "project_id");
        if of_project {
            forge(conn, table.name, last, Some(-3)).unwrap();
            assert_eq!(bench.store.check_history().unwrap(), [HistoryFault::Hash { change: last }], "{}", table.name);
        }
        conn.execute_batch("ROLLBACK").unwrap();
    }
}

#[test]
fn rows_of_the_change_to_come_are_not_adopted() {
    let bench = full();
    let conn = &bench.store.conn;
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    let next = bench.store.known(None).unwrap().upto + 1;
    for table in ALL {
        conn.execute_batch("SAVEPOINT here").unwrap();
        forge(conn, table.name, next, None).unwrap_or_else(|error| panic!("{}: {error}", table.name));
        let stray = [HistoryFault::Stray { table: table.name, change: next }];
        assert_eq!(bench.store.check_history().unwrap(), stray, "no trigger can tell it from a fact");
        let refused = bench.store.refuse_rows_of(next).unwrap_err();
        let Error::Register(RegisterError::RowsOfNoChange { table: found, change }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!((found, change), (table.name, next));
        conn.execute_batch("ROLLBACK TO here; RELEASE here").unwrap();
    }
    forge(conn, "setting", next, None).unwrap();
    assert!(bench.store.begin(heading()).is_err(), "nor is anything recorded beside them");
}

#[test]
fn a_row_brought_from_another_database_is_refused_all_the_same() {
    let bench = full();
    let conn = &bench.store.conn;
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF; ATTACH ':memory:' AS other;
         CREATE TABLE other.setting AS SELECT 0 AS change_id, 9 AS seq, key, value FROM main.setting;",
    )
    .unwrap();
    let error = conn.execute("REPLACE INTO main.setting SELECT * FROM other.setting", []).unwrap_err();
    assert!(error.to_string().contains("append-only"), "{error}");
}

#[test]
fn every_change_that_was_altered_is_told() {
    let bench = full();
    let conn = &bench.store.conn;
    unguarded(conn);
    let found = |sql: &str| -> Vec<i64> {
        conn.execute_batch("BEGIN").unwrap();
        conn.execute_batch(sql).unwrap();
        let faults = bench.store.check_history().unwrap();
        conn.execute_batch("ROLLBACK").unwrap();
        let change = |fault| match fault {
            HistoryFault::Hash { change } | HistoryFault::Stray { change, .. } => change,
            other => panic!("{other:?}"),
        };
        faults.into_iter().map(change).collect()
    };
    assert_eq!(
        found("UPDATE unit SET name = '丙局' WHERE id = 1; UPDATE reading SET value = 1 WHERE change_id = 4"),
        [2, 4]
    );
    assert_eq!(found("UPDATE measure SET share_of = 'households' WHERE change_id = 1 AND code = 'invested'"), [1]);
    assert_eq!(
        found("UPDATE change SET hash = replace(hash, 'a', 'b') WHERE id = 3"),
        [3, 4],
        "and the next rests on it"
    );
    assert_eq!(found("DELETE FROM current_void; DELETE FROM change WHERE id = 5"), [6], "one taken out of the middle");
    assert!(found("UPDATE change SET id = id + 10").contains(&11), "numbers that begin with another than 1");
}

#[test]
fn objects_that_are_not_the_schemas_are_found_whatever_they_are_called() {
    let bench = full();
    let conn = &bench.store.conn;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).unwrap();
    let found = |sql: &str| -> Vec<String> {
        conn.execute_batch("BEGIN; PRAGMA writable_schema = ON;").unwrap();
        conn.execute_batch(sql).unwrap();
        let faults = bench.store.check_schema().unwrap();
        conn.execute_batch("ROLLBACK; PRAGMA writable_schema = RESET;").unwrap();
        let name = |fault| match fault {
            HistoryFault::Schema { name } => name,
            other => panic!("{other:?}"),
        };
        faults.into_iter().map(name).collect()
    };
    assert_eq!(found("DROP TRIGGER reading_is_never_updated"), ["reading_is_never_updated"]);
    assert_eq!(found("CREATE TRIGGER t AFTER INSERT ON reading BEGIN SELECT 1; END"), ["t"]);
    assert_eq!(
        found(
            "CREATE TRIGGER t AFTER INSERT ON reading BEGIN SELECT 1; END;
             UPDATE sqlite_schema SET name = 'sqlite_stat1', sql = replace(sql, 'TRIGGER t', 'TRIGGER sqlite_stat1')
             WHERE name = 't'"
        ),
        ["sqlite_stat1"],
        "one that bears a name of SQLite's own"
    );
    assert_eq!(found("CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT)"), ["notes"], "with a sqlite_sequence");
    assert_eq!(
        found("UPDATE sqlite_schema SET sql = replace(sql, 'value >= 0', 'value >= -9') WHERE name = 'reading'"),
        ["reading"]
    );
    assert_eq!(
        found("UPDATE sqlite_schema SET tbl_name = 'unit' WHERE name = 'setting_is_never_updated'"),
        ["setting_is_never_updated"]
    );
    assert_eq!(found("DROP VIEW v_project; CREATE VIEW v_project AS SELECT 1"), ["v_project"]);
    assert_eq!(found("DROP INDEX project_split_part"), ["project_split_part"]);
    assert_eq!(found(""), [""; 0]);
}

#[test]
fn a_second_row_of_the_cache_under_the_same_code_is_found() {
    let bench = full();
    let conn = &bench.store.conn;
    let columns: Vec<String> = columns(conn, "current_project").into_iter().skip(1).map(|place| place.column).collect();
    let columns = columns.join(", ");
    let twin = format!("INSERT INTO current_project SELECT -5, {columns} FROM current_project WHERE project_id = 1");
    conn.execute(&twin, []).unwrap();
    assert_eq!(bench.store.check_cache(&bench.catalog).unwrap(), [HistoryFault::Cache { code: "#-5".into() }]);
}
