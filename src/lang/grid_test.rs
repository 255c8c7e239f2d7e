use super::*;
use crate::domain::day::parse_due;

fn mark(sign: Sign) -> Mark {
    let due = parse_due("2022-08").expect("a month");
    Mark { name: "合龙".to_owned(), sign, due, baseline: due, met: None }
}

#[test]
fn a_place_shows_the_worst_and_how_many() {
    let cases: [(&[Sign], &str, &str); 6] = [
        (&[], ".", "."),
        (&[Sign::Met], "完", "M"),
        (&[Sign::Met, Sign::Due], "待2", "D2"),
        (&[Sign::Overdue, Sign::MetLate, Sign::Moved], "逾3", "X3"),
        (&[Sign::Moved, Sign::MetLate], "迟2", "L2"),
        (&[Sign::MetUndated, Sign::Moved], "改2", "R2"),
    ];
    for (signs, zh, en) in cases {
        let here: Vec<Mark> = signs.iter().copied().map(mark).collect();
        assert_eq!((marks(Lang::Zh, &here).as_str(), marks(Lang::En, &here).as_str()), (zh, en), "{signs:?}");
    }
}

#[test]
fn every_sign_is_another_and_stands_in_the_legend() {
    for lang in [Lang::Zh, Lang::En] {
        let mut signs: Vec<&str> = Sign::ALL.iter().map(|each| sign(lang, *each)).collect();
        let legend = sentence(lang, &GridSentence::Legend { has_undated: true });
        assert!(signs.iter().all(|sign| legend.contains(&format!("{sign} "))), "{legend}");
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), Sign::ALL.len());
        let unseen = sign(lang, Sign::MetUndated).to_owned() + " ";
        assert!(
            !sentence(lang, &GridSentence::Legend { has_undated: false }).contains(&unseen),
            "only where there is one"
        );
    }
}

#[test]
fn months_have_their_names() {
    assert_eq!((month(Lang::Zh, 1), month(Lang::En, 12)), ("1月", "Dec"));
    assert_eq!((month(Lang::Zh, 0), month(Lang::En, 13)), ("", ""), "there is none such");
}

#[test]
fn what_stands_below_the_chart() {
    let counts = |moved, undated| {
        let all = [(Sign::Met, 4), (Sign::MetUndated, undated), (Sign::Due, 3), (Sign::Moved, moved)];
        GridSentence::Totals(all.into_iter().chain([(Sign::MetLate, 1), (Sign::Overdue, 2)]).collect())
    };
    let cancelled = Label { zh: "取消".to_owned(), en: "cancelled".to_owned() };
    let merged = Label { zh: "并入".to_owned(), en: "merged".to_owned() };
    let cases = [
        (
            counts(0, 0),
            "本年节点10个：按期完成4，逾期完成1，未到期3，逾期未完成2。",
            "Milestones of the year 10: met in time 4, met late 1, not yet due 3, overdue 2.",
        ),
        (
            counts(2, 1),
            "本年节点11个：按期完成4，逾期完成1，已完成而日期不详1，未到期3，逾期未完成2；另有2个由原定月份改出。",
            "Milestones of the year 11: met in time 4, met late 1, met on an unknown day 1, not yet due 3, overdue 2; \
             moved away from the month first set: 2.",
        ),
        (
            GridSentence::Unmarked { projects: 1 },
            "本年没有节点的1项，也列在上面。",
            "Without a milestone in the year, and listed all the same: 1 project.",
        ),
        (
            GridSentence::NotListed(vec![("cancelled", cancelled, 2), ("merged", merged, 1)]),
            "取消2项、并入1项未列。",
            "Not listed: 2 cancelled, 1 merged.",
        ),
    ];
    for (of, zh, en) in cases {
        assert_eq!((sentence(Lang::Zh, &of).as_str(), sentence(Lang::En, &of).as_str()), (zh, en));
    }
}
