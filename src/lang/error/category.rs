//! The words about categories and stages that cannot be.

use super::{Message, argument, listed, say, shown, told};
use crate::domain::catalog::{Label, Phase};
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
