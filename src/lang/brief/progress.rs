//! The first paragraph: money, phases, categories, funnels.

use super::{against_due, all as all_of, and, counted, name_and_unit, restriction, when, works};
use crate::domain::catalog::Label;
use crate::domain::day::year_of;
use crate::domain::fraction::Fraction;
use crate::domain::quantity::{Amount, Dimension};
use crate::lang::Lang;
use crate::lang::cell::capital;
use crate::lang::say::say;
use crate::report::brief::{BriefProgress, CategoryLine, FunnelLine, FunnelStep, Invested, Phases, SharedWork};
use crate::report::status::DoneThisYear;

/// What counts works: 项, but 个 before the name of one category.
fn measure(is_of_one_category: bool) -> &'static str {
    if is_of_one_category { "个" } else { "项" }
}

pub(super) fn progress(lang: Lang, of: &BriefProgress) -> String {
    if of.projects == 0 && of.lots == 0 {
        let day = when::day(lang, of.period.as_of, year_of(of.period.as_of));
        let works = super::named_works(lang, &of.scope);
        return say!(lang, "截至{day}，台账中没有{works}。", "As of {day} the register lists no {works}.");
    }
    let (opening, subject, lots) = (when::so_far(lang, &of.period), subject(lang, of), lots(lang, of));
    let in_period = done_in_period(lang, of);
    let is_partly = of.is_partly_planned;
    let (planned, no_plan) = (of.planned, no_plan(lang, of.invested.is_planned, of.projects));
    let measure = measure(of.scope.categories.len() == 1);
    // in Chinese behind the subject; in English round it
    let (some, those, that) = match (is_partly, planned) {
        (false, _) => (String::new(), String::new(), ""),
        (true, 1) => (format!("中，有年度计划的1{measure}"), "the 1 of ".to_owned(), " that has an annual plan"),
        (true, planned) => {
            (format!("中，有年度计划的{planned}{measure}"), format!("those {planned} of "), " that have an annual plan")
        }
    };
    let (invested, was) = (invested(lang, &of.invested), was_invested(&of.invested));
    let standing = standing(lang, &of.invested);
    say!(
        lang,
        "{opening}，{subject}{lots}{no_plan}{some}{invested}{in_period}。",
        "{opening}, {was} {those}{subject}{lots}{that}{no_plan}{standing}{in_period}."
    )
}

/// `CNY 430.62 million was invested in`
fn was_invested(of: &Invested) -> String {
    let amount = amount(Lang::En, of);
    match (amount, of.sum()) {
        (None, _) => "nothing was filed on money invested in".to_owned(),
        (Some(amount), ..0) => format!("{amount} was recorded for"),
        (Some(amount), _) => format!("{amount} was invested in"),
    }
}

/// 全区9项重点工程, 3个治水项目, 区水利局牵头的5项重点工程
fn subject(lang: Lang, of: &BriefProgress) -> String {
    let (from, categories) = (restriction(lang, &of.scope), &of.scope.categories);
    let is_all = from.is_empty() && categories.is_empty();
    let (n, lots) = (of.projects, of.lots);
    let works = works(lang, categories);
    if n == 0 {
        let lots_en = counted(lots, "lot", "lots");
        return say!(lang, "{from}{lots}个标段", "{lots_en}{from}");
    }
    let measure = measure(categories.len() == 1);
    let works_en = if n == 1 { works.trim_end_matches('s') } else { &works };
    match is_all {
        true => say!(lang, "全区{n}{measure}{works}", "the {n} {works_en} of the district"),
        false => say!(lang, "{from}{n}{measure}{works}", "the {n} {works_en}{from}"),
    }
}

/// （其中1项分2个标段实施）
fn lots(lang: Lang, of: &BriefProgress) -> String {
    let (lots, measure) = (of.lots, measure(of.scope.categories.len() == 1));
    let lots_en = counted(lots, "lot", "lots");
    match of.in_lots {
        _ if lots == 0 || of.projects == 0 => String::new(),
        Some(_) if of.has_other_lots && of.projects == 1 => {
            say!(lang, "（分标段实施，计入{lots}个标段）", " (in lots, {lots} counted here)")
        }
        Some(some) if of.has_other_lots => {
            say!(
                lang,
                "（其中{some}{measure}分标段实施，计入{lots}个标段）",
                " ({some} of them in lots, {lots} counted here)"
            )
        }
        Some(_) if of.projects == 1 => say!(lang, "（分{lots}个标段实施）", " (in {lots_en})"),
        Some(all) if all == of.projects => {
            say!(lang, "（均分标段实施，共{lots}个标段）", " (all in lots, {lots} in total)")
        }
        Some(1) => say!(lang, "（其中1{measure}分{lots}个标段实施）", " (1 of them in {lots_en})"),
        Some(some) => {
            say!(lang, "（其中{some}{measure}分标段实施，共{lots}个标段）", " ({some} of them in {lots_en})")
        }
        None if lots == 1 => say!(lang, "及1个标段", " and 1 lot"),
        None => say!(lang, "及{lots}个标段", " and {lots} lots"),
    }
}

fn no_plan(lang: Lang, is_planned: bool, projects: i64) -> String {
    match (is_planned, projects) {
        (true, _) => String::new(),
        (false, 0..=1) => say!(lang, "无年度计划，", ", which has no annual plan"),
        (false, 2) => say!(lang, "均无年度计划，", ", neither of which has an annual plan"),
        (false, _) => say!(lang, "均无年度计划，", ", none of which has an annual plan"),
    }
}

/// 完成投资4.31亿元，占年度计划的57.9%，落后序时进度8.8个百分点
fn invested(lang: Lang, of: &Invested) -> String {
    match amount(lang, of) {
        None if of.known == DoneThisYear::NoBase => {
            say!(lang, "缺年初数，本年完成投资未知", "what was invested this year is not known")
        }
        None => say!(lang, "暂无完成投资填报数据", "nothing filed on money invested"),
        Some(amount) => amount + &standing(lang, of),
    }
}

/// `None`: nothing was ever filed.
fn amount(lang: Lang, of: &Invested) -> Option<String> {
    let done = of.sum();
    let money = lang.money(done.abs());
    Some(match done {
        _ if !of.is_known() => return None,
        0 => say!(lang, "尚未完成投资", "nothing"),
        1.. => say!(lang, "完成投资{money}", "{money}"),
        _ => say!(lang, "完成投资净核减{money}", "a net write-down of {money}"),
    })
}

/// ，占年度计划的57.9%，落后序时进度8.8个百分点
fn standing(lang: Lang, of: &Invested) -> String {
    let Some(rate) = of.rate.as_ref().filter(|_| of.is_planned && of.is_known()) else { return String::new() };
    let stands = against_due(lang, &(rate.clone() - of.elapsed.clone()));
    if of.done <= 0 {
        return say!(lang, "，{stands}", ", {stands}");
    }
    let rate = rate.percent();
    say!(lang, "，占年度计划的{rate}，{stands}", ", {rate} of the annual plan and {stands}")
}

/// ；8月份完成投资7019.32万元
fn done_in_period(lang: Lang, of: &BriefProgress) -> String {
    let invested = &of.invested;
    // what is of the whole year so far was told before
    if of.period.begins_year() || !(invested.is_planned && invested.is_known()) {
        return String::new();
    }
    let done = of.period_done;
    let within = when::period_so_far(lang, &of.period);
    let amount = lang.money(done.abs());
    match done {
        0 if invested.done == 0 => String::new(),
        0 => say!(lang, "；{within}未新增完成投资", "; none of it {within}"),
        1.. => say!(lang, "；{within}完成投资{amount}", "; {amount} of it {within}"),
        _ => say!(lang, "；{within}净核减{amount}", "; a net {amount} was written off {within}"),
    }
}

/// 有计划未填报的2项按零计算，缺年初数的2项未计入本年完成，无年度计划的1项完成投资150万元未计入。
pub(super) fn left_out_of_sums(
    lang: Lang,
    (unplanned, unplanned_lots, unplanned_done): (i64, i64, Amount),
    never_filed: i64,
    no_base: i64,
) -> String {
    let done = lang.money(unplanned_done);
    let works = |n: i64| counted(n, "work", "works");
    let mut parts = Vec::new();
    parts.extend((never_filed > 0).then(|| {
        let (works, count) = (works(never_filed), if never_filed == 1 { "counts" } else { "count" });
        say!(
            lang,
            "有年度计划但从未填报投资的{never_filed}项按零计算",
            "{works} with a plan but no figure on file {count} as nothing done"
        )
    }));
    parts.extend((no_base > 0).then(|| {
        let (works, are) = (works(no_base), if no_base == 1 { "is" } else { "are" });
        say!(
            lang,
            "缺年初数的{no_base}项未计入本年完成投资",
            "{works} {are} left out, as what stood when the year began is unknown"
        )
    }));
    parts.extend((unplanned_done != 0).then(|| {
        let (works, lots) = (works(unplanned), counted(unplanned_lots, "lot", "lots"));
        let of = match (unplanned, unplanned_lots) {
            (_, 0) => say!(lang, "{unplanned}项", "{works}"),
            (0, _) => say!(lang, "{unplanned_lots}个标段", "{lots}"),
            (_, _) => say!(lang, "{unplanned}项和{unplanned_lots}个标段", "{works} and {lots}"),
        };
        say!(lang, "无年度计划的{of}另完成投资{done}，未计入", "{done} invested in {of} without a plan is not included")
    }));
    let parts = lang.join_clauses(&parts);
    let parts_en = capital(&parts);
    say!(lang, "{parts}。", "{parts_en}.")
}

/// 其中，已完工1项，正在实施5项（含停工1项），前期3项。
pub(super) fn phases(lang: Lang, phases: &Phases, is_of_one_category: bool, is_partly_planned: bool) -> String {
    let (all, measure) = (phases.projects(), measure(is_of_one_category));
    if let Some(alike) = alike(lang, phases) {
        let (works, alike_zh, all_en) =
            (works_measured(is_of_one_category), alike.trim_start_matches('正'), all_of(all));
        return match all {
            1 => say!(lang, "该项目{alike}。", "It is {alike}."),
            _ => say!(lang, "{all}{works}均{alike_zh}。", "{all_en} are {alike}."),
        };
    }
    let parts = phase_parts(lang, phases, measure, Verb::Be);
    let (works, parts_zh, parts_en) = (works_measured(is_of_one_category), parts.join("，"), and(lang, &parts));
    match is_partly_planned {
        true => say!(lang, "{all}{works}中，{parts_zh}。", "Of the {all}, {parts_en}."),
        false => say!(lang, "其中，{parts_zh}。", "Of these, {parts_en}."),
    }
}

/// 9项, 3个项目
fn works_measured(is_of_one_category: bool) -> &'static str {
    if is_of_one_category { "个项目" } else { "项" }
}

/// What all of them are, if they are all the same: 已完工, 在建, 处于前期阶段.
fn alike(lang: Lang, phases: &Phases) -> Option<String> {
    let all = phases.projects();
    let paused = phases.underway_paused + phases.preparation_paused;
    let paused = match (paused, all) {
        (0, _) => String::new(),
        (_, 1) => say!(lang, "（停工）", " (paused)"),
        (n, _) if n == all => say!(lang, "（均停工）", " (all paused)"),
        (n, _) => say!(lang, "（含停工{n}项）", " ({n} of them paused)"),
    };
    let completed = completed(lang, phases);
    let underway = underway(lang, &phases.starts);
    let said = match all {
        n if n == phases.completed => say!(lang, "已{completed}", "{completed}"),
        n if n == phases.underway => say!(lang, "{underway}{paused}", "{underway}{paused}"),
        n if n == phases.preparation => say!(lang, "处于前期阶段{paused}", "still in preparation{paused}"),
        n if n == phases.no_stage => say!(lang, "未填报阶段", "without a stage on record"),
        _ => return None,
    };
    Some(said)
}

/// 已完工1项, 正在实施5项（含停工1项）, 前期3项: those there are. In English with a verb, or without.
fn phase_parts(lang: Lang, phases: &Phases, measure: &str, verb: Verb) -> Vec<String> {
    let with_paused = |n: i64, paused: i64, zh: &str, en: &str| {
        let paused = if paused == 0 { String::new() } else { paused_of(lang, n, paused, measure) };
        let is = match (verb, n) {
            (Verb::None, _) => "",
            (Verb::Be, 1) => "is ",
            (Verb::Be, _) => "are ",
        };
        say!(lang, "{zh}{n}{measure}{paused}", "{n} {is}{en}{paused}")
    };
    let (completed, underway) = (completed(lang, phases), underway(lang, &phases.starts));
    let parts = [
        (phases.completed, 0, format!("已{completed}"), completed.clone()),
        (phases.underway, phases.underway_paused, underway.clone(), underway),
        (phases.preparation, phases.preparation_paused, "前期".to_owned(), "in preparation".to_owned()),
        (phases.no_stage, 0, "未填报阶段".to_owned(), "without a stage on record".to_owned()),
    ];
    let parts = parts.into_iter().filter(|(n, ..)| *n > 0);
    parts.map(|(n, paused, zh, en)| with_paused(n, paused, &zh, &en)).collect()
}

#[derive(Clone, Copy)]
enum Verb {
    Be,
    None,
}

fn paused_of(lang: Lang, n: i64, paused: i64, measure: &str) -> String {
    if n == paused {
        return match n {
            1 => say!(lang, "（停工）", " (paused)"),
            _ => say!(lang, "（均停工）", " (all paused)"),
        };
    }
    say!(lang, "（含停工{paused}{measure}）", " ({paused} of them paused)")
}

/// 完工或清零
fn completed(lang: Lang, phases: &Phases) -> String {
    let names: Vec<&str> = phases.completes.iter().map(|label| lang.pick(label)).collect();
    names.join(&say!(lang, "或", " or "))
}

/// What has started with 开工 is 在建; who is relocated is under no construction.
fn underway(lang: Lang, starts: &[Label]) -> String {
    let is_built = starts.iter().all(|label| label.zh == "开工");
    match is_built {
        true => say!(lang, "在建", "under way"),
        false => say!(lang, "正在实施", "under way"),
    }
}

/// 按计划至今应开工26项，已开工23项，开工率88.5%。
pub(super) fn starts(
    lang: Lang,
    is_of_one_category: bool,
    starts: Option<&Label>,
    (due, started, undated): (i64, i64, i64),
) -> String {
    let start = starts.map_or_else(|| say!(lang, "开工", "started"), |starts| lang.pick(starts).to_owned());
    let m = measure(is_of_one_category);
    let rate = Fraction::new(started.into(), due.into()).percent();
    let planned = say!(lang, "按计划至今应{start}{due}{m}", "{due} to be {start} by now");
    let day = if start == "开工" { "开工日期" } else { "日期" };
    let undated = match undated {
        0 => String::new(),
        1 if due == 1 => say!(lang, "，{day}不详", ", on a day unknown"),
        n => say!(lang, "，其中{day}不详{n}{m}", ", {n} of them on a day unknown"),
    };
    match (due, started) {
        (1, 1) => say!(lang, "{planned}，已{start}{undated}。", "The {planned} has {start}{undated}."),
        (1, _) => say!(lang, "{planned}，尚未{start}。", "The {planned} has not {start}."),
        (due, started) if due == started => {
            let planned_en = format!("{}{}", all_of(due), planned.trim_start_matches(|c: char| c.is_ascii_digit()));
            say!(lang, "{planned}，已全部{start}{undated}。", "{planned_en} have {start}{undated}.")
        }
        (_, 0) => say!(lang, "{planned}，均未{start}。", "None of the {planned} has {start}."),
        (_, started) => {
            let have = if started == 1 { "has" } else { "have" };
            say!(
                lang,
                "{planned}，已{start}{started}{m}{undated}，{start}率{rate}。",
                "Of the {planned}, {started} {have} {start}{undated} ({rate})."
            )
        }
    }
}

/// 另参与2项（不计入合计）：甲江工程（区水利局）、乙河工程（区住建局）。
pub(super) fn shared(lang: Lang, works: i64, named: &[SharedWork]) -> String {
    let names: Vec<String> = named.iter().map(|work| name_and_unit(lang, &work.name, work.lead.as_deref())).collect();
    let more = usize::try_from(works).is_ok_and(|works| works > named.len());
    let (names, works_en) = (lang.join(&names), counted(works, "work", "works"));
    let more = if more { say!(lang, "等", " and others") } else { String::new() };
    say!(
        lang,
        "另参与{works}项（不计入合计）：{names}{more}。",
        "The unit shares {works_en} that others lead, not in these sums: {names}{more}."
    )
}

/// 分类别看，3个治水项目完成投资…，在建2个、前期1个；…
pub(super) fn categories(lang: Lang, lines: &[CategoryLine]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| category(lang, line)).collect();
    let lines = lang.join_clauses(&lines);
    say!(lang, "分类别看，{lines}。", "By category: {lines}.")
}

fn category(lang: Lang, line: &CategoryLine) -> String {
    let (n, label) = (line.phases.projects(), lang.pick(&line.label));
    let no_plan = no_plan(Lang::Zh, line.invested.is_planned, n);
    let no_plan_en = if line.invested.is_planned { "" } else { "no annual plan, " };
    let of = &line.invested;
    let invested = match lang.money(of.unplanned_done.abs()) {
        // what has a plan has said nothing; what has none has
        done if of.is_planned && !of.is_read && of.unplanned_done > 0 => say!(
            lang,
            "中有年度计划的暂无完成投资数据，无年度计划的完成投资{done}",
            "nothing filed on money of those with a plan, {done} invested in those without"
        ),
        // what has none stands in no sum
        _ if of.is_planned && of.unplanned_done != 0 => {
            let invested = invested(lang, of);
            say!(lang, "中有年度计划的{invested}", "{invested} (those with a plan)")
        }
        _ => invested(lang, of),
    };
    let phases = match alike(lang, &line.phases) {
        Some(alike) if n > 1 => {
            let alike_zh = alike.trim_start_matches('正');
            say!(lang, "均{alike_zh}", "all {alike}")
        }
        Some(alike) => alike,
        None => phase_parts(lang, &line.phases, "个", Verb::None).join(&say!(lang, "、", ", ")),
    };
    say!(lang, "{n}个{label}项目{no_plan}{invested}，{phases}", "{label} ({n}): {no_plan_en}{invested}, {phases}")
}

/// 3个征迁项目总户数917户，已签约410户、腾空286户、拆除216户，分别占44.7%、31.2%和23.6%。
pub(super) fn funnel(lang: Lang, line: &FunnelLine) -> String {
    let FunnelLine { of: counted, dimension, category, projects, name, unknown, total, steps, .. } = line;
    let category = category.as_ref().map(|category| lang.pick(category)).unwrap_or_default();
    let gap = if category.is_empty() { "" } else { " " };
    let of = match name {
        Some(name) => name.clone(),
        None => say!(lang, "{projects}个{category}项目", "The {projects} {category}{gap}projects"),
    };
    let has = if name.is_some() { "has" } else { "have" };
    let (through, counted) = (through(lang, *total, *dimension, steps), lang.pick(counted));
    let unknown = match unknown {
        0 => String::new(),
        n => say!(lang, "；另有{n}个项目未填{counted}，未计入", "; not counted: {n} more whose total is unknown"),
    };
    let total = lang.counted(*total, *dimension);
    say!(lang, "{of}{counted}{total}，{through}{unknown}。", "{of} {has} {total} {counted}: {through}{unknown}.")
}

fn through(lang: Lang, total: Amount, dimension: Dimension, steps: &[FunnelStep]) -> String {
    let name = |step: &FunnelStep| lang.pick(&step.name).to_owned();
    let names: Vec<String> = steps.iter().map(name).collect();
    let (done, not_done): (Vec<&FunnelStep>, Vec<&FunnelStep>) = steps.iter().partition(|step| step.through > 0);
    if done.is_empty() {
        let first = names.first().cloned().unwrap_or_default();
        return say!(lang, "尚未{first}", "none {first} yet");
    }
    if steps.iter().all(|step| step.through == total) {
        let names = lang.join(&names);
        return say!(lang, "已全部{names}", "all {names}");
    }
    let counted = |step: &&FunnelStep| {
        let (name, n) = (name(step), lang.counted(step.through, dimension));
        say!(lang, "{name}{n}", "{n} {name}")
    };
    let share = |step: &&FunnelStep| Fraction::new(step.through, total).percent();
    let (counts, shares) = (done.iter().map(counted).collect::<Vec<_>>(), done.iter().map(share).collect::<Vec<_>>());
    let (counts, shares, each) = (lang.join(&counts), and(lang, &shares), if done.len() > 1 { "分别" } else { "" });
    let not_done: Vec<String> = not_done.into_iter().map(name).collect();
    let names = lang.join(&not_done);
    let not_done = if not_done.is_empty() { names } else { say!(lang, "，尚未{names}", ", none {names}") };
    say!(lang, "已{counts}，{each}占{shares}{not_done}", "{counts} ({shares}){not_done}")
}
