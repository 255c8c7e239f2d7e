//! What a change said: of one project, of the units, and of the register as a whole.

use super::cell::{labelled, with_unit};
use super::light::light;
use super::rules::threshold;
use super::say::say;
use super::sentence::{count, measure_of_year, milestone_name};
use super::word::word;
use super::{Lang, targets};
use crate::domain::SubmissionNo;
use crate::domain::catalog::{Category, Label, Phase};
use crate::domain::code::{issue_code, submission_code, target_code};
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::{Field, MilestoneEvent, MilestoneFact};
use crate::domain::own_field::{OwnField, OwnHolds};
use crate::domain::person::{PersonEvent, Right};
use crate::domain::quantity::Dimension;
use crate::report::history::{FiledReturn, HistorySentence, StatedMeasure};
use crate::report::model::Word;
use crate::report::word::{field_word, kind_word, level_word, own_kind_word, phase_word, right_word};

/// A work that is of another category: 类别改为治水，阶段 前期读作招标投标.
pub(super) fn recategorised(lang: Lang, category: &Label, read_as: &[(Label, Label)]) -> String {
    let category = lang.pick(category);
    let pair = |(was, is): &(Label, Label)| {
        let (was, is) = (lang.pick(was), lang.pick(is));
        say!(lang, "{was}即{is}", "{was} as {is}")
    };
    let pairs = lang.join(&read_as.iter().map(pair).collect::<Vec<_>>());
    match read_as.len() {
        0 => say!(lang, "类别改为{category}", "category now {category}"),
        _ => say!(lang, "类别改为{category}，阶段{pairs}", "category now {category}, stages read {pairs}"),
    }
}

/// A category: what codes and programs know it by, its stages by phase, what starts and completes a work.
fn category(lang: Lang, of: &Category) -> String {
    let (name, id, prefix) = (lang.pick(&of.label), &of.code, &of.code_prefix);
    let phase = |phase: Phase| {
        let own: Vec<&str> =
            of.stages.iter().filter(|stage| stage.phase == phase).map(|stage| lang.pick(&stage.label)).collect();
        let (name, own) = (word(lang, phase_word(phase)), lang.join(&own));
        (!own.is_empty()).then(|| labelled(lang, name, &own))
    };
    let mark = |what: Word, code: &str, called: &Label| {
        let (stage, called) = (of.stage(code).map_or(code, |stage| lang.pick(&stage.label)), lang.pick(called));
        let stage = if called == stage {
            stage.to_owned()
        } else {
            say!(lang, "{stage}（称{called}）", "{stage} ({called})")
        };
        labelled(lang, word(lang, what), &stage)
    };
    let mut said =
        vec![say!(lang, "类别{name}（代码{id}，编号{prefix}）", "category {name} (id {id}, codes {prefix})")];
    said.extend(Phase::ALL.into_iter().filter_map(phase));
    said.push(mark(Word::StartsBy, &of.starts, &of.starts_label));
    said.push(mark(Word::CompletesBy, &of.completes, &of.completes_label));
    lang.join_clauses(&said)
}

/// 环评 完成于 2022-03-01，甬海环建〔2022〕12号，市生态环境局
fn milestone(lang: Lang, fact: &MilestoneFact) -> String {
    let (name, day) = (milestone_name(lang, &fact.name), fact.day);
    let happened = match fact.event {
        MilestoneEvent::Raised => say!(lang, "{name} 定于 {day}", "{name} due {day}"),
        MilestoneEvent::Moved => say!(lang, "{name} 改为 {day}", "{name} moved to {day}"),
        MilestoneEvent::Met => say!(lang, "{name} 完成于 {day}", "{name} met on {day}"),
        MilestoneEvent::Waived => say!(lang, "{name} 自{day}起不需要", "{name} not needed from {day} on"),
    };
    let further = [&fact.number, &fact.authority, &fact.reason].into_iter().flatten().cloned();
    lang.join_parts(&[happened].into_iter().chain(further).collect::<Vec<_>>())
}

#[expect(clippy::too_many_lines, reason = "a table of sentences, one an arm")]
pub(super) fn sentence(lang: Lang, sentence: &HistorySentence) -> String {
    let after = |of: Word, value: &str| labelled(lang, word(lang, of), value);
    match sentence {
        HistorySentence::Created => say!(lang, "建立台账", "register created"),
        HistorySentence::Undid { change } => say!(lang, "撤销第{change}号变更", "took back change {change}"),
        HistorySentence::Frozen { no, title } => say!(lang, "第{no}号定稿：{title}", "frozen page {no}: {title}"),
        HistorySentence::Targets { count: n } => {
            let targets = count(*n, "target");
            say!(lang, "登记目标{n}条", "{targets} stated")
        }
        HistorySentence::Many { projects, updates } => {
            let (projects_en, returns) = (count(*projects, "project"), count(*updates, "return"));
            match updates {
                0 => say!(lang, "涉及{projects}个项目", "about {projects_en}"),
                _ => say!(lang, "涉及{projects}个项目，填报{updates}次", "about {projects_en}, {returns} filed"),
            }
        }
        HistorySentence::About { code, name } => format!("{code} {name}"),
        HistorySentence::From { day } => say!(lang, "自{day}起", "from {day}"),
        HistorySentence::Reason(reason) => say!(lang, "原因：{reason}", "reason: {reason}"),
        HistorySentence::Listed { kind, category } => {
            let (category, kind) = (lang.pick(category), word(lang, kind_word(*kind)));
            say!(lang, "列入{category}，{kind}", "listed as {category}, {kind}")
        }
        HistorySentence::Recategorised { category, read_as } => recategorised(lang, category, read_as),
        HistorySentence::Text { field: Field::Figures, value } => {
            let from_lots = value.as_deref() == Some("lots");
            after(Word::Figures, word(lang, if from_lots { Word::FromLots } else { Word::Own }))
        }
        HistorySentence::Text { field, value } => after(field_word(*field), value.as_deref().unwrap_or("-")),
        HistorySentence::Alias { alias, present: true } => after(Word::Aliases, alias),
        HistorySentence::Alias { alias, present: false } => say!(lang, "去掉别名：{alias}", "alias dropped: {alias}"),
        HistorySentence::Tag { tag, present: true } => say!(lang, "加标签：{tag}", "tag: {tag}"),
        HistorySentence::Tag { tag, present: false } => say!(lang, "去标签：{tag}", "tag dropped: {tag}"),
        HistorySentence::Own { label, value, unit } => {
            let value = value.as_ref().map(|value| with_unit(lang, value, unit.as_deref()));
            labelled(lang, lang.pick(label), value.as_deref().unwrap_or("-"))
        }
        HistorySentence::Parent { parent: Some((code, name)) } => after(Word::Parent, &format!("{code} {name}")),
        HistorySentence::Parent { parent: None } => after(Word::Parent, "-"),
        HistorySentence::Split { part, share } => {
            let part = part.as_ref().map(|(code, name)| format!("{code} {name}")).unwrap_or_default();
            let share = lang.amount(*share, Dimension::Percent);
            say!(lang, "分出{part}，占{share}", "split off: {part}, {share} of it")
        }
        HistorySentence::SplitFrom { from, share } => {
            let from = from.as_ref().map(|(code, name)| format!("{code} {name}")).unwrap_or_default();
            let share = lang.amount(*share, Dimension::Percent);
            say!(lang, "分自{from}，占{share}", "split from {from}, {share} of it")
        }
        HistorySentence::Units(names) if names.is_empty() => after(Word::Units, "-"),
        HistorySentence::Units(names) => after(Word::Units, &lang.join(names)),
        HistorySentence::Total { label, value, dimension, basis } => {
            let value = value.map_or_else(|| "-".to_owned(), |value| lang.amount(value, *dimension));
            let basis = basis.as_ref().map(|basis| lang.pick(basis));
            let basis = basis.map_or_else(String::new, |basis| say!(lang, "（{basis}）", " ({basis})"));
            labelled(lang, lang.pick(label), &format!("{value}{basis}"))
        }
        HistorySentence::Update(filed) => update(lang, filed),
        HistorySentence::Milestone(fact) => milestone(lang, fact),
        HistorySentence::Checklist { category, permits } => {
            let (category, n) = (lang.pick(category), permits.len());
            let permits = lang.join(&permits.iter().map(|permit| lang.pick(permit).to_owned()).collect::<Vec<_>>());
            match n {
                0 => say!(lang, "{category}没有前期手续清单", "{category} needs no permits"),
                _ => say!(lang, "{category}前期手续{n}件：{permits}", "permits of {category}: {permits}"),
            }
        }
        HistorySentence::Plan { year, label, dimension, value, months, goal } => {
            plan(lang, *year, (label, *dimension), *value, months, goal.as_deref())
        }
        HistorySentence::IssueRaised { no, text, ask, unit, level, due } => {
            let (no, level) = (issue_code(*no), word(lang, level_word(*level)));
            let mut said = vec![say!(lang, "提出问题{no}：{text}", "issue {no} raised: {text}")];
            said.extend(ask.as_ref().map(|ask| say!(lang, "需协调：{ask}", "ask: {ask}")));
            said.extend(unit.as_ref().map(|unit| say!(lang, "责任单位{unit}", "unit {unit}")));
            said.push(say!(lang, "由{level}协调", "level: {level}"));
            said.extend(due.map(|due| say!(lang, "限{due}", "due {due}")));
            lang.join_clauses(&said)
        }
        HistorySentence::IssueClosed { no, outcome } => {
            let no = issue_code(*no);
            match outcome {
                Some(outcome) => say!(lang, "问题{no}已解决：{outcome}", "issue {no} closed: {outcome}"),
                None => say!(lang, "问题{no}已解决", "issue {no} closed"),
            }
        }
        HistorySentence::Category(of) => category(lang, of),
        HistorySentence::HeadingWord { word, field: Some(field) } => {
            let field = lang.pick(field);
            say!(lang, "表头`{word}`是{field}", "the heading `{word}` is {field}")
        }
        HistorySentence::HeadingWord { word, field: None } => {
            say!(lang, "表头`{word}`不再有所指", "the heading `{word}` means nothing any more")
        }
        HistorySentence::ListAnswered { headings } => {
            say!(
                lang,
                "记下了一种{headings}列的表各列是什么",
                "what the headings of a list of {headings} columns mean was noted"
            )
        }
        HistorySentence::Rules { version, values } => {
            let set = values.iter().map(|(key, value)| format!("{key} {}", threshold(lang, key, *value)));
            let set = lang.join(&set.collect::<Vec<_>>());
            say!(lang, "规则v{version}：{set}", "rules v{version}: {set}")
        }
        HistorySentence::TargetStated { no, sentence } => {
            let no = target_code(*no);
            say!(lang, "登记目标{no}：{sentence}", "target {no} stated: {sentence}")
        }
        HistorySentence::TargetEntered { no, value, of } => {
            let no = target_code(*no);
            let value = match of {
                Some((dimension, unit)) => targets::quantity(lang, (*value).into(), *dimension, unit),
                None => value.to_string(),
            };
            say!(lang, "录入目标{no}的完成数{value}", "value {value} entered for target {no}")
        }
        HistorySentence::Person { event, name, units, rights } => person(lang, *event, name, (units, rights)),
        HistorySentence::Review { is_on: true } => say!(lang, "填报须经审核", "returns wait for review"),
        HistorySentence::Review { is_on: false } => say!(lang, "填报不再审核", "returns no longer wait for review"),
        HistorySentence::Submitted { no, filed } => submitted(lang, *no, filed),
        HistorySentence::Accepted { no, update } => {
            let no = submission_code(*no);
            say!(lang, "审核通过{no}，即第{update}号填报", "accepted {no} as update {update}")
        }
        HistorySentence::Returned { no } => {
            let no = submission_code(*no);
            say!(lang, "退回{no}", "gave back {no}")
        }
        HistorySentence::ManySubmissions { submitted, decided } => {
            let (made, settled) = (count(*submitted, "return"), count(*decided, "return"));
            let mut said = Vec::new();
            said.extend(
                (*submitted > 0).then(|| say!(lang, "提交待审填报{submitted}项", "{made} submitted for review")),
            );
            said.extend((*decided > 0).then(|| say!(lang, "审核填报{decided}项", "{settled} decided on review")));
            lang.join_clauses(&said)
        }
        HistorySentence::Measure(stated) => measure(lang, stated),
        HistorySentence::OwnField { field, category } => own_field(lang, field, category.as_ref()),
        HistorySentence::UnitAdded { name } => say!(lang, "新增单位：{name}", "unit added: {name}"),
        HistorySentence::UnitAlias { unit, alias } => {
            say!(lang, "单位{unit}又称{alias}", "unit {unit} is also called {alias}")
        }
        HistorySentence::UnitMerged { unit, into } => {
            say!(lang, "单位{unit}并入{into}", "unit {unit} merged into {into}")
        }
        HistorySentence::UnitRenamed { from: ALL_DAYS, unit, name } => {
            say!(lang, "单位{unit}改写作{name}", "unit {unit} is spelt {name}")
        }
        HistorySentence::UnitRenamed { from, unit, name } => {
            say!(lang, "单位{unit}自{from}起更名为{name}", "unit {unit} is called {name} from {from} on")
        }
        HistorySentence::UnitMoved { from, unit, position } => {
            say!(lang, "单位{unit}自{from}起排第{position}", "unit {unit} stands at place {position} from {from} on")
        }
        HistorySentence::UnitSplit { from, unit, into } => {
            say!(lang, "单位{unit}自{from}起分设为{into}", "unit {unit} is split into {into} from {from} on")
        }
    }
}

/// 2022年完成投资计划5,000万元（按月累计0、200、…）；目标：…
fn plan(
    lang: Lang,
    year: i32,
    of: (&Label, Dimension),
    value: Option<i64>,
    months: &[i64],
    goal: Option<&str>,
) -> String {
    let (label, dimension) = of;
    let label = measure_of_year(lang, label);
    let mut said: Vec<String> = Vec::new();
    said.extend(value.map(|value| {
        let value = lang.amount(value, dimension);
        let months: Vec<String> = months.iter().map(|point| lang.plain(*point, dimension)).collect();
        let months = lang.join(&months);
        match months.is_empty() {
            true => say!(lang, "{year}年{label}计划{value}", "plan of {year}, {label}: {value}"),
            false => say!(
                lang,
                "{year}年{label}计划{value}（按月累计{months}）",
                "plan of {year}, {label}: {value} (by month, cumulative: {months})"
            ),
        }
    }));
    said.extend(goal.map(|goal| say!(lang, "{year}年目标：{goal}", "goal of {year}: {goal}")));
    if said.is_empty() {
        return say!(lang, "{year}年{label}计划清空", "plan of {year}, {label}: none");
    }
    lang.join_clauses(&said)
}

/// 指标完成长度（length_built）：单位公里，2位小数，总量为总长度
fn measure(lang: Lang, stated: &StatedMeasure) -> String {
    let StatedMeasure { code, label, dimension, total, whole, step, categories } = stated;
    let (name, unit) = (lang.pick(label), unit_and_decimals(lang, *dimension));
    let mut said = vec![unit];
    said.extend(total.as_ref().map(|total| {
        let total = lang.pick(total);
        say!(lang, "总量为{total}", "of a {total}")
    }));
    said.extend(whole.as_ref().map(|whole| {
        let whole = lang.pick(whole);
        match step {
            Some(step) => say!(lang, "{whole}的第{step}个环节", "step {step} of the {whole}"),
            None => say!(lang, "占{whole}", "a share of the {whole}"),
        }
    }));
    let of: Vec<&str> = categories.iter().map(|category| lang.pick(category)).collect();
    let of = lang.join(&of);
    said.extend((!of.is_empty()).then(|| say!(lang, "用于{of}", "for {of}")));
    let said = lang.join_parts(&said);
    say!(lang, "指标{name} `{code}`：{said}", "measure {name} `{code}`: {said}")
}

/// 单位公里，2位小数
fn unit_and_decimals(lang: Lang, dimension: Dimension) -> String {
    let unit = lang.unit(dimension);
    match dimension {
        Dimension::Count(counting) if !counting.is_whole() => {
            let (decimals, zh) = (counting.decimals, &counting.zh);
            let unit = if unit.is_empty() { zh.to_string() } else { unit };
            say!(lang, "单位{unit}，{decimals}位小数", "in {unit}, {decimals} decimals")
        }
        Dimension::Count(counting) => {
            let zh = &counting.zh;
            let unit = if unit.is_empty() { zh.to_string() } else { unit };
            say!(lang, "单位{unit}，整数", "in whole {unit}")
        }
        Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => {
            say!(lang, "单位{unit}", "in {unit}")
        }
    }
}

/// 字段资金来源 `funds`：选项（财政、专项债），只用于治水
fn own_field(lang: Lang, field: &OwnField, category: Option<&Label>) -> String {
    let (label, code, kind) = (lang.pick(&field.label), &field.code, word(lang, own_kind_word(field.holds.kind())));
    let mut said = vec![match &field.holds {
        OwnHolds::Number { decimals, unit } => {
            let unit = unit.as_ref().map(|unit| say!(lang, "，单位{unit}", ", in {unit}")).unwrap_or_default();
            say!(lang, "{kind}（小数{decimals}位{unit}）", "{kind} ({decimals} decimals{unit})")
        }
        OwnHolds::Choice(choices) => {
            let choices = lang.join(choices);
            say!(lang, "{kind}（{choices}）", "{kind} ({choices})")
        }
        OwnHolds::Text | OwnHolds::Date | OwnHolds::Person => kind.to_owned(),
    }];
    said.extend(category.map(|category| {
        let category = lang.pick(category);
        say!(lang, "只用于{category}", "only of {category}")
    }));
    let said = lang.join_parts(&said);
    say!(lang, "字段{label} `{code}`：{said}", "field {label} `{code}`: {said}")
}

/// 人员甲列入名单：填报（限区水利局）、登记
fn person(lang: Lang, event: PersonEvent, name: &str, (units, rights): (&[String], &[Right])) -> String {
    let units = lang.join(units);
    let label = |right: &Right| {
        let label = word(lang, right_word(*right));
        match *right == Right::File && !units.is_empty() {
            true => say!(lang, "{label}（限{units}）", "{label} (for {units})"),
            false => label.to_owned(),
        }
    };
    let labels: Vec<String> = rights.iter().map(label).collect();
    let may = if labels.is_empty() { say!(lang, "无权限", "no rights") } else { lang.join(&labels) };
    match event {
        PersonEvent::Added => say!(lang, "人员{name}列入名单：{may}", "{name} put on the list: {may}"),
        PersonEvent::Edited => say!(lang, "人员{name}改为：{may}", "{name} on the list is now: {may}"),
        PersonEvent::Removed => say!(lang, "人员{name}移出名单", "{name} taken off the list"),
    }
}

/// S-01待审（截至2022-02-28）：开工，自开工累计完成投资120万元
fn submitted(lang: Lang, no: SubmissionNo, filed: &FiledReturn) -> String {
    let (no, filed) = (submission_code(no), submitted_in_short(lang, filed));
    say!(lang, "提交{no}待审{filed}", "submitted {no} for review{filed}")
}

/// （更正第7号，截至2022-02-28）：开工，…
pub fn submitted_in_short(lang: Lang, filed: &FiledReturn) -> String {
    let (as_of, facts) = (filed.as_of, facts(lang, filed));
    match filed.corrects {
        None => say!(lang, "（截至{as_of}）：{facts}", " (as of {as_of}): {facts}"),
        Some(corrected) => say!(
            lang,
            "（更正第{corrected}号，截至{as_of}）：{facts}",
            " (corrects {corrected}, as of {as_of}): {facts}"
        ),
    }
}

/// 第7号填报（截至2022-02-28）：开工，自开工累计完成投资120万元；进展：…
pub fn update(lang: Lang, filed: &FiledReturn) -> String {
    let FiledReturn { no, as_of, .. } = filed;
    let facts = facts(lang, filed);
    match filed.corrects {
        None => say!(lang, "第{no}号填报（截至{as_of}）：{facts}", "update {no} (as of {as_of}): {facts}"),
        Some(corrected) => say!(
            lang,
            "第{no}号填报（更正第{corrected}号，截至{as_of}）：{facts}",
            "update {no} (corrects {corrected}, as of {as_of}): {facts}"
        ),
    }
}

/// The stage, condition, figures and words of a return, in one line.
pub(super) fn facts(lang: Lang, filed: &FiledReturn) -> String {
    let mut parts = Vec::new();
    parts.extend(filed.stage.as_ref().map(|stage| lang.pick(stage).to_owned()));
    if let Some(condition) = &filed.condition {
        let into = filed.merged_into.as_deref().map_or_else(String::new, |code| say!(lang, " {code}", " into {code}"));
        let review = filed.review_day.map(|day| say!(lang, "（复查{day}）", " (review {day})")).unwrap_or_default();
        let stay =
            if filed.figures_stay { say!(lang, "（数据不随转）", " (its figures stay)") } else { String::new() };
        parts.push(format!("{}{into}{stay}{review}", lang.pick(condition)));
    }
    for (label, value, dimension) in &filed.readings {
        let (label, amount) = (lang.pick(label), lang.amount(*value, *dimension));
        parts.push(say!(lang, "{label}{amount}", "{label} {amount}"));
    }
    parts.extend(filed.light.as_ref().map(|set| {
        let (of, until) = (light(lang, Some(set.light)), set.until);
        say!(lang, "人工亮{of}灯至{until}", "{of} by hand until {until}")
    }));
    parts.extend(filed.no_change.then(|| say!(lang, "无变化", "no change")));
    let mut clauses: Vec<String> = (!parts.is_empty()).then(|| lang.join_parts(&parts)).into_iter().collect();
    clauses.extend(filed.progress.as_ref().map(|text| say!(lang, "进展：{text}", "progress: {text}")));
    clauses.extend(filed.problem.as_ref().map(|text| say!(lang, "问题：{text}", "problem: {text}")));
    clauses.extend(filed.ask.as_ref().map(|text| say!(lang, "需协调：{text}", "ask: {text}")));
    clauses.extend(filed.next_step.as_ref().map(|text| say!(lang, "下步：{text}", "next: {text}")));
    lang.join_clauses(&clauses)
}

#[cfg(test)]
#[path = "history_test.rs"]
mod tests;
