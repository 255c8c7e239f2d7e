//! The words about names: those that name nothing, too much or what is there already, and places in the tree.

use super::{Message, argument, say, shown, told, unworded};
use crate::domain::catalog::Named;
use crate::domain::fact::Kind;
use crate::error::{Error, UnknownTag, What};
use crate::lang::Lang;
use crate::lang::word::{self, word};

/// So many candidates are listed, the rest is counted.
const LISTED: usize = 10;

/// A word that names nothing, or too much, or something that is there already.
pub(super) fn name(lang: Lang, error: &Error) -> Message {
    match error {
        Error::UnknownProject { word, near } => unknown_project(lang, word, near),
        Error::AmbiguousProject { word, candidates } => ambiguous(lang, word, candidates),
        Error::UnknownWord { what, value, candidates } => unknown_word(lang, *what, value, candidates),
        Error::UnknownUnit { value, candidates } => unknown_unit(lang, value, candidates),
        Error::UnknownTag(unknown) => unknown_tag(lang, unknown),
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
    let by_code = lang == Lang::En || matches!(what, What::Measure | What::Column | What::ClearField | What::Rule);
    let word = argument(if by_code { &first.code } else { lang.name(first) });
    if what == What::Category {
        return message.hint(say!(lang, "可写 {listed}", "one of: {listed}"));
    }
    let end = match what {
        What::Measure => say!(lang, "=数值", "=VALUE"),
        What::Rule => say!(lang, "=数值 --reason 原因", "=VALUE --reason WHY"),
        _ => String::new(),
    };
    message.hint(say!(
        lang,
        "可写 {listed}；\n例如 `{flag} {word}{end}`",
        "one of: {listed};\nfor example `{flag} {word}{end}`"
    ))
}

/// What a list of words holds, and where one of them is written.
fn list_of(what: What) -> (&'static str, &'static str, &'static str) {
    match what {
        What::Category => ("类别", "category", "--category"),
        What::Stage => ("阶段", "stage", "--stage"),
        What::Phase => ("时期", "phase", "--phase"),
        What::Onset => ("建设性质", "onset", "--onset"),
        What::Condition => ("状态", "condition", "--condition"),
        What::Basis => ("总投资依据", "basis of a total", "--basis"),
        What::Measure => ("指标", "measure", "--set"),
        What::Column => ("列", "column", "--columns"),
        What::ClearField => ("可清空的字段", "field to empty", "--clear"),
        What::Light => ("亮灯", "light", "--light"),
        What::Rule => ("规则", "rule", "haishu-proj rules set"),
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
    let near = lang.join(candidates);
    let near = (!candidates.is_empty()).then(|| say!(lang, "相近的有 {near}", "close to it: {near}"));
    told!(lang, "找不到责任单位 `{value}`", "no unit `{value}`").hint_if(near).hint(say!(
        lang,
        "若是新单位，先登记：`haishu-proj unit add {word}`，或在 `add`、`edit` 中加 `--new-unit`；\n\
         用 `haishu-proj unit list` 查看全部单位",
        "if it is a new unit, register it first: `haishu-proj unit add {word}`, or add `--new-unit` to `add` or `edit`;\n\
         see all units with `haishu-proj unit list`"
    ))
}

fn unknown_tag(lang: Lang, UnknownTag { value, near, known }: &UnknownTag) -> Message {
    let value = shown(value);
    let message = told!(lang, "找不到标签 `{value}`", "no tag `{value}`");
    if known.is_empty() {
        return message.hint(say!(
            lang,
            "台账里还没有标签；给项目加上：`haishu-proj edit 编号 --tag 标签`",
            "there are no tags yet; give one to a project: `haishu-proj edit CODE --tag TAG`"
        ));
    }
    if !near.is_empty() {
        let near = lang.join(near);
        return message.hint(say!(lang, "相近的有 {near}", "close to it: {near}"));
    }
    let listed = lang.join(&known[..known.len().min(LISTED)]);
    let hint = say!(lang, "台账里的标签有 {listed}", "the tags there are: {listed}");
    let rest = known.len().saturating_sub(LISTED);
    message.hint(if rest == 0 { hint } else { hint + &say!(lang, "，另有{rest}个", " and {rest} more") })
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
            "用 `haishu-proj list --parent {code}` 查看其下各行",
            "see what is under it with `haishu-proj list --parent {code}`"
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
        _ => figures(lang, error),
    }
}

/// Figures that are not where somebody looked for them.
fn figures(lang: Lang, error: &Error) -> Message {
    match error {
        Error::ProgrammeFiles { code } => told!(
            lang,
            "{code}是总项目，没有自己的数据，也不填报",
            "{code} is a programme: it has no figures and files no returns",
            "请写其下的项目；用 `haishu-proj list --parent {code}` 查看",
            "write the projects under it; see them with `haishu-proj list --parent {code}`"
        ),
        Error::FiguresFromLots { code } => told!(
            lang,
            "{code}的数据取自标段，本级不填数",
            "{code} takes its figures from its lots and has none of its own",
            "请填报其标段，用 `haishu-proj list --parent {code}` 查看；若改由本级填：`haishu-proj edit {code} --figures own`",
            "file for its lots, see them with `haishu-proj list --parent {code}`; to file for the project itself: \
             `haishu-proj edit {code} --figures own`"
        ),
        Error::NoLots { code } => told!(
            lang,
            "{code}没有标段，不能取标段的数据",
            "{code} has no lots to take figures from",
            "先登记标段：`haishu-proj add 类别 名称 --parent {code}`",
            "register its lots first: `haishu-proj add CATEGORY NAME --parent {code}`"
        ),
        Error::MergedIntoGone { code } => told!(
            lang,
            "{code}已取消、并入或退库，不能再并入它",
            "{code} has been cancelled, merged or withdrawn; nothing can be merged into it",
            "写一个仍在实施的项目；查看：`haishu-proj show {code}`",
            "name a project that still stands; see `haishu-proj show {code}`"
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
