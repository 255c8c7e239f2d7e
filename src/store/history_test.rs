//! The history tables: their bytes in the hash chain are those of every register there is.

use sha2::{Digest, Sha256};

use super::changes::heading_digest;
use super::history::ALL;
use super::store_test::{A_ROW_EACH, A_ROW_OF_LISTS, A_ROW_OF_PEOPLE, A_ROW_OF_WORDS, bench};
use super::value::hex;
use crate::domain::change::Change;
use crate::domain::day::parse_instant;

#[test]
fn a_row_enters_the_hash_with_the_bytes_it_always_had() {
    let bench = bench();
    let hash_with = |rows: &str| {
        bench.store.conn.execute_batch(rows).unwrap();
        let mut all = Sha256::new();
        for table in ALL {
            let each = |change, seq, digest| {
                // the first change has whatever words the sample has
                if change > 1 {
                    all.update(format!("{} {change} {seq} {digest:?}\n", table.name));
                }
            };
            bench.store.digests(table, each).unwrap();
        }
        hex(&all.finalize())
    };
    let found = [A_ROW_EACH, A_ROW_OF_LISTS, A_ROW_OF_WORDS, A_ROW_OF_PEOPLE].map(hash_with);
    assert_eq!(
        found,
        [
            "841522acfc0fece047cfdadd142939b2d55afcba3e5841ef6630647482bce18d",
            "dc57fc8758999311159473f53aded97960f58b232d021c742a56eb8a29916aad",
            "0fb0ef88ef73962e1e826cd4a2771c2d5d402817f299e57d432e2019f294ccb9",
            "72668db9b4354f9533aafa8b34d2377ef29c007746c6db97c34110f856d2610e",
        ]
    );
}

#[test]
fn a_change_enters_the_hash_with_the_bytes_it_always_had() {
    let change = Change {
        id: 7,
        recorded_at: parse_instant("2022-03-01 09:00").unwrap(),
        recorded_by: "填报员甲".into(),
        command: "undo 3".into(),
        reason: Some("原因".into()),
        source_file: Some("表.xlsx".into()),
        source_sha256: Some("ab".into()),
        voids: Some(3),
        program: "0".into(),
        hash: "no part of itself".into(),
    };
    assert_eq!(hex(&heading_digest(&change)), "f609b988d5ef3fea01e68dbebea8f6dec0c8080f355f4a8e611033f3ebbfad5f");
}

/// A reference from one history table to another is declared as a need, so that an undo looks at it; but for those of
/// rows that belong to a fact which has that need itself.
#[test]
fn every_reference_of_a_history_table_is_a_need() {
    const OF_THEIR_FACT: [&str; 3] = ["reading.project_id", "annual_plan_month.project_id", "issue_close.project_id"];
    let bench = bench();
    let mut seen = 0;
    for table in ALL {
        let references = "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1) WHERE \"from\" <> 'change_id'";
        let mut references = bench.store.conn.prepare(references).unwrap();
        let mut rows = references.query([table.name]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (column, to): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
            let name = format!("{}.{column}", table.name);
            if !ALL.iter().any(|table| table.name == to) || OF_THEIR_FACT.contains(&name.as_str()) {
                continue;
            }
            let (from, end) = (format!(" {} own JOIN {to} needed ON ", table.name), format!(" = own.{column} WHERE "));
            let is_need = |sql: &str| sql.contains(&from) && sql.contains(&end);
            assert!(table.needs.iter().any(|need| is_need(need.needed) && is_need(need.needing)), "{name}");
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen} references");
}

#[test]
fn every_query_of_every_history_table_runs() {
    let bench = bench();
    bench.store.conn.execute_batch(A_ROW_EACH).unwrap();
    for table in ALL {
        let needs = table.needs.iter().flat_map(|need| [need.needed, need.needing]);
        for sql in needs.chain(table.projects).chain(table.rivals) {
            let mut select = bench.store.conn.prepare(sql).unwrap();
            let found: Vec<i64> = select.query_map([2], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            let is_project = table.projects == Some(sql);
            assert!(
                found.iter().all(|id| if is_project { [1, 2].contains(id) } else { *id == 2 }),
                "{found:?} by {sql}"
            );
        }
        assert_eq!(bench.store.conn.prepare(table.insert).unwrap().parameter_count(), {
            bench.store.conn.prepare(table.select).unwrap().column_count()
        });
    }
}
