//! The words of a wrong command line: clap's own errors, lines that contradict themselves, words that name nothing,
//! and places in the tree that are not to be had.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Lang;
use super::error::{Message, argument, say, shown, told, unworded};
use super::word::{self, word};
use crate::domain::catalog::Named;
use crate::domain::fact::Kind;
use crate::error::{Error, What};

/// So many candidates are listed, the rest is counted.
const LISTED: usize = 10;

/// clap's own errors. Its words are kept only where it has said something we have no words for.
pub fn message(lang: Lang, error: &clap::Error) -> Message {
    let usage = Usage::of(error);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument => unknown(lang, error, &usage),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(lang, error),
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            wrong_number(lang, error)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = ticked(lang, &all(error, ContextKind::InvalidArg)).unwrap_or_default();
            told!(lang, "缺少 {missing}", "missing {missing}")
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            takes(lang, told!(lang, "没有写要做什么", "no command given"), &all(error, ContextKind::ValidSubcommand))
        }
        ErrorKind::ArgumentConflict => conflict(lang, error),
        ErrorKind::InvalidUtf8 => {
            told!(lang, "命令行中有不是UTF-8的文字", "the command line holds text that is not UTF-8")
        }
        _ => Message::new(own_words(error)),
    };
    if usage.line.is_none() && !message.hints.is_empty() { message } else { message.hint(usage.hint(lang)) }
}

/// How the command is written, and the command itself: `haishu-proj unit add`.
struct Usage {
    line: Option<String>,
    command: String,
}

impl Usage {
    fn of(error: &clap::Error) -> Self {
        let text = error.get(ContextKind::Usage).map_or_else(|| error.to_string(), ToString::to_string);
        let line = text.lines().find_map(|line| line.trim().strip_prefix("Usage:"));
        let line = line.map(str::trim);
        let is_name = |word: &&str| word.starts_with(|first: char| first.is_ascii_lowercase());
        let command: Vec<&str> = line.unwrap_or_default().split(' ').take_while(is_name).collect();
        Self { line: line.map(shown), command: command.join(" ") }
    }

    fn hint(&self, lang: Lang) -> String {
        let command = &self.command;
        match &self.line {
            Some(line) => {
                say!(
                    lang,
                    "用法：`{line}`；\n说明见 `{command} --help`",
                    "usage: `{line}`;\nmore with `{command} --help`"
                )
            }
            None => say!(lang, "用法见 `haishu-proj 命令 --help`", "see how with `haishu-proj COMMAND --help`"),
        }
    }
}

fn unknown(lang: Lang, error: &clap::Error, usage: &Usage) -> Message {
    let command = &usage.command;
    if error.kind() == ErrorKind::InvalidSubcommand {
        let word = one(error, ContextKind::InvalidSubcommand);
        let message = told!(lang, "没有 `{word}` 这个命令", "there is no command `{word}`");
        let near = all(error, ContextKind::SuggestedSubcommand).into_iter().map(|near| format!("{command} {near}"));
        return meant(lang, message, &near.collect::<Vec<_>>());
    }
    let word = one(error, ContextKind::InvalidArg);
    let message = if word.strip_prefix('-').is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit())) {
        return told!(
            lang,
            "`{word}` 像是负数，数值不能为负",
            "`{word}` looks like a negative number, which no figure can be",
            "减少时请填减少后的数，例如 `--invested 1200万`",
            "where something was taken off, state what is left, for example `--invested 1200万`"
        );
    } else if word.starts_with('-') {
        told!(lang, "没有 `{word}` 这个参数", "there is no flag `{word}`")
    } else {
        told!(lang, "多出了 `{word}`", "`{word}` is one word too many")
    };
    let message = meant(lang, message, &all(error, ContextKind::SuggestedArg));
    message.hint_if(all(error, ContextKind::Suggested).first().map(|tip| suggestion(lang, tip, &word)))
}

fn meant(lang: Lang, message: Message, near: &[String]) -> Message {
    message.hint_if(ticked(lang, near).map(|near| say!(lang, "是不是 {near}？", "did you mean {near}?")))
}

fn takes(lang: Lang, message: Message, possible: &[String]) -> Message {
    message.hint_if(ticked(lang, possible).map(|possible| say!(lang, "可写 {possible}", "it takes {possible}")))
}

/// clap's tips are sentences; the three it has are told by their words.
fn suggestion(lang: Lang, tip: &str, word: &str) -> String {
    if lang == Lang::En {
        return tip.replace('\'', "`");
    }
    match tip.strip_suffix("' exists").and_then(|flag| flag.strip_prefix('\'')) {
        Some(flag) => format!("`{flag}` 有这个参数"),
        None if tip.contains("as a value") => format!("若 `{word}` 本身就是要写的内容，请写 `-- {word}`"),
        None => format!("请去掉 `{word}` 前面的 `--`"),
    }
}

fn bad_value(lang: Lang, error: &clap::Error) -> Message {
    let (flag, value) = (one(error, ContextKind::InvalidArg), one(error, ContextKind::InvalidValue));
    let why = error.source().map(|source| reason(lang, &source.to_string())).unwrap_or_default();
    let message = match value.is_empty() {
        true => told!(lang, "`{flag}` 后面没有写值", "`{flag}` has no value"),
        false => told!(lang, "`{value}` 不能用于 `{flag}`{why}", "`{value}` will not do for `{flag}`{why}"),
    };
    let message = meant(lang, message, &all(error, ContextKind::SuggestedValue));
    takes(lang, message, &all(error, ContextKind::ValidValue))
}

/// Why a number will not do, as the standard library and clap say it; to be added to a phrase.
fn reason(lang: Lang, why: &str) -> String {
    let range = why.split_once(" is not in ").and_then(|(_, range)| range.split_once(".."));
    match range {
        Some((least, _)) if why.ends_with(&i64::MAX.to_string()) => {
            say!(lang, "，最小为{least}", ": the least is {least}")
        }
        Some((least, most)) => say!(lang, "，应在{least}..{most}之内", ": it is to be in {least}..{most}"),
        None if why.contains("invalid digit") => say!(lang, "，应为整数", ": it is to be a whole number"),
        None => format!(": {}", shown(why)),
    }
}

fn wrong_number(lang: Lang, error: &clap::Error) -> Message {
    let (flag, value) = (one(error, ContextKind::InvalidArg), one(error, ContextKind::InvalidValue));
    let (least, most) = (one(error, ContextKind::MinValues), one(error, ContextKind::ExpectedNumValues));
    let given = one(error, ContextKind::ActualNumValues);
    match error.kind() {
        ErrorKind::NoEquals => told!(lang, "`{flag}` 与值之间要有 `=`", "`{flag}` wants a `=` before its value"),
        ErrorKind::TooManyValues => {
            told!(lang, "`{flag}` 的值多出了 `{value}`", "`{value}` is one value too many for `{flag}`")
        }
        ErrorKind::TooFewValues => told!(lang, "`{flag}` 至少要{least}个值", "`{flag}` takes at least {least} values"),
        _ => told!(lang, "`{flag}` 要{most}个值，写了{given}个", "`{flag}` takes {most} values, {given} given"),
    }
}

fn conflict(lang: Lang, error: &clap::Error) -> Message {
    let flag = all(error, ContextKind::InvalidArg).pop().unwrap_or_else(|| one(error, ContextKind::InvalidSubcommand));
    let others = all(error, ContextKind::PriorArg);
    match ticked(lang, &others).filter(|_| others != [flag.as_str()]) {
        None => told!(lang, "`{flag}` 只能写一次", "`{flag}` can be given only once"),
        Some(others) => told!(lang, "`{flag}` 不能与 {others} 同用", "`{flag}` does not go with {others}"),
    }
}

/// The first line of what clap says itself.
fn own_words(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    shown(line.strip_prefix("error: ").unwrap_or(line))
}

fn one(error: &clap::Error, kind: ContextKind) -> String {
    error.get(kind).map(|value| shown(&value.to_string())).unwrap_or_default()
}

fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        None | Some(ContextValue::None) => Vec::new(),
        Some(ContextValue::Strings(values)) => values.iter().map(|value| shown(value)).collect(),
        Some(ContextValue::StyledStrs(values)) => values.iter().map(|value| shown(&value.to_string())).collect(),
        Some(value) => vec![shown(&value.to_string())],
    }
}

/// Each in backticks, joined; `None` of none.
fn ticked(lang: Lang, words: &[String]) -> Option<String> {
    let ticked: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    (!words.is_empty()).then(|| lang.join(&ticked))
}

/// The command line is well formed but says too little or contradicts itself.
pub(super) fn wrong_use(lang: Lang, error: &Error) -> Message {
    match error {
        Error::NoWho => told!(
            lang,
            "不知道是谁在录入",
            "nobody is named as the one who records this",
            "加 `--by 姓名`，或设置环境变量 `HAISHU_PROJ_USER`",
            "add `--by NAME`, or set the environment variable `HAISHU_PROJ_USER`"
        ),
        Error::NothingStated { command } => nothing_stated(lang, command),
        Error::NeedsReason { flag } => {
            told!(lang, "`{flag}` 需要写明原因", "`{flag}` needs a reason", "加 `--reason 原因`", "add `--reason WHY`")
        }
        Error::NeedsMergedInto => told!(
            lang,
            "`--condition merged` 没有写明并入哪个项目",
            "`--condition merged` does not say into which project",
            "请写 `--condition merged --into 编号`",
            "write `--condition merged --into CODE`"
        ),
        Error::StrayMergedInto => told!(
            lang,
            "`--into` 只能与 `--condition merged` 同用",
            "`--into` goes only with `--condition merged`",
            "去掉 `--into`，或写 `--condition merged --into 编号`",
            "leave out `--into`, or write `--condition merged --into CODE`"
        ),
        Error::NoChangeWithChanges => told!(
            lang,
            "`--no-change` 表示没有变化，却又写了变化的内容",
            "`--no-change` says that nothing changed, yet something else is stated",
            "去掉 `--no-change`，或只写 `haishu-proj update 编号 --no-change`",
            "leave out `--no-change`, or write only `haishu-proj update CODE --no-change`"
        ),
        Error::ClearAndSet { field } => {
            let field = shown(field);
            told!(
                lang,
                "`{field}` 既要清空又写了新内容",
                "`{field}` is to be emptied and is stated at the same time",
                "只留一样：去掉 `--clear {field}`，或去掉新内容",
                "keep one of the two: leave out `--clear {field}`, or the new content"
            )
        }
        _ => unworded(error),
    }
}

fn nothing_stated(lang: Lang, command: &str) -> Message {
    let message = told!(
        lang,
        "`{command}` 没有写要记录的内容",
        "`{command}` states nothing to record",
        "用 `haishu-proj {command} --help` 查看可以写什么",
        "see what can be stated with `haishu-proj {command} --help`"
    );
    if command != "update" {
        return message;
    }
    message.hint(say!(
        lang,
        "本期没有变化：`haishu-proj update 编号 --no-change`",
        "for a return without changes: `haishu-proj update CODE --no-change`"
    ))
}

/// A word that names nothing, or too much, or something that is there already.
pub(super) fn name(lang: Lang, error: &Error) -> Message {
    match error {
        Error::UnknownProject { word, near } => unknown_project(lang, word, near),
        Error::AmbiguousProject { word, candidates } => ambiguous(lang, word, candidates),
        Error::UnknownWord { what, value, candidates } => unknown_word(lang, *what, value, candidates),
        Error::UnknownUnit { value, candidates } => unknown_unit(lang, value, candidates),
        Error::UnitExists { name } => {
            let (name, word) = (shown(name), argument(name));
            told!(
                lang,
                "单位 `{name}` 已经登记",
                "unit `{name}` is registered already",
                "用 `haishu-proj unit list` 查看；若要加别名：`haishu-proj unit alias {word} 别名`",
                "see it with `haishu-proj unit list`; to add another name of it: `haishu-proj unit alias {word} NAME`"
            )
        }
        Error::UnitTwice { name } => {
            let (name, word) = (shown(name), argument(name));
            told!(
                lang,
                "责任单位 `{name}` 写了两次",
                "unit `{name}` is named twice",
                "只留一个 `--unit {word}`；第一个单位为牵头单位",
                "keep one `--unit {word}`; the first unit is the lead"
            )
        }
        Error::MergeIntoItself { name } => {
            let (name, word) = (shown(name), argument(name));
            told!(
                lang,
                "单位 `{name}` 不能并入自己",
                "unit `{name}` cannot be merged into itself",
                "请写另一个单位：`haishu-proj unit merge {word} 并入的单位`",
                "name another unit: `haishu-proj unit merge {word} UNIT`"
            )
        }
        Error::CodeUsed { code, name } => {
            let name = if name.is_empty() { code.clone() } else { shown(name) };
            told!(
                lang,
                "编号 `{code}` 已经用过（{name}），编号不重复使用",
                "code `{code}` has been used ({name}), and no code is used again",
                "换一个编号，或去掉 `--code` 自动编号；查看用过它的变更：`haishu-proj history {code}`",
                "give another, or leave out `--code` to be given one; see where it was used: `haishu-proj history {code}`"
            )
        }
        _ => unworded(error),
    }
}

fn unknown_project(lang: Lang, word: &str, near: &[(String, String)]) -> Message {
    let (word, near) = (shown(word), near.iter().map(|(code, name)| format!("{code} {name}")).collect::<Vec<_>>());
    let message = told!(lang, "找不到项目 `{word}`", "no project `{word}`");
    if near.is_empty() {
        return message.hint(say!(lang, "用 `haishu-proj list` 查看全部编号", "see all codes with `haishu-proj list`"));
    }
    let near = lang.join(&near);
    message.hint(say!(
        lang,
        "相近的有 {near}；用 `haishu-proj list` 查看全部",
        "close to it: {near}; see all with `haishu-proj list`"
    ))
}

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
    Message::new(text).hint(say!(
        lang,
        "请写编号，例如 `{code}`；用 `haishu-proj list --match {word}` 查看全部",
        "write the code, for example `{code}`; see all with `haishu-proj list --match {word}`"
    ))
}

fn unknown_word(lang: Lang, what: What, value: &str, candidates: &[Named]) -> Message {
    let ((zh, en, flag), value) = (list_of(what), shown(value));
    let message = told!(lang, "找不到{zh} `{value}`", "no {en} `{value}`");
    let Some(first) = candidates.first() else {
        return message.hint(say!(
            lang,
            "可写的见 `haishu-proj update --help`、`haishu-proj edit --help`",
            "what can be written is told by `haishu-proj update --help` and `haishu-proj edit --help`"
        ));
    };
    let listed = lang.join(&candidates.iter().map(|named| labelled(lang, named)).collect::<Vec<_>>());
    let by_code = lang == Lang::En || matches!(what, What::Measure | What::Column | What::ClearField);
    let word = argument(if by_code { &first.code } else { lang.name(first) });
    let end = if what == What::Measure { say!(lang, "=数值", "=VALUE") } else { String::new() };
    message.hint(say!(
        lang,
        "可写 {listed}；\n例如 `{flag} {word}{end}`",
        "one of: {listed};\nfor example `{flag} {word}{end}`"
    ))
}

/// What a list of words holds, and where one of them is written.
fn list_of(what: What) -> (&'static str, &'static str, &'static str) {
    match what {
        What::Category => ("类别", "category", "haishu-proj list --category"),
        What::Stage => ("阶段", "stage", "--stage"),
        What::Phase => ("时期", "phase", "--phase"),
        What::Condition => ("状态", "condition", "--condition"),
        What::Basis => ("总投资依据", "basis of a total", "--basis"),
        What::Measure => ("指标", "measure", "--set"),
        What::Column => ("列", "column", "--columns"),
        What::ClearField => ("可清空的字段", "field to empty", "--clear"),
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

fn unknown_unit(lang: Lang, value: &str, candidates: &[String]) -> Message {
    let (value, word) = (shown(value), argument(value));
    let near = candidates.first().map(|first| {
        let (near, first) = (lang.join(candidates), argument(first));
        say!(lang, "相近的有 {near}；请写 `--unit {first}`", "close to it: {near}; write `--unit {first}`")
    });
    told!(lang, "找不到责任单位 `{value}`", "no unit `{value}`").hint_if(near).hint(say!(
        lang,
        "若是新单位，加 `--new-unit`，或先登记：`haishu-proj unit add {word}`；\n用 `haishu-proj unit list` 查看全部单位",
        "if it is a new unit, add `--new-unit`, or register it first: `haishu-proj unit add {word}`;\n\
         see all units with `haishu-proj unit list`"
    ))
}

/// A place in the tree that a row cannot have, or figures that are not its own.
pub(super) fn tree(lang: Lang, error: &Error) -> Message {
    match error {
        Error::ParentIsItself { code } => told!(
            lang,
            "{code}不能归到自己之下，也不能并入自己",
            "{code} cannot stand under itself or be merged into itself",
            "请写另一个编号；用 `haishu-proj list` 查看",
            "name another code; see them with `haishu-proj list`"
        ),
        Error::ParentCycle { code, parent } => told!(
            lang,
            "`{parent}` 在{code}之下，不能再作它的上级",
            "`{parent}` stands under {code} and cannot be above it as well",
            "用 `haishu-proj list --parent {code}` 查看其下各行；若要对调，先写 `haishu-proj edit {parent} --clear parent`",
            "see what is under it with `haishu-proj list --parent {code}`; to swap them, first write \
             `haishu-proj edit {parent} --clear parent`"
        ),
        Error::ParentKind { kind, parent, parent_kind } => parent_kind_wrong(lang, *kind, parent, *parent_kind),
        Error::ParentCategory { parent, parent_category, category } => {
            let (theirs, ours, word) = (lang.name(parent_category), lang.name(category), &category.code);
            told!(
                lang,
                "`{parent}` 的类别是{theirs}，不能作{ours}项目的上级",
                "`{parent}` is of category {theirs} and cannot have a row of category {ours} under it",
                "上下级须为同一类别；用 `haishu-proj list --category {word}` 查看可作上级的",
                "both are to be of one category; see what there is with `haishu-proj list --category {word}`"
            )
        }
        Error::LotWithoutParent => told!(
            lang,
            "标段必须属于一个项目",
            "a lot stands under a project",
            "请写所属项目 `--parent 编号`；用 `haishu-proj list --kind project` 查看",
            "name it with `--parent CODE`; see the projects with `haishu-proj list --kind project`"
        ),
        Error::ProgrammeFiles { code } => told!(
            lang,
            "{code}是总项目，不填报",
            "{code} is a programme and files no returns",
            "请填报其下的项目；用 `haishu-proj list --parent {code}` 查看",
            "file for the projects under it; see them with `haishu-proj list --parent {code}`"
        ),
        Error::FiguresFromLots { code } => told!(
            lang,
            "{code}的数据取自标段，本级不填数",
            "{code} takes its figures from its lots and has none of its own",
            "请填报其标段，用 `haishu-proj list --parent {code}` 查看；若改由本级填：`haishu-proj edit {code} --figures own`",
            "file for its lots, see them with `haishu-proj list --parent {code}`; to file for the project itself: \
             `haishu-proj edit {code} --figures own`"
        ),
        Error::LotsHaveNoFigures { code } => told!(
            lang,
            "`--figures` 只用于项目，{code}是总项目或标段",
            "`--figures` is for projects, {code} is a programme or a lot",
            "去掉 `--figures`，或写所属项目的编号；用 `haishu-proj show {code}` 查看",
            "leave out `--figures`, or name the project it belongs to; see it with `haishu-proj show {code}`"
        ),
        _ => unworded(error),
    }
}

fn parent_kind_wrong(lang: Lang, kind: Kind, parent: &str, parent_kind: Kind) -> Message {
    let (row, above) = (word(lang, word::kind(kind)), word(lang, word::kind(parent_kind)));
    let message = told!(
        lang,
        "`{parent}` 是{above}，{row}不能归到它之下",
        "`{parent}` is a {above}, a {row} cannot stand under it"
    );
    let wanted = match kind {
        Kind::Programme => {
            return message.hint(say!(
                lang,
                "总项目没有上级：去掉 `--parent`",
                "a programme stands at the top: leave out `--parent`"
            ));
        }
        Kind::Project => Kind::Programme,
        Kind::Lot => Kind::Project,
    };
    let (wanted, code) = (word(lang, word::kind(wanted)), wanted.code());
    message.hint(say!(
        lang,
        "{row}归到{wanted}之下；用 `haishu-proj list --kind {code}` 查看",
        "a {row} stands under a {wanted}; see them with `haishu-proj list --kind {code}`"
    ))
}
