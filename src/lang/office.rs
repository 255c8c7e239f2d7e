//! What offices write in their own sheets: how they call the columns, and what stands in lines that are no rows.

use super::word::is_total;
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

/// Whether a cell stands for the one above it.
#[must_use]
pub fn is_ditto(text: &str) -> bool {
    ["〃", "″", "\"", "同上", "同前", "ditto"].contains(&bare(text).as_str())
}

/// Whether a cell says that there is nothing to say.
#[must_use]
pub fn is_blank_mark(text: &str) -> bool {
    ["-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "n/a"].contains(&bare(text).as_str())
}

/// Whether a text is a word of sums: 合计, 小计：, 共3个项目.
#[must_use]
pub fn is_sums(text: &str) -> bool {
    let text = bare(text);
    let head = text.split(['(', ':']).next().unwrap_or_default();
    let is_counted =
        |word: &str| head.strip_prefix(word).is_some_and(|rest| rest.starts_with(|s: char| s.is_ascii_digit()));
    is_total(&text) || SUMS.contains(&head) || ["共", "合计", "总计", "共计"].into_iter().any(is_counted)
}

/// Whether a text may be of sums: 其中：市级, 全区合计; it may be the name of a place too.
#[must_use]
pub fn is_like_sums(text: &str) -> bool {
    let text = bare(text);
    let head = text.split(['(', ':']).next().unwrap_or_default();
    is_sums(&text)
        || ["其中", "合计", "小计", "以上合计"].iter().any(|word| text.starts_with(word))
        || SUMS.iter().any(|word| head.ends_with(word))
}

const SUMS: [&str; 10] = ["合计", "小计", "总计", "共计", "汇总", "总共", "累计", "平均", "subtotal", "grandtotal"];

/// Whether a text heads a group of rows: 一、续建项目, （二）新建, 三.
#[must_use]
pub fn heads_group(text: &str) -> bool {
    let text = bare(text);
    let inner = text.strip_prefix('(').unwrap_or(&text);
    let rest = inner.trim_start_matches(|sign| "一二三四五六七八九十ⅰⅱⅲⅳⅴⅵ".contains(sign));
    rest.len() < inner.len() && (rest.is_empty() || rest.starts_with(['、', '.', ',', ')', ':']))
}

/// Whether a name is of a kind of projects and not of one: 续建项目, 储备类.
#[must_use]
pub fn is_kind(text: &str) -> bool {
    let text = bare(text);
    let text = text.split('(').next().unwrap_or_default();
    let mut kinds =
        ["续建", "新建", "前期", "储备", "结转", "拟建", "预备", "收尾", "完工", "新开工", "计划新开工"].into_iter();
    kinds.any(|kind| text.strip_prefix(kind).is_some_and(|rest| ["", "项目", "工程", "类", "类项目"].contains(&rest)))
}

/// Whether a cell is a note under the table, or of those who sign it: 填表人：…, 备注：…, （盖章）.
#[must_use]
pub fn is_note(text: &str) -> bool {
    let text = bare(text);
    let words =
        ["填表", "填报", "制表", "审核", "审批", "经办", "备注", "注", "说明", "联系", "电话", "单位", "日期", "截至"];
    let is_said = |rest: &str| rest.chars().take(4).any(|sign| sign == ':');
    words.iter().any(|word| text.strip_prefix(word).is_some_and(is_said))
        || text.contains("盖章")
        || text.contains("签字")
}

/// Whether a cell numbers a row: 1, （1）, 1-1, ③, 4、
#[must_use]
pub fn is_running_number(text: &str) -> bool {
    let text = bare(text);
    let is_digit = |sign: char| sign.is_ascii_digit() || matches!(sign, '①'..='⑳');
    text.chars().any(is_digit)
        && text.chars().all(|sign| is_digit(sign) || matches!(sign, '.' | '-' | '(' | ')' | '、'))
}

/// Whether a cell numbers a column: 1, 甲, ②, A, 栏次.
#[must_use]
pub fn is_column_number(text: &str) -> bool {
    let text = bare(text);
    let is_letter = |sign: char| "甲乙丙丁戊己庚辛壬癸".contains(sign) || sign.is_ascii_alphabetic();
    is_running_number(&text) || text == "栏次" || (text.chars().count() == 1 && text.chars().all(is_letter))
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
fn bare(text: &str) -> String {
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
    fn lines_that_are_no_rows_are_known() {
        assert!(["合 计", "小计：", "总计(万元)", "共3个项目", "合计12项", "Sub total"].into_iter().all(is_sums));
        assert!(["其中：市级", "全区合计", "以上合计12项"].into_iter().all(is_like_sums));
        assert!(["合心路改建", "总计生站迁建", "小计河整治", "共青路改造"].into_iter().all(|name| !is_sums(name)));
        assert!(["一、续建项目", "（二）新建", "三", "十一.储备", "Ⅰ"].into_iter().all(heads_group));
        assert!(["续建项目", "新建项目（3项）", "储备类"].into_iter().all(is_kind) && !is_kind("新建路改造工程"));
        assert!(
            ["填表人：张三", "备注：1.", "注:", "填报日期：9月1日", "单位：万元", "单位负责人：李四"]
                .into_iter()
                .all(is_note)
        );
        for name in ["一号泵站", "三江口改造工程", "备注路改造", "单位大院改造：一期"] {
            assert!(!heads_group(name) && !is_note(name), "{name}");
        }
        assert!(["1", "（1）", "1-1", "③", "4、"].into_iter().all(is_running_number) && !is_running_number("1号泵站"));
        assert!(["甲", "②", "A", "栏次"].into_iter().all(is_column_number) && !is_column_number("局"));
        assert!([" 〃", "同 上"].into_iter().all(is_ditto) && [" - ", "／", "无"].into_iter().all(is_blank_mark));
    }

    #[test]
    fn the_years_of_a_heading() {
        let years = |heading: &str| years_of(heading, 2022);
        assert_eq!(years("2022年计划投资（万元）"), [2022]);
        assert_eq!(years("2022-2025年计划"), [2022, 2025]);
        assert_eq!((years("21年计划"), years("明年计划"), years("1-8月计划")), (vec![2021], vec![2023], vec![]));
    }
}
