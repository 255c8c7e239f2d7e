//! What offices call the columns of their own sheets. It is offered to whoever brings such a sheet, never taken for
//! granted: 累计完成投资 is since the start in one office and since January in the next.

use crate::domain::name::folded;

/// The columns of projects by their keys, with words for them.
const CALLED: &[(&str, &[&str])] = &[
    ("name", &["工程名称", "项目名", "名称", "工程", "project name", "project title", "works"]),
    ("units", &["建设单位", "牵头单位", "实施单位", "责任主体", "实施主体", "业主单位", "项目业主", "owner", "unit"]),
    ("leader", &["责任领导", "联系领导", "分管领导", "挂联领导", "责任人", "负责人"]),
    ("location", &["建设地点", "实施地点", "所在地", "地点", "位置", "所在镇街"]),
    ("content", &["建设内容及规模", "建设规模及内容", "主要建设内容", "建设内容", "建设规模", "scope"]),
    ("national_code", &["项目代码", "统一代码", "国家代码", "赋码"]),
    ("tags", &["名单", "标签", "批次"]),
    ("total", &["总投资", "计划总投资", "估算总投资", "概算总投资", "项目总投资", "total cost", "budget"]),
    ("plan", &["年度计划投资", "年计划投资", "年度投资计划", "年计划", "本年计划", "今年计划", "年度计划"]),
    ("invested", &["开工以来", "开工至今", "自开工"]),
    ("stage", &["阶段", "所处阶段", "项目状态", "建设阶段", "status"]),
    ("progress", &["进展情况", "项目推进情况", "推进情况", "工程进展", "目前进展", "工作进展", "进度情况", "progress"]),
    ("problem", &["存在问题", "存在的问题", "主要问题", "问题"]),
    ("ask", &["需协调", "需要协调", "协调事项"]),
    ("next_step", &["下步", "下一步"]),
    ("planned_start", &["计划开工", "拟开工", "开工时间"]),
    ("planned_finish", &["计划完工", "计划竣工", "拟完工", "完工时间", "竣工时间"]),
];

/// The key of the column that a heading may mean: the one whose word is most of it.
#[must_use]
pub fn likely(heading: &str) -> Option<&'static str> {
    let heading = folded(heading);
    let words = CALLED.iter().flat_map(|(key, words)| words.iter().map(move |word| (*key, folded(word))));
    let held =
        words.filter(|(_, word)| heading == *word || (word.chars().count() > 2 && heading.contains(word.as_str())));
    held.max_by_key(|(_, word)| word.len()).map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_tells() {
        let cases = [
            ("工程名称", Some("name")),
            ("主要建设内容及规模", Some("content")),
            ("2022年计划投资", Some("plan")),
            ("总投资", Some("total")),
            ("开工以来累计完成投资", Some("invested")),
            ("累计完成投资", None),
            ("1—8月完成投资", None),
            ("序号", None),
            ("备注", None),
        ];
        for (heading, key) in cases {
            assert_eq!(likely(heading), key, "{heading}");
        }
    }
}
