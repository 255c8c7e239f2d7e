//! The last paragraph: returns, milestones, what is asked of whom.

use super::{all, clause, counted, when};
use crate::domain::day::{Day, Precision, year_of};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::lang::Lang;
use crate::lang::light::light;
use crate::lang::say::say;
use crate::report::brief::{Ask, Awaited, AwaitedWork, ReturnsDue, UnitMissing};

/// 8月份应填报11项，已填报9项，填报率81.8%，未填报的有示例区水利局、示例区城建公司各1项，请于9月10日前补报。
pub(super) fn returns(lang: Lang, of: &ReturnsDue) -> String {
    let ReturnsDue { period, owed, returned, pending, .. } = of;
    let whole = when::whole_period(lang, period);
    let as_of = when::day(lang, period.as_of, year_of(period.as_of));
    let so_far = match period.is_running() {
        false => String::new(),
        true => say!(lang, "截至{as_of}", " as of {as_of}"),
    };
    let returns = counted(*owed, "return was", "returns were");
    let rate = Fraction::new((*returned).into(), (*owed).into()).percent();
    let who = who(lang, of);
    match (*owed, *returned) {
        (0, _) => say!(lang, "{whole}没有应填报的项目。", "No returns were due {whole}."),
        (1, 1) => say!(lang, "{whole}应填报1项，{so_far}已填报。", "The 1 return due {whole} is in{so_far}."),
        (owed, returned) if owed == returned => {
            let all = all(owed);
            say!(lang, "{whole}应填报{owed}项，{so_far}均已填报。", "{all} returns due {whole} are in{so_far}.")
        }
        (owed, returned) if *pending > 0 => {
            let missing = owed - returned - pending;
            let rest =
                if missing == 0 { String::new() } else { say!(lang, "，未填报的有{who}", ". Missing: {who}") };
            say!(
                lang,
                "{whole}应填报{owed}项，{so_far}已填报{returned}项，填报率{rate}，待审{pending}项{rest}。",
                "{returns} due {whole}; {returned} ({rate}) filed{so_far}, {pending} waiting for review{rest}."
            )
        }
        (owed, 0) => {
            let none = if owed == 1 { "尚未填报" } else { "均未填报" };
            say!(
                lang,
                "{whole}应填报{owed}项，{so_far}{none}，涉及{who}。",
                "{returns} due {whole}; none was filed{so_far}. Missing: {who}."
            )
        }
        (owed, returned) => {
            let were = if returned == 1 { "was" } else { "were" };
            say!(
                lang,
                "{whole}应填报{owed}项，{so_far}已填报{returned}项，填报率{rate}，未填报的有{who}。",
                "{returns} due {whole}; {returned} ({rate}) {were} filed{so_far}. Missing: {who}."
            )
        }
    }
}

/// Whose returns are missing, and by when they are asked for.
fn who(lang: Lang, of: &ReturnsDue) -> String {
    let ReturnsDue { period, units, named_units, without_unit, answer_by, is_late, .. } = of;
    let (named, others) = units.split_at((*named_units).min(units.len()));
    let mut who = units_in_groups(lang, named);
    let (n, rows) = (others.len(), others.iter().map(|unit| unit.missing).sum::<i64>());
    who.extend((n > 0).then(|| say!(lang, "其余{n}个单位共{rows}项", "{n} other units with {rows}")));
    who.extend((*without_unit > 0).then(|| say!(lang, "未定责任单位的{without_unit}项", "no unit ({without_unit})")));
    let who = lang.join_parts(&who);
    let by = when::day(lang, *answer_by, year_of(period.as_of));
    let file = if period.is_running() { "填报" } else { "补报" };
    if *is_late {
        return say!(
            lang,
            "{who}，补报期限{by}已过，请立即补报",
            "{who}; the deadline of {by} has passed: please file at once"
        );
    }
    say!(lang, "{who}，请于{by}前{file}", "{who}; please file by {by}")
}

/// 区水利局5项, 区住建局、鄞江镇各1项: units that miss as many stand together.
fn units_in_groups(lang: Lang, units: &[UnitMissing]) -> Vec<String> {
    let groups = units.chunk_by(|one, other| one.missing == other.missing);
    let said = groups.map(|group| {
        let names: Vec<&str> = group.iter().map(|unit| unit.unit.as_str()).collect();
        let (names, each) = (lang.join(&names), if group.len() > 1 { "各" } else { "" });
        let each_en = if group.len() > 1 { " each" } else { "" };
        let missing = group.first().map_or(0, |unit| unit.missing);
        say!(lang, "{names}{each}{missing}项", "{names} ({missing}{each_en})")
    });
    said.collect()
}

/// 逾期未完成的节点2个：己门历史街区控规批复（逾期31天）…；9月底前应完成的节点1个：…（9月20日）。
pub(super) fn milestones(lang: Lang, as_of: Day, horizon: Day, overdue: &Awaited, next: &Awaited) -> String {
    let year = year_of(as_of);
    let late = |work: &AwaitedWork| {
        let days = (as_of - work.due.last).num_days();
        let long = counted(days, "day", "days");
        say!(lang, "逾期{days}天", "{long} late")
    };
    let mut parts = Vec::new();
    if overdue.milestones > 0 {
        let (n, all) = (overdue.milestones, awaited(lang, overdue, late));
        let counted = counted(n, "milestone is", "milestones are");
        parts.push(say!(lang, "逾期未完成的节点{n}个{all}", "{counted} overdue{all}"));
    }
    if next.milestones > 0 {
        let due = |work: &AwaitedWork| {
            let due_year = year_of(work.due.last);
            // 年内 would be of the year the sentence begins with
            let is_of_page = work.due.precision == Precision::Year && due_year == year && year_of(horizon) != year;
            if is_of_page { say!(lang, "{year}年内", "{year}") } else { when::due(lang, work.due, year) }
        };
        let (n, all) = (next.milestones, awaited(lang, next, due));
        let (by, counted) = (when::due_by(lang, horizon, year), counted(n, "milestone is", "milestones are"));
        parts.push(say!(lang, "{by}应完成的节点{n}个{all}", "{counted} due {by}{all}"));
    }
    let parts = lang.join_clauses(&parts);
    say!(lang, "{parts}。", "{parts}.")
}

fn awaited(lang: Lang, of: &Awaited, when: impl Fn(&AwaitedWork) -> String) -> String {
    let said = |work: &AwaitedWork| {
        let (name, when) = (&work.name, when(work));
        let milestone = match &work.called {
            Some(called) => {
                let called = lang.pick(called);
                say!(lang, "{called}", "to be {called}")
            }
            None => work.milestone.clone(),
        };
        say!(lang, "{name}{milestone}（{when}）", "{name}, {milestone} ({when})")
    };
    let all: Vec<String> = of.named.iter().map(said).collect();
    let is_whole = i64::try_from(all.len()).is_ok_and(|shown| shown == of.milestones);
    let all = lang.join(&all);
    match is_whole {
        true => say!(lang, "：{all}", ": {all}"),
        false => say!(lang, "，主要有{all}", ", among them {all}"),
    }
}

/// 需协调解决的事项：乙河碶闸泵站工程，请分管领导协调移交剩余用地；…
pub(super) fn asks(lang: Lang, asks: i64, named: &[Ask]) -> String {
    let said = |ask: &Ask| {
        let text = clause(lang, &ask.text);
        let more = ask.works - i64::try_from(ask.named.len()).unwrap_or(ask.works);
        let names: Vec<&str> = ask.named.iter().map(|(_, name)| name.as_str()).collect();
        let (names, works) = (lang.join(&names), ask.works);
        let more = if more > 0 { say!(lang, "等{works}项", " and {more} more") } else { String::new() };
        say!(lang, "{names}{more}，{text}", "{names}{more}, “{text}”")
    };
    let all: Vec<String> = named.iter().map(said).collect();
    let is_whole = i64::try_from(all.len()).is_ok_and(|shown| shown == asks);
    let all = lang.join_clauses(&all);
    match is_whole {
        true => say!(lang, "需协调解决的事项：{all}。", "Asks: {all}."),
        false => say!(lang, "需协调解决的事项{asks}项，主要有：{all}。", "Of {asks} asks, the first: {all}."),
    }
}

/// 请红灯、黄灯项目责任单位对照计划和节点抓紧推进。
pub(super) fn urge(lang: Lang, lights: &[Light]) -> String {
    let lights: Vec<String> = lights
        .iter()
        .map(|of| {
            let of = light(lang, Some(*of));
            say!(lang, "{of}灯", "{of}")
        })
        .collect();
    let lights = lights.join(&say!(lang, "、", " and "));
    say!(
        lang,
        "请{lights}项目责任单位对照计划和节点抓紧推进。",
        "The units responsible for {lights} works are asked to press on with their plans and milestones."
    )
}
