use super::BadQuantity::{Empty, Grouping, Negative, NoUnit, TooFine, TooLarge};
use super::Dimension::{Area, Land, Money, Percent};
use super::*;
use proptest::prelude::*;
use proptest::sample::select;

const PIECES: Dimension = Dimension::PIECES;

#[test]
fn every_unit_is_read() {
    let cases = [
        (Money, 12_000_000_000, "1.2亿 1.2亿元 12000万 12,000万元 1,2000万 12千万 12千万元 120百万"),
        (Money, 12_000_000_000, "120百万元 120000千元 ¥120,000,000元 ￥１．２亿 1.2（亿元）"),
        (Money, 925_069_711, "925.069711万 925.0697110万元 9,250,697.11(元) ９２５．０６９７１１万元"),
        (Area, 345_000_000, "345万平方米 345万㎡ 345万m² 345万M2 345万平米 345万平方 345万平"),
        (Area, 345_000_000, "345公顷 3.45平方公里 3.45平方千米 3.45km² 3.45KM2 3450000㎡"),
        (Area, 150, "1.5平方米 1.5㎡ 1.5m² 1.5m2 1.5ｍ２ 1.5平米 1.5平方 1.50平"),
        (Land, 1_234_500, "12345亩 1.2345万亩 1,2345亩 12,345.00亩"),
        (PIECES, 15_000, "15000 15,000户 1.5万户 15000个 15000.0所 1,5000套"),
        (Percent, 4_000, "40% 40.00% ４０％ 40(%) 40（％）"),
    ];
    for (dimension, value, forms) in cases {
        for form in forms.split(' ') {
            let read = [form, &format!("　 {form}　")].map(|text| parse(text, dimension));
            assert_eq!(read, [Ok(value), Ok(value)], "{form}");
        }
    }
    assert_eq!(parse("1.2 亿 元", Money), Ok(12_000_000_000));
    for dimension in Dimension::ALL {
        assert_eq!(["0", "0.00", "０"].map(|zero| parse(zero, dimension)), [Ok(0), Ok(0), Ok(0)]);
    }
}

#[test]
fn what_is_no_quantity_says_why() {
    let cases = [
        (Money, Empty, "|　"),
        (Money, NoUnit, "1200|¥1200|1,200.5"),
        (Area, NoUnit, "12|12.5"),
        (Percent, NoUnit, "40|0.4"),
        (Money, Negative, "-5万|－５万|¥-5|- 5万|−3"),
        (Money, TooFine, "0.001元|1.2345678万|0.100001千元"),
        (PIECES, TooFine, "1.5|1.5户|1.23456万户"),
        (Percent, TooFine, "40.005%"),
        (Money, TooLarge, "900001亿|99999999999999999999999999元"),
        (Money, Grouping, "12,34万|1,234,5678万|1234,567万|1,234,万|1.234,567万|0,125万|1,,234万"),
    ];
    for (dimension, why, texts) in cases {
        for text in texts.split('|') {
            assert_eq!(parse(text, dimension), Err(why.clone()), "{text:?}");
        }
    }
}

#[test]
fn a_wrong_unit_is_named() {
    let money = [("5亩", "亩"), ("40%", "%"), ("5美元", "美元"), ("5（美元）", "美元"), ("5M2", "m2")];
    let others = [(Area, "5万", "万"), (Area, "¥5", "¥"), (PIECES, "5万", "万"), (Percent, "5个", "个")];
    for (dimension, text, unit) in money.map(|(text, unit)| (Money, text, unit)).into_iter().chain(others) {
        assert_eq!(parse(text, dimension), Err(BadQuantity::WrongUnit { unit: unit.to_owned() }));
    }
}

/// Every name of every unit, with what it measures.
fn every_unit() -> impl Iterator<Item = (Dimension, &'static str)> {
    UNITS.iter().flat_map(|(of, _, names)| names.iter().map(|name| (*of, *name)))
}

#[test]
fn a_bare_number_counts_in_the_unit_of_its_heading_whatever_it_measures() {
    for dimension in Dimension::ALL {
        for (of, unit) in every_unit() {
            for text in ["3", "1,200", "１２", " 7 ", "120000", "0"] {
                let under = parse_under(text, dimension, Some(unit));
                let wrong = || Err(BadQuantity::WrongUnit { unit: unit.to_owned() });
                let with_it = if of == dimension { parse(&format!("{text}{unit}"), dimension) } else { wrong() };
                assert_eq!(under, with_it, "{text:?} under {unit}");
                assert!(of != dimension || under.is_ok());
            }
        }
        let unknown = Err(BadQuantity::WrongUnit { unit: "美元".to_owned() });
        assert_eq!(parse_under("3", dimension, Some("美元")), unknown);
    }
    assert_eq!(parse_under("3", PIECES, Some("万户")), Ok(30_000));
    assert_eq!(parse_under("1.23456", PIECES, Some("万户")), Err(TooFine));
    assert_eq!(parse_under("40户", PIECES, Some("万户")), Ok(40), "its own unit goes first");
    assert_eq!(parse_under("3", PIECES, None), Ok(3));
}

#[test]
fn a_unit_says_what_it_measures() {
    for (of, unit) in every_unit() {
        assert_eq!([unit, &format!("（ {unit}）")].map(measured_in), [Some(of), Some(of)], "{unit}");
    }
    assert_eq!(["", "斤", "万斤", "mu", "人"].map(measured_in), [None; 5]);
    assert_eq!(units_of(Money), ["元", "千元", "万元", "百万元", "千万元", "亿元"]);
    assert_eq!(units_of(PIECES), ["户", "万户"]);
}

#[test]
fn a_slip_is_pointed_at() {
    // the sign at fault is the first of those after the arrow
    let digits = "12→O0万|　１２→Ｏ0万|1→e5元|5万→O|1万→2千|1.2→.3万|→.5万|5→.万|→,123万|1→ 200万|1200→w";
    let others = "→约5万|→万元|→百分之40|→(1200)|5→()|5→(万元|5(→USD)|→-|-→-5万|→+5万";
    for case in digits.split('|').chain(others.split('|')) {
        let (before, after) = case.split_once('→').expect("an arrow");
        let (at, found) = (before.chars().count() + 1, after.chars().next().expect("a sign"));
        let got = parse(&case.replace('→', ""), Money);
        assert_eq!(got, Err(BadQuantity::NotANumber { at, found }), "{case:?}");
    }
}

#[test]
fn printing_is_exact_or_rounded_once() {
    assert_eq!(exact(925_069_711_i64, Scale::WanYuan), "925.069711");
    assert_eq!(exact_grouped(1_234_567_050_i64, Scale::Yuan), "12,345,670.5");
    assert_eq!(exact(-5, Scale::YiYuan), "-0.0000000005");
    assert_eq!([exact(0, Scale::YiYuan), exact(4000, Scale::PercentPoint)], ["0", "40"]);
    assert_eq!(rounded(42_354_821_234_i64, Scale::WanYuan, 2), "42,354.82");
    assert_eq!(rounded_plain(42_354_821_234_i64, Scale::MillionYuan, 2), "423.55");
    let halves = [5_000, 4_999, -5_000, -4_999].map(|fen| rounded(fen, Scale::WanYuan, 2));
    assert_eq!(halves, ["0.01", "0.00", "-0.01", "0.00"]);
    assert_eq!(rounded(99_999_950_i64, Scale::Yuan, 0), "1,000,000");
    assert_eq!([rounded(7, Scale::One, 2), rounded(7, Scale::Mu, 3)], ["7.00", "0.070"]);
    assert_eq!(exact(i64::MIN, Scale::Yuan), "-92233720368547758.08");
    assert_eq!(rounded(i64::MAX, Scale::YiYuan, 0), "922,337,204");
}

#[test]
fn amounts_are_typed_as_people_type_them() {
    assert_eq!(typed(2_100_000_000, Money), "2100万");
    let areas = [345_000_000, 34_500, 1_000_100].map(|value| typed(value, Area));
    assert_eq!(areas, ["345万平方米", "345平方米", "10001平方米"]);
    assert_eq!([typed(150, Land), typed(917, PIECES), typed(4_050, Percent)], ["1.5亩", "917", "40.5%"]);
}

#[test]
fn a_dimension_has_its_code() {
    assert_eq!(Dimension::ALL.map(|each| Dimension::from_code(each.code())), Dimension::ALL.map(Some));
    assert_eq!(Dimension::from_code("weight"), None);
}

/// Small values as often as large ones.
fn any_value() -> impl Strategy<Value = i64> {
    prop_oneof![0..1_000_i64, 0..100_000_000_i64, 0..=LARGEST, (0..900_000_i64).prop_map(|wan| wan * 10_000)]
}

fn full_width(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}

/// Grouped at every third or fourth digit of the whole part.
fn regrouped(plain: &str, size: usize) -> String {
    let whole = plain.find('.').unwrap_or(plain.len());
    let comma = |i: usize| i > 0 && i < whole && (whole - i).is_multiple_of(size);
    plain.char_indices().flat_map(|(i, c)| comma(i).then_some(',').into_iter().chain([c])).collect()
}

proptest! {
    /// Of so many equal amounts; what is printed is the whole number in the unit, digit by digit.
    #[test]
    fn a_sum_prints_every_digit(works in 1..1_000_000_i128, each in -i128::from(LARGEST)..=i128::from(LARGEST)) {
        let sum: Amount = works * each;
        let printed = exact(sum, Scale::WanYuan);
        let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
        let digits = format!("{whole}{fraction:0<6}");
        prop_assert_eq!(digits.parse::<i128>().expect("a number"), sum);
        prop_assert_eq!(exact_grouped(sum, Scale::WanYuan).replace(',', ""), printed);
    }

    #[test]
    fn a_plain_number_under_its_unit_is_read_as_with_it(text in "[0-9]{1,18}([.][0-9]{0,8})?") {
        for (dimension, unit) in every_unit() {
            prop_assert_eq!(parse_under(&text, dimension, Some(unit)), parse(&format!("{text}{unit}"), dimension));
        }
    }

    #[test]
    fn what_is_typed_is_read(value in any_value(), dimension in select(&Dimension::ALL)) {
        let text = typed(value, dimension);
        let read = [parse(&text, dimension), parse(&full_width(&text), dimension)];
        prop_assert_eq!(read, [Ok(value), Ok(value)]);
    }

    #[test]
    fn what_is_printed_is_read(value in any_value()) {
        use Scale::{MillionYuan, WanYuan, YiYuan, Yuan};
        for (scale, unit) in [(Yuan, "元"), (WanYuan, "万元"), (MillionYuan, "百万元"), (YiYuan, "亿元")] {
            let plain = exact(value, scale);
            let by_four = regrouped(&plain, 4);
            let forms = [exact_grouped(value, scale), full_width(&by_four), by_four, regrouped(&plain, 3), plain];
            for form in forms {
                prop_assert_eq!(parse(&(form + unit), Money), Ok(value));
            }
        }
    }

    #[test]
    fn rounding_is_off_by_half_a_step_at_most(value in -LARGEST..=LARGEST, decimals in 0..7_u32) {
        let text = rounded_plain(value, Scale::WanYuan, decimals);
        let step = 10_i64.pow(6 - decimals);
        let read = parse(&(text.trim_start_matches('-').to_owned() + "万"), Money).expect("printed by us");
        prop_assert!((read - value.abs()).abs() * 2 <= step && read % step == 0);
        prop_assert_eq!(text.starts_with('-'), value < 0 && read > 0);
    }

    #[test]
    fn no_text_makes_it_panic(
        text in ".*|[0-9０-９,，.．¥￥万元亿㎡²%％ 　()（）－户O]{0,24}",
        dimension in select(&Dimension::ALL),
    ) {
        match parse(&text, dimension) {
            Ok(value) => prop_assert!((0..=LARGEST).contains(&value)),
            Err(BadQuantity::NotANumber { at, found }) => prop_assert_eq!(text.chars().nth(at - 1), Some(found)),
            Err(_) => {}
        }
    }
}
