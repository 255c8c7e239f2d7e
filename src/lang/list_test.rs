use super::*;
use crate::report::model::Word;

#[test]
fn what_stands_under_a_list() {
    let shown = |projects, lots, programmes| ListSentence::Shown { projects, lots, programmes };
    let cases = [
        (shown(3, 1, 0), "3项，1个标段", "3 projects, 1 lot"),
        (shown(0, 0, 0), "0项", "0 projects"),
        (ListSentence::More { rows: 3 }, "另有3项", "3 more"),
        (ListSentence::NoneOf(Word::OpenIssues), "无未解决的问题。", "Open issues: none."),
    ];
    for (of, zh, en) in &cases {
        assert_eq!((sentence(Lang::Zh, of).as_str(), sentence(Lang::En, of).as_str()), (*zh, *en));
    }
}
