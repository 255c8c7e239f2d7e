//! The words about names that name nothing, too much or what is there already.

use super::{Message, StatedAt, argument, listed, say, shown, told};
use crate::domain::catalog::Named;
use crate::error::{NameError, WordList};
use crate::lang::Lang;

/// So many candidates are listed, the rest is counted.
const LISTED: usize = 10;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, place: StatedAt, why: &NameError) -> Message {
    match why {
        NameError::UnknownProject { word, near } => match place {
            StatedAt::Flag(_) | StatedAt::Command => unknown_project(lang, word, near),
            StatedAt::Cell => {
                let near: Vec<String> = near.iter().map(|(code, name)| format!("{code} {}", shown(name))).collect();
                close_to_it(lang, unknown_project(lang, word, &[]), &near)
            }
        },
        NameError::AmbiguousProject { word, candidates } => match place {
            StatedAt::Flag(_) | StatedAt::Command => ambiguous(lang, word, candidates),
            StatedAt::Cell => told! { lang, word = shown(word), codes = listed(lang, candidates, |(code, _)| code);
                "`{word}` 可以指{codes}；请在表里写明编号，别处的表加 `--map 表头=编号`",
                "`{word}` may be {codes}; put the code into the sheet, and for somebody else's add `--map HEADING=Code`" },
        },
        NameError::UnknownWord { list, value, candidates } => unknown_word(lang, place, *list, value, candidates),
        NameError::UnknownUnit { value, candidates } => match place {
            StatedAt::Flag(_) | StatedAt::Command => unknown_unit(lang, value, candidates),
            StatedAt::Cell => close_to_it(lang, unknown_unit(lang, value, candidates), candidates),
        },
        NameError::UnknownTag { value, near, known } => unknown_tag(lang, value, near, known),
        NameError::UnknownLeader { value, near, known } => unknown_leader(lang, value, near, known),
        NameError::UnitExists { name } => told! { lang, name = shown(name), word = argument(name);
            "单位 `{name}` 已经登记", "unit `{name}` is registered already";
            "用 `haishu-proj unit list` 查看；若要加别名：`haishu-proj unit alias {word} 别名`",
            "see it with `haishu-proj unit list`; to add another name of it: `haishu-proj unit alias {word} NAME`" },
        NameError::UnitNear { value, near } => unit_near(lang, place, value, near),
        NameError::UnitGone { value, from_day, into } => told! { lang, value = shown(value), into = lang.join(into);
            "单位 `{value}` 自{from_day}起已分设为{into}", "the unit `{value}` was split into {into} on {from_day}";
            "请写其中一个；查看分设以前的数据加 `--as-of` 更早的日期",
            "name one of these; to see what was before add `--as-of` with an earlier day" },
        NameError::UnitSplitInOne { name } => told! { lang, name = shown(name), word = argument(name);
            "`{name}` 要分设，至少写两个 `--into`", "to split `{name}`, give `--into` at least twice";
            "更名：`haishu-proj unit rename {word} 新名称`；并入另一单位：`haishu-proj unit merge {word} 并入的单位`",
            "to rename it: `haishu-proj unit rename {word} NAME`; to make it part of another: \
                `haishu-proj unit merge {word} UNIT`" },
        NameError::UnitNoPart { value, into } => told! { lang, value = shown(value), into = lang.join(into);
            "`{value}` 不在分设后的单位之中", "`{value}` is none of the units that come of it";
            "可写 {into}，或再加一个 `--into`", "one of: {into}; or add it with another `--into`" },
        NameError::NotOfUnit { code, unit } => told! { lang, name = shown(unit), word = argument(unit);
            "{code}自那天起不是`{name}`的项目", "{code} is no work of `{name}` from that day on";
            "去掉这个 `--work`；用 `haishu-proj list --unit {word}` 查看",
            "leave out this `--work`; see its works with `haishu-proj list --unit {word}`" },
        NameError::UnitWorksLeft { name, works, into } => works_left(lang, name, works, into),
        NameError::UnitTwice { name } => {
            let (name, word) = (shown(name), argument(name));
            match place {
                StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                    "责任单位 `{name}` 写了两次", "unit `{name}` is named twice";
                    "只留一个 `--unit {word}`；第一个单位为牵头单位",
                    "keep one `--unit {word}`; the first unit is the lead" },
                StatedAt::Cell => told!(lang, "`{name}` 写了两次", "`{name}` is there twice"),
            }
        }
        NameError::UnitIntoItself { name } => told! { lang, name = shown(name), word = argument(name);
            "单位 `{name}` 不能并入自己", "unit `{name}` cannot be merged into itself";
            "请写另一个单位：`haishu-proj unit merge {word} 并入的单位`",
            "name another unit: `haishu-proj unit merge {word} UNIT`" },
        NameError::CodeUsed { code, name } => told! { lang, name = shown(if name.is_empty() { code } else { name });
            "编号 `{code}` 已经用过（{name}），编号不重复使用",
            "code `{code}` has been used ({name}), and no code is used again";
            "换一个编号，或去掉 `--code` 自动编号；查看用过它的变更：`haishu-proj history {code}`",
            "give another, or leave out `--code` to be given one; see where it was used: `haishu-proj history {code}`" },
    }
}

/// In one line, with what may have been meant.
fn close_to_it(lang: Lang, message: Message, near: &[String]) -> Message {
    if near.is_empty() {
        return message;
    }
    let (text, near) = (message.text, lang.join(near));
    told!(lang, "{text}；相近的有{near}", "{text}; close to it: {near}")
}

#[rustfmt::skip::macros(say, told)]
fn unknown_project(lang: Lang, word: &str, near: &[(String, String)]) -> Message {
    let there = listed(lang, near, |(code, name)| format!("{code} {name}"));
    told! { lang, word = shown(word); "找不到项目 `{word}`", "no project `{word}`" }.hint(if near.is_empty() {
        say!(lang, "用 `haishu-proj list` 查看全部编号", "see all codes with `haishu-proj list`")
    } else {
        say!(lang, "相近的有 {there}；用 `haishu-proj list` 查看全部", "close to it: {there}; see all with `haishu-proj list`")
    })
}

#[rustfmt::skip::macros(say, told)]
fn ambiguous(lang: Lang, word: &str, candidates: &[(String, String)]) -> Message {
    let (shown, word, count) = (shown(word), argument(word), candidates.len());
    let mut text = say!(lang, "`{shown}` 可以指{count}个项目：", "`{shown}` may be any of {count} projects:");
    for (code, name) in candidates.iter().take(LISTED) {
        text += &format!("\n{code} {name}");
    }
    if let Some(rest) = count.checked_sub(LISTED).filter(|rest| *rest > 0) {
        text += &say!(lang, "\n另有{rest}个", "\nand {rest} more");
    }
    let code = candidates.first().map(|(code, _)| code.as_str()).unwrap_or_default();
    Message::new(text).hint(say! { lang, "请写编号，例如 `{code}`；用 `haishu-proj list --match {word}` 查看全部",
        "write the code, for example `{code}`; see all with `haishu-proj list --match {word}`" })
}

#[rustfmt::skip::macros(say, told)]
fn unknown_word(lang: Lang, place: StatedAt, list: WordList, value: &str, candidates: &[Named]) -> Message {
    let ((zh, en, flag, end), value) = (list_of(list), shown(value));
    // a stage stands behind other flags too
    let (flag, end) = match place {
        StatedAt::Flag(own @ ("--rename" | "--synonym")) => (own, ["=新名", "=NAME"]),
        StatedAt::Flag(own) if list == WordList::Stage => (own, end),
        StatedAt::Flag(_) | StatedAt::Command | StatedAt::Cell => (flag, end),
    };
    let message = told!(lang, "找不到{zh} `{value}`", "no {en} `{value}`");
    let Some(first) = candidates.first() else {
        return message.hint(say! { lang, "可写的见 `haishu-proj update --help`、`haishu-proj edit --help`",
            "what can be written is told by `haishu-proj update --help` and `haishu-proj edit --help`" });
    };
    let listed = listed(lang, candidates, |named| labelled(lang, named));
    let by_code = lang == Lang::En
        || matches!(
            list,
            WordList::Measure | WordList::Column | WordList::ClearField | WordList::Rule | WordList::Permit
        );
    let word = argument(if by_code { &first.code } else { lang.name(first) });
    if list == WordList::Permit {
        return message.hint(say!(lang, "可写 {listed}", "one of: {listed}")).hint(
            say! { lang,
            "清单上没有的先加上：`haishu-proj permit checklist 类别 --add {value}`",
            "one that is not on the checklist is added first: `haishu-proj permit checklist CATEGORY --add {value}`" },
        );
    }
    // of two sides either may be wrong
    if list == WordList::Category || matches!(place, StatedAt::Flag(own) if own.starts_with("--stage ")) {
        return message.hint(say!(lang, "可写 {listed}", "one of: {listed}"));
    }
    let end = end[usize::from(lang == Lang::En)];
    message.hint(say! { lang,
        "可写 {listed}；\n例如 `{flag} {word}{end}`", "one of: {listed};\nfor example `{flag} {word}{end}`" })
}

/// What a list of words holds, where one of them is written, and what stands behind it there.
fn list_of(list: WordList) -> (&'static str, &'static str, &'static str, [&'static str; 2]) {
    match list {
        WordList::Category => ("类别", "category", "--category", ["", ""]),
        WordList::Stage => ("阶段", "stage", "--stage", ["", ""]),
        WordList::Phase => ("时期", "phase", "--phase", ["", ""]),
        WordList::Onset => ("建设性质", "onset", "--onset", ["", ""]),
        WordList::Condition => ("状态", "condition", "--condition", ["", ""]),
        WordList::Basis => ("总投资依据", "basis of a total", "--basis", ["", ""]),
        WordList::Measure => ("指标", "measure", "--set", ["=数值", "=VALUE"]),
        WordList::Column => ("列", "column", "--columns", ["", ""]),
        WordList::ClearField => ("可清空的字段", "field to empty", "--clear", ["", ""]),
        WordList::Light => ("亮灯", "light", "--light", ["", ""]),
        WordList::Permit => ("手续", "permit", "", ["", ""]),
        WordList::Rule => ("规则", "rule", "haishu-proj rules set", ["=数值 --reason 原因", "=VALUE --reason WHY"]),
    }
}

/// `开工（started）`, `started (开工)`.
fn labelled(lang: Lang, named: &Named) -> String {
    let Named { code, label } = named;
    match lang {
        _ if label.zh.is_empty() || label.zh == *code => code.clone(),
        Lang::Zh => format!("{}（{code}）", label.zh),
        Lang::En if label.en.eq_ignore_ascii_case(code) => code.clone(),
        Lang::En => format!("{code} ({})", label.en),
    }
}

#[rustfmt::skip::macros(say, told)]
fn unknown_unit(lang: Lang, value: &str, candidates: &[String]) -> Message {
    let (value, word) = (shown(value), argument(value));
    let near = lang.join(candidates);
    let near = (!candidates.is_empty()).then(|| say!(lang, "相近的有 {near}", "close to it: {near}"));
    told!(lang, "找不到责任单位 `{value}`", "no unit `{value}`").hint_if(near).hint(say! { lang,
        "若是新单位，先登记：`haishu-proj unit add {word}`，或在 `add`、`edit` 中加 `--new-unit`；\n\
            用 `haishu-proj unit list` 查看全部单位",
        "if it is a new unit, register it first: `haishu-proj unit add {word}`, or add `--new-unit` to `add` or `edit`;\n\
            see all units with `haishu-proj unit list`" })
}

#[rustfmt::skip::macros(say, told)]
fn unit_near(lang: Lang, place: StatedAt, value: &str, near: &[String]) -> Message {
    let (first, near) = (argument(near.first().map_or("", String::as_str)), lang.join(near));
    let (value, word) = (shown(value), argument(value));
    match place {
        StatedAt::Flag(_) | StatedAt::Command => told! { lang;
            "单位 `{value}` 与已登记的 {near} 相近", "the unit `{value}` is much like {near}, registered already";
            "若是同一单位，记作别名：`haishu-proj unit alias {first} {word}`；\n\
                若确是另一单位，加 `--distinct`；新登记的：`haishu-proj unit add {word} --distinct`",
            "if they are one, note it as an alias: `haishu-proj unit alias {first} {word}`;\n\
                if it is another, add `--distinct`; to register it: `haishu-proj unit add {word} --distinct`" },
        StatedAt::Cell => told! { lang;
            "单位 `{value}` 与 {near} 相近；是同一单位，先运行 `haishu-proj unit alias {first} {word}`；是另一单位，先运行 `haishu-proj unit add {word} --distinct`",
            "the unit `{value}` is much like {near}; if they are one, first `haishu-proj unit alias {first} {word}`; if it is another, first `haishu-proj unit add {word} --distinct`" },
    }
}

/// 区住建局还有2个项目没有写明归哪个单位：HS-W-001 甲河工程、HS-W-002 乙河工程
#[rustfmt::skip::macros(say, told)]
fn works_left(lang: Lang, name: &str, works: &[(String, String)], into: &[String]) -> Message {
    let (name, n, there) = (shown(name), works.len(), listed(lang, works, |(code, name)| format!("{code} {name}")));
    let code = works.first().map_or("", |(code, _)| code.as_str());
    let first = argument(into.first().map_or("", String::as_str));
    told! { lang;
        "没有写明`{name}`的{n}个项目归哪个单位：{there}",
        "it is not said which unit has these works of `{name}` from then on ({n}): {there}";
        "逐项写 `--work {code}={first}`，其余的写 `--rest {first}`",
        "say so one by one, `--work {code}={first}`, and of all others `--rest {first}`" }
}

#[rustfmt::skip::macros(say, told)]
fn unknown_tag(lang: Lang, value: &str, near: &[String], known: &[String]) -> Message {
    let value = shown(value);
    let message = told!(lang, "找不到标签 `{value}`", "no tag `{value}`");
    let hint =
        near_or_all(lang, near, known, |listed| say!(lang, "台账里的标签有 {listed}", "the tags there are: {listed}"));
    message.hint(hint.unwrap_or_else(|| {
        say! { lang, "台账里还没有标签；给项目加上：`haishu-proj edit 编号 --tag 标签`",
        "there are no tags yet; give one to a project: `haishu-proj edit CODE --tag TAG`" }
    }))
}

#[rustfmt::skip::macros(say, told)]
fn unknown_leader(lang: Lang, value: &str, near: &[String], known: &[String]) -> Message {
    let value = shown(value);
    let message = told!(lang, "找不到责任领导 `{value}`", "no leader `{value}`");
    let hint = near_or_all(lang, near, known, |listed| {
        say!(lang, "台账里的责任领导有 {listed}", "the leaders there are: {listed}")
    });
    message.hint(hint.unwrap_or_else(|| {
        say! { lang, "台账里还没有责任领导；给项目写上：`haishu-proj edit 编号 --leader 姓名`",
        "no project has a leader yet; name one: `haishu-proj edit CODE --leader NAME`" }
    }))
}

/// The names close to one, else all there are; `None`: there are none.
fn near_or_all(lang: Lang, near: &[String], known: &[String], all: impl Fn(String) -> String) -> Option<String> {
    let shown_all = |names: &[String]| lang.join(&names.iter().map(|name| shown(name)).collect::<Vec<_>>());
    if !near.is_empty() {
        let near = shown_all(near);
        return Some(say!(lang, "相近的有 {near}", "close to it: {near}"));
    }
    let hint = all(shown_all(&known[..known.len().min(LISTED)]));
    let rest = known.len().saturating_sub(LISTED);
    let hint = if rest == 0 { hint } else { hint + &say!(lang, "，另有{rest}个", " and {rest} more") };
    (!known.is_empty()).then_some(hint)
}
