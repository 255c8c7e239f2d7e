//! What the rules of the figures refuse: a statement that no figure could be made of.

use crate::typed_figures::Office;

const DAY: &str = "2022-02-01";

/// A line that is refused after some others, by which rule.
struct Refused {
    after: &'static [&'static str],
    line: &'static str,
    rule: &'static str,
}

const LOTS: &[&str] =
    &["add water 甲 --code A", "add water 甲一 --code A1 --parent A", "edit A --figures lots --on 2022-01-01"];
const HOUSES: &[&str] = &[
    "add relocation 乙 --code B --total households=100 --on 2022-01-01",
    "edit B --total households=200 --on 2022-01-10",
    "update B --set signed=150 --on 2022-01-20",
];

const ALL: &[Refused] = &[
    Refused { after: LOTS, line: "update A --invested 1万", rule: "§2 a reading on a `lots` project" },
    Refused { after: LOTS, line: "plan A 2022 --invest 1万", rule: "§2 a plan on a `lots` project" },
    Refused { after: LOTS, line: "update A --stage 在建", rule: "§7 a stage on a `lots` project" },
    Refused { after: LOTS, line: "plan A1 2022 --set physical=101%", rule: "§4 a level above 100 %" },
    Refused { after: LOTS, line: "update A1 --invested 1万 --on 2022-02-02", rule: "§3 after today" },
    Refused { after: LOTS, line: "update A1 --invested 1", rule: "§3 money without a unit" },
    Refused { after: HOUSES, line: "update B --set signed=201", rule: "§3 a count above its total" },
    Refused { after: HOUSES, line: "undo 6 --reason 试", rule: "§7 an undo that leaves one" },
];

#[test]
fn what_no_figure_can_be_made_of_is_refused() {
    let mut taken = Vec::new();
    for refused in ALL {
        let status = status(refused);
        if ![4, 5].contains(&status) {
            taken.push(format!("{} ({}): {status}", refused.line, refused.rule));
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}

fn status(refused: &Refused) -> i32 {
    let office = Office::open();
    let run = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        office.run(DAY, &words)
    };
    for line in refused.after {
        let done = run(line);
        assert_eq!(done.status, 0, "{line}: {}", done.err);
    }
    run(refused.line).status
}
