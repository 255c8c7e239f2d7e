//! What offices write of the day of their lists, and what it comes to.

use super::*;

fn today() -> Day {
    Day::from_ymd_opt(2022, 9, 20).expect("a day")
}

fn said(text: &str, stands: Stands) -> Vec<TimeSaid> {
    times_said(text, stands, Now { today: today(), by: today() })
}

/// Rank and day of the only time a text says.
fn one(text: &str) -> (Rank, String) {
    match said(text, Stands::Apart).as_slice() {
        [TimeSaid { rank, when: When::On(day) }] => (*rank, day.to_string()),
        [TimeSaid { rank, when: When::Ahead(day) }] => (*rank, format!("ahead {day}")),
        [TimeSaid { rank, when: When::Open(days) }] => (*rank, format!("open {}", days[0])),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_title_says_until_when() {
    use Rank::{Filled, Named, Span, Until};
    for (text, rank, day) in [
        ("2022年重点工程进度表（截至2022年8月31日）", Until, "2022-08-31"),
        ("截止到2022.8.25", Until, "2022-08-25"),
        ("截止7.31", Until, "2022-07-31"),
        ("截至8月底", Until, "2022-08-31"),
        ("数据截至：2022年8月25日", Until, "2022-08-25"),
        ("截止日期：2022-8-25", Until, "2022-08-25"),
        ("数据时间：2022年7月31日", Until, "2022-07-31"),
        ("统计时间：2022年1月1日—2022年7月31日", Until, "2022-07-31"),
        ("截至2021年底", Until, "2021-12-31"),
        ("2022年7月31日止", Until, "2022-07-31"),
        ("注：数据截至2022年7月31日", Until, "2022-07-31"),
        ("2022年1—8月完成情况", Span, "2022-08-31"),
        ("1-8月完成投资", Span, "2022-08-31"),
        ("2022年1至9月", Span, "2022-09-20"),
        ("1-12月完成投资", Span, "2021-12-31"),
        ("2022年治水项目进度（1至7月）", Span, "2022-07-31"),
        ("前八个月进度", Span, "2022-08-31"),
        ("治水项目周报（8月22日-8月28日）", Span, "2022-08-28"),
        ("治水项目周报（8月22-28日）", Span, "2022-08-28"),
        ("2022.7.1-7.31进度", Span, "2022-07-31"),
        ("2022年8月份进度表", Named, "2022-08-31"),
        ("8月份治水项目进度", Named, "2022-08-31"),
        ("2022年治水项目7月进度", Named, "2022-07-31"),
        ("2022年7月31日治水项目进度", Named, "2022-07-31"),
        ("治水项目进度（2022.7.31）", Named, "2022-07-31"),
        ("治水项目进度（20220731）", Named, "2022-07-31"),
        ("进度表20220731.csv", Named, "2022-07-31"),
        ("进度2022-07-31.csv", Named, "2022-07-31"),
        ("治水项目进度（2022-07）", Named, "2022-07-31"),
        ("治水项目进度（二〇二二年七月）", Named, "2022-07-31"),
        ("7月", Named, "2022-07-31"),
        ("2022.7", Named, "2022-07-31"),
        ("2022年上半年治水项目进度", Named, "2022-06-30"),
        ("2022年二季度治水项目进度", Named, "2022-06-30"),
        ("第一季度进度", Named, "2022-03-31"),
        ("2021年全年完成情况", Named, "2021-12-31"),
        ("2022年前三季度进度", Named, "open 2022-08-31"),
        ("2022年第30周", Named, "open 2022-07-31"),
        ("2022年第7期治水项目通报", Named, "open 2022-08-31"),
        ("2022年12月治水项目表", Named, "open 2022-09-20"),
        ("填报日期：2022年9月1日", Filled, "2022-09-01"),
        ("2022年9月5日调度会材料", Filled, "2022-09-05"),
        ("进度表（截至2099年8月31日）", Until, "ahead 2099-08-31"),
        ("截至2022年9月30日", Until, "ahead 2022-09-30"),
        ("2022年10月进度表", Named, "ahead 2022-10-31"),
        ("2023年1-8月完成情况", Span, "ahead 2023-08-31"),
    ] {
        assert_eq!(one(text), (rank, day.to_owned()), "{text}");
    }
}

#[test]
fn what_names_no_time_of_the_figures_says_none() {
    for text in [
        "2022年重点工程",
        "2021-2023年",
        "HS-1-8月湖",
        "8月湖整治",
        "2022年12月底前开工项目",
        "2022年7月起实施的项目",
        "2023年1-8月投资计划",
        "截至2023年底计划完成",
        "330203-1958.csv",
        "p01-1904.csv",
        "第2期工程",
        "三年行动项目表",
    ] {
        assert_eq!(said(text, Stands::Apart), [], "{text}");
    }
    for text in ["8月", "8月完成投资", "2022年二季度投资", "计划完工2022年12月31日"] {
        assert_eq!(said(text, Stands::InHeading), [], "{text}");
    }
    assert_eq!(said("截至8月底累计", Stands::InHeading).len(), 1);
}

#[test]
fn a_text_may_say_several_times() {
    let ranks = |text: &str| said(text, Stands::Apart).iter().map(|said| said.rank).collect::<Vec<_>>();
    assert_eq!(ranks("2022年8月治水项目进度（截至2022年7月31日）"), [Rank::Named, Rank::Until]);
    assert_eq!(ranks("2022年1-8月治水项目进度（截至2022年7月31日）"), [Rank::Span, Rank::Until]);
}

#[test]
fn a_title_says_of_which_years_it_is() {
    for (text, years) in [
        ("2021年治水项目", vec![2021]),
        ("二〇二一年治水项目", vec![2021]),
        ("2022-2025年计划", vec![2022, 2025]),
        ("21年项目", vec![2021]),
        ("治水项目2021.xlsx", vec![2021]),
        ("进度表-2021.xlsx", vec![2021]),
        ("330203-1958.csv", vec![]),
        ("330203-2018.csv", vec![]),
        ("p01-1904.csv", vec![]),
        ("p01-2018.csv", vec![]),
        ("三年行动", vec![]),
    ] {
        assert_eq!(years_titled(text), years, "{text}");
    }
}
