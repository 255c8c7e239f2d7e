use super::*;
use crate::domain::day::{parse_day, parse_due};
use crate::domain::light::HandLight;

fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

fn bp(points: i64) -> Fraction {
    Fraction::of_basis_points(points)
}

/// Rate and elapsed share in parts of a million; the limits are 10 and 30 points.
fn gap(rate: i128, elapsed: i128, light: Light) -> Reason {
    let share = |part| Fraction::new(part, 1_000_000);
    Reason::Gap { measure: None, rate: share(rate), elapsed: share(elapsed), light, yellow: bp(1_000), red: bp(3_000) }
}

fn overdue(name: &str, due: &str, baseline: &str, moves: i64, days: i64) -> Reason {
    let milestone = Milestone {
        name: name.to_owned(),
        baseline: parse_due(baseline).expect(baseline),
        baseline_from: parse_due("2022-01-01").expect("a day").last,
        due: parse_due(due).expect(due),
        is_planned: true,
        is_met: false,
        met: None,
        moves,
        stage: None,
        source: None,
        number: None,
        authority: None,
        waived: None,
    };
    let light = if days > 30 { Light::Red } else { Light::Yellow };
    Reason::MilestoneOverdue { milestone, days, light, red: 30 }
}

fn paused(days: i64, review: Option<&str>, light: Light) -> Reason {
    Reason::Paused { since: day("2022-07-10"), days, review: review.map(day), light, red: 90 }
}

fn stale() -> Reason {
    Reason::Stale { last: day("2022-06-28"), days: 61, patience: 41 }
}

fn grounds(reasons: &[Reason]) -> Grounds {
    let computed = reasons.iter().filter_map(Reason::light).max();
    let reasons = reasons.iter().map(|reason| (reason.clone(), None)).collect();
    Grounds { light: computed, computed, hand: None, reasons, rules: Some(1), telling: Telling::Whole }
}

fn by_hand(light: Light, reason: &str, grounds: Grounds) -> Grounds {
    let kept = grounds.computed == Some(Light::Grey) && light == Light::Green;
    let hand = HandLight { light, from: day("2022-08-01"), until: day("2022-09-30"), reason: reason.to_owned() };
    let light = if kept { Some(Light::Grey) } else { Some(light) };
    Grounds { light, hand: Some(hand), ..grounds }
}

fn bare(grounds: Grounds) -> Grounds {
    Grounds { telling: Telling::Grounds, ..grounds }
}

fn said(cases: &[(Grounds, &str, &str)]) {
    for (grounds, zh, en) in cases {
        assert_eq!(verdict(Lang::Zh, grounds), *zh);
        assert_eq!(verdict(Lang::En, grounds), *en);
    }
}

fn grounded(cases: &[(Reason, &str, &str)]) {
    for (reason, zh, en) in cases {
        assert_eq!(ground(Lang::Zh, reason, None), *zh);
        assert_eq!(ground(Lang::En, reason, None), *en);
    }
}

#[test]
fn a_gap_says_what_it_is_held_against() {
    use Light::{Green, Red, Yellow};
    grounded(&[
        (
            gap(180_000, 500_000, Red),
            "完成率18.0%，序时50.0%，落后序时32.0个百分点，超过红线30",
            "rate 18.0%, due 50.0%, 32.0 points behind, over the red limit of 30",
        ),
        (
            gap(200_000, 500_040, Red),
            "完成率20.0%，序时50.0%，落后序时30.004个百分点，超过红线30",
            "rate 20.0%, due 50.0%, 30.004 points behind, over the red limit of 30",
        ),
        (
            gap(438_000, 610_000, Yellow),
            "完成率43.8%，序时61.0%，落后序时17.2个百分点，达到黄线10",
            "rate 43.8%, due 61.0%, 17.2 points behind, at or over the yellow limit of 10",
        ),
        (
            gap(200_000, 500_000, Yellow),
            "完成率20.0%，序时50.0%，落后序时30.0个百分点，达到黄线10",
            "rate 20.0%, due 50.0%, 30.0 points behind, at or over the yellow limit of 10",
        ),
        (
            gap(200_040, 500_000, Yellow),
            "完成率20.0%，序时50.0%，落后序时29.996个百分点，达到黄线10",
            "rate 20.0%, due 50.0%, 29.996 points behind, at or over the yellow limit of 10",
        ),
        (
            gap(399_600, 500_000, Yellow),
            "完成率40.0%，序时50.0%，落后序时10.04个百分点，达到黄线10",
            "rate 40.0%, due 50.0%, 10.04 points behind, at or over the yellow limit of 10",
        ),
        (
            gap(560_000, 659_000, Green),
            "完成率56.0%，序时65.9%，落后序时9.9个百分点，未到黄线10",
            "rate 56.0%, due 65.9%, 9.9 points behind, short of the yellow limit of 10",
        ),
        (
            gap(400_300, 500_000, Green),
            "完成率40.0%，序时50.0%，落后序时9.97个百分点，未到黄线10",
            "rate 40.0%, due 50.0%, 9.97 points behind, short of the yellow limit of 10",
        ),
        (
            gap(660_000, 417_000, Green),
            "完成率66.0%，序时41.7%，超序时24.3个百分点",
            "rate 66.0%, due 41.7%, 24.3 points ahead",
        ),
        (gap(500_000, 499_999, Green), "完成率50.0%，序时50.0%，与序时持平", "rate 50.0%, due 50.0%, as due"),
    ]);
}

#[test]
fn a_limit_may_have_a_fraction_and_a_measure_its_label() {
    let reason = Reason::Gap {
        measure: Some("signed".to_owned()),
        rate: Fraction::zero(),
        elapsed: bp(4_000),
        light: Light::Red,
        yellow: bp(1_000),
        red: bp(1_250),
    };
    let label = Label { zh: "签约户数".to_owned(), en: "households signed".to_owned() };
    let zh = "签约户数完成率0.0%，序时40.0%，落后序时40.0个百分点，超过红线12.5";
    let en = "households signed: rate 0.0%, due 40.0%, 40.0 points behind, over the red limit of 12.5";
    assert_eq!(ground(Lang::Zh, &reason, Some(&label)), zh);
    assert_eq!(ground(Lang::En, &reason, Some(&label)), en);
}

#[test]
fn every_other_reason_has_its_numbers() {
    let due = parse_due("2022-05").expect("a month");
    grounded(&[
        (
            Reason::StartMissed { due, days: 89, light: Light::Yellow, months: 3 },
            "开工逾期89天（计划2022-05，满3个月为红）",
            "start 89 days overdue (planned 2022-05, red from 3 months on)",
        ),
        (
            overdue("围堰合龙", "2022-07-31", "2022-06-30", 1, 31),
            "围堰合龙逾期31天，超过红线30天（应于2022-07-31，原定2022-06-30，调整1次）",
            "围堰合龙 31 days overdue, over the red limit of 30 days (due 2022-07-31, planned 2022-06-30, moved once)",
        ),
        (
            overdue("finish", "2022-08", "2022-08", 0, 1),
            "计划完工逾期1天（应于2022-08）",
            "Planned finish 1 day overdue (due 2022-08)",
        ),
        (
            Reason::IssueOverdue { no: 1, due: day("2022-08-10"), days: 18 },
            "I-01逾期18天（限2022-08-10）",
            "I-01 18 days overdue (due 2022-08-10)",
        ),
        (
            paused(49, Some("2022-09-01"), Light::Yellow),
            "停工49天（自2022-07-10，复查2022-09-01）",
            "paused 49 days (since 2022-07-10, review 2022-09-01)",
        ),
        (
            paused(49, Some("2022-08-20"), Light::Red),
            "停工49天（自2022-07-10，已过复查日2022-08-20）",
            "paused 49 days (since 2022-07-10, past its review on 2022-08-20)",
        ),
        (
            paused(91, None, Light::Red),
            "停工91天，超过红线90天（自2022-07-10）",
            "paused 91 days, over the red limit of 90 days (since 2022-07-10)",
        ),
        (stale(), "61天未填报，超过41天", "61 days without a return, over 41"),
        (Reason::NeverFiled, "从未填报", "never returned"),
        (Reason::Lot { code: "HS-W-052".to_owned(), light: Light::Red }, "标段HS-W-052为红灯", "lot HS-W-052 is red"),
        (
            Reason::InTime { milestones: 3, issues: 1 },
            "3个节点、1个问题均未逾期",
            "3 milestones and 1 issue, none overdue",
        ),
        (Reason::InTime { milestones: 2, issues: 0 }, "2个节点均未逾期", "2 milestones, none overdue"),
        (
            Reason::NoRate { done: YearToDate::NeverFiled },
            "有年度计划，从未填报完成数，无法计算完成率",
            "a plan but nothing ever filed, so no rate",
        ),
        (
            Reason::NoRate { done: YearToDate::NoBase },
            "缺年初数，无法计算完成率",
            "what stood when the year began is unknown, so no rate",
        ),
    ]);
}

#[test]
fn a_light_comes_with_all_its_grounds_and_the_version_of_the_rules() {
    let red = gap(180_000, 500_000, Light::Red);
    let no_rate = Reason::NoRate { done: YearToDate::NeverFiled };
    said(&[
        (
            grounds(&[red.clone(), stale()]),
            "红：完成率18.0%，序时50.0%，落后序时32.0个百分点，超过红线30；61天未填报，超过41天（规则v1）",
            "red: rate 18.0%, due 50.0%, 32.0 points behind, over the red limit of 30; \
             61 days without a return, over 41 (rules v1)",
        ),
        (
            bare(grounds(&[red, stale()])),
            "完成率18.0%，序时50.0%，落后序时32.0个百分点，超过红线30；61天未填报，超过41天",
            "rate 18.0%, due 50.0%, 32.0 points behind, over the red limit of 30; 61 days without a return, over 41",
        ),
        (
            grounds(&[Reason::InTime { milestones: 1, issues: 0 }]),
            "绿：1个节点未逾期（规则v1）",
            "green: 1 milestone, not overdue (rules v1)",
        ),
        (
            Grounds { rules: None, ..grounds(&[stale()]) },
            "灰：61天未填报，超过41天",
            "grey: 61 days without a return, over 41",
        ),
        (grounds(&[Reason::NeverFiled, no_rate.clone()]), "灰：从未填报（规则v1）", "grey: never returned (rules v1)"),
        (
            grounds(&[no_rate]),
            "不评：有年度计划，从未填报完成数，无法计算完成率",
            "none: a plan but nothing ever filed, so no rate",
        ),
        (grounds(&[]), "不评", "none"),
        (bare(grounds(&[])), "", ""),
    ]);
}

#[test]
fn a_light_set_by_hand_stands_before_the_computed_one_but_does_not_hide_it() {
    let red = || grounds(&[gap(180_000, 500_000, Light::Red)]);
    said(&[
        (
            by_hand(Light::Yellow, "汛期", red()),
            "黄（人工亮灯至2022-09-30：汛期）；按规则为红：完成率18.0%，序时50.0%，落后序时32.0个百分点，超过红线30（规则v1）",
            "yellow (set by hand until 2022-09-30: 汛期); by the rules red: rate 18.0%, due 50.0%, \
             32.0 points behind, over the red limit of 30 (rules v1)",
        ),
        (
            bare(by_hand(Light::Yellow, "汛期", red())),
            "人工亮灯至2022-09-30：汛期；按规则为红：完成率18.0%，序时50.0%，落后序时32.0个百分点，超过红线30",
            "set by hand until 2022-09-30: 汛期; by the rules red: rate 18.0%, due 50.0%, 32.0 points behind, over the red \
             limit of 30",
        ),
        (
            by_hand(Light::Red, "群众来信", grounds(&[])),
            "红（人工亮灯至2022-09-30：群众来信）；按规则不评",
            "red (set by hand until 2022-09-30: 群众来信); by the rules none",
        ),
        (
            by_hand(Light::Green, "已口头报告", grounds(&[stale()])),
            "灰：61天未填报，超过41天（规则v1）；人工绿灯（至2022-09-30：已口头报告）不能替代灰灯",
            "grey: 61 days without a return, over 41 (rules v1); green by hand (until 2022-09-30: 已口头报告) does not \
             stand over grey",
        ),
    ]);
}

#[test]
fn in_brief_only_what_is_worse_than_green() {
    let brief = |grounds: Grounds| Grounds { telling: Telling::Brief, ..grounds };
    let reasons = [paused(49, None, Light::Yellow), stale(), Reason::InTime { milestones: 2, issues: 0 }];
    said(&[
        (
            brief(grounds(&reasons)),
            "停工49天；61天未填报，超过41天",
            "paused 49 days; 61 days without a return, over 41",
        ),
        (
            brief(by_hand(Light::Yellow, "汛期", grounds(&reasons[2..]))),
            "人工亮灯至2022-09-30：汛期；按规则绿",
            "set by hand until 2022-09-30: 汛期; green by the rules",
        ),
    ]);
}
