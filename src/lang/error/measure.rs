//! The words about measures that cannot be: their names, units, decimals, totals and steps.

use super::{Message, StatedAt, say, shown, told};
use crate::domain::catalog::Named;
use crate::domain::quantity::{Dimension, MOST_DECIMALS};
use crate::domain::word::ShareClash;
use crate::error::MeasureError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, place: StatedAt, why: &MeasureError) -> Message {
    match why {
        MeasureError::Taken { word, measure: Some(measure) } => told! { lang,
            word = shown(word), name = lang.name(measure), code = &measure.code;
            "`{word}` 已是指标{name} `{code}` 的名称", "`{word}` is the name of the measure {name}, `{code}`, already";
            "换一个名称；若要改那个指标：`haishu-proj measure edit {code}`；用 `haishu-proj measure list` 查看",
            "take another name; to change that measure: `haishu-proj measure edit {code}`; see `haishu-proj measure list`" },
        MeasureError::Taken { word, measure: None } => told! { lang, word = shown(word);
            "`{word}` 已是台账里另一项的名称", "`{word}` is the name of something else in the register already";
            "换一个名称；用 `haishu-proj measure list` 和 `haishu-proj list --help` 查看已有的",
            "take another name; see those there are with `haishu-proj measure list` and `haishu-proj list --help`" },
        MeasureError::Code { value } => told! { lang, value = shown(value);
            "`{value}` 不能作指标的代码", "`{value}` cannot be the code of a measure";
            "代码由小写字母、数字、下划线组成，以字母开头，最长40个，例如 `--code length_built`",
            "a code is of small letters, digits and underscores, begins with a letter and has 40 at most, like `--code length_built`" },
        MeasureError::Sign { value, sign } => told! { lang, value = shown(value);
            "名称 `{value}` 里不能有 `{sign}`", "the name `{value}` cannot have `{sign}` in it";
            "名称作表头，括号里只写单位；单位用 `--unit` 写明",
            "the name heads columns, where brackets hold the unit; state the unit with `--unit`" },
        MeasureError::Unit { value } => told! { lang, value = shown(value);
            "`{value}` 不是单位", "`{value}` is no unit";
            "单位是写在数后面的词，例如 `--unit 公里`、`--unit 座`、`--unit 万元`",
            "a unit is the word behind a number, like `--unit 公里`, `--unit 座` or `--unit 万元`" },
        MeasureError::Decimals { value } => told! { lang, value = shown(value);
            "小数位 `{value}` 不在0至{MOST_DECIMALS}之间", "decimals `{value}` are not from 0 to {MOST_DECIMALS}";
            "写成 `--decimals 2` 这样；整数写 `--decimals 0`", "write it like `--decimals 2`; `--decimals 0` for whole numbers" },
        MeasureError::FixedUnit { dimension } => told! { lang, unit = lang.unit(*dimension);
            "以{unit}计的指标，小数位和英文单位是固定的", "a measure in {unit} has its decimals and its English unit already";
            "去掉 `--decimals` 和 `--unit-en`", "leave out `--decimals` and `--unit-en`" },
        MeasureError::NothingKnown => told! { lang;
            "只登记总量的指标要写明总量的名称", "a measure of which only the total is stated needs a name for that total";
            "加 `--total 名称`，例如 `--total 总户数`", "add `--total NAME`, such as `--total 总户数`" },
        MeasureError::NoTotal => told! { lang;
            "这个指标没有总量，不能给总量起英文名", "the measure has no total to give an English name to";
            "先给总量起名：`--total 名称`", "name the total first: `--total NAME`" },
        MeasureError::Share { measure, whole, why } => share(lang, lang.name(measure), whole, *why),
        MeasureError::Step { value } => told! { lang, value = shown(value);
            "环节 `{value}` 不是第几步", "`{value}` is no number of a step";
            "写第几步，从1起，例如 `--step 1`", "write which step it is, from 1, like `--step 1`" },
        MeasureError::StepTaken { whole, step, free } => told! { lang, whole = lang.name(whole);
            "{whole}的第{step}个环节已是另一个指标", "step {step} of {whole} is another measure already";
            "写 `--step {free}`；用 `haishu-proj measure list` 查看各环节",
            "write `--step {free}`; see the steps with `haishu-proj measure list`" },
        MeasureError::StrayStep { measure } => told! { lang, name = lang.name(measure);
            "{name}不是哪个总量的一部分，或不填报累计值，不能作环节",
            "{name} is a share of no total, or no return carries it: it cannot be a step";
            "用 `--share-of 指标` 写明是哪个总量的环节", "say of which total it is a step: `--share-of MEASURE`" },
        MeasureError::UnitOnRecord { measure, was, is, values, first } => told! { lang,
            name = lang.name(measure), was = counted_in(lang, *was), is = counted_in(lang, *is),
            of = &first.of, change = first.change;
            "{name}已有{values}个数按{was}记录（最早在第{change}号变更：{of}），不能改为{is}",
            "{name} has values on record in {was} ({values} of them, the first of {of} in change {change}): it cannot become {is}";
            "另立一个指标：`haishu-proj measure add 名称 --unit 单位`；或先撤销那些变更：`haishu-proj undo {change} --reason 原因`",
            "state another measure: `haishu-proj measure add NAME --unit UNIT`; or undo those changes first: `haishu-proj undo {change} --reason WHY`" },
        MeasureError::FinerOnRecord { measure, was, is, value } => told! { lang,
            name = lang.name(measure), is = counted_in(lang, *is), amount = lang.amount(value.value, *was),
            of = &value.of, change = value.change;
            "{name}不能改为{is}：{of}已记录{amount}（第{change}号变更）",
            "{name} cannot become {is}: {amount} is on record of {of} (change {change})";
            "留够小数位，或先更正那个数", "leave it the decimals it needs, or correct that value first" },
    }
    .at(place)
}

impl Message {
    /// A sheet has no flags: only what is wrong is told there.
    fn at(mut self, place: StatedAt) -> Self {
        match place {
            StatedAt::Cell => self.hints.clear(),
            StatedAt::Flag(_) | StatedAt::Command => {}
        }
        self
    }
}

#[rustfmt::skip::macros(say, told)]
fn share(lang: Lang, name: &str, whole: &Named, why: ShareClash) -> Message {
    let (code, whole) = (&whole.code, lang.name(whole));
    match why {
        ShareClash::NoTotal => told! { lang;
            "{whole}没有总量，{name}不能是它的一部分", "{whole} has no total for {name} to be a share of";
            "先给它总量：`haishu-proj measure edit {code} --total 名称`；用 `haishu-proj measure list` 查看哪些有",
            "give it one first: `haishu-proj measure edit {code} --total NAME`; see which have one with `haishu-proj measure list`" },
        ShareClash::OwnTotal => told! { lang;
            "{name}有自己的总量，不能又是{whole}总量的一部分", "{name} has a total of its own and cannot be a share of that of {whole} too";
            "`--total` 和 `--share-of` 只留一个", "keep one of `--total` and `--share-of`" },
        ShareClash::OtherUnit => told! { lang;
            "{name}和{whole}单位不同，不能是它总量的一部分", "{name} and {whole} are not counted in one unit: it cannot be a share of that total";
            "单位和有无小数都要相同：写一样的 `--unit` 和 `--decimals`",
            "both want the same unit, and both decimals or none: write the same `--unit` and `--decimals`" },
    }
}

/// 公里（2位小数）
#[rustfmt::skip::macros(say)]
fn counted_in(lang: Lang, dimension: Dimension) -> String {
    let unit = lang.unit(dimension);
    match dimension {
        Dimension::Count(counting) => {
            let unit = if unit.is_empty() { counting.zh.to_string() } else { unit };
            match counting.decimals {
                0 => say!(lang, "{unit}（整数）", "whole {unit}"),
                1 => say!(lang, "{unit}（1位小数）", "{unit} with one decimal"),
                decimals => say!(lang, "{unit}（{decimals}位小数）", "{unit} with {decimals} decimals"),
            }
        }
        Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => unit,
    }
}
