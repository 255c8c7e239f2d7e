//! The figures a clause of a promise carries: 64个, 345万平方米. A target holds one of them.

use super::name::half_width;

/// A number with what it counts, as printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    pub text: String,
    /// 个, 平方米; empty after a bare 万 or 亿.
    pub unit: String,
}

/// What is counted or measured; the longer before those they begin with.
const UNITS: &[&str] = &[
    "平方公里",
    "平方千米",
    "平方米",
    "平米",
    "公里",
    "千米",
    "公顷",
    "km²",
    "km2",
    "m²",
    "m2",
    "㎡",
    "亩",
    "元",
    "%",
    "个",
    "项",
    "条",
    "座",
    "所",
    "户",
    "套",
    "张",
    "处",
    "家",
    "村",
    "块",
    "人",
    "栋",
    "幢",
    "间",
    "件",
    "台",
    "辆",
];
/// After 个 these make a span of time of it: 3个月.
const OF_TIME: &[&str] = &["月", "工作日", "小时", "季度", "星期"];
const RANGE: &[char] = &['-', '—', '–', '~', '至', '到'];

/// The figures of a clause in their order. Years, dates, ordinals (第3条) and names of roads (S309) are none; a range
/// (3—5个) is one.
#[must_use]
pub fn figures(clause: &str) -> Vec<Figure> {
    let typed: Vec<char> = clause.chars().collect();
    let signs: Vec<char> = half_width(clause).chars().collect();
    let mut figures: Vec<Figure> = Vec::new();
    let (mut at, mut last_end) = (0, None);
    while at < signs.len() {
        if !signs[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits = number_length(&signs[at..]);
        let is_name =
            at.checked_sub(1).is_some_and(|before| signs[before] == '第' || signs[before].is_ascii_alphabetic());
        let measured = measured(&signs[at + digits..]).filter(|_| !is_name);
        let end = at + digits + measured.as_ref().map_or(0, |(length, _)| *length);
        if let Some((_, unit)) = measured {
            let text: String = typed[at..end].iter().collect();
            match (figures.last_mut(), last_end) {
                (Some(before), Some(last)) if is_range(&signs[last..at]) => {
                    before.text = format!("{}{}{text}", before.text, typed[last..at].iter().collect::<String>());
                }
                _ => figures.push(Figure { text, unit }),
            }
            last_end = Some(end);
        }
        at = end;
    }
    figures
}

/// How many signs a number has; separators and a point only between digits.
fn number_length(signs: &[char]) -> usize {
    let is_number = |at: usize| match signs.get(at) {
        Some('0'..='9') => true,
        Some(',' | '.') => signs.get(at + 1).is_some_and(char::is_ascii_digit),
        _ => false,
    };
    (0..).take_while(|at| is_number(*at)).count()
}

/// How far the unit behind a number reaches, and the unit.
fn measured(rest: &[char]) -> Option<(usize, String)> {
    let between = |sign: &char| sign.is_whitespace() || "余多几十百千万亿".contains(*sign);
    let lead = rest.iter().take_while(|sign| between(sign)).count();
    let begins = |signs: &[char], word: &str| word.chars().enumerate().all(|(at, sign)| signs.get(at) == Some(&sign));
    let after = &rest[lead..];
    let unit = UNITS.iter().find(|unit| begins(after, unit));
    match unit {
        Some(&"个") if OF_TIME.iter().any(|span| begins(&after[1..], span)) => None,
        Some(unit) => Some((lead + unit.chars().count(), (*unit).to_owned())),
        None => {
            let large = rest[..lead].iter().rposition(|sign| matches!(sign, '万' | '亿'))?;
            Some((large + 1, String::new()))
        }
    }
}

fn is_range(between: &[char]) -> bool {
    matches!(between, [mark] if RANGE.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(clause: &str) -> Vec<String> {
        figures(clause).into_iter().map(|figure| figure.text).collect()
    }

    #[test]
    fn one_figure_is_found_with_its_unit() {
        let cases = [
            ("48个治水项目将陆续开工建设", "48个", "个"),
            ("征迁核心区面积超30万平方米", "30万平方米", "平方米"),
            ("累计完成投资超80亿元", "80亿元", "元"),
            ("建成省星级公厕20座以上", "20座", "座"),
            ("完成投资１，２００万元", "１，２００万元", "元"),
            ("新增床位600余张", "600余张", "张"),
            ("2022年12月底前签约率达90.5%", "90.5%", "%"),
            ("完成投资80亿", "80亿", ""),
            ("力争3—5个项目开工", "5个", "个"),
            ("签约率20%-30%", "20%-30%", "%"),
        ];
        for (clause, text, unit) in cases {
            let found = Figure { text: text.to_owned(), unit: unit.to_owned() };
            assert_eq!(figures(clause), [found], "{clause}");
        }
    }

    #[test]
    fn two_figures_are_two() {
        assert_eq!(texts("改造老旧小区64个345万平方米"), ["64个", "345万平方米"]);
        assert_eq!(texts("开工4所、建成10所学校"), ["4所", "10所"]);
    }

    #[test]
    fn years_dates_ordinals_and_roads_are_no_figures() {
        for clause in ["2022年1月8日开工", "加快建设S309荷梁线", "第3条线路", "6个月内开工", "十大区块", "1.5米宽"]
        {
            assert_eq!(texts(clause), [""; 0], "{clause}");
        }
        assert_eq!(texts("2022年开工3个项目，3个月内完成"), ["3个"]);
    }
}
