use super::*;

fn shown(number: f64, code: &str) -> Raw {
    raw(number, &NumberFormat::of_code(code), Epoch::Of1900)
}

fn number(digits: &str) -> Raw {
    Raw::Number(digits.to_owned())
}

fn percent(digits: &str) -> Raw {
    Raw::Percent(digits.to_owned())
}

fn scaled(digits: &str, by: u32, is_named: bool) -> Raw {
    Raw::Scaled { digits: digits.to_owned(), by, is_named }
}

fn due(last: &str, precision: Precision) -> Raw {
    Raw::Due(DueDay { last: last.parse().expect("a day"), precision })
}

#[test]
fn a_percentage_is_what_is_shown() {
    for code in ["0%", "0.00%", "#,##0.0%;-0%", "[Red]0%", "0 %", "0%\"完成\""] {
        assert_eq!(shown(0.45, code), percent("45"), "{code}");
    }
    assert_eq!(shown(0.1 + 0.2, "0%"), percent("30.000000000000004"), "to the last digit");
    assert_eq!(shown(1e-7, "0%"), percent("0.00001"));
    assert_eq!(shown(-0.05, "0%;[Red]-0%"), percent("-5"));
    for code in ["0.00\"%\"", "0\\%", "0!%"] {
        assert_eq!(shown(45.0, code), percent("45"), "a sign that is mere text: {code}");
    }
    for code in ["General", "0.00", "@", "", "0.00E+00", "# ?/?", "#,##0.00_);(#,##0.00)", "\"完成率%\"0"] {
        assert_eq!(shown(0.45, code), number("0.45"), "{code}");
    }
    assert_eq!(raw(0.45, &NumberFormat::built_in(9), Epoch::Of1900), percent("45"));
    assert_eq!(raw(0.45, &NumberFormat::built_in(2), Epoch::Of1900), number("0.45"));
}

#[test]
fn what_is_shown_divided_says_so() {
    for code in ["0!.0,\"万\"", "0\\.0,万", "0\".\"0,\"万元\"", "#!.0000\"万\"", "[>=10000]0!.0,\"万\";0"] {
        assert_eq!(shown(30_000_000.0, code), scaled("30000000", 4, true), "{code}");
    }
    assert_eq!(shown(9_000.0, "[>=10000]0!.0,\"万\";0"), number("9000"), "the section that it is shown by");
    assert_eq!(shown(300_000_000.0, "0!.00,,\"亿\""), scaled("300000000", 8, true));
    for (code, by) in [("#,##0,", 3), ("#,##0,,", 6), ("0,.00", 3), ("0!.0,", 4), ("0.0,,", 6)] {
        assert_eq!(shown(30_000_000.0, code), scaled("30000000", by, false), "{code}");
    }
    for code in ["#,##0", "#,##0.00", "0.00", "\"¥\"#,##0.00;-#,##0", "[$￥-804]#,##0", "0\"号\"", "G/通用格式"]
    {
        assert_eq!(shown(3000.0, code), number("3000"), "{code}");
    }
    // a unit that nothing was divided for is that of the number
    for (code, text) in [
        ("0\"户\"", "3000户"),
        ("[$$-409]#,##0.00", "$3000"),
        ("\"US$\"0", "US$3000"),
        ("0\"美元\"", "3000美元"),
        ("0.00\"万元\"", "3000万元"),
        ("0万", "3000万"),
        ("#,##0\"元\"", "3000元"),
        ("0(亩)", "3000亩"),
    ] {
        assert_eq!(shown(3000.0, code), Raw::Text(text.to_owned()), "{code}");
    }
    assert_eq!(shown(123_456.0, "0.0,\"万元\""), Raw::Text("123.456万元".to_owned()), "as it is shown, by a slip");
}

#[test]
fn a_date_is_as_fine_as_it_is_shown() {
    let october = 44_835.0;
    for code in [
        "yyyy\"年\"m\"月\"",
        "yyyy-mm",
        "yyyy/m;@",
        "mmm-yy",
        "[$-804]yyyy\"年\"m\"月\"",
        "[DBNum1][$-804]yyyy\"年\"m\"月\";@",
        "m\"月\"",
        "e\\年m\\月",
    ] {
        assert_eq!(shown(october, code), due("2022-10-31", Precision::Month), "{code}");
    }
    for code in ["yyyy年", "yyyy", "yyyy\"年度\""] {
        assert_eq!(shown(october, code), due("2022-12-31", Precision::Year), "{code}");
    }
    for code in [
        "yyyy-mm-dd",
        "m/d",
        "d-mmm",
        "[$-F800]dddd, mmmm dd, yyyy",
        "yyyy\"年\"m\"月\"d\"日\" aaaa",
        "yyyy-mm-dd hh:mm:ss",
    ] {
        assert_eq!(shown(october, code), Raw::Day("2022-10-01".parse().expect("a day")), "{code}");
    }
    for number in [17, 27, 36, 50, 52, 57] {
        assert_eq!(raw(october, &NumberFormat::built_in(number), Epoch::Of1900), due("2022-10-31", Precision::Month));
    }
    assert_eq!(
        raw(october - 1462.0, &NumberFormat::of_code("yyyy-mm"), Epoch::Of1904),
        due("2022-10-31", Precision::Month)
    );
    assert_eq!(shown(october + 0.5, "yyyy-mm-dd"), Raw::Other("2022-10-01 12:00:00".to_owned()));
    for code in ["[h]:mm", "[mm]:ss"] {
        assert_eq!(shown(1.5, code), Raw::Other("1.5".to_owned()), "{code}");
    }
    assert!(matches!(shown(0.5, "h:mm"), Raw::Other(_)), "a time of day");
}

#[test]
fn a_point_moves_exactly() {
    for (digits, places, is) in [
        ("0.455", 2, "45.5"),
        ("1", 2, "100"),
        ("-0.5", 2, "-50"),
        ("0.30000000000000004", 2, "30.000000000000004"),
        ("30000000", -4, "3000"),
        ("5", -4, "0.0005"),
        ("12.5", -1, "1.25"),
        ("0", -3, "0"),
    ] {
        assert_eq!(moved(digits, places), is, "{digits} by {places}");
    }
}
