//! The words of lines of offices' lists, told apart.

use super::sheet_line::*;

#[test]
fn lines_that_are_no_rows_are_known() {
    assert!(["合 计", "小计：", "总计(万元)", "共3个项目", "合计12项", "Sub total"].into_iter().all(is_sums));
    assert!(["2个项目", "共三个项目", "（合计）", "12项", "共计："].into_iter().all(is_sums));
    assert!(["全区合计", "以上合计12项"].into_iter().all(is_like_sums) && is_of_which("其中：市级"));
    assert!(
        ["合心路改建", "总计生站迁建", "小计河整治", "共青路改造", "三项改造"].into_iter().all(|name| !is_sums(name))
    );
    assert!(["续建项目", "新建项目（3项）", "储备类", "交通工程"].into_iter().all(is_kind));
    assert!(["新建路改造工程", "水利枢纽工程", "道路硬化工程"].into_iter().all(|name| !is_kind(name)));
    assert!(
        ["填表人：张三", "备注：1.", "注:", "填报日期：9月1日", "单位：万元", "单位负责人：李四"]
            .into_iter()
            .all(is_note)
    );
    for name in ["一号泵站", "三江口改造工程", "备注路改造", "单位大院改造：一期"] {
        assert!(numbered_name(name).is_none() && !is_note(name), "{name}");
    }
    assert!(["1", "（1）", "1-1", "③", "4、"].into_iter().all(is_running_number) && !is_running_number("1号泵站"));
    assert!(
        ["甲", "②", "A", "12", "栏次"].into_iter().all(is_column_number)
            && !["局", "100", "44562", "12.50"].into_iter().any(is_column_number)
    );
    assert!([" - ", "／", "无"].into_iter().all(is_blank_mark) && !is_blank_mark(".."));
    assert!(["..", "…", "*", "？"].into_iter().all(is_lone_sign) && !is_lone_sign("1"));
    assert!([" 〃", "同 上", "”", "Do.", "as above"].into_iter().all(|text| ditto(text) == Some(Ditto::Above)));
    assert_eq!((ditto("同左"), ditto("..")), (Some(Ditto::Left), None));
}

#[test]
fn numbers_of_rows_have_levels() {
    let read = |text: &str| numbering(text).map(|number| (number.level, number.last, number.before));
    for (text, level, last) in [
        ("一", Level::Chinese, 1),
        ("十二、", Level::Chinese, 12),
        ("（三）", Level::BracketedChinese, 3),
        ("7", Level::Number, 7),
        ("7、", Level::Number, 7),
        ("（4）", Level::Bracketed, 4),
        ("4)", Level::Bracketed, 4),
        ("⑤", Level::Circled, 5),
        ("乙", Level::Part, 2),
        ("Ⅱ", Level::Part, 2),
        ("第二部分", Level::Part, 2),
    ] {
        assert_eq!(read(text), Some((level, last, Vec::new())), "{text}");
    }
    assert_eq!(read("1-2"), Some((Level::Dotted, 2, vec![1])));
    assert_eq!(read("1.2.3"), Some((Level::Deeper, 3, vec![1, 2])));
    assert!(["甲江", "1号", "", "合计", "一二三"].into_iter().all(|text| numbering(text).is_none()));
}

#[test]
fn a_number_before_a_name_is_told_from_one_that_is_part_of_it() {
    let named = |text: &str| numbered_name(text).map(|(number, rest)| (number.level, number.last, rest));
    for (text, level, last, rest) in [
        ("一、续建项目", Level::Chinese, 1, "续建项目"),
        ("（二）新建", Level::BracketedChinese, 2, "新建"),
        ("3．甲江工程", Level::Number, 3, "甲江工程"),
        ("1.2 甲江工程", Level::Dotted, 2, "甲江工程"),
        ("(3)甲江工程", Level::Bracketed, 3, "甲江工程"),
    ] {
        assert_eq!(named(text), Some((level, last, rest.to_owned())), "{text}");
    }
    for name in ["1.5公里道路", "一号泵站", "（一）期防洪", "甲、乙两村连接线", "2022年道路", "三江口"]
    {
        assert_eq!(named(name), None, "{name}");
    }
}

#[test]
fn spans_of_days_are_parted() {
    let span = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
    assert_eq!(span_of_days("2021-2023"), span("2021", "2023"));
    assert_eq!(span_of_days("2022年3月-2023年12月"), span("2022年3月", "2023年12月"));
    assert_eq!(span_of_days("2021年至2023年底"), span("2021年", "2023年12月"));
    assert_eq!(span_of_days("2022.3—2023.12"), span("2022.3", "2023.12"));
    assert!(["2022-03", "2022年底", "2022-03-31", "长期"].into_iter().all(|text| span_of_days(text).is_none()));
}
