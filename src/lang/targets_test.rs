use super::*;

fn said(cases: &[(TargetSentence, &str, &str)]) {
    for (of, zh, en) in cases {
        assert_eq!(sentence(Lang::Zh, of), *zh);
        assert_eq!(sentence(Lang::En, of), *en);
    }
}

#[test]
fn what_was_promised() {
    let of = |comparator, value, dimension, unit: &str| TargetSentence::Comparison {
        comparator,
        value,
        dimension,
        unit: unit.to_owned(),
    };
    said(&[
        (of(Comparator::Equal, 48, Dimension::PIECES, "个"), "48个", "48"),
        (of(Comparator::AtLeast, 20, Dimension::PIECES, "座"), "20座以上", "at least 20"),
        (of(Comparator::About, 600, Dimension::PIECES, "张"), "约600张", "about 600"),
        (of(Comparator::MoreThan, 30_000_000, Dimension::Area, "m2"), "超30万平方米", "more than 300,000 m²"),
        (of(Comparator::MoreThan, 800_000_000_000, Dimension::Money, "fen"), "超80亿元", "more than CNY 8,000 million"),
        (of(Comparator::Equal, 999_900, Dimension::Area, "m2"), "9,999平方米", "9,999 m²"),
    ]);
}

#[test]
fn what_stands() {
    let (dimension, unit) = (Dimension::PIECES, "个".to_owned());
    let amount = TargetSentence::Amount { value: 7_350_000, dimension: Dimension::Area, unit: "m2".to_owned() };
    said(&[
        (
            TargetSentence::TwoReadings { cumulative: Some(5), new: Some(3), dimension, unit: unit.clone() },
            "累计5个，新增3个",
            "5 in all, 3 new",
        ),
        (
            TargetSentence::TwoReadings { cumulative: Some(5), new: None, dimension, unit },
            "累计5个，新增-",
            "5 in all, - new",
        ),
        (amount, "7.35万平方米", "73,500 m²"),
    ]);
}

#[test]
fn how_it_is_judged() {
    let judged = |judgement, missing, must_exceed, unregistered, no_base| TargetSentence::Judged {
        undated: 0,
        judgement,
        missing,
        must_exceed,
        unregistered,
        no_base,
        dimension: Dimension::PIECES,
        unit: "个".to_owned(),
    };
    let open = |met_cumulative| Judgement::Open { met_cumulative };
    said(&[
        (judged(Judgement::Met, 0, false, 0, 0), "已达", "met"),
        (
            judged(Judgement::NotMet, 2, false, 1, 3),
            "未达，差2个；登记少1个；缺年初数3项",
            "not met, 2 short; 1 short in the register; opening value unknown: 3",
        ),
        (judged(Judgement::NotMet, 2, true, 0, 0), "未达，差2个以上", "not met, more than 2 short"),
        (judged(Judgement::NotMet, 0, true, 0, 0), "未达，须超过承诺数", "not met, must exceed what was promised"),
        (judged(open(true), 4, false, 0, 0), "按累计已达，按新增未达，差4个", "met in all, not by new work, 4 short"),
        (judged(open(false), 4, false, 0, 0), "按新增已达，按累计未达，差4个", "met by new work, not in all, 4 short"),
        (judged(Judgement::NotJudged, 0, false, 0, 0), "约数，不评", "approximate, not judged"),
        (
            judged(Judgement::NoValue, 0, false, 44, 0),
            "无完成数；登记少44个",
            "nothing known of it; 44 short in the register",
        ),
    ]);
    assert!(sentence(Lang::Zh, &TargetSentence::HowCounted).starts_with("登记：册内可计入的"));
    assert!(sentence(Lang::En, &TargetSentence::HowCounted).ends_with("the ratio is of the new."));
}
