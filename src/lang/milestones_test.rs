use super::*;
use crate::domain::day::parse_due;

#[test]
fn how_far_off_and_how_it_went() {
    let due = |text: &str| parse_due(text).expect(text);
    let due_in =
        |days, baseline: Option<&str>, moves| MilestoneSentence::DueIn { days, baseline: baseline.map(due), moves };
    let cases = [
        (due_in(3, None, 0), "还有3天", "in 3 days"),
        (due_in(0, None, 0), "今日到期", "due today"),
        (
            due_in(-28, Some("2022-06-30"), 1),
            "逾期28天（原定2022-06-30，调整1次）",
            "28 days overdue (planned 2022-06-30, moved once)",
        ),
        (due_in(1, Some("2022-06"), 2), "还有1天（原定2022-06，调整2次）", "in 1 day (planned 2022-06, moved 2 times)"),
        (MilestoneSentence::MetLate { days: 13 }, "迟13天", "13 days late"),
        (MilestoneSentence::MetLate { days: 0 }, "按期", "on time"),
        (MilestoneSentence::MetLate { days: -2 }, "早2天", "2 days early"),
    ];
    for (of, zh, en) in &cases {
        assert_eq!((sentence(Lang::Zh, of).as_str(), sentence(Lang::En, of).as_str()), (*zh, *en));
    }
}
