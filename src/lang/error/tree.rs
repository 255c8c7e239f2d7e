//! The words about the place of a row in the tree, and about figures that are not its own.

use super::{Message, StatedAt, say, told};
use crate::domain::fact::Kind;
use crate::domain::quantity::Dimension;
use crate::error::TreeError;
use crate::lang::Lang;
use crate::lang::word::{self, word};

#[rustfmt::skip::macros(say, told)]
#[expect(clippy::too_many_lines, reason = "a table of messages, one an arm")]
pub(super) fn message(lang: Lang, place: StatedAt, why: &TreeError) -> Message {
    match why {
        TreeError::ParentIsItself { code } => told! { lang;
            "{code}不能归到自己之下", "{code} cannot stand under itself";
            "请写另一个编号；用 `haishu-proj list` 查看", "name another code; see them with `haishu-proj list`" },
        TreeError::ParentCycle { code, parent } => told! { lang;
            "`{parent}` 在{code}之下，不能再作它的上级",
            "`{parent}` stands under {code} and cannot be above it as well";
            "用 `haishu-proj list --parent {code}` 查看其下各行",
            "see what is under it with `haishu-proj list --parent {code}`" },
        TreeError::ParentKind { kind, parent, parent_kind } => parent_kind_wrong(lang, *kind, parent, *parent_kind),
        TreeError::ParentCategory { parent, parent_category, category } => told! { lang,
            theirs = lang.name(parent_category), ours = lang.name(category), word = &category.code;
            "`{parent}` 的类别是{theirs}，不能作{ours}项目的上级",
            "`{parent}` is of category {theirs} and cannot have a row of category {ours} under it";
            "上下级须为同一类别；用 `haishu-proj list --category {word}` 查看可作上级的",
            "both are to be of one category; see what there is with `haishu-proj list --category {word}`" },
        TreeError::OtherCategoryBefore { code, from } => told! { lang;
            "{code}到{from}才改为这一类别，在此之前上下级类别不同",
            "{code} is of that category from {from} on; before that day the two are of different ones";
            "写 `--on {from}` 或以后的日子", "write `--on {from}` or a later day" },
        TreeError::LotWithoutParent => told! { lang;
            "标段必须属于一个项目", "a lot stands under a project";
            "请写所属项目 `--parent 编号`；用 `haishu-proj list --kind project` 查看",
            "name it with `--parent CODE`; see the projects with `haishu-proj list --kind project`" },
        TreeError::ProgrammeFiles { code } => told! { lang;
            "{code}是总项目，没有自己的数据，也不填报", "{code} is a programme: it has no figures and files no returns";
            "请写其下的项目；用 `haishu-proj list --parent {code}` 查看",
            "write the projects under it; see them with `haishu-proj list --parent {code}`" },
        TreeError::FiguresFromLots { code } => told! { lang;
            "{code}的数据取自标段，本级不填数", "{code} takes its figures from its lots and has none of its own";
            "请填报其标段，用 `haishu-proj list --parent {code}` 查看；若改由本级填：`haishu-proj edit {code} --figures own`",
            "file for its lots, see them with `haishu-proj list --parent {code}`; to file for the project itself: \
                `haishu-proj edit {code} --figures own`" },
        TreeError::StageFromLots { code } => told! { lang;
            "{code}的阶段随标段，本级不填阶段", "the stage of {code} is that of its lots, it has none of its own";
            "请填报其标段，用 `haishu-proj list --parent {code}` 查看；若改由本级填：`haishu-proj edit {code} --figures own`",
            "file for its lots, see them with `haishu-proj list --parent {code}`; to file for the project itself: \
                `haishu-proj edit {code} --figures own`" },
        TreeError::NoLots { code } => told! { lang;
            "{code}没有标段，不能取标段的数据", "{code} has no lots to take figures from";
            "先登记标段：`haishu-proj add 类别 名称 --parent {code}`",
            "register its lots first: `haishu-proj add CATEGORY NAME --parent {code}`" },
        TreeError::LotsHaveNoFigures { code } => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                "`--figures` 只用于项目，{code}是总项目或标段",
                "`--figures` is for projects, {code} is a programme or a lot";
                "去掉 `--figures`，或写所属项目的编号；用 `haishu-proj show {code}` 查看",
                "leave out `--figures`, or name the project it belongs to; see it with `haishu-proj show {code}`" },
            StatedAt::Cell => told! { lang; "只有项目能取标段的数据，{code}是总项目或标段",
                "only a project takes its figures from lots; {code} is a programme or a lot" },
        },
        TreeError::SplitFromGone { code } => told! { lang;
            "{code}已取消、并入或退库，不能再从它分出",
            "{code} has been cancelled, merged or withdrawn; nothing can be split from it";
            "写一个仍在实施的项目；查看：`haishu-proj show {code}`",
            "name a project that still stands; see `haishu-proj show {code}`" },
        TreeError::SplitShare { code, left } => told! { lang, left = lang.amount(*left, Dimension::Percent);
            "从{code}分出的份额须大于0%，且不超过尚未分出的{left}",
            "a share split from {code} is more than 0%, and no more than the {left} that is not split off yet";
            "改小份额，如 `--share 10%`；已分出的见 `haishu-proj history {code}`",
            "state a smaller share, such as `--share 10%`; for what is split off see `haishu-proj history {code}`" },
        TreeError::HasLots { code } => told! { lang;
            "{code}已有标段", "{code} has lots already";
            "改取标段的数据：`haishu-proj edit {code} --figures lots`；用 `haishu-proj list --parent {code}` 查看标段",
            "to take its figures from them: `haishu-proj edit {code} --figures lots`; see them with \
                `haishu-proj list --parent {code}`" },
        TreeError::SharesLeave { code, sum, left } => told! { lang,
            sum = lang.amount(*sum, Dimension::Percent), left = lang.amount(*left, Dimension::Percent);
            "各标段的份额合计{sum}，{code}要分的是{left}",
            "the shares of the lots come to {sum}, {code} has {left} to give";
            "改到合计{left}为止，如 `--lot 上段=50% --lot 下段=50%`",
            "have them come to {left}, such as `--lot EAST=50% --lot WEST=50%`" },
    }
}

#[rustfmt::skip::macros(say, told)]
fn parent_kind_wrong(lang: Lang, kind: Kind, parent: &str, parent_kind: Kind) -> Message {
    let (row, above) = (word(lang, word::kind(kind)), word(lang, word::kind(parent_kind)));
    let message = told! { lang;
        "`{parent}` 是{above}，{row}不能归到它之下", "`{parent}` is a {above}, a {row} cannot stand under it" };
    let wanted = match kind {
        Kind::Programme => {
            return message.hint(say! { lang,
                "总项目没有上级：去掉 `--parent`", "a programme stands at the top: leave out `--parent`" });
        }
        Kind::Project => Kind::Programme,
        Kind::Lot => Kind::Project,
    };
    let (wanted, code) = (word(lang, word::kind(wanted)), wanted.code());
    message.hint(say! { lang, "{row}归到{wanted}之下；用 `haishu-proj list --kind {code}` 查看",
        "a {row} stands under a {wanted}; see them with `haishu-proj list --kind {code}`" })
}
