//! The history tables: their bytes in the hash chain are those of every register there is.

use sha2::{Digest, Sha256};

use super::check::heading_digest;
use super::row;
use super::store_test::{A_ROW_EACH, bench};
use crate::domain::change::Change;
use crate::domain::day::parse_instant;

#[test]
fn a_row_enters_the_hash_with_the_bytes_it_always_had() {
    let bench = bench();
    bench.store.conn.execute_batch(A_ROW_EACH).unwrap();
    let mut all = Sha256::new();
    for table in row::ALL {
        let each = |change, seq, digest| all.update(format!("{} {change} {seq} {digest:?}\n", table.name));
        bench.store.digests(table, each).unwrap();
    }
    assert_eq!(row::hex(&all.finalize()), "a6480028a15a40c1cd086a35d57a5e4c7e831248a0b7971c33cb2ed028bd630d");
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
    assert_eq!(row::hex(&heading_digest(&change)), "f609b988d5ef3fea01e68dbebea8f6dec0c8080f355f4a8e611033f3ebbfad5f");
}
