//! What offices write in the lines of their own sheets, below the headings: sums, groups, notes, numbers of rows, signs for
//! “as above”. How they call the columns is in `lang::office`.
//!
//! Long: what is said of the lines of a sheet, one table of words.

use super::office::bare;
use super::word::is_total;
use crate::domain::catalog::{Catalog, Category};
use crate::domain::name::{chinese_number, half_width};

/// Where a cell takes its value from that has a sign instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ditto {
    Above,
    Left,
}

/// Whether a cell stands for the one above it, or beside it.
#[must_use]
pub fn ditto(text: &str) -> Option<Ditto> {
    let text = bare(text);
    let marks = ['〃', '″', '"', '”', '“', '\'', '’'];
    if !text.is_empty() && text.chars().all(|sign| marks.contains(&sign)) {
        return Some(Ditto::Above);
    }
    let text = text.trim_matches(['-', '—', '(', ')', '.', '。', '"', '”', '“', '、', ',']);
    let above = ["同上", "同前", "上同", "同上行", "同上一行", "如上", "ditto", "do", "ibid", "asabove", "sameasabove"];
    match text {
        "同左" | "同前列" | "←" => Some(Ditto::Left),
        text if above.contains(&text) => Some(Ditto::Above),
        _ => None,
    }
}

/// Whether a cell says that there is nothing to say.
#[must_use]
pub fn is_blank_mark(text: &str) -> bool {
    ["-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "n/a"].contains(&bare(text).as_str())
}

/// Whether a cell says that what it is to say is not settled yet.
#[must_use]
pub fn is_undecided(text: &str) -> bool {
    let text = bare(text);
    let text = text.trim_start_matches(['暂', '尚']).trim_matches(['(', ')']);
    let undecided = ["定", "明确", "确定", "确认", "落实", "议", "商定"];
    let is_of = |open: &str| text.strip_prefix(open).is_some_and(|rest| undecided.contains(&rest));
    is_of("待") || is_of("未") || ["另定", "另行确定", "不详", "未知", "tbd", "tba", "undecided"].contains(&text)
}

/// Whether a cell names some units and means more: 区水利局等, 区水利局等3家单位, 各镇街, 有关部门.
#[must_use]
pub fn names_not_all(text: &str) -> bool {
    let text = bare(text);
    let is_end = |rest: &str| {
        let rest =
            rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || NUMERALS.contains(sign) || sign == '多');
        ["", "家", "个"].iter().any(|count| {
            let of = rest.strip_prefix(count);
            of.is_some_and(|of| ["", "单位", "部门", "镇街", "街道", "镇", "局"].contains(&of))
        })
    };
    let is_cut = text.rsplit_once('等').is_some_and(|(before, rest)| !before.is_empty() && is_end(rest));
    is_cut || ["各", "相关", "有关", "所在", "属地"].iter().any(|word| text.starts_with(word))
}

/// The units that a text names, where it joins them as one speaks: 区水利局和区住建局, 区水利局+区住建局.
#[must_use]
pub fn joined_units(text: &str, is_unit: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let text = half_width(text);
    let joins = ["以及", "会同", "联合", "和", "与", "及", "暨", "+", "&", "-", "—", "|", "\\"];
    joins.iter().find_map(|join| {
        let parts: Vec<&str> = text.split(join).map(str::trim).collect();
        let is_sure = *join == "+" && !text.is_ascii() && parts.iter().all(|part| !part.is_empty());
        let are_units = parts.iter().all(|part| is_unit(part) || ends_like_unit(part));
        (parts.len() > 1 && (is_sure || are_units)).then(|| parts.into_iter().map(str::to_owned).collect())
    })
}

/// A unit by itself, of a text that says more: 区水利局（张三）, 牵头单位：区水利局, 区水利局 13812345678.
#[must_use]
pub fn unit_alone(text: &str) -> Option<String> {
    let text = half_width(text);
    let text = text.trim();
    if let Some((before, inner)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        return (!ends_like_unit(inner)).then(|| before.trim().to_owned());
    }
    if let Some((label, rest)) = text.split_once(':') {
        let unit = if ends_like_unit(label) && !ends_like_unit(rest) { label } else { rest };
        return Some(unit.trim().to_owned());
    }
    let unit = text.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '-').trim_end();
    if text.len() - unit.len() > 6 && ends_like_unit(unit) {
        return Some(unit.to_owned());
    }
    let (unit, _) = text.split_once(char::is_whitespace)?;
    let tight: String = text.split_whitespace().collect();
    (ends_like_unit(unit) && !ends_like_unit(&tight)).then(|| unit.to_owned())
}

/// Whether a cell is a sign and no word: `..`, `…`, `*`; or one that points to a cell nobody takes values from: 同右.
#[must_use]
pub fn is_lone_sign(text: &str) -> bool {
    let text = bare(text);
    let is_sign = !text.is_empty() && !text.chars().any(char::is_alphanumeric);
    // 同1, 同第2行, 同序号3
    let numbered = text.strip_prefix('同').map(|rest| rest.trim_matches(['第', '行', '序', '号', '项', '个']));
    let is_of_row = numbered.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|sign| sign.is_ascii_digit()));
    is_sign || is_of_row || ["同", "同右", "同下", "见上", "见下"].contains(&text.trim_matches(['"', '”', '“']))
}

/// Whether a text is a word of sums: 合计, 小计：, 共3个项目, 2个项目.
#[must_use]
pub fn is_sums(text: &str) -> bool {
    let text = bare(text);
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text);
    let head = inner.split(['(', ':']).next().unwrap_or_default();
    let is_counted = |word: &str| head.strip_prefix(word).is_some_and(starts_with_count);
    is_total(inner)
        || SUMS.contains(&head)
        || ["共", "合计", "总计", "共计"].into_iter().any(is_counted)
        || is_count(head)
}

/// Whether a text is a word of the sums of all there is, and not of the rows right above.
#[must_use]
pub fn is_grand_total(text: &str) -> bool {
    let text = bare(text);
    !["小计", "subtotal"].iter().any(|word| text.contains(word))
}

/// 3个…, 三项…
fn starts_with_count(text: &str) -> bool {
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit() || NUMERALS.contains(sign));
    rest.len() < text.len()
}

/// 2个项目, 12项
fn is_count(text: &str) -> bool {
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit() || NUMERALS.contains(sign));
    let is_said = ["个项目", "个工程", "项工程", "项目", "项", "个"].contains(&rest);
    rest.len() < text.len() && is_said
}

const NUMERALS: &str = "一二三四五六七八九十";

/// Whether a text is of a part of what stands above: 其中：市级.
#[must_use]
pub fn is_of_which(text: &str) -> bool {
    let text = bare(text);
    let rest = text.strip_prefix("其中").or_else(|| text.strip_prefix("ofwhich"));
    // 其中村改造 is a village
    rest.is_some_and(|rest| rest.starts_with([':', ',', '、']) || is_of_money(rest) || is_of_lot(rest))
}

/// What a part of the row above is, without the word for that: 其中：一标段 is 一标段.
#[must_use]
pub fn part_named(text: &str) -> String {
    let text = half_width(text);
    let rest = text.trim().trim_start_matches("其中").trim_start_matches("of which");
    rest.trim_start_matches([':', '、', ',', ' ']).trim().to_owned()
}

/// Whether a part is one of the money and none of the works: 市级, 中央资金, 征迁费用.
#[must_use]
pub fn is_of_money(text: &str) -> bool {
    let text = bare(text);
    let words = [
        "市级", "区级", "省级", "县级", "镇级", "中央", "财政", "自筹", "贷款", "资金", "债", "补助", "投资", "费",
        "银行", "政府", "社会", "企业", "其他",
    ];
    text.is_empty() || words.iter().any(|word| text.contains(word))
}

/// Whether a text may be of sums: 全区合计, 以上合计; it may be the name of a place too.
#[must_use]
pub fn is_like_sums(text: &str) -> bool {
    let text = bare(text);
    let head = text.split(['(', ':']).next().unwrap_or_default();
    is_sums(&text)
        || ["合计", "小计", "以上合计"].iter().any(|word| text.starts_with(word))
        || SUMS.iter().any(|word| head.ends_with(word))
}

const SUMS: [&str; 10] = ["合计", "小计", "总计", "共计", "汇总", "总共", "累计", "平均", "subtotal", "grandtotal"];

/// How a row is numbered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numbering {
    pub level: Level,
    /// The last of its numbers; and those before it, where it has several: 1.2.3.
    pub last: u32,
    pub before: Vec<u32>,
}

/// The manner of a number, the outermost first, as official papers number their parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// 甲, Ⅰ, A, 第一部分
    Part,
    /// 一
    Chinese,
    /// （一）
    BracketedChinese,
    /// 1
    Number,
    /// 1.1, 1-1
    Dotted,
    /// 1.1.1
    Deeper,
    /// （1）
    Bracketed,
    /// ①
    Circled,
}

impl Level {
    /// Whether rows so numbered are parts of a list rather than its entries.
    #[must_use]
    pub fn is_of_parts(self) -> bool {
        self <= Self::BracketedChinese
    }
}

/// What numbers a row, where a cell holds nothing else.
#[must_use]
pub fn numbering(text: &str) -> Option<Numbering> {
    let text = bare(text);
    let inner = text.strip_prefix('(').map(|rest| rest.strip_suffix([')', '、', '.']).unwrap_or(rest));
    let half = text.strip_suffix(')');
    let plain = text.trim_end_matches(['、', '.', ',', ':']);
    let one = |level, last| Some(Numbering { level, last, before: Vec::new() });
    if let Some(inner) = inner.map(|inner| inner.trim_end_matches(')')).or(half) {
        return match (chinese_number(inner), inner.parse()) {
            (Some(last), _) => one(Level::BracketedChinese, last),
            (None, Ok(last)) => one(Level::Bracketed, last),
            (None, Err(_)) => None,
        };
    }
    if let Some(last) = chinese_number(plain) {
        return one(Level::Chinese, last);
    }
    let part = plain
        .strip_prefix('第')
        .and_then(|rest| ["部分", "类", "篇", "章"].iter().find_map(|end| rest.strip_suffix(end)));
    if let Some(last) = part.and_then(|part| chinese_number(part).or_else(|| part.parse().ok())) {
        return one(Level::Part, last);
    }
    let mut signs = plain.chars();
    if let (Some(sign), None) = (signs.next(), signs.next()) {
        let of = |first: char, count: u32| {
            u32::from(sign).checked_sub(u32::from(first)).filter(|at| *at < count).map(|at| at + 1)
        };
        if let Some(last) = of('①', 20) {
            return one(Level::Circled, last);
        }
        let stem = STEMS.chars().position(|stem| stem == sign).and_then(|at| u32::try_from(at + 1).ok());
        if let Some(last) = of('ⅰ', 12).or_else(|| of('a', 26)).or(stem) {
            return one(Level::Part, last);
        }
    }
    let numbers: Option<Vec<u32>> = plain.split(['.', '-']).map(|part| part.parse().ok()).collect();
    let mut before = numbers?;
    let last = before.pop()?;
    let level = match before.len() {
        0 => Level::Number,
        1 => Level::Dotted,
        _ => Level::Deeper,
    };
    Some(Numbering { level, last, before })
}

/// The number of a row that a spreadsheet took for a day: 1-2 as 1月2日, 2-Jan, 2022/1/2.
#[must_use]
pub fn number_as_day(text: &str) -> Option<Numbering> {
    let text = bare(text);
    let number = |text: &str| text.parse::<u32>().ok();
    let chinese = text.strip_suffix('日').and_then(|text| text.split_once('月'));
    let (month, day) = if let Some((month, day)) = chinese {
        (number(month)?, number(day)?)
    } else {
        let parts: Vec<&str> = text.split(['-', '/']).collect();
        let month_of =
            |word: &str| MONTHS.iter().position(|month| *month == word).and_then(|at| u32::try_from(at + 1).ok());
        match parts.as_slice() {
            [year, month, day] if year.len() == 4 => (number(month)?, number(day)?),
            [day, month] | [day, month, _] if month_of(month).is_some() => (month_of(month)?, number(day)?),
            [month, day] if month_of(month).is_some() => (month_of(month)?, number(day)?),
            _ => return None,
        }
    };
    let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
    is_day.then(|| Numbering { level: Level::Dotted, last: day, before: vec![month] })
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

/// A name that begins with its number, in two: 一、续建项目, （二）新建, 3．甲江工程; not 1.5公里 nor 一号泵站.
#[must_use]
pub fn numbered_name(text: &str) -> Option<(Numbering, String)> {
    let text = half_width(text);
    let text = text.trim();
    let end = match text.strip_prefix('(') {
        Some(_) => text.find(')').map(|at| at + 1),
        None => text
            .find(['、', '.', ',', ':', ')', ' '])
            .map(|at| at + text[at..].chars().next().map_or(1, char::len_utf8)),
    }?;
    // 1.2.3、: as far as the number goes
    let rest = &text[end..];
    let goes_on = rest.starts_with(|sign: char| sign.is_ascii_digit()) && text[..end].ends_with('.');
    let end = if goes_on {
        let more = rest.find(|sign: char| !(sign.is_ascii_digit() || sign == '.' || sign == '-'))?;
        let after = rest[more..].chars().next().filter(|sign| matches!(sign, '、' | ' ' | ':'))?;
        end + more + after.len_utf8()
    } else {
        end
    };
    let (head, rest) = text.split_at(end);
    let number = numbering(head)?;
    // 甲、乙两村: a letter is no number of a name, nor is a bracket that belongs to one: （1）期
    let is_letter =
        number.level == Level::Part && !head.starts_with('第') && !head.starts_with(|sign| ('Ⅰ'..='Ⅻ').contains(&sign));
    let is_of_name = rest.trim_start().starts_with(['期', '标', '号', '段']);
    (!rest.trim().is_empty() && !is_letter && !is_of_name).then(|| (number, rest.trim().to_owned()))
}

/// Whether a name is of a kind of projects and not of one: 续建项目, 储备类, 交通工程.
#[must_use]
pub fn is_kind(text: &str) -> bool {
    let text = bare(text);
    let text = text.split('(').next().unwrap_or_default();
    KINDS.iter().any(|kind| text.strip_prefix(kind).is_some_and(|rest| KIND_ENDS.contains(&rest)))
        || FIELDS.iter().any(|kind| text.strip_prefix(kind).is_some_and(|rest| FIELD_ENDS.contains(&rest)))
}

const KINDS: [&str; 14] = [
    "续建",
    "新建",
    "前期",
    "储备",
    "结转",
    "拟建",
    "预备",
    "收尾",
    "完工",
    "新开工",
    "计划新开工",
    "计划开工",
    "在建",
    "谋划",
];
const KIND_ENDS: [&str; 6] = ["", "项目", "工程", "类", "类项目", "类工程"];
const FIELDS: [&str; 26] = [
    "水利",
    "治水",
    "防洪",
    "排涝",
    "交通",
    "市政",
    "道路",
    "教育",
    "卫生",
    "医疗",
    "民生",
    "社会事业",
    "产业",
    "工业",
    "农业",
    "生态",
    "环保",
    "生态环保",
    "能源",
    "文化",
    "文旅",
    "体育",
    "征迁",
    "征收",
    "城建",
    "基础设施",
];
const FIELD_ENDS: [&str; 9] = ["项目", "工程", "类", "类项目", "类工程", "建设", "建设项目", "建设工程", ""];

/// The category whose word stands in one of some texts, where exactly one does.
#[must_use]
pub fn category_in<'c>(catalog: &'c Catalog, texts: &[&str]) -> Option<&'c Category> {
    let unnumbered = |text: &str| numbered_name(text).map_or_else(|| bare(text), |(_, name)| bare(&name));
    let texts: Vec<String> = texts.iter().map(|text| unnumbered(text)).collect();
    let own = |word: &str| {
        let word = bare(word);
        let texts = texts.iter().filter(|_| !word.is_empty());
        texts
            .flat_map(|text| {
                text.match_indices(&word)
                    .map(|(at, found)| (&text[..at], &text[at + found.len()..]))
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let all = catalog
        .categories
        .iter()
        .flat_map(|category| [&category.label.zh, &category.label.en].into_iter().chain(&category.words));
    // 非治水类 is none, 交通、水利 is more than one
    if all.flat_map(|word| own(word)).any(|(before, after)| is_one_of_several(before, after)) {
        return None;
    }
    let is_said = |word: &str| !own(word).is_empty();
    let mut said = catalog.categories.iter().filter(|category| {
        let labels = [&category.label.zh, &category.label.en].into_iter();
        labels.chain(&category.words).any(|word| is_said(word))
    });
    said.next().filter(|_| said.next().is_none())
}

/// Whether a word between these is denied, or one of several.
fn is_one_of_several(before: &str, after: &str) -> bool {
    let joins = ['、', '和', '及', '与', '/', ',', '+', '&'];
    let after = ["建设", "工程", "项目", "类", "行业"].iter().find_map(|end| after.strip_prefix(end)).unwrap_or(after);
    let is_denied = ["非", "除", "不含", "不包括"].iter().any(|word| before.ends_with(word));
    let is_beside = |text: &str, ends: fn(&str, &str) -> bool| OTHER_FIELDS.iter().any(|field| ends(text, field));
    let joined_before = before.strip_suffix(joins).is_some_and(|rest| !rest.is_empty());
    let joined_after = after.strip_prefix(joins).is_some_and(|rest| !rest.is_empty());
    is_denied
        || joined_before
        || joined_after
        || is_beside(before, |text, field| text.ends_with(field))
        || is_beside(after, |text, field| text.starts_with(field))
}

/// The fields of works that are none of ours: 交通水利工程 is of two.
const OTHER_FIELDS: [&str; 14] = [
    "交通",
    "市政",
    "道路",
    "教育",
    "卫生",
    "医疗",
    "民生",
    "社会事业",
    "产业",
    "工业",
    "农业",
    "文化",
    "城建",
    "能源",
];

/// Whether a name is of a lot: 一标段, Ⅱ标, 施工2标, 监理.
#[must_use]
pub fn is_of_lot(text: &str) -> bool {
    let text = bare(text);
    let text = text.split('(').next().unwrap_or_default();
    text.contains("标段") || text.contains("合同段") || text.ends_with('标') || text.ends_with("子项")
}

/// Whether a column says which lot of its project a row is.
#[must_use]
pub fn heads_lots(heading: &str) -> bool {
    let heading = bare(heading);
    let heading = heading.rsplit('\u{2044}').next().unwrap_or_default();
    ["标段", "标段名称", "标段号", "合同段", "分标", "标别", "lot"].contains(&heading)
}

/// Whether a column numbers the rows.
#[must_use]
pub fn heads_numbers(heading: &str) -> bool {
    ["序号", "编号", "序", "号", "项次", "no", "no.", "#"].contains(&bare(heading).as_str())
}

/// Whether a name ends like that of a unit: 区水利局, 高桥镇.
#[must_use]
pub fn ends_like_unit(text: &str) -> bool {
    let text = bare(text);
    let ends = [
        "局",
        "镇",
        "乡",
        "街道",
        "办",
        "办公室",
        "中心",
        "公司",
        "集团",
        "处",
        "所",
        "院",
        "委",
        "部",
        "会",
        "站",
        "队",
        "政府",
        "指挥部",
        "学校",
        "医院",
    ];
    text.chars().count() > 2 && ends.iter().any(|end| text.ends_with(end))
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

/// Whether a cell numbers a column: 1, 甲, ②, A, 栏次; no table has a hundred.
#[must_use]
pub fn is_column_number(text: &str) -> bool {
    let text = bare(text);
    let is_letter = |sign: char| STEMS.contains(sign) || sign.is_ascii_alphabetic();
    let is_short = text.chars().filter(char::is_ascii_digit).count() < 3;
    (is_running_number(&text) && is_short)
        || text == "栏次"
        || (text.chars().count() == 1 && text.chars().all(is_letter))
}

/// Whether a text under a percentage is prose about how far a work is, and no number typed amiss: 主体完成80%.
#[must_use]
pub fn is_prose(text: &str) -> bool {
    text.chars().filter(|sign| sign.is_alphabetic()).count() > 1
}

/// The two ends of a span of months or years as one types it: 2021-2023, 2022年3月至2023年12月, 2021年—2023年底.
#[must_use]
pub fn span_of_days(text: &str) -> Option<(String, String)> {
    let text = bare(text);
    let years = |part: &str| part.matches(|sign: char| sign.is_ascii_digit()).count() >= 4;
    let marks = ["--", "—", "–", "~", "至", "到", "-"];
    let parts = marks.iter().filter(|mark| text.matches(**mark).count() == 1).find_map(|mark| text.split_once(mark));
    let (from, to) = parts.filter(|(from, to)| years(from) && years(to))?;
    Some((end_of_year(from), end_of_year(to)))
}

/// A day or month by which something is due, as it is recorded: 2022年底 is a month, 2022年12月底前 the same, 202212 too; a
/// time of day that a program wrote behind it is none.
#[must_use]
pub fn end_of_year(text: &str) -> String {
    let text = bare(text);
    let text = ["00:00:00", "0:00:00", "00:00"].iter().find_map(|time| text.strip_suffix(time)).unwrap_or(&text);
    let text = ["之前", "以前", "前"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    if let Some((year, month)) = text.split_at_checked(4).filter(|_| text.len() == 6)
        && text.chars().all(|sign| sign.is_ascii_digit())
    {
        return format!("{year}年{month}月");
    }
    match text.strip_suffix("年底").or_else(|| text.strip_suffix("年末")) {
        Some(year) => format!("{year}年12月"),
        None => text.to_owned(),
    }
}
