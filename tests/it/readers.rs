//! Readers beside writers: whoever may not write reads whole states, and whoever waits has his turn.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::sealed::{Desk, finish};
use crate::streams::bound;

/// What fails of a command that is run again and again while others record.
fn failures_beside_writers(
    desk: &Desk,
    writers: usize,
    times: u32,
    mut read: impl FnMut() -> Result<(), String>,
) -> Vec<String> {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..writers {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    desk.ok(&["--quiet", "update", "HS-W-001", "--no-change", "--on", "2022-08-31"]);
                }
            });
        }
        let failures = (0..times).filter_map(|_| read().err()).collect();
        is_over.store(true, Ordering::Relaxed);
        failures
    })
}

#[test]
fn one_who_may_not_write_reads_while_others_record() {
    for journal in ["wal", "delete"] {
        let desk = Desk::empty();
        desk.ok(&["init", "--journal", journal]);
        desk.ok(&["add", "治水", "甲江堤防工程"]);
        desk.ok(&["update", "HS-W-001", "--stage", "在建", "--on", "2022-08-31"]);
        if bound(&desk, &[]).is_none() {
            return;
        }
        let failures = failures_beside_writers(&desk, 2, 40, || {
            let done = finish(&mut bound(&desk, &["list", "--format", "codes"]).expect("as before"));
            let is_read = (done.status, done.out.as_str()) == (0, "HS-W-001\n");
            if is_read { Ok(()) } else { Err(format!("{done:?}")) }
        });
        assert_eq!(failures, [""; 0], "{journal}");
        assert_eq!(desk.run(&["check", "--integrity"]).status, 0, "{journal}");
    }
}

#[test]
fn a_page_is_frozen_while_others_record() {
    for journal in ["wal", "delete"] {
        let desk = Desk::empty();
        desk.ok(&["init", "--journal", journal]);
        desk.ok(&["add", "治水", "甲江堤防工程", "--start", "2022-03"]);
        desk.ok(&["update", "HS-W-001", "--stage", "在建", "--on", "2022-07-31"]);
        let mut frozen = 0;
        let failures = failures_beside_writers(&desk, 3, 10, || {
            frozen += 1;
            let done = desk.run(&["--as-of", "2022-07-31", "report", "--freeze"]);
            let is_frozen = done.status == 0 && done.out.contains(&format!("第{frozen}号定稿"));
            if is_frozen { Ok(()) } else { Err(format!("{done:?}")) }
        });
        assert_eq!(failures, [""; 0], "{journal}");
        assert_eq!(desk.run(&["check", "--history"]).status, 0, "{journal}");
    }
}
