//! Fixed words: headings and labels.

use super::Lang;
use crate::domain::catalog::Label;
use crate::domain::fact::{Field, Kind};
use crate::report::model::{Heading, Word};

pub fn word(lang: Lang, word: Word) -> &'static str {
    let (zh, en) = both(word);
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

pub fn kind(kind: Kind) -> Word {
    match kind {
        Kind::Programme => Word::Programme,
        Kind::Project => Word::Project,
        Kind::Lot => Word::Lot,
    }
}

pub fn field(field: Field) -> Word {
    match field {
        Field::Name => Word::Name,
        Field::Content => Word::BuildContent,
        Field::Location => Word::Location,
        Field::Leader => Word::Leader,
        Field::NationalCode => Word::NationalCode,
        Field::Figures => Word::Figures,
    }
}

fn both(word: Word) -> (&'static str, &'static str) {
    match word {
        Word::Code => ("编号", "Code"),
        Word::Name => ("项目名称", "Name"),
        Word::Category => ("类别", "Category"),
        Word::Kind => ("层级", "Kind"),
        Word::Parent => ("所属项目", "Under"),
        Word::LeadUnit => ("牵头单位", "Lead unit"),
        Word::Units => ("责任单位", "Units"),
        Word::Unit => ("单位", "Unit"),
        Word::Tags => ("标签", "Tags"),
        Word::Aliases => ("别名", "Also called"),
        Word::Stage => ("阶段", "Stage"),
        Word::Phase => ("时期", "Phase"),
        Word::Condition => ("状态", "Condition"),
        Word::AsOf => ("截至", "As of"),
        Word::UpdateNo => ("填报号", "Update"),
        Word::Leader => ("责任领导", "Leader"),
        Word::Location => ("建设地点", "Location"),
        Word::BuildContent => ("建设内容", "Content"),
        Word::NationalCode => ("项目代码", "National code"),
        Word::Figures => ("数据口径", "Figures"),
        Word::StartedOn => ("开工日期", "Started on"),
        Word::CompletedOn => ("完工日期", "Completed on"),
        Word::ListedFrom => ("列入日期", "Listed from"),
        Word::PlannedStart => ("计划开工", "Planned start"),
        Word::PlannedFinish => ("计划完工", "Planned finish"),
        Word::Source => ("来源", "Source"),
        Word::MergedInto => ("并入项目", "Merged into"),
        Word::TotalBasis => ("总投资依据", "Basis of total"),
        Word::Invested => ("累计投资", "Invested"),
        Word::TotalInvestment => ("总投资", "Total"),
        Word::Children => ("下属项目和标段", "Projects and lots under it"),
        Word::Programme => ("总项目", "programme"),
        Word::Project => ("项目", "project"),
        Word::Lot => ("标段", "lot"),
        Word::Own => ("取本级", "its own"),
        Word::FromLots => ("取标段", "its lots'"),
        Word::Projects => ("项", "Projects"),
        Word::Lots => ("标段", "Lots"),
        Word::Started => ("累计开工", "Started to date"),
        Word::Completed => ("累计完工", "Completed to date"),
        Word::NoStage => ("阶段未填", "No stage"),
        Word::Total => ("合计", "Total"),
        Word::Overview => ("总体情况", "Overall"),
        Word::ByCategory => ("分类情况", "By category"),
        Word::NotReturned => ("本期未填报", "Returns outstanding"),
        Word::LastReturn => ("最近填报截至", "Last return as of"),
        Word::NeverReturned => ("从未填报", "never"),
        Word::StageHistory => ("阶段历史", "Stages"),
        Word::Milestones => ("节点", "Milestones"),
        Word::Milestone => ("节点", "Milestone"),
        Word::Baseline => ("原定", "Baseline"),
        Word::Due => ("现定", "Due"),
        Word::Met => ("完成", "Met"),
        Word::Returns => ("最近填报（原文）", "Last returns, as filed"),
        Word::RecordedAt => ("录入", "Recorded"),
        Word::RecordedBy => ("录入人", "By"),
        Word::Change => ("变更", "Change"),
        Word::What => ("内容", "What"),
        Word::Voids => ("撤销", "Takes back"),
        Word::Command => ("命令", "Command"),
        Word::Reason => ("原因", "Reason"),
        Word::Hash => ("校验值", "Hash"),
        Word::Undone => ("已撤销", "undone"),
        Word::Order => ("序", "No."),
        Word::Leads => ("牵头项目数", "Leads"),
        Word::Yes => ("是", "yes"),
        Word::No => ("否", "no"),
        Word::Value => ("数值", "Value"),
    }
}

/// What a column is called, in both languages.
pub fn label(heading: &Heading) -> Label {
    match heading {
        Heading::Label(label) | Heading::DayOf(label) => label.clone(),
        Heading::Word(word) => {
            let (zh, en) = both(*word);
            Label { zh: zh.to_owned(), en: en.to_owned() }
        }
    }
}
