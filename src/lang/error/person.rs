//! The words about who may record what.

use super::{Message, argument, quoted, say, shown, told};
use crate::domain::person::Right;
use crate::error::PersonError;
use crate::lang::Lang;
use crate::lang::sentence::named_few;
use crate::lang::word::word;
use crate::report::word::right_word;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &PersonError) -> Message {
    match why {
        PersonError::NotListed { name, listed, may } => {
            let (by, names) = (argument(name), few(lang, listed));
            let keepers = who(lang, may);
            told! { lang, name = shown(name);
                "`{name}` 不在人员名单上，不能录入", "`{name}` is not on the list of people and may record nothing";
                "名单上有{names}；用 `--by 姓名` 写明是谁在录入", "on the list: {names}; say with `--by NAME` who records";
                "要列入名单，请{keepers}：`haishu-proj people add {by}`",
                "to be put on it, ask {keepers}: `haishu-proj people add {by}`" }
        }
        PersonError::NoRight { name, right, may } => no_right(lang, name, *right, may),
        PersonError::OtherUnits { name, code, own, units, may } => {
            let (own, units, may) = (few(lang, own), few(lang, units), who(lang, may));
            told! { lang, name = shown(name), code = shown(code);
                "{code}是{units}的，`{name}` 只填报{own}的项目", "{code} is a work of {units}; `{name}` files for {own}";
                "可以填报它的：{may}；用 `haishu-proj people list` 查看名单",
                "who may file for it: {may}; see the list with `haishu-proj people list`" }
        }
        PersonError::WaitsForReview { name, may } => told! { lang, name = shown(name), may = who(lang, may);
            "填报须经审核，`{name}` 没有审核的权限", "returns wait for review, and `{name}` does not review them";
            "可以审核的：{may}；要改已审核的填报，请提交更正：`haishu-proj update 编号 --corrects N --reason 原因`",
            "who reviews: {may}; to change a return that was accepted submit a correction: \
             `haishu-proj update CODE --corrects N --reason WHY`" },
        PersonError::Exists { name } => told! { lang, given = argument(name), name = shown(name);
            "`{name}` 已在人员名单上", "`{name}` is on the list of people already";
            "要改其单位或权限：`haishu-proj people edit {given}`；同名的另一人，请加单位以示区别",
            "to change units or rights: `haishu-proj people edit {given}`; another person of that name needs a name that tells them apart" },
        PersonError::Unknown { name, listed } => told! { lang, name = shown(name), names = few(lang, listed);
            "人员名单上没有 `{name}`", "`{name}` is not on the list of people";
            "名单上有：{names}；用 `haishu-proj people list` 查看",
            "on it: {names}; see them with `haishu-proj people list`" },
        PersonError::FirstKeeps { name } => told! { lang, given = argument(name), name = shown(name);
            "名单上的第一个人须有管理人员的权限，否则谁也不能再改名单；`{name}` 没有",
            "the first on the list must have the right `people`, or nobody could change it any more; `{name}` has not";
            "加上这一权限：`haishu-proj people add {given} --right people`",
            "add it: `haishu-proj people add {given} --right people`" },
        PersonError::LastKeeper { name } => told! { lang, name = shown(name);
            "`{name}` 是最后一个有管理人员权限的，去掉后谁也不能再改名单",
            "`{name}` is the last with the right `people`; without them nobody could change the list any more";
            "先给别人这一权限：`haishu-proj people edit 姓名 --right people`",
            "give it to somebody else first: `haishu-proj people edit NAME --right people`" },
    }
}

#[rustfmt::skip::macros(told)]
fn no_right(lang: Lang, name: &str, right: Right, may: &[String]) -> Message {
    let (label, code, given) = (word(lang, right_word(right)), right.code(), argument(name));
    told! { lang, name = shown(name), may = who(lang, may);
        "`{name}` 没有{label}的权限（{code}）", "`{name}` has not the right `{code}`";
        "有这一权限的：{may}；要授权：`haishu-proj people edit {given} --right {code}`",
        "who has it: {may}; to give it: `haishu-proj people edit {given} --right {code}`" }
}

/// Names of those who may; or that nobody may.
fn who(lang: Lang, may: &[String]) -> String {
    if may.is_empty() { say!(lang, "无人", "nobody") } else { quoted(lang, may) }
}

/// The first of many names.
fn few(lang: Lang, names: &[String]) -> String {
    if names.is_empty() {
        return say!(lang, "无", "none");
    }
    named_few(lang, &listed_names(names))
}

fn listed_names(names: &[String]) -> Vec<String> {
    names.iter().map(|name| shown(name)).collect()
}
