use super::*;

fn words() -> HeadingWords {
    let words = [
        ("项目名称", "name"),
        ("某年计划投资", "plan"),
        ("1-8月完成投资", "invested_ytd"),
        ("1-8月累计完成投资", "invested_ytd"),
        ("上年底累计完成投资", "invested_base"),
        ("累计完成投资", "invested"),
        ("累计完成投资", "invested_ytd"),
        ("8月完成投资", NOT_READ),
        ("本年完成投资", "invested_ytd"),
        ("形象进度", "physical"),
        ("总投资", "total"),
    ];
    let fact = |(word, field): (&str, &str)| HeadingFact::Usual { word: word.to_owned(), field: field.to_owned() };
    Headings::fold(words.map(fact)).words
}

fn field(key: &str) -> Meaning {
    Meaning::Field(key.to_owned())
}

#[test]
fn what_stands_around_a_word_does_not_hide_it() {
    for (heading, key) in [
        ("*项目名称", "name"),
        ("项目（工程）名称", "name"),
        ("项目\n名 称", "name"),
        ("2022年计划投资（万元）", "plan"),
        ("22年计划投资额", "plan"),
        ("2022年1—8月累计完成投资", "invested_ytd"),
        ("1至9月完成投资", "invested_ytd"),
        ("1月-10月份完成投资", "invested_ytd"),
        ("截至2021年底累计完成投资", "invested_base"),
        ("截止2021年12月31日累计完成投资", "invested_base"),
        ("至2021年末累计完成投资(亿元)", "invested_base"),
        ("2022年形象进度", "physical"),
        ("总投资万元", "total"),
        ("总投资【亿元】", "total"),
    ] {
        assert_eq!(words().meaning(&[heading]), field(key), "{heading}");
    }
}

#[test]
fn a_heading_is_read_with_those_above_it() {
    for (parts, key) in [
        (&["2022年", "计划投资"][..], "plan"),
        (&["完成投资", "本年"], "invested_ytd"),
        (&["基本情况", "总投资"], "total"),
        (&["完成投资", "1-8月"], "invested_ytd"),
    ] {
        assert_eq!(words().meaning(parts), field(key), "{parts:?}");
    }
}

#[test]
fn what_may_be_two_columns_is_not_one_and_a_month_is_no_year() {
    let both = Meaning::OneOf(vec!["invested".to_owned(), "invested_ytd".to_owned()]);
    for heading in ["累计完成投资", "截至2022年8月31日累计完成投资", "截至目前累计完成投资额"]
    {
        assert_eq!(words().meaning(&[heading]), both, "{heading}");
    }
    for heading in ["8月完成投资", "2022年8月完成投资", "2022年12月完成投资", "投资完成率", "占比(%)"]
    {
        assert_eq!(words().meaning(&[heading]), Meaning::NotRead, "{heading}");
    }
    for heading in ["计划投资", "资金来源", "2022年总投资", "Major Works A"] {
        assert_eq!(words().meaning(&[heading]), Meaning::Unknown, "{heading}");
    }
}

#[test]
fn an_office_adds_a_word_and_takes_one_away() {
    let mut words = words();
    words.state("地块名称", Some("name"));
    words.state("累计完成投资", Some("invested"));
    words.state("总投资", None);
    assert_eq!(words.meaning(&["地块名称"]), field("name"));
    assert_eq!(words.meaning(&["累计完成投资（万元）"]), field("invested"), "it is the office's to say");
    assert_eq!(words.meaning(&["总投资"]), Meaning::Unknown);
}

#[test]
fn the_longest_word_in_a_heading_is_likely() {
    assert_eq!(words().likely("项目名称及编号"), Some("name"));
    assert_eq!(words().likely("某办累计完成投资合计"), Some("invested_ytd"));
    assert_eq!(words().likely("总投资完成比例说明"), None, "a rate is no total");
    assert_eq!(words().likely("资金来源"), None);
}
