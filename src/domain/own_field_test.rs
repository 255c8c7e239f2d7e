use super::*;

fn field(holds: OwnHolds) -> OwnField {
    OwnField { code: "field_1".to_owned(), label: Label::default(), holds, category: None }
}

fn kilometres(decimals: u8) -> OwnField {
    field(OwnHolds::Number { decimals, unit: Some("公里".to_owned()) })
}

#[test]
fn a_number_is_kept_exactly() {
    let cases = [
        ("12.5", "12.5", "12.50"),
        ("12.50公里", "12.5", "12.50"),
        (" １，２００．２５ 公里 ", "1200.25", "1,200.25"),
        ("0", "0", "0.00"),
        ("1,234,567", "1234567", "1,234,567.00"),
    ];
    for (typed, kept, shown) in cases {
        assert_eq!(kilometres(2).canonical(typed).as_deref(), Ok(kept), "{typed}");
        let number = Decimal::parse(kept, 2).expect(kept);
        assert_eq!(number.grouped(), shown);
        assert!(kilometres(2).takes(kept));
        assert_eq!(kilometres(4).value(kept), OwnValue::Number(Decimal::parse(kept, 4).expect(kept)));
    }
}

#[test]
fn what_is_no_number_is_told() {
    let bad = |typed: &str| kilometres(2).canonical(typed).expect_err(typed);
    assert_eq!(bad("12.345"), BadOwn::TooFine);
    assert_eq!(bad("-1"), BadOwn::Negative);
    assert_eq!(bad("-x"), BadOwn::NotANumber);
    assert_eq!(bad("1,23"), BadOwn::NotANumber);
    assert_eq!(bad("12米"), BadOwn::NotANumber);
    assert_eq!(bad("1e3"), BadOwn::NotANumber);
    assert_eq!(bad("999999999999"), BadOwn::TooLarge);
    assert_eq!(bad(""), BadOwn::NotANumber);
    assert_eq!(bad("."), BadOwn::NotANumber);
    assert!(!kilometres(0).takes("12.5"), "on record, but no longer taken");
}

#[test]
fn a_choice_is_one_of_them_however_it_is_typed() {
    let funds = field(OwnHolds::Choice(vec!["财政".to_owned(), "专项债（一般）".to_owned()]));
    assert_eq!(funds.canonical("专项债(一般)").as_deref(), Ok("专项债（一般）"));
    assert_eq!(funds.canonical("自筹"), Err(BadOwn::NoChoice));
    assert!(!funds.takes("专项债(一般)"));
}

#[test]
fn a_date_is_a_day_there_is() {
    let date = field(OwnHolds::Date);
    assert_eq!(date.canonical("2022年3月31日").as_deref(), Ok("2022-03-31"));
    assert_eq!(date.canonical("2022-02-30"), Err(BadOwn::Day(BadDay::Impossible)));
}
