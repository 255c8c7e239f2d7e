use super::*;
use crate::report::model::Word;

#[test]
fn what_stands_under_a_list() {
    let shown = |projects, left, lots, programmes| ListSentence::Shown { projects, left, lots, programmes };
    let cases = [
        (shown(3, 0, 1, 0), "3项，1个标段", "3 projects, 1 lot"),
        (shown(3, 3, 0, 0), "3项", "3 projects"),
        (
            shown(3, 1, 0, 1),
            "3项（含取消、并入、退库1项），1个总项目",
            "3 projects (1 of them cancelled, merged or withdrawn), 1 programme",
        ),
        (shown(0, 0, 0, 0), "0项", "0 projects"),
        (ListSentence::More { rows: 3 }, "另有3项", "3 more"),
        (ListSentence::NoneOf(Word::OpenIssues), "无未解决的问题。", "Open issues: none."),
    ];
    for (of, zh, en) in &cases {
        assert_eq!((sentence(Lang::Zh, of).as_str(), sentence(Lang::En, of).as_str()), (*zh, *en));
    }
}
