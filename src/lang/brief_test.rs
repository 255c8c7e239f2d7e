use super::*;
use crate::domain::Day;
use crate::domain::day::{parse_day, parse_due};
use crate::domain::period::Cadence;
use crate::report::list::OfField;

fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

/// Since the year began, the period itself, its end; then the same in English.
const PERIODS: [(Cadence, &str, &str, &str); 18] = [
    (Cadence::Month, "2022-01-31", "1月份|1月份|1月末", "In January|in January|At the end of January"),
    (Cadence::Month, "2022-08-31", "1—8月|8月份|8月末", "From January to August|in August|At the end of August"),
    (
        Cadence::Month,
        "2022-08-20",
        "截至8月20日|8月1日至20日|截至8月20日",
        "By 20 August|from 1 to 20 August|As of 20 August",
    ),
    (Cadence::Month, "2022-08-01", "截至8月1日|8月1日|截至8月1日", "By 1 August|on 1 August|As of 1 August"),
    (
        Cadence::Week,
        "2022-08-28",
        "截至8月28日|8月22日至28日|截至8月28日",
        "By 28 August|from 22 to 28 August|As of 28 August",
    ),
    (
        Cadence::Week,
        "2022-09-04",
        "截至9月4日|8月29日至9月4日|截至9月4日",
        "By 4 September|from 29 August to 4 September|As of 4 September",
    ),
    (
        Cadence::Week,
        "2022-08-31",
        "1—8月|8月29日至31日|8月末",
        "From January to August|from 29 to 31 August|At the end of August",
    ),
    (
        Cadence::Week,
        "2022-01-02",
        "截至1月2日|2021年12月27日至1月2日|截至1月2日",
        "By 2 January|from 27 December 2021 to 2 January|As of 2 January",
    ),
    (
        Cadence::HalfMonth,
        "2022-08-15",
        "截至8月15日|8月上半月|截至8月15日",
        "By 15 August|in the first half of August|As of 15 August",
    ),
    (
        Cadence::HalfMonth,
        "2022-02-28",
        "1—2月|2月下半月|2月末",
        "From January to February|in the second half of February|At the end of February",
    ),
    (
        Cadence::Quarter,
        "2022-03-31",
        "一季度|一季度|3月末",
        "In the first quarter|in the first quarter|At the end of March",
    ),
    (
        Cadence::Quarter,
        "2022-06-30",
        "上半年|二季度|6月末",
        "In the first half of the year|in the second quarter|At the end of June",
    ),
    (
        Cadence::Quarter,
        "2022-09-30",
        "前三季度|三季度|9月末",
        "In the first three quarters|in the third quarter|At the end of September",
    ),
    (
        Cadence::Quarter,
        "2022-12-31",
        "全年|四季度|年末",
        "In the whole year|in the fourth quarter|At the end of the year",
    ),
    (
        Cadence::Quarter,
        "2022-08-31",
        "1—8月|7—8月|8月末",
        "From January to August|from 1 July to 31 August|At the end of August",
    ),
    (Cadence::Quarter, "2022-07-31", "1—7月|7月份|7月末", "From January to July|from 1 to 31 July|At the end of July"),
    (Cadence::Year, "2022-12-31", "2022年全年|全年|年末", "In 2022|in 2022|At the end of the year"),
    (
        Cadence::Year,
        "2022-08-31",
        "1—8月|1—8月|8月末",
        "From January to August|from 1 January to 31 August|At the end of August",
    ),
];

#[test]
fn a_period_is_named_as_offices_name_it() {
    for (cadence, held, zh, en) in PERIODS {
        let period = Period::holding(cadence, day(held));
        let said = |lang| {
            let end = when::end_of_period(lang, period.as_of);
            format!("{}|{}|{end}", when::so_far(lang, &period), when::period_so_far(lang, &period))
        };
        assert_eq!((said(Lang::Zh).as_str(), said(Lang::En).as_str()), (zh, en), "{cadence:?} {held}");
    }
}

#[test]
fn a_title_names_the_period_and_the_works() {
    let label = |zh: &str, en: &str| crate::domain::catalog::Label { zh: zh.to_owned(), en: en.to_owned() };
    let named = |code: &str, zh: &str| Named { code: code.to_owned(), label: label(zh, code) };
    let (water, block) = (named("water", "治水"), named("block", "区块"));
    let one = BriefScope {
        categories: vec![water.clone()],
        tag: Some("治水48".to_owned()),
        lead: Some(Some("区水利局".to_owned())),
        ..BriefScope::default()
    };
    let two = BriefScope { categories: vec![water, block], ..BriefScope::default() };
    let of_leader = |leader: Option<&str>| BriefScope {
        lead: Some(Some("区水利局".to_owned())),
        leader: Some(OfLeader::Responsible(leader.map(str::to_owned))),
        ..BriefScope::default()
    };
    let of_field = |zh: &str, value: Option<&str>| OfField {
        field: "field_1".to_owned(),
        label: label(zh, "field"),
        value: value.map(str::to_owned),
    };
    let of_fields = || BriefScope {
        leader: Some(OfLeader::AnyDuty("甲".to_owned())),
        fields: vec![of_field("资金来源", Some("专项债")), of_field("批次", None)],
        ..BriefScope::default()
    };
    let cases = [
        (Cadence::Month, "2022-08-31", BriefScope::default(), "2022年8月重点工程"),
        (Cadence::Month, "2022-08-20", BriefScope::default(), "2022年8月1日至20日重点工程"),
        (Cadence::HalfMonth, "2022-08-15", BriefScope::default(), "2022年8月上半月重点工程"),
        (Cadence::Quarter, "2022-06-30", two, "2022年二季度治水、区块类重点工程"),
        (Cadence::Quarter, "2022-08-31", BriefScope::default(), "2022年7—8月重点工程"),
        (Cadence::Year, "2022-12-31", BriefScope::default(), "2022年重点工程"),
        (Cadence::Year, "2022-12-31", of_leader(Some("甲")), "2022年责任领导为甲的区水利局牵头的重点工程"),
        (Cadence::Year, "2022-12-31", of_fields(), "2022年甲负责的资金来源为专项债的未填批次的重点工程"),
        (Cadence::Year, "2022-12-31", of_leader(None), "2022年未定责任领导的区水利局牵头的重点工程"),
        (Cadence::Week, "2022-01-02", BriefScope::default(), "2021年12月27日至2022年1月2日重点工程"),
        (Cadence::Week, "2022-08-28", one, "2022年8月22日至28日区水利局牵头的列入“治水48”的治水项目"),
    ];
    for (cadence, held, of, zh) in cases {
        let period = Period::holding(cadence, day(held));
        assert_eq!(title(Lang::Zh, &period, &of), format!("关于{zh}推进情况的通报"), "{held}");
    }
}

#[test]
fn a_day_to_come_says_its_year_only_where_it_is_another() {
    let by = |last: &str| when::due_by(Lang::Zh, day(last), 2022);
    let said = ["2022-09-30", "2022-12-31", "2023-01-31", "2023-12-31", "2022-09-04"].map(by);
    assert_eq!(said, ["9月底前", "年底前", "2023年1月底前", "2023年底前", "9月4日前"]);
    let due = |text: &str| when::due(Lang::Zh, parse_due(text).expect(text), 2022);
    assert_eq!(
        ["2022-09-05", "2022-09", "2022", "2023-01", "2023", "2023-01-05"].map(due),
        ["9月5日", "9月", "年内", "2023年1月", "2023年", "2023年1月5日"]
    );
    let before = |cadence, held| when::end_of_previous(Lang::Zh, &Period::holding(cadence, day(held)));
    assert_eq!(before(Cadence::Month, "2022-08-31"), "7月末");
    assert_eq!(before(Cadence::Month, "2022-01-31"), "上年末");
    assert_eq!(before(Cadence::Week, "2022-08-28"), "8月21日");
}

#[test]
fn what_users_typed_becomes_a_clause() {
    let long = "甲".repeat(70);
    let cases = [
        ("三成用地未移交，施工便道不能贯通。", "三成用地未移交，施工便道不能贯通"),
        ("1. 用地未移交。\n2. 资金未到位；", "用地未移交，资金未到位"),
        ("（1）用地；（二）资金", "用地，资金"),
        ("①用地\r\n②资金", "用地，资金"),
        ("1、用地未移交、", "用地未移交"),
        ("1.5公里未拆", "1.5公里未拆"),
        ("1#泵房未完工", "1#泵房未完工"),
        ("（甲方）未签字", "（甲方）未签字"),
        ("2022年底前完成", "2022年底前完成"),
        ("", ""),
        ("。", ""),
        (long.as_str(), long.as_str()),
    ];
    for (typed, said) in cases {
        assert_eq!(clause(Lang::Zh, typed), said, "{typed}");
    }
    assert_eq!(clause(Lang::Zh, &format!("用地未移交。{long}。资金")), "用地未移交等");
    assert_eq!(clause(Lang::En, "用地。资金。"), "用地; 资金");
}

#[test]
fn a_name_in_brackets_has_its_unit_before_it() {
    let unit = Some("区水利局");
    assert_eq!(name_and_unit(Lang::Zh, "甲江堤防", unit), "甲江堤防（区水利局）");
    assert_eq!(name_and_unit(Lang::Zh, "甲江堤防（一期）", unit), "区水利局牵头的甲江堤防（一期）");
    assert_eq!(name_and_unit(Lang::En, "甲江堤防（一期）", unit), "甲江堤防（一期） (区水利局)");
    assert_eq!(name_and_unit(Lang::Zh, "甲江堤防", None), "甲江堤防");
}

#[test]
fn only_what_is_due_is_on_schedule() {
    let cases = [
        ((0, 1), "与序时进度持平"),
        ((1, 5000), "与序时进度基本持平"),
        ((-1, 5000), "与序时进度基本持平"),
        ((88, 1000), "超序时进度8.8个百分点"),
        ((-88, 1000), "落后序时进度8.8个百分点"),
    ];
    for ((part, whole), said) in cases {
        assert_eq!(against_due(Lang::Zh, &Fraction::new(part, whole)), said, "{part}/{whole}");
    }
}
