//! The store as a whole: the cache is the fold after anything, history takes no rewriting, tampering is seen.
//!
//! Long: every table of history has a row here, and every promise of the store a test beside it.

use std::path::Path;
use std::rc::Rc;

use chrono::Datelike;
use proptest::prelude::*;
use tempfile::TempDir;

use super::{ChangeHeading, Durability, Journal, Store, View, history};
use crate::domain::catalog::Catalog;
use crate::domain::change::HistoryFault;
use crate::domain::clock::BadClock;
use crate::domain::day::{ALL_DAYS, DueDay, Precision, parse_instant};
use crate::domain::fact::{
    Body, Condition, Fact, Field, Kind, MilestoneEvent, MilestoneFact, ProjectFact, Recorded, START, Update,
};
use crate::domain::sample::{catalog, words};
use crate::domain::unit::UnitFact;
use crate::domain::{ChangeId, Day, ProjectId};
use crate::error::{Error, RegisterError};

/// A register of its own, gone with the test.
pub(super) struct Bench {
    pub(super) store: Store,
    pub(super) catalog: Catalog,
    _folder: TempDir,
}

pub(super) fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let store = made(&folder.path().join("haishu.db"));
    Bench { store, catalog: catalog(), _folder: folder }
}

/// A register that was made with the words of the sample.
fn made(path: &Path) -> Store {
    let store = Store::create(path).unwrap();
    let mut entry = store.begin(heading()).unwrap();
    words().into_iter().for_each(|word| entry.record(&Fact::Word(word)).unwrap());
    entry.commit(&catalog()).unwrap();
    store
}

pub(super) fn heading() -> ChangeHeading {
    let now = parse_instant("2022-03-01 09:00").unwrap();
    ChangeHeading {
        now,
        is_clock_vouched: false,
        by: "填报员甲".into(),
        command: "test".into(),
        reason: None,
        source: None,
    }
}

pub(super) fn day(number: u32) -> Day {
    Day::from_ymd_opt(2022, 1, 1).unwrap() + chrono::Days::new(number.into())
}

impl Bench {
    pub(super) fn record(&self, facts: &[Fact]) -> ChangeId {
        let mut entry = self.store.begin(heading()).unwrap();
        facts.iter().for_each(|fact| entry.record(fact).unwrap());
        entry.commit(&self.catalog).unwrap()
    }

    pub(super) fn void(&self, change: ChangeId) -> ChangeId {
        let mut entry = self.store.begin(heading()).unwrap();
        entry.void(change).unwrap();
        entry.commit(&self.catalog).unwrap()
    }

    pub(super) fn faults(&self) -> Vec<HistoryFault> {
        let mut faults = self.store.check_file().unwrap();
        faults.extend(self.store.check_words(&self.catalog).unwrap());
        faults.extend(self.store.check_history().unwrap());
        faults.extend(self.store.check_cache(&self.catalog).unwrap());
        faults
    }
}

pub(super) fn fact_of(project: ProjectId, from_day: Day, body: Body) -> Fact {
    Fact::Project(ProjectFact { project, from_day, body })
}

pub(super) fn listed(project: ProjectId) -> [Fact; 2] {
    let body = Body::Listed {
        code: format!("HS-W-{project:03}"),
        kind: Kind::Project,
        category: "water".into(),
        source: Some("演示数据".into()),
        recorded_on: heading().now.date_naive(),
    };
    let name = Body::Text { field: Field::Name, value: Some(format!("项目{project}")) };
    [fact_of(project, ALL_DAYS, body), fact_of(project, ALL_DAYS, name)]
}

pub(super) fn update(project: ProjectId, no: i64, on: Day, invested: Option<i64>, stage: Option<&str>) -> Fact {
    let update = Update {
        no,
        category: "water".into(),
        stage: stage.map(Into::into),
        condition: (no % 5 == 0).then_some(Condition::Paused),
        readings: invested.map(|value| ("invested".into(), value)).into_iter().collect(),
        progress: Some(format!("进展{no}")),
        problem: (no % 2 == 0).then(|| format!("问题{no}")),
        ask: (no % 3 == 0).then(|| format!("协调{no}")),
        next_step: (no % 4 != 0).then(|| format!("下步{no}")),
        ..Update::default()
    };
    fact_of(project, on, Body::Update(Rc::new(update)))
}

/// One step of somebody's day.
#[derive(Clone, Debug)]
enum Step {
    Add,
    Update { on: u32, invested: Option<i64>, stage: Option<&'static str> },
    Correct { on: u32, invested: i64 },
    Tag { on: u32, present: bool },
    Total { on: u32, value: Option<i64> },
    Units { on: u32, count: usize },
    Milestone { on: u32, event: u8 },
    Void { back: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let stage = proptest::option::of(proptest::sample::select(vec!["tender", "started", "building", "built"]));
    let on = 0..300_u32;
    prop_oneof![
        1 => Just(Step::Add),
        4 => (on.clone(), proptest::option::of(0..1000_i64), stage)
            .prop_map(|(on, invested, stage)| Step::Update { on, invested, stage }),
        2 => (on.clone(), 0..1000_i64).prop_map(|(on, invested)| Step::Correct { on, invested }),
        1 => (on.clone(), any::<bool>()).prop_map(|(on, present)| Step::Tag { on, present }),
        1 => (on.clone(), proptest::option::of(0..1000_i64)).prop_map(|(on, value)| Step::Total { on, value }),
        1 => (on.clone(), 0..3_usize).prop_map(|(on, count)| Step::Units { on, count }),
        1 => (on, 0..3_u8).prop_map(|(on, event)| Step::Milestone { on, event }),
        3 => (0..6_usize).prop_map(|back| Step::Void { back }),
    ]
}

/// The facts of a step about project 1, or none where it does not apply.
fn facts_of(step: &Step, no: &mut i64, projects: &mut ProjectId) -> Vec<Fact> {
    match step {
        Step::Add => {
            *projects += 1;
            listed(*projects).into()
        }
        Step::Update { on, invested, stage } => {
            *no += 1;
            vec![update(1, *no, day(*on), *invested, *stage)]
        }
        Step::Correct { on, invested } if *no > 0 => {
            *no += 1;
            let Fact::Project(mut fact) = update(1, *no, day(*on), Some(*invested), None) else { return Vec::new() };
            if let Body::Update(update) = &mut fact.body {
                Rc::make_mut(update).corrects = Some(*no - 1);
            }
            vec![Fact::Project(fact)]
        }
        Step::Tag { on, present } => vec![fact_of(1, day(*on), Body::Tag { tag: "治水48".into(), present: *present })],
        Step::Total { on, value } => {
            vec![fact_of(1, day(*on), Body::Total { measure: "invested".into(), value: *value, basis: None })]
        }
        Step::Units { on, count } => vec![fact_of(1, day(*on), Body::Units((1..=3).take(*count).collect()))],
        Step::Milestone { on, event } => {
            let event = MilestoneEvent::ALL[usize::from(*event)];
            let due = DueDay { last: day(*on), precision: Precision::Day };
            let (name, category) = (START.to_owned(), "water".to_owned());
            vec![fact_of(
                1,
                day(*on),
                Body::Milestone(MilestoneFact {
                    name,
                    event,
                    day: due,
                    category,
                    stage: None,
                    source: None,
                    number: None,
                    authority: None,
                    reason: None,
                }),
            )]
        }
        Step::Correct { .. } | Step::Void { .. } => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_cache_is_the_fold_after_any_sequence_of_changes(steps in proptest::collection::vec(step(), 1..25)) {
        let bench = bench();
        let units = (1..=3).map(|unit| Fact::Unit(UnitFact::Added { unit, name: format!("单位{unit}"), position: None }));
        let mut facts: Vec<Fact> = units.collect();
        facts.extend(listed(1));
        let (mut no, mut projects, mut last) = (0, 1, bench.record(&facts));
        for step in &steps {
            let facts = facts_of(step, &mut no, &mut projects);
            last = match step {
                Step::Void { back } => bench.void((last - i64::try_from(*back).unwrap()).max(1)),
                _ if facts.is_empty() => last,
                _ => bench.record(&facts),
            };
        }
        prop_assert_eq!(bench.faults(), vec![]);
        let all = View { day: Day::MAX, known_at: None };
        let before = bench.store.folded_states(&bench.catalog, all).unwrap();
        let void = bench.void(last);
        bench.void(void);
        prop_assert_eq!(bench.store.folded_states(&bench.catalog, all).unwrap(), before, "voiding a void restores");
        prop_assert_eq!(bench.faults(), vec![]);
        // A day that some facts lie after is folded; one that none lies after is read from the cache. Both agree.
        for view in [day(0), day(150), day(400)].map(|day| View { day, known_at: None }) {
            let mut read = bench.store.states(&bench.catalog, view).unwrap();
            let mut folded = bench.store.folded_states(&bench.catalog, view).unwrap();
            read.sort_by_key(|state| state.id);
            folded.sort_by_key(|state| state.id);
            prop_assert_eq!(read, folded);
        }
    }
}

/// A row in every history table with a value in each column, as one change outside the program could write it.
pub(super) const A_ROW_EACH: &str = "
    BEGIN; PRAGMA defer_foreign_keys = ON;
    INSERT INTO setting VALUES (2, 1, 'note', '演示数据');
    INSERT INTO rule_set VALUES (2, 2, '2022-01-01', 9);
    INSERT INTO rule VALUES (2, 2, 'grace', 10);
    INSERT INTO unit VALUES (1, 2, 3, '甲局', 1);
    INSERT INTO unit VALUES (2, 2, 4, '乙局', NULL);
    INSERT INTO unit_alias VALUES (2, 5, 1, '甲');
    INSERT INTO unit_merge VALUES (2, 6, '2022-01-01', 1, 2);
    INSERT INTO project VALUES (1, 2, 7, '0001-01-01', 'HS-W-001', 'project', 'water', '出处');
    INSERT INTO project VALUES (2, 2, 22, '0001-01-02', 'HS-W-002', 'programme', 'water', '出处乙');
    INSERT INTO project_text VALUES (1, 2, 8, '0001-01-01', 'name', '甲');
    INSERT INTO project_alias VALUES (1, 2, 9, '0001-01-01', '乙', 1);
    INSERT INTO project_tag VALUES (1, 2, 10, '0001-01-01', '治水48', 1);
    INSERT INTO project_parent VALUES (1, 2, 11, '0001-01-01', 2);
    INSERT INTO project_split VALUES (1, 2, 25, '2022-01-01', 2, 4000);
    INSERT INTO project_unit VALUES (1, 2, 12, '0001-01-01', 1, 1);
    INSERT INTO project_total VALUES (1, 2, 13, '0001-01-01', 'invested', 100, 'budget');
    INSERT INTO status_update VALUES (1, 2, 14, '2022-01-31', 1, NULL, 'water', 'started', 'paused', NULL, 0, '2022-05-01', 1,
        '进展', '问题', '协调', '下步', '出处', 'red', '2022-02-28', '原因');
    INSERT INTO status_update VALUES (1, 2, 23, '2022-01-31', 2, 1, 'water', 'started', 'merged', 2, 1, NULL, 0,
        '进展', '问题', '协调', '下步', '出处', 'red', '2022-02-28', '原因');
    INSERT INTO reading VALUES (1, 2, 14, 'invested', 100);
    INSERT INTO milestone VALUES (1, 2, 15, '2022-01-31', 'start', 'raised', '2022-03-31', 'day', 'water', 'started', '出处',
        '甲发改〔2022〕1号', '发改局', '原因');
    INSERT INTO annual_plan VALUES (1, 2, 16, '2022-01-31', 2022, 'invested', 100, '目标');
    INSERT INTO annual_plan_month VALUES (1, 2, 16, 1, 10);
    INSERT INTO issue VALUES (1, 2, 17, '2022-01-31', 1, '问题', '协调', 1, 'unit', '2022-04-30');
    INSERT INTO issue_close VALUES (1, 2, 18, '2022-02-28', 1, '结果');
    INSERT INTO target VALUES (1, 2, 19, '2022-01-31', 2022, 'promise', '句', 'count', '个', NULL, 0, 48, 'eq', 'must', 'unstated',
        7, 'water', '治水48', 'built', NULL, '出处');
    INSERT INTO target VALUES (2, 2, 24, '2022-01-31', 2022, 'claim', '句', 'money', '元', NULL, NULL, 49, 'ge', 'strive', 'new',
        8, 'block', '区块', NULL, 'invested', '出处');
    INSERT INTO target_value VALUES (2, 20, '2022-01-31', 1, 3, '句');
    INSERT INTO frozen_page VALUES (1, 2, 21, 'status', 'month', '--unit 甲', '2022-01-01', '2022-01-31', 1, 'zh', 'text', '附言', '月报',
        '3210123456789012345678901234567890123456789012345678901234567890',
        '0123456789012345678901234567890123456789012345678901234567890123', x'00');
    INSERT INTO change VALUES (2, '2022-03-02T09:00:00.000+08:00', '甲', 'x', NULL, NULL, NULL, NULL, '0',
        '0123456789012345678901234567890123456789012345678901234567890123');
    COMMIT;";

/// A row of each table about the lists of offices.
pub const A_ROW_OF_LISTS: &str = "BEGIN;
    INSERT INTO office_word VALUES (3, 1, '地块名称', 'name');
    INSERT INTO list_answer VALUES (3, 2, '项目简称', 'column', '总投资', 'total', '万元');
    INSERT INTO change VALUES (3, '2022-03-03T09:00:00.000+08:00', '甲', 'x', NULL, NULL, NULL, NULL, '0',
        '1234567890123456789012345678901234567890123456789012345678901234');
    COMMIT;";

/// A row of each table of words.
pub const A_ROW_OF_WORDS: &str = "BEGIN;
    INSERT INTO phase VALUES (4, 1, 'closed', 4, '办结', 'closed');
    INSERT INTO basis VALUES (4, 2, 'rough', 1, '匡算', 'rough estimate');
    INSERT INTO condition VALUES (4, 3, 'paused', 2, '停工', 'paused');
    INSERT INTO category VALUES (4, 4, 'road', 5, '交通', 'roads', 'HS-T-', 'begun', 'open', '开工', 'begun', '通车', 'open');
    INSERT INTO stage VALUES (4, 4, 1, 'begun', 'implementation', '开工', 'begun');
    INSERT INTO stage_synonym VALUES (4, 4, '在建', 'begun');
    INSERT INTO category_word VALUES (4, 4, '公路');
    INSERT INTO measure VALUES (4, 5, 'length', 10, 'count', '公里', 'km', 2, '里程', 'length', '总里程', 'total length',
        'length', NULL, 1);
    INSERT INTO measure_category VALUES (4, 5, 'road');
    INSERT INTO checklist VALUES (4, 9, 'water');
    INSERT INTO permit VALUES (4, 9, 1, '环境影响评价审批', 'EIA');
    INSERT INTO permit_word VALUES (4, 9, 1, 1, '环评');
    INSERT INTO heading_word VALUES (4, 6, '路名', 'name');
    INSERT INTO change VALUES (4, '2022-03-04T09:00:00.000+08:00', '甲', 'x', NULL, NULL, NULL, NULL, '0',
        '2345678901234567890123456789012345678901234567890123456789012345');
    COMMIT;";

/// A row of each table of what moves works to other categories.
pub const A_ROW_OF_MOVES: &str = "BEGIN;
    INSERT INTO project_category VALUES (1, 7, 1, '2022-03-01', 'road');
    INSERT INTO project_stage VALUES (1, 7, 1, 'water', 'started', 'begun');
    INSERT INTO change VALUES (7, '2022-03-07T09:00:00.000+08:00', '甲', 'x', NULL, NULL, NULL, NULL, '0',
        '5678901234567890123456789012345678901234567890123456789012345678');
    COMMIT;";

/// A row of each table about persons and review.
pub const A_ROW_OF_PEOPLE: &str = r#"BEGIN;
    INSERT INTO person VALUES (5, 1, '填报员甲', 'added');
    INSERT INTO person_unit VALUES (5, 1, 1);
    INSERT INTO person_right VALUES (5, 1, 'file');
    INSERT INTO review_switch VALUES (5, 2, 1);
    INSERT INTO submission VALUES (1, 5, 3, '2022-01-31', 1, '{"category":"water","stage":"started"}', 1);
    INSERT INTO review VALUES (5, 4, 1, 3);
    INSERT INTO change VALUES (5, '2022-03-05T09:00:00.000+08:00', '甲', 'x', NULL, NULL, NULL, NULL, '0',
        '3456789012345678901234567890123456789012345678901234567890123456');
    COMMIT;"#;
/// A row of each table about what becomes of units.
pub const A_ROW_OF_UNITS: &str = "BEGIN;
    INSERT INTO unit_rename VALUES (8, 1, '2022-01-02', 1, '丙局');
    INSERT INTO unit_move VALUES (8, 2, '2022-01-03', 1, 2);
    INSERT INTO unit_split VALUES (8, 3, '2022-01-04', 1, 2);
    INSERT INTO change VALUES (8, '2022-03-08T09:00:00.000+08:00', '甲', 'x', NULL, NULL, NULL, NULL, '0',
        '6789012345678901234567890123456789012345678901234567890123456789');
    COMMIT;";

/// A row of each table about fields of the office's own.
pub const A_ROW_OF_FIELDS: &str = "BEGIN;
    INSERT INTO own_field VALUES (6, 1, 'funds', 1, 'choice', NULL, NULL, 'water', '资金来源', 'Funds');
    INSERT INTO own_field_choice VALUES (6, 1, 1, '财政');
    INSERT INTO own_field VALUES (6, 2, 'length', 2, 'number', 2, '公里', NULL, '长度', 'Length');
    INSERT INTO project_own VALUES (1, 6, 3, '2022-01-01', 'funds', '财政');
    INSERT INTO change VALUES (6, '2022-03-06T09:00:00.000+08:00', '甲', 'x', NULL, NULL, NULL, NULL, '0',
        '4567890123456789012345678901234567890123456789012345678901234567');
    COMMIT;";

#[test]
fn history_takes_no_update_no_delete_and_no_replace() {
    let bench = bench();
    bench.store.conn.execute_batch(A_ROW_EACH).unwrap();
    bench.store.conn.execute_batch(A_ROW_OF_LISTS).unwrap();
    bench.store.conn.execute_batch(A_ROW_OF_WORDS).unwrap();
    bench.store.conn.execute_batch(A_ROW_OF_PEOPLE).unwrap();
    bench.store.conn.execute_batch(A_ROW_OF_FIELDS).unwrap();
    bench.store.conn.execute_batch(A_ROW_OF_MOVES).unwrap();
    bench.store.conn.execute_batch(A_ROW_OF_UNITS).unwrap();
    for table in history::ALL.iter().map(|table| table.name).chain(["change"]) {
        let rows: i64 =
            bench.store.conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert!(rows > 0, "{table} has no row to try it on");
        let key = if table == "change" { "id" } else { "change_id" };
        for sql in [
            format!("UPDATE {table} SET {key} = {key}"),
            format!("DELETE FROM {table}"),
            format!("REPLACE INTO {table} SELECT * FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
            format!("INSERT OR IGNORE INTO {table} SELECT * FROM {table}"),
        ] {
            let error = bench.store.conn.execute(&sql, []).expect_err(&sql);
            assert!(error.to_string().contains("history is append-only"), "{sql}: {error}");
        }
    }
    let reused = "REPLACE INTO project (id, change_id, seq, from_day, code, kind, category)
                  VALUES (7, 99, 1, '2022-01-01', 'HS-W-001', 'project', 'water')";
    assert!(bench.store.conn.execute(reused, []).is_err(), "a code under another change");
    let faults = bench.store.check_history().unwrap();
    let slipped_in = [2, 3, 4, 5, 6, 7, 8].map(|change| HistoryFault::Hash { change });
    assert_eq!(faults, slipped_in, "and what was slipped in is seen");
}

#[test]
fn every_history_table_has_its_three_triggers() {
    let bench = bench();
    for table in history::ALL.iter().map(|table| table.name).chain(["change"]) {
        let count = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1";
        let triggers: i64 = bench.store.conn.query_row(count, [table], |row| row.get(0)).unwrap();
        assert_eq!(triggers, 3, "{table}");
    }
    let tables = "SELECT count(*) FROM sqlite_schema s WHERE type = 'table' AND EXISTS
                  (SELECT 1 FROM pragma_table_info(s.name) WHERE name = 'change_id') AND name NOT LIKE 'current%'";
    let tables: i64 = bench.store.conn.query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(usize::try_from(tables), Ok(history::ALL.len()), "every table of facts enters the hash");
}

#[test]
fn a_query_that_fixes_no_order_gets_another_than_its_table() {
    let bench = bench();
    let codes = |sql| -> Vec<String> {
        let mut select = bench.store.conn.prepare(sql).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let ordered = codes("SELECT code FROM measure ORDER BY change_id DESC, seq DESC");
    assert_eq!(codes("SELECT code FROM measure"), ordered);
}

#[test]
fn tampering_behind_the_triggers_is_seen() {
    let bench = bench();
    bench.record(&listed(1));
    bench.record(&[update(1, 1, day(3), Some(100), None)]);
    bench.store.conn.execute_batch("DROP TRIGGER reading_is_never_updated; UPDATE reading SET value = 1;").unwrap();
    let faults = bench.faults();
    assert!(faults.contains(&HistoryFault::Hash { change: 3 }), "{faults:?}");
    assert!(faults.contains(&HistoryFault::Cache { code: "HS-W-001".into() }), "{faults:?}");
}

#[test]
fn a_stray_row_of_the_cache_is_seen() {
    let bench = bench();
    bench.record(&listed(1));
    let sql = "INSERT INTO current_issue (project_id, no, raised, text, level, position)
               SELECT id, 1, '2022-01-01', '用地', 'unit', 1 FROM (SELECT 1 AS id UNION SELECT 7)";
    bench.store.conn.execute_batch(sql).unwrap();
    let faults = bench.store.check_cache(&bench.catalog).unwrap();
    assert_eq!(faults, ["HS-W-001", "#7"].map(|code| HistoryFault::Cache { code: code.into() }));
}

#[test]
fn a_project_whose_cache_was_written_early_may_get_further_facts() {
    let bench = bench();
    bench.record(&listed(1));
    let mut entry = bench.store.begin(heading()).unwrap();
    let mut recorded = Vec::new();
    for (seq, fact) in (1..).zip([1, 2, 3].into_iter().flat_map(listed).skip(2)) {
        entry.record(&fact).unwrap();
        let Fact::Project(fact) = fact else { panic!("a fact of a project") };
        recorded.push(Recorded { change: entry.change(), seq, fact });
    }
    entry.record(&update(1, 1, day(1), Some(50), None)).unwrap();
    let settled = || recorded.chunk_by(|a, b| a.fact.project == b.fact.project).map(|own| (own[0].fact.project, own));
    entry.settle(&bench.catalog, settled()).unwrap();
    entry.record(&update(2, 2, day(2), Some(100), None)).unwrap();
    entry.settle(&bench.catalog, settled()).unwrap();
    entry.commit(&bench.catalog).unwrap();
    assert_eq!(bench.faults(), vec![]);
}

#[test]
fn an_entry_that_is_dropped_leaves_nothing() {
    let bench = bench();
    let mut entry = bench.store.begin(heading()).unwrap();
    listed(1).iter().for_each(|fact| entry.record(fact).unwrap());
    drop(entry);
    assert_eq!(bench.store.codes().unwrap(), Vec::<String>::new());
    assert_eq!(bench.store.known(None).unwrap().upto, 1);
    assert_eq!(bench.faults(), vec![]);
}

#[test]
fn moments_on_record_only_go_forward() {
    let bench = bench();
    let now = parse_instant("2022-03-01 08:00").unwrap();
    let earlier = ChangeHeading { now, is_clock_vouched: true, ..heading() };
    bench.store.begin(earlier).unwrap().commit(&bench.catalog).unwrap();
    let changes = bench.store.changes(ChangeId::MAX).unwrap();
    assert!(changes[1].recorded_at > changes[0].recorded_at, "a clock set back does not reorder the ledger");
    let known = bench.store.known(Some(changes[0].recorded_at)).unwrap();
    assert_eq!(known.upto, 1, "each moment names a state of the ledger");
}

#[test]
fn no_fact_holds_from_a_day_outside_the_years_a_register_knows() {
    let bench = bench();
    bench.record(&listed(1));
    let ends = [(1900, 1, 1), (2199, 12, 31)].map(|(year, month, day)| Day::from_ymd_opt(year, month, day).unwrap());
    ends.into_iter().for_each(|day| {
        bench.record(&[update(1, i64::from(day.year()), day, Some(1), None)]);
    });
    let mut entry = bench.store.begin(heading()).unwrap();
    for day in [ends[0].pred_opt().unwrap(), ends[1].succ_opt().unwrap()] {
        let refused = entry.record(&update(1, 1, day, Some(1), None));
        let why = BadClock::OutsideDay { day };
        assert!(matches!(&refused, Err(Error::Register(RegisterError::Clock(bad))) if *bad == why), "{refused:?}");
    }
}

#[test]
fn days_of_the_calendar_only() {
    let bench = bench();
    let sql = "INSERT INTO rule_set (change_id, seq, from_day, version) VALUES (2, 1, ?1, 9)";
    bench.store.conn.execute_batch("BEGIN").unwrap();
    assert!(bench.store.conn.execute(sql, ["2024-02-29"]).is_ok(), "a day there is");
    bench.store.conn.execute_batch("ROLLBACK").unwrap();
    for day in ["2025-02-30", "2025-13-01", "20250101", "2025-1-1", ""] {
        assert!(bench.store.conn.execute(sql, [day]).is_err(), "{day}");
    }
}

#[test]
fn a_settled_register_is_one_file_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    made(&copy).finish(Journal::Wal).unwrap();
    drop(Store::open_writer(&copy, Durability::Full).unwrap());
    drop(Store::open_reader(&copy).unwrap());
    let files: Vec<_> = folder.path().read_dir().unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["copy.db"]);
}

/// An update that takes the place of another.
fn correction(no: i64, corrects: i64) -> Fact {
    let Fact::Project(mut fact) = update(1, no, day(3), Some(100 + no), None) else { panic!("a fact of a project") };
    if let Body::Update(update) = &mut fact.body {
        Rc::make_mut(update).corrects = Some(corrects);
    }
    Fact::Project(fact)
}

#[test]
fn an_update_that_another_corrects_cannot_be_taken_back_first() {
    let bench = bench();
    bench.record(&listed(1));
    let first = bench.record(&[update(1, 1, day(3), Some(100), None)]);
    let second = bench.record(&[correction(2, 1)]);
    let blockers = |change| -> Vec<ChangeId> {
        bench.store.blockers(change).unwrap().into_iter().map(|blocker| blocker.change).collect()
    };
    assert_eq!(blockers(first), [second]);
    assert_eq!(blockers(second), [0; 0]);
}

#[test]
fn of_two_corrections_of_one_update_only_one_may_count() {
    let bench = bench();
    bench.record(&listed(1));
    bench.record(&[update(1, 1, day(3), Some(100), None)]);
    let second = bench.record(&[correction(2, 1)]);
    let undo = bench.void(second);
    let third = bench.record(&[correction(3, 1)]);
    let blockers = bench.store.blockers(undo).unwrap();
    assert_eq!(blockers.iter().map(|blocker| blocker.change).collect::<Vec<_>>(), [third], "it would count beside");
}

#[test]
fn a_fact_cannot_come_back_to_a_project_that_is_gone() {
    let bench = bench();
    let added = bench.record(&listed(1));
    let filed = bench.record(&[update(1, 1, day(3), Some(100), None)]);
    let undo_filed = bench.void(filed);
    bench.void(added);
    let blockers = bench.store.blockers(undo_filed).unwrap();
    assert_eq!(blockers.iter().map(|blocker| blocker.change).collect::<Vec<_>>(), [added]);
}

#[test]
fn a_reader_sees_one_snapshot_whoever_writes_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("haishu.db");
    made(&path).finish(Journal::Wal).unwrap();
    let reader = Store::open_reader(&path).unwrap();
    let writer = Store::open_writer(&path, Durability::Full).unwrap();
    writer.begin(heading()).unwrap().commit(&catalog()).unwrap();
    assert_eq!(reader.changes(ChangeId::MAX).unwrap().len(), 1, "what was there when it opened");
    assert_eq!(Store::open_reader(&path).unwrap().changes(ChangeId::MAX).unwrap().len(), 2);
}

#[test]
fn a_reader_that_has_read_keeps_no_writer_waiting_even_without_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("haishu.db");
    made(&path).finish(Journal::Delete).unwrap();
    let reader = Store::open_reader(&path).unwrap();
    assert_eq!(reader.changes(ChangeId::MAX).unwrap().len(), 1);
    reader.release().unwrap();
    let writer = Store::open_writer(&path, Durability::Full).unwrap();
    assert!(writer.begin(heading()).unwrap().commit(&catalog()).is_ok());
}
