//! The words of a wrong command line: clap's own errors, and lines that do not say who records or say when to look.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Lang;
use super::error::{Message, argument, say, shown, told};
use crate::error::UsageError;

pub(super) fn message(lang: Lang, why: &UsageError) -> Message {
    match why {
        UsageError::Parse(cause) => parse(lang, cause),
        UsageError::MinusInText { flag, value } => {
            let (shown, value) = (shown(value), argument(value));
            told!(
                lang,
                "`{flag}` 的文字 `{shown}` 以 `-` 开头，会被当成另一个参数",
                "the words for `{flag}`, `{shown}`, begin with a `-` and would be taken for another flag",
                "与参数连写：`{flag}={value}`",
                "write them close to it: `{flag}={value}`"
            )
        }
        UsageError::NoWho => told!(
            lang,
            "不知道是谁在录入",
            "nobody is named as the one who records this",
            "加 `--by 姓名`，或设置环境变量 `HAISHU_PROJ_USER`",
            "add `--by NAME`, or set the environment variable `HAISHU_PROJ_USER`"
        ),
        UsageError::KnownAtRecords => told!(
            lang,
            "`--known-at` 只用于查看，不能用于录入",
            "`--known-at` is for looking, not for recording",
            "去掉 `--known-at`；事实自哪天起成立，用 `--on 日期` 写",
            "leave it out; the day from which a fact holds is written `--on DATE`"
        ),
    }
}

/// clap's own errors. Its words are kept only where it has said something we have no words for.
fn parse(lang: Lang, error: &clap::Error) -> Message {
    let usage = Usage::of(error);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument => unknown(lang, error, &usage),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(lang, error),
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            wrong_number(lang, error)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all(error, ContextKind::InvalidArg);
            let (zh, en) = (missing_in_words(&missing), ticked(lang, &missing).unwrap_or_default());
            told!(lang, "缺少{zh}", "missing {en}")
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
                let line_zh = placeholders_in_words(line);
                say!(
                    lang,
                    "用法：`{line_zh}`；\n说明见 `{command} --help`",
                    "usage: `{line}`;\nmore with `{command} --help`"
                )
            }
            None => say!(lang, "用法见 `haishu-proj 命令 --help`", "see how with `haishu-proj COMMAND --help`"),
        }
    }
}

/// What stands for something in a usage line, in Chinese: `[OPTIONS] <PROJECT>` is `[选项] <项目编号>`.
fn placeholders_in_words(usage: &str) -> String {
    let mut said = String::new();
    for part in usage.split_inclusive(['<', '>', '[', ']']) {
        let (name, sign) = part.split_at(part.len() - usize::from(part.ends_with(['<', '>', '[', ']'])));
        said.push_str(placeholder(name).unwrap_or(name));
        said.push_str(sign);
    }
    said
}

/// 项目编号、`--unit <单位>`: a place is called by its name, a flag is quoted.
fn missing_in_words(missing: &[String]) -> String {
    let said = missing.iter().map(|each| {
        let each = placeholders_in_words(each);
        let place = each.strip_prefix('<').and_then(|name| name.strip_suffix('>'));
        let place = place.filter(|name| !name.starts_with('-'));
        place.map_or_else(|| format!(" `{each}`"), str::to_owned)
    });
    Lang::Zh.join(&said.collect::<Vec<_>>())
}

/// The name of a value in Chinese.
#[must_use]
pub fn placeholder(name: &str) -> Option<&'static str> {
    PLACEHOLDERS.iter().find(|(en, _)| *en == name).map(|(_, zh)| *zh)
}

const PLACEHOLDERS: [(&str, &str); 65] = [
    ("OPTIONS", "选项"),
    ("COMMAND", "命令"),
    ("A,B,…", "甲,乙,…"),
    ("ADDRESS", "邮箱"),
    ("BASIS", "依据"),
    ("CATEGORY", "类别"),
    ("CODE", "编号"),
    ("COMPARATOR", "比较"),
    ("CONDITION", "状态"),
    ("COUNT", "份数"),
    ("DATE", "日期"),
    ("DAYS", "天数"),
    ("DUE", "期限"),
    ("EACH", "各"),
    ("ENCODING", "编码"),
    ("FIELD", "字段"),
    ("FIGURES", "口径"),
    ("FILE", "文件"),
    ("FOLDER", "文件夹"),
    ("FORMAT", "格式"),
    ("HASH", "校验值"),
    ("HEADING", "表头"),
    ("HEADING=FIELD", "表头=字段"),
    ("ID", "变更号"),
    ("INTO", "并入"),
    ("JOURNAL", "方式"),
    ("KEY,…", "列,…"),
    ("KEY=VALUE", "规则=数值"),
    ("KIND", "层级"),
    ("LANG", "语言"),
    ("LEVEL", "层级"),
    ("LIGHT", "亮灯"),
    ("M1,…,M12", "1月,…,12月"),
    ("MEASURE", "指标"),
    ("MEASURE=V", "指标=数值"),
    ("MODE", "方式"),
    ("MONEY", "金额"),
    ("N", "序号"),
    ("NAME", "名称"),
    ("NUMBER", "号码"),
    ("ONLY", "只看"),
    ("ONSET", "建设性质"),
    ("PERCENT", "百分数"),
    ("PERIOD", "周期"),
    ("PERMIT", "手续"),
    ("PHASE", "时期"),
    ("PLACE", "地点"),
    ("PROJECT", "项目编号"),
    ("REGISTER", "台账"),
    ("ROW", "行"),
    ("SENTENCE", "原文"),
    ("SHEET", "工作表"),
    ("STAGE", "阶段"),
    ("TAG", "标签"),
    ("RIGHT", "权限"),
    ("TEXT", "文字"),
    ("TIME", "时刻"),
    ("UNIT", "单位"),
    ("V", "数值"),
    ("VALUE", "数值"),
    ("WHAT", "内容"),
    ("WHEN", "何时"),
    ("WORD", "词语"),
    ("YEAR", "年份"),
    ("report", "报告"),
];

fn unknown(lang: Lang, error: &clap::Error, usage: &Usage) -> Message {
    let command = &usage.command;
    if error.kind() == ErrorKind::InvalidSubcommand {
        let word = one(error, ContextKind::InvalidSubcommand);
        let message = told!(lang, "没有 `{word}` 这个命令", "there is no command `{word}`");
        // The nearest stands last.
        let near = all(error, ContextKind::SuggestedSubcommand).pop().map(|near| format!("{command} {near}"));
        return meant(lang, message, near.as_slice());
    }
    let word = one(error, ContextKind::InvalidArg);
    let message = if word.strip_prefix('-').is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit())) {
        return told!(
            lang,
            "`{word}` 以负号开头：是数值的，不能为负；是文字的，要与参数连写",
            "`{word}` begins with a minus: no figure can be negative, and words that begin so stand close to their flag",
            "减少时请填减少后的数，例如 `--invested 1200万`",
            "where something was taken off, state what is left, for example `--invested 1200万`",
            "文字写成 `--text=-3层底板完成` 这样",
            "write words like `--text=-3层底板完成`"
        );
    } else if word == "--category" && command == "haishu-proj edit" {
        return told!(
            lang,
            "类别在登记时定下，不能修改",
            "the category is fixed when a project is added",
            "登记错了，请撤销那次登记后重新登记：`haishu-proj history 编号` 查变更号，`haishu-proj undo 变更号 --reason 原因`",
            "if it was added wrongly, undo that and add it again: `haishu-proj history PROJECT` has the number of the \
             change, then `haishu-proj undo ID --reason TEXT`"
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
    let flag_zh = placeholders_in_words(&flag);
    let why = error.source().map(|source| reason(lang, &source.to_string())).unwrap_or_default();
    let message = match value.is_empty() {
        true => told!(lang, "`{flag_zh}` 后面没有写值", "`{flag}` has no value"),
        false => told!(lang, "`{value}` 不能用于 `{flag_zh}`{why}", "`{value}` will not do for `{flag}`{why}"),
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
