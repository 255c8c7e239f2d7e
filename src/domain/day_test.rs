use super::*;
use proptest::prelude::*;

fn ymd(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).expect("a date")
}

#[test]
fn every_form_of_a_day_is_read() {
    let ascii = "2022-03-31|2022/3/31|2022.3.31|2022.03.31|20220331| 2022 - 3 - 31 ";
    let chinese = "2022年3月31日|2022年3月31|2022年03月31号|　2022 年 3 月 31 日　";
    let wide = "２０２２－０３－３１|２０２２／３／３１|２０２２．３．３１|２０２２年３月３１日";
    for form in [ascii, chinese, wide].into_iter().flat_map(|forms| forms.split('|')) {
        assert_eq!(parse_day(form), Ok(ymd(2022, 3, 31)), "{form}");
    }
}

#[test]
fn what_is_no_day_says_why() {
    let cases = [
        (BadDay::Empty, "|　 "),
        (BadDay::NotADate, "明天|-|44651|2022-03/31|2022 03 31|2022-1 2-03|年2022月3日31|3月31日|2022-003-31"),
        (BadDay::NotADate, "220331|22|2022-03-31T08:30|2022-03-31-|12022-03-31|2022年3月31日号|二〇二二年"),
        (BadDay::Impossible, "2025-02-30|2022-13-01|2022年0月1日|20220230|2022-13|2022-00"),
        (BadDay::TwoDigitYear, "22-03-31|22年3月31日|8/1/22|22年"),
        (BadDay::NotAYearFirst, "8/1/2022|1.8.2022|31-12-2022|3/2022"),
        (BadDay::YearRange, "1899-12-31|2200-01-01|00220331"),
        (BadDay::NeedsDay, "2022|2022-03|2022年3月|2022年"),
    ];
    for (why, texts) in cases {
        for text in texts.split('|') {
            assert_eq!(parse_day(text), Err(why), "{text:?}");
        }
    }
}

#[test]
fn a_due_day_is_as_precise_as_it_was_typed() {
    let cases = [
        ("2022-03-31 2022年3月31日", "2022-03-31", ymd(2022, 3, 31), ymd(2022, 3, 31)),
        ("2022-03 2022/3 2022年3月 ２０２２年３月 2022.03 2022.3", "2022-03", ymd(2022, 3, 1), ymd(2022, 3, 31)),
        ("2022.10 2022-10", "2022-10", ymd(2022, 10, 1), ymd(2022, 10, 31)),
        ("2024-02", "2024-02", ymd(2024, 2, 1), ymd(2024, 2, 29)),
        ("2022 2022年 ２０２２年", "2022", ymd(2022, 1, 1), ymd(2022, 12, 31)),
    ];
    for (texts, printed, first, last) in cases {
        for due in texts.split(' ').map(|text| parse_due(text).expect(text)) {
            assert_eq!((due.to_string().as_str(), due.first(), due.last), (printed, first, last));
        }
    }
    assert_eq!(parse_due("2022.1"), Err(BadDay::NotADate));
    assert_eq!(parse_due("22年3月"), Err(BadDay::TwoDigitYear));
}

#[test]
fn every_form_of_an_instant_is_read() {
    let cases = [
        ("2022-09-01T01:00:00Z", "2022-09-01T09:00:00.000+08:00"),
        ("2022-09-01T09:00:00.1239+08:00", "2022-09-01T09:00:00.123+08:00"),
        ("2022-09-01T09:00+08:00", "2022-09-01T09:00:00.000+08:00"),
        ("2022-09-01T01:00Z", "2022-09-01T09:00:00.000+08:00"),
        ("2022-09-01 08:30", "2022-09-01T08:30:00.000+08:00"),
        ("2022-09-01T08:30:15", "2022-09-01T08:30:15.000+08:00"),
        ("2022-09-01T08:30:15.25", "2022-09-01T08:30:15.250+08:00"),
        ("2022年9月1日 8：30", "2022-09-01T08:30:00.000+08:00"),
        ("2022年9月1日8:30", "2022-09-01T08:30:00.000+08:00"),
        ("2022-09-01", "2022-09-01T23:59:59.999+08:00"),
        ("2021-12-31T20:00:00-05:00", "2022-01-01T09:00:00.000+08:00"),
    ];
    for (text, printed) in cases {
        assert_eq!(parse_instant(text).map(instant_text).as_deref(), Ok(printed), "{text}");
    }
}

#[test]
fn what_is_no_instant_says_why() {
    let cases = [
        (BadDay::Empty, "| "),
        (BadDay::NeedsDay, "2022-09|2022-09 08:30"),
        (BadDay::Impossible, "2022-09-01 24:00|2022-09-01 08:60|2022-02-30T08:00:00Z|2022-09-01T25:00:00Z"),
        (BadDay::Impossible, "2022-06-30T23:59:60Z|2022-09-01 08:30:60"),
        (
            BadDay::NotADate,
            "2022-09-01 8|08:30|2022-09-01-08:30|2022-09-01 08:30 pm|:|2022-09-01 8:3|2022-09-01 08: 30|2022-09-01 :30|2022-09-01T08:30:00+0",
        ),
        (BadDay::TwoDigitYear, "22-09-01 08:30"),
        (BadDay::YearRange, "2200-01-01T00:00:00Z|2199-12-31T20:00:00Z"),
    ];
    for (why, texts) in cases {
        for text in texts.split('|') {
            assert_eq!(parse_instant(text), Err(why), "{text:?}");
        }
    }
}

#[test]
fn all_days_begin_in_year_one() {
    assert_eq!(ALL_DAYS.to_string(), "0001-01-01");
}

#[test]
fn a_precision_has_its_code() {
    for precision in [Precision::Day, Precision::Month, Precision::Year] {
        assert_eq!(Precision::from_code(precision.code()), Some(precision));
    }
    assert_eq!(Precision::from_code("week"), None);
}

fn any_day() -> impl Strategy<Value = Day> {
    let first = ymd(1900, 1, 1);
    (0..=109_571_u64).prop_map(move |n| first + chrono::Days::new(n))
}

proptest! {
    #[test]
    fn a_day_survives_every_form(day in any_day()) {
        for form in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%-m.%-d", "%Y%m%d", "%Y年%-m月%-d日"] {
            prop_assert_eq!(parse_day(&day.format(form).to_string()), Ok(day));
        }
    }

    #[test]
    fn a_due_day_survives_printing(day in any_day()) {
        let stored = DayText::of(day);
        prop_assert_eq!(stored.as_str(), day.to_string());
        for precision in [Precision::Day, Precision::Month, Precision::Year] {
            let typed = DueDay { last: day, precision }.to_string();
            let due = parse_due(&typed).expect("printed by us");
            prop_assert_eq!((due.precision, due.to_string()), (precision, typed));
            prop_assert!(due.first() <= day && day <= due.last);
        }
    }

    #[test]
    fn an_instant_survives_printing(day in any_day(), ms in 0..86_400_000_i64) {
        let start = china().from_local_datetime(&day.and_time(NaiveTime::MIN)).single().expect("no gaps");
        let instant = start + chrono::TimeDelta::milliseconds(ms);
        prop_assert_eq!(parse_instant(&instant_text(instant)), Ok(instant));
        prop_assert_eq!(parse_instant(&instant_text(instant).replace("+08:00", "")), Ok(instant));
    }

    #[test]
    fn no_text_makes_it_panic(text in ".*", near in "[0-9０-９ 　年月日号/.:TZ+-]{0,24}") {
        for text in [text, near] {
            let _ = (parse_day(&text), parse_due(&text), parse_instant(&text));
        }
    }
}

#[test]
fn a_year_is_read_where_a_year_is_asked_for() {
    assert_eq!(["2022", "２０２２年"].map(parse_year), [Ok(2022); 2]);
    assert_eq!(["2022-01", "2022-01-31"].map(parse_year), [Err(BadDay::NotADate); 2]);
    assert_eq!(["22年", "1899"].map(parse_year), [Err(BadDay::TwoDigitYear), Err(BadDay::YearRange)]);
}

#[test]
fn a_stored_day_is_read_in_its_one_form() {
    assert_eq!(parse_stored_day("2022-03-31"), Some(ymd(2022, 3, 31)));
    assert_eq!(parse_stored_day(&ALL_DAYS.to_string()), Some(ALL_DAYS));
    for text in ["2022-3-31", "2022/03/31", "2022-02-30", "2022-03-31 ", "２022-03-3", "+022-03-31", ""] {
        assert_eq!(parse_stored_day(text), None, "{text:?}");
    }
}

#[test]
fn a_day_alone_means_the_moment_that_is_asked_for() {
    let read = |text: &str, day_means| parse_instant_from(text, day_means).map(instant_text);
    let all = [DayTime::Start, DayTime::Morning, DayTime::End].map(|day_means| read("2022-09-01", day_means));
    let moments = ["00:00:00.000", "09:00:00.000", "23:59:59.999"];
    assert_eq!(all, moments.map(|time| Ok(format!("2022-09-01T{time}+08:00"))));
    assert_eq!(read("2022-09-01 08:30", DayTime::Start), read("2022-09-01 08:30", DayTime::End));
    assert_eq!(read("2022-09", DayTime::Start), Err(BadDay::NeedsDay));
}
