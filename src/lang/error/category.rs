//! The words about categories and stages that cannot be.

use super::{Message, argument, listed, quoted, say, shown, told};
use crate::domain::catalog::{Label, Phase};
use crate::domain::day::ALL_DAYS;
use crate::error::CategoryError;
use crate::lang::Lang;
use crate::lang::talk::word_clash;

/// How stages are typed.
const EXAMPLE: &str = "'谋划,立项 | 开工,在建 | 建成 | 交工验收'";
/// So many works are listed, the rest is counted.
const LISTED: usize = 10;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &CategoryError) -> Message {
    match why {
        CategoryError::NotFourPhases { found } => told! { lang, bars = found.saturating_sub(1);
            "阶段按前期、实施、完工、办结分四段，用三个 `|` 隔开，这里有{bars}个",
            "stages stand in four phases (preparation, implementation, completed, closed) parted by three `|`; here {bars}";
            "请写成 `--stages {EXAMPLE}` 这样；前期、办结可以空着",
            "write them like `--stages {EXAMPLE}`; the first and the last may be empty" },
        CategoryError::EmptyPhase { phase } => {
            let (zh, en, what, what_en) = match phase {
                Phase::Implementation => ("实施", "implementation", "开工", "starts"),
                Phase::Completed => ("完工", "completed", "完工", "is completed"),
                Phase::Preparation => ("前期", "preparation", "立项", "is prepared"),
                Phase::Closed => ("办结", "closed", "办结", "is closed"),
            };
            told! { lang;
                "{zh}一段没有阶段：看不出项目到哪一阶段算{what}",
                "the phase `{en}` has no stage: nothing would tell when a project {what_en}";
                "请写成 `--stages {EXAMPLE}` 这样", "write the stages like `--stages {EXAMPLE}`" }
        }
        CategoryError::OtherShape { stages, labels } => {
            let shape = |counts: &[usize; 4]| counts.map(|count| count.to_string()).join(" | ");
            told! { lang, stages = shape(stages), labels = shape(labels);
                "英文名与阶段不能一一对应：各段阶段数为 {stages}，英文名数为 {labels}",
                "the English labels are not those of the stages: {stages} stages in the four phases, {labels} labels";
                "逐段逐个写：`--stages-en 'conceived,approved | started,building | built | accepted'`",
                "write one for each, phase by phase: `--stages-en 'conceived,approved | started,building | built | accepted'`" }
        }
        CategoryError::NoPair { value } => told! { lang, value = shown(value);
            "`{value}` 没有写成“阶段=词”", "`{value}` is not of the form STAGE=WORD";
            "请写成 `在建=施工中` 这样", "write it like `在建=施工中`" },
        CategoryError::BadPrefix { value } => told! { lang, value = shown(value);
            "`{value}` 不能作编号的字头", "codes cannot begin with `{value}`";
            "写一至六个字母或数字，字母开头，如 `--prefix T`；或写全，如 `--prefix HS-T-`",
            "one to six letters or digits, a letter first, like `--prefix T`; or the whole, like `--prefix HS-T-`" },
        CategoryError::BadId { value } => told! { lang, value = shown(value);
            "`{value}` 不能作代码", "`{value}` is no code for a category";
            "用小写字母、数字和连字符，字母开头，如 `--code transport`；或不写 `--code`",
            "small letters, digits and hyphens, a letter first, like `--code transport`; or leave out `--code`" },
        CategoryError::NoSuchWord { word } => told! { lang, word = shown(word);
            "没有 `{word}` 这个词，不用去掉", "there is no word `{word}` to take away";
            "用 `haishu-proj category list` 查看", "see them with `haishu-proj category list`" },
        CategoryError::StageInUse { category, stage, works } => in_use(lang, category, stage, works),
        CategoryError::SameCategory { code, category } => told! { lang, category = lang.pick(category);
            "{code}已经是{category}类", "{code} is of the category {category} already";
            "用 `haishu-proj show {code}` 查看；要改阶段的对应，加 `--stage 原阶段=现阶段`",
            "see it with `haishu-proj show {code}`; to read a stage otherwise add `--stage OLD=NEW`" },
        CategoryError::StagesUnread { code, category, unread, stages } => {
            stages_unread(lang, code, category, (unread, stages))
        }
        CategoryError::StandsUnder { code, parent, category } => told! { lang,
            shown = lang.pick(category), category = argument(lang.pick(category));
            "{code}在{parent}之下，不能单独改为{shown}：上下级须为同一类别",
            "{code} stands under {parent} and cannot become {shown} alone: all of a tree are of one category";
            "整体改：`haishu-proj edit {parent} --category {category}`",
            "to move all of it: `haishu-proj edit {parent} --category {category}`";
            "只改这一项，先移出：`haishu-proj edit {code} --clear parent`，或同时写新的上级 `--parent 编号`",
            "to move this one, take it out first: `haishu-proj edit {code} --clear parent`, or name another `--parent CODE`" },
        CategoryError::StageNotRead { code, stage, category, from } => {
            let (stage, to) = (lang.pick(stage), lang.pick(category));
            let (named, typed) = (argument(stage), argument(to));
            let on = if *from == ALL_DAYS { String::new() } else { format!(" --on {from}") };
            told! { lang;
                "{code}后来改为{to}类，没有与阶段 `{stage}` 对应的阶段",
                "{code} is of the category {to} later on, which has nothing for the stage `{stage}`";
                "先补上对应：`haishu-proj edit {code} --category {typed}{on} --stage {named}=现阶段`",
                "say first what it is there: `haishu-proj edit {code} --category {typed}{on} --stage {named}=NEW`" }
        }
        CategoryError::Clash { clash } => Message::new(word_clash(lang, clash)).hint(say! { lang,
            "各类别的名称、编号字头和阶段：`haishu-proj category list`",
            "names, codes and stages of all categories: `haishu-proj category list`" }),
    }
}

#[rustfmt::skip::macros(say, told)]
fn in_use(lang: Lang, category: &Label, stage: &Label, works: &[String]) -> Message {
    let (stage, category) = (lang.pick(stage), lang.pick(category));
    let (first, more) = (listed(lang, works.iter().take(LISTED), |code| code), works.len().saturating_sub(LISTED));
    let works = match more {
        0 => first,
        _ => say!(lang, "{first}，另有{more}项", "{first} and {more} more"),
    };
    let (named, typed) = (argument(stage), argument(category));
    told! { lang;
        "阶段 `{stage}` 不能去掉，这些项目的填报或节点写着它：{works}",
        "the stage `{stage}` cannot be taken away, returns or milestones of these works name it: {works}";
        "若只是改名：`haishu-proj category edit {typed} --rename {named}=新名`；否则 `--stages` 里留着它",
        "to call it otherwise: `haishu-proj category edit {typed} --rename {named}=NAME`; else leave it in `--stages`";
        "哪些项目在这一阶段：`haishu-proj list --category {typed} --stage {named}`",
        "the works that stand in it: `haishu-proj list --category {typed} --stage {named}`" }
}

#[rustfmt::skip::macros(say, told)]
fn stages_unread(lang: Lang, code: &str, category: &Label, (unread, stages): (&[(Label, Label)], &[Label])) -> Message {
    let (shown, typed) = (lang.pick(category), argument(lang.pick(category)));
    let olds = quoted(lang, unread.iter().map(|(old, _)| lang.pick(old)));
    let all = listed(lang, stages, |stage| lang.pick(stage));
    let flags: String = unread
        .iter()
        .map(|(old, new)| format!(" --stage {}={}", argument(lang.pick(old)), argument(lang.pick(new))))
        .collect();
    told! { lang;
        "{code}（连同其下）填报过的阶段 {olds}，在{shown}里没有对应的",
        "{code}, with what is under it, has returns in stages that {shown} has nothing for: {olds}";
        "{shown}的阶段有 {all}；逐个写明，例如：\n`haishu-proj edit {code} --category {typed}{flags}`",
        "the stages of {shown} are {all}; say what each is, for example:\n\
         `haishu-proj edit {code} --category {typed}{flags}`" }
}
