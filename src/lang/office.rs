//! What offices write at the head of their own sheets: how they call the columns. What stands in the lines below is in
//! `lang::sheet_line`.

use crate::domain::catalog::Label;
use crate::domain::name::{folded, half_width};

/// The columns of projects by their keys, with words for them. They are offered to whoever brings such a sheet, never
/// taken for granted: 累计完成投资 is since the start in one office and since January in the next.
const CALLED: &[(&str, &[&str])] = &[
    (
        "name",
        &["工程名称", "项目名", "名称", "工程", "项目", "工程项目", "project name", "project title", "title", "works"],
    ),
    ("units", &["建设单位", "牵头单位", "实施单位", "责任主体", "实施主体", "业主单位", "项目业主", "owner", "unit"]),
    ("leader", &["责任领导", "联系领导", "分管领导", "挂联领导", "责任人", "负责人"]),
    ("location", &["建设地点", "实施地点", "所在地", "地点", "位置", "所在镇街"]),
    ("content", &["建设内容及规模", "建设规模及内容", "主要建设内容", "建设内容", "建设规模", "scope"]),
    ("national_code", &["项目代码", "统一代码", "国家代码", "赋码"]),
    ("tags", &["名单", "标签", "批次"]),
    ("total", &["总投资", "计划总投资", "估算总投资", "概算总投资", "项目总投资", "total cost", "budget"]),
    ("plan", &["年度计划投资", "年计划投资", "年度投资计划", "年计划", "本年计划", "今年计划", "年度计划"]),
    ("invested", &["开工以来", "开工至今", "自开工"]),
    ("invested_ytd", &["本年完成", "年内完成", "今年完成", "今年以来", "本年累计", "年度累计完成"]),
    ("stage", &["阶段", "所处阶段", "项目状态", "建设阶段", "status"]),
    ("progress", &["进展情况", "项目推进情况", "推进情况", "工程进展", "目前进展", "工作进展", "进度情况", "progress"]),
    ("problem", &["存在问题", "存在的问题", "主要问题", "问题"]),
    ("ask", &["需协调", "需要协调", "协调事项"]),
    ("next_step", &["下步", "下一步"]),
    ("planned_start", &["计划开工", "拟开工", "开工时间"]),
    ("planned_finish", &["计划完工", "计划竣工", "拟完工", "完工时间", "竣工时间"]),
];
/// A heading of what was done, or of a rate, is none of what is planned or costs.
const DONE: [&str; 4] = ["完成", "率", "比例", "占比"];

/// The key of the column that a heading may mean: the one whose word is most of it.
#[must_use]
pub fn likely(heading: &str) -> Option<&'static str> {
    if is_since_january(heading) {
        return Some("invested_ytd");
    }
    let heading = folded(heading);
    let is_done = DONE.iter().any(|word| heading.contains(word));
    let words = CALLED.iter().flat_map(|(key, words)| words.iter().map(move |word| (*key, folded(word))));
    let held =
        words.filter(|(_, word)| heading == *word || (word.chars().count() > 2 && heading.contains(word.as_str())));
    let held = held.filter(|(key, _)| !(is_done && matches!(*key, "total" | "plan")));
    held.max_by_key(|(_, word)| word.len()).map(|(key, _)| key)
}

/// The name of a column of quantities with a place for the unit that whoever knows it is to put.
#[must_use]
pub fn with_unit_to_name(Label { zh, en }: Label) -> Label {
    Label { zh: zh + "(单位)", en: en + " (UNIT)" }
}

/// 1-8月完成投资: what was done since January.
fn is_since_january(heading: &str) -> bool {
    let heading = bare(heading);
    let until = heading.strip_prefix('1').and_then(|rest| rest.strip_prefix(['-', '—', '–', '~', '至', '到']));
    let month = until.map(|rest| rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '—'));
    month.is_some_and(|rest| rest.starts_with('月') && rest.contains("完成"))
}

/// The years a heading names, a year being looked at: 2022年计划, 21年, 明年.
#[must_use]
pub fn years_of(heading: &str, year: i32) -> Vec<i32> {
    let text = bare(heading);
    let mut years = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let (_, from) = rest.split_at(at);
        let end = from.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        let named = digits.parse::<i32>().ok();
        years.extend(named.filter(|named| digits.len() == 4 && (1900..2200).contains(named)));
        years.extend(named.filter(|_| digits.len() == 2 && after.starts_with('年')).map(|short| 2000 + short));
        rest = after;
    }
    let said = [("明年", 1), ("下年", 1), ("来年", 1), ("次年", 1), ("去年", -1), ("上年", -1)];
    years.extend(said.into_iter().filter(|(word, _)| text.contains(word)).map(|(_, by)| year + by));
    years
}

/// Half width and lower case, without spaces.
pub(super) fn bare(text: &str) -> String {
    half_width(text).chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_tells() {
        let cases = [
            ("工程名称", Some("name")),
            ("项目", Some("name")),
            ("Title", Some("name")),
            ("主要建设内容及规模", Some("content")),
            ("2022年计划投资", Some("plan")),
            ("总投资", Some("total")),
            ("开工以来累计完成投资", Some("invested")),
            ("累计完成投资", None),
            ("1—8月完成投资", Some("invested_ytd")),
            ("1～8月累计完成投资（万元）", Some("invested_ytd")),
            ("本年完成投资", Some("invested_ytd")),
            ("8月完成投资", None),
            ("本月完成投资", None),
            ("总投资完成率", None),
            ("年度计划完成投资（万元）", None),
            ("序号", None),
            ("备注", None),
        ];
        for (heading, key) in cases {
            assert_eq!(likely(heading), key, "{heading}");
        }
    }

    #[test]
    fn the_years_of_a_heading() {
        let years = |heading: &str| years_of(heading, 2022);
        assert_eq!(years("2022年计划投资（万元）"), [2022]);
        assert_eq!(years("2022-2025年计划"), [2022, 2025]);
        assert_eq!((years("21年计划"), years("明年计划"), years("1-8月计划")), (vec![2021], vec![2023], vec![]));
    }
}
