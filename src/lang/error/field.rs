//! The words about the fields of an office's own.

use super::{Message, StatedAt, fault, listed, say, shown, told};
use crate::domain::catalog::Named;
use crate::domain::own_field::{BadOwn, MOST_DECIMALS, OwnField, OwnHolds};
use crate::error::FieldError;
use crate::lang::Lang;
use crate::lang::word::word;
use crate::report::word::own_kind_word;

/// So many codes of works are told.
const LISTED: usize = 5;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, place: StatedAt, why: &FieldError) -> Message {
    match why {
        FieldError::Unknown { word, is_duty: false, known } => {
            let message = told!(lang, word = shown(word); "找不到字段 `{word}`", "no field `{word}`");
            message.hint(known_fields(lang, known).unwrap_or_else(|| say! { lang,
                "还没有自有字段；先设一个：`haishu-proj field add 名称 --kind text`",
                "there is no field of your own yet; add one: `haishu-proj field add NAME --kind text`" }))
        }
        FieldError::Unknown { word, is_duty: true, known } => {
            let message = told! { lang, word = shown(word);
                "没有名为 `{word}` 的领导分工", "there is no duty `{word}` of a leader";
                "先设一个：`haishu-proj field add {word} --kind person`；责任领导直接写姓名",
                "add it: `haishu-proj field add {word} --kind person`; of the leader in charge write the name alone" };
            message.hint_if(known_fields(lang, known))
        }
        FieldError::NoPair { value } => told! { lang, value = shown(value);
            "`--field` 的 `{value}` 没有写成“字段=内容”", "`{value}` for `--field` is not of the form FIELD=VALUE";
            "请写成 `--field 资金来源=专项债` 这样；清空写 `--field 资金来源=`",
            "write it like `--field Funds=bonds`; `--field Funds=` empties it" },
        FieldError::TooMany { most } => told! { lang;
            "自有字段已有{most}个，不能再加", "there are {most} fields of your own already, and no more can be added";
            "把不用的改作他用：`haishu-proj field edit 名称 --name 新名称`；用 `haishu-proj field list` 查看",
            "make another of one that is not used: `haishu-proj field edit NAME --name NEW`; see `haishu-proj field list`" },
        FieldError::Name { value, sign } => told! { lang, value = shown(value);
            "字段名称 `{value}` 里不能有 `{sign}`", "the name of a field cannot have `{sign}` in it: `{value}`";
            "换一个写法；单位用 `--unit` 写", "write it otherwise; a unit stands behind `--unit`" },
        FieldError::NameTaken { name } => told! { lang, name = shown(name);
            "`{name}` 已经是一个栏目、指标或字段的名称", "`{name}` is what a column, a measure or a field is called already";
            "换一个名称；已有的字段见 `haishu-proj field list`",
            "give another name; for the fields there are see `haishu-proj field list`" },
        FieldError::Key { value } => told! { lang, value = shown(value);
            "标识 `{value}` 不合规：用小写字母开头，只含小写字母、数字和下划线，最多40个",
            "`{value}` is no id: a small letter, then small letters, digits and underscores, 40 at most";
            "请写成 `--key funds` 这样；不写则自动编号", "write it like `--key funds`, or leave it out to be given one" },
        FieldError::KeyTaken { key } => told! { lang;
            "标识 `{key}` 已经用过", "the id `{key}` has been used";
            "换一个，或去掉 `--key` 自动编号", "give another, or leave out `--key` to be given one" },
        FieldError::NotOfKind { flag, kind } => told! { lang, kind = word(lang, own_kind_word(*kind)), code = kind.code();
            "`{flag}` 不用于{kind}字段", "`{flag}` does not go with a field that holds a {kind}";
            "去掉 `{flag}`，或改 `--kind`（现为 {code}）", "leave out `{flag}`, or give another `--kind` than {code}" },
        FieldError::NoChoices => told! { lang;
            "选项字段没有写可选的内容", "a choice has nothing to choose from";
            "加 `--choices '财政,专项债,自筹'`", "add `--choices 'budget,bonds,own funds'`" },
        FieldError::Value { field, value, bad } => value_wrong(lang, place, field, value, *bad),
        FieldError::OtherCategory { field, category, code } => told! { lang,
            field = lang.pick(field), category = lang.name(category);
            "{code}不是{category}项目，没有字段{field}", "{code} is not of the category {category}, which alone has the field {field}";
            "去掉它；若各类项目都要有：`haishu-proj field edit {field} --category -`",
            "leave it out; for all works to have it: `haishu-proj field edit {field} --category -`" },
        FieldError::KindInUse { field, codes } => told! { lang, field = lang.pick(field), works = works(lang, codes);
            "字段{field}已有内容（{works}），不能改类型或单位",
            "works have values in the field {field} ({works}), so neither its kind nor its unit can be changed";
            "另设一个字段：`haishu-proj field add 名称 --kind 类型`",
            "add another field: `haishu-proj field add NAME --kind KIND`" },
        FieldError::ChoiceInUse { field, choice, codes } => told! { lang,
            field = lang.pick(field), choice = shown(choice), works = works(lang, codes);
            "`{choice}` 在字段{field}里用过（{works}），不能去掉",
            "`{choice}` stands in the field {field} of works ({works}), so it cannot be taken away";
            "`--choices` 里把它留下", "keep it in `--choices`" },
        FieldError::DecimalsShrink { field, from, to } => told! { lang, field = lang.pick(field);
            "字段{field}有{from}位小数，不能减为{to}位", "the field {field} has {from} decimals, which cannot become {to}";
            "`--decimals` 写{from}到{MOST_DECIMALS}", "state `--decimals` from {from} to {MOST_DECIMALS}" },
        FieldError::CategoryInUse { field, category, codes } => told! { lang,
            field = lang.pick(field), category = lang.name(category), works = works(lang, codes);
            "不是{category}的项目在字段{field}里已有内容（{works}）",
            "works that are not of the category {category} have values in the field {field} ({works})";
            "先清空它们的，或去掉 `--category`", "empty theirs first, or leave out `--category`" },
    }
}

/// What a field does not take, and what it does.
#[rustfmt::skip::macros(say, told)]
fn value_wrong(lang: Lang, place: StatedAt, field: &OwnField, value: &str, bad: BadOwn) -> Message {
    let (value, label) = (shown(value), lang.pick(&field.label));
    let decimals = match &field.holds {
        OwnHolds::Number { decimals, .. } => *decimals,
        OwnHolds::Text | OwnHolds::Date | OwnHolds::Choice(_) | OwnHolds::Person => 0,
    };
    let message = match bad {
        BadOwn::NotANumber => told!(lang, "{label}的 `{value}` 不是数字", "{label}: `{value}` is no number"),
        BadOwn::Negative => told!(lang, "{label}的 `{value}` 不能为负", "{label}: `{value}` cannot be negative"),
        BadOwn::TooFine => told! { lang;
            "{label}的 `{value}` 过细，最多{decimals}位小数", "{label}: `{value}` has more than {decimals} decimals" },
        BadOwn::TooLarge => told!(lang, "{label}的 `{value}` 过大", "{label}: `{value}` is too large"),
        BadOwn::NoChoice => told!(lang, "{label}没有选项 `{value}`", "{label} has no choice `{value}`"),
        BadOwn::Day(bad) => {
            let said = fault::day(lang, &value, bad);
            told!(lang, "{label}：{said}", "{label}: {said}")
        }
    };
    let example = match (&field.holds, bad) {
        (OwnHolds::Choice(choices), _) => {
            let choices = listed(lang, choices, |choice| shown(choice));
            say!(lang, "可写 {choices}", "one of: {choices}")
        }
        (_, BadOwn::TooFine) => say! { lang,
            "少写几位；要更细，先 `haishu-proj field edit {label} --decimals {MOST_DECIMALS}`",
            "write fewer; to keep more, first `haishu-proj field edit {label} --decimals {MOST_DECIMALS}`" },
        (OwnHolds::Number { unit, .. }, _) => {
            let unit = unit.as_deref().unwrap_or_default();
            say!(lang, "请写成 `12` 这样，单位（{unit}）可以不写", "write it like `12`; its unit ({unit}) may be left out")
        }
        (OwnHolds::Text | OwnHolds::Date | OwnHolds::Person, _) => {
            say!(lang, "请写成 `2022-03-31` 这样", "write it like `2022-03-31`")
        }
    };
    match (place, &field.holds) {
        // a sheet is answered in one line
        (StatedAt::Cell, OwnHolds::Choice(_)) => {
            let text = message.text;
            told!(lang, "{text}；{example}", "{text}; {example}")
        }
        (StatedAt::Cell, _) => message,
        (StatedAt::Flag(_) | StatedAt::Command, _) => message.hint(example),
    }
}

/// Some codes, and how many there are: HS-W-001等3项.
fn works(lang: Lang, codes: &[String]) -> String {
    let (count, some) = (codes.len(), lang.join(&codes[..codes.len().min(LISTED)]));
    if count <= LISTED { some } else { say!(lang, "{some}等{count}项", "{some} and others, {count} in all") }
}

#[rustfmt::skip::macros(say)]
fn known_fields(lang: Lang, known: &[Named]) -> Option<String> {
    let listed = listed(lang, known, |named| {
        let (label, code) = (lang.name(named), &named.code);
        say!(lang, "{label}（{code}）", "{label} ({code})")
    });
    (!known.is_empty()).then(|| say!(lang, "已有的：{listed}", "there are: {listed}"))
}
