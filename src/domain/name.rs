//! Names as people type them: which two are the same but for the typing, and which one was probably meant.
//!
//! A folded name is for comparing only; what is stored and printed is always the name as typed.

/// Full-width ASCII (U+FF01–FF5E) and the ideographic space (U+3000) as ASCII, nothing else changed.
/// The result has as many characters as the text.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars().map(half).collect()
}

/// Every end of a line as `\n`, however the machine it was typed on ends one.
#[must_use]
pub fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Not a character: no XML may hold it, so no workbook could.
#[must_use]
pub fn is_no_character(sign: char) -> bool {
    matches!(sign, '\u{fffe}' | '\u{ffff}')
}

/// The form in which near-equal names are equal: half width, lower case, without white space,
/// brackets, quotes, dots and dashes, but for those that part numbers (HS-1-11 is not HS-11-1, nor
/// 1.5公里 15公里); 碛 as 碶; Roman numerals (Ⅱ, II) as digits, and Chinese ones where they number
/// something (二期, 十一标段, 三号).
#[must_use]
pub fn folded(name: &str) -> String {
    let lower: Vec<char> = half_width(name).chars().flat_map(char::to_lowercase).collect();
    ordinals_to_digits(&plain(roman_to_digits(&lower).chars()))
}

/// Without what people put in or leave out; between two numbers one sign of it stays.
fn plain(text: impl Iterator<Item = char>) -> Vec<char> {
    let is_number = |c: char| c.is_ascii_digit() || chinese_digit(c).is_some();
    let mut plain: Vec<char> = Vec::new();
    let mut between = None;
    for c in text {
        if c.is_whitespace() || is_dropped(c) {
            between = between.filter(|sign| *sign != ' ').or(Some(parting(c)));
            continue;
        }
        let parts = between.take().filter(|_| is_number(c) && plain.last().is_some_and(|last| is_number(*last)));
        plain.extend(parts);
        plain.push(if c == '碛' { '碶' } else { c });
    }
    plain
}

/// The sign that stands for all those that part numbers alike.
fn parting(c: char) -> char {
    match c {
        '-' | '–' | '—' | '_' => '-',
        '.' | '。' | '·' | '・' | '•' => '.',
        ',' | '、' => ',',
        '/' | ':' => c,
        _ => ' ',
    }
}

/// Whether two names are the same but for the typing.
#[must_use]
pub fn near(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// Where a name stands within another, in bytes, no number cut in two: 1号泵站 does not stand in 11号泵站.
pub fn places_within<'a>(longer: &'a str, shorter: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    longer.match_indices(shorter).map(|(at, _)| at).filter(move |at| {
        let (before, after) = (&longer[..*at], &longer[at + shorter.len()..]);
        let cuts_before = is_digit(before.chars().next_back()) && is_digit(shorter.chars().next());
        let cuts_after = is_digit(shorter.chars().next_back()) && is_digit(after.chars().next());
        !cuts_before && !cuts_after
    })
}

/// The candidates that score at least 50, best first, equal ones in the order they came; no more
/// than `at_most` of them.
#[must_use]
pub fn closest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>, at_most: usize) -> Vec<&'a str> {
    let wanted = folded(wanted);
    let mut scored: Vec<(u32, &str)> = candidates
        .map(|candidate| (likeness(&wanted, &folded(candidate)), candidate))
        .filter(|(score, _)| *score >= WORTH_SHOWING)
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, candidate)| candidate).take(at_most).collect()
}

const WORTH_SHOWING: u32 = 50;

/// Brackets, quotes, dots and dashes that people put in or leave out (after `half_width`).
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '[' | ']' | '{' | '}' | '【' | '】' | '〔' | '〕' | '《' | '》' | '“' | '”' | '‘' | '’' | '"'
    ) || matches!(c, '\'' | '·' | '・' | '•' | '、' | ',' | '.' | '。' | ':' | '-' | '–' | '—' | '_' | '/')
}

fn half(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Roman numerals as Arabic ones: the characters made for them, and runs of i, v, x that stand
/// alone. Beside another ASCII letter or a digit a run is part of something else (`vip`, `v1`).
fn roman_to_digits(text: &[char]) -> String {
    let mut out = String::new();
    let mut beside_ascii = false;
    let mut rest = text.iter().copied().peekable();
    while let Some(c) = rest.next() {
        if let Some(number) = roman_sign(c) {
            out.push_str(&number.to_string());
            beside_ascii = false;
            continue;
        }
        if !c.is_ascii_alphanumeric() {
            out.push(c);
            beside_ascii = false;
            continue;
        }
        let mut run = String::from(c);
        while let Some(next) = rest.next_if(char::is_ascii_alphanumeric) {
            run.push(next);
        }
        match roman_value(&run) {
            Some(number) if !beside_ascii => out.push_str(&number.to_string()),
            _ => out.push_str(&run),
        }
        beside_ascii = true;
    }
    out
}

/// The value of Ⅰ to Ⅻ, in either case.
fn roman_sign(c: char) -> Option<u32> {
    match c {
        '\u{2160}'..='\u{216B}' => Some(u32::from(c) - 0x215F),
        '\u{2170}'..='\u{217B}' => Some(u32::from(c) - 0x216F),
        _ => None,
    }
}

/// The value of a numeral in i, v and x as it is properly written (1 to 39).
fn roman_value(run: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = run.trim_start_matches('x');
    let tens = run.len() - ones.len();
    let (tens, ones) = if tens > 3 { return None } else { (tens, ones) };
    let digit = ONES.iter().position(|known| *known == ones)?;
    u32::try_from(tens * 10 + digit).ok().filter(|value| *value > 0)
}

/// Chinese numerals directly before 期, 标 or 号 as Arabic ones.
fn ordinals_to_digits(text: &[char]) -> String {
    let mut out = String::new();
    let mut run: Vec<char> = Vec::new();
    for &c in text {
        if chinese_digit(c).is_some() {
            run.push(c);
            continue;
        }
        match chinese_value(&run) {
            Some(number) if matches!(c, '期' | '标' | '号') => out.push_str(&number.to_string()),
            _ => out.extend(&run),
        }
        run.clear();
        out.push(c);
    }
    out.extend(&run);
    out
}

/// The number a text of Chinese numerals comes to: 十一 is 11; `None`: it is none, or above 99.
#[must_use]
pub fn chinese_number(text: &str) -> Option<u32> {
    chinese_value(&text.chars().collect::<Vec<_>>())
}

/// 一 to 九十九, written as one counts; a mere row of numerals (五一) has no value.
fn chinese_value(run: &[char]) -> Option<u32> {
    let value = |c: &char| chinese_digit(*c);
    match run {
        [only] => value(only),
        ['十', ones] if *ones != '十' => Some(10 + value(ones)?),
        [tens, '十'] if *tens != '十' => Some(value(tens)? * 10),
        [tens, '十', ones] if *tens != '十' && *ones != '十' => Some(value(tens)? * 10 + value(ones)?),
        _ => None,
    }
}

fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// How well a candidate fits what was typed, 0 to 100, for "did you mean" lists, both folded; 100 only for names
/// that are `near`. It counts the characters in common, as a share of those wanted (60) and of both
/// names together (40), with a bonus (15) if one name holds the other. Their order does not matter.
fn likeness(wanted: &str, candidate: &str) -> u32 {
    if wanted.is_empty() || candidate.is_empty() {
        return 0;
    }
    if wanted == candidate {
        return 100;
    }
    let (ours, theirs) = (wanted.chars().count(), candidate.chars().count());
    let common = in_common(wanted, candidate);
    let mut score = 60 * common / ours + 80 * common / (ours + theirs);
    if candidate.contains(wanted) || wanted.contains(candidate) {
        score += 15;
    }
    u32::try_from(score.min(99)).unwrap_or(99)
}

/// How many characters two texts share, each counted as often as both have it.
fn in_common(a: &str, b: &str) -> usize {
    let mut left: Vec<char> = b.chars().collect();
    let mut common = 0;
    for c in a.chars() {
        if let Some(found) = left.iter().position(|other| *other == c) {
            left.swap_remove(found);
            common += 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_within_another_cuts_no_number() {
        let stands = |longer, shorter| places_within(longer, shorter).next().is_some();
        assert!(stands("鄞江堤防一期", "鄞江堤防") && stands("3号泵站改造", "3号泵站") && stands("区水利局", "水利局"));
        for (longer, shorter) in [("13号泵站", "3号泵站"), ("治水项目10", "治水项目1"), ("第12工程处", "2工程处")]
        {
            assert!(!stands(longer, shorter), "{longer} {shorter}");
        }
    }

    #[test]
    fn half_width_touches_full_width_ascii_only() {
        assert_eq!(half_width("（Ａ１）　，．～！"), "(A1) ,.~!");
        assert_eq!(half_width("￥、。“Ⅱ”㎡"), "￥、。“Ⅱ”㎡");
    }

    #[test]
    fn lines_end_in_one_way() {
        assert_eq!(unix_lines("甲\r\n乙\r丙\n丁\r\r\n"), "甲\n乙\n丙\n丁\n\n");
        assert_eq!(unix_lines("甲　乙\t"), "甲　乙\t");
    }

    #[test]
    fn names_that_differ_in_typing_only_are_near() {
        let pairs = [
            ("沿江泵排群工程（一期）叶家碛泵站工程", "沿江泵排群工程(1期) 叶家碶泵站工程"),
            ("鄞江堤防整治工程Ⅱ标段", "鄞江堤防整治工程II标段"),
            ("鄞江堤防整治工程Ⅱ标段", "鄞江堤防整治工程 二标段"),
            ("鄞江堤防整治工程ⅱ标段", "鄞江堤防整治工程２标段"),
            ("清水环通一期工程", "清水环通Ⅰ期工程"),
            ("“精特亮”街区", "精特亮街区"),
            ("高桥西-地铁小镇", "高桥西・地铁小镇"),
            ("十一标", "XI标"),
            ("二十三号地块", "23号地块"),
            ("HS-1-11地块", "hs1—11 地块"),
            ("1·5公里", "１．５公里"),
            ("工程（一）（二期）", "工程(一) 2期"),
            ("1-8月", "1—8月"),
        ];
        for (a, b) in pairs {
            assert!(near(a, b), "{a} / {b}: {} / {}", folded(a), folded(b));
        }
    }

    #[test]
    fn names_that_differ_in_substance_are_not_near() {
        let pairs = [
            ("鄞江堤防整治工程Ⅰ标段", "鄞江堤防整治工程Ⅱ标段"),
            ("三里里", "3里里"),
            ("五江口", "5江口"),
            ("VIP路", "6P路"),
            ("V1路", "51路"),
            ("IIII标段", "4标段"),
            ("五一期", "51期"),
            ("HS-1-11地块", "HS-11-1地块"),
            ("HS-1-11地块", "HS-111地块"),
            ("1.5公里", "15公里"),
            ("1.5公里", "1-5公里"),
            ("3、4号地块", "34号地块"),
            ("1、一期", "11期"),
            ("1/2号楼", "12号楼"),
            ("2 3号地块", "23号地块"),
        ];
        for (a, b) in pairs {
            assert!(!near(a, b), "{a} / {b}: {}", folded(a));
        }
    }

    #[test]
    fn roman_numerals_have_their_proper_spelling() {
        let read = ["i", "iv", "ix", "xiv", "xxxix", "", "iix", "vv", "xxxx"].map(roman_value);
        assert_eq!(read, [Some(1), Some(4), Some(9), Some(14), Some(39), None, None, None, None]);
        assert_eq!(folded("Ⅰ、Ⅻ、ⅳ"), "1,12,4");
    }

    #[test]
    fn part_of_a_name_and_a_slip_are_both_found() {
        let names = ["海曙区水利局", "海曙区教育局", "房屋征收中心", "高桥镇", "沿江泵排群工程（一期）叶家碶泵站工程"];
        assert_eq!(closest("水立局", names.into_iter(), 3), ["海曙区水利局"]);
        assert_eq!(closest("海曙区水利", names.into_iter(), 3).first(), Some(&"海曙区水利局"));
        assert_eq!(closest("叶家碛泵站", names.into_iter(), 3), ["沿江泵排群工程（一期）叶家碶泵站工程"]);
        assert_eq!(closest("月湖", names.into_iter(), 3), [""; 0]);
    }

    #[test]
    fn closest_is_stable_and_short() {
        let names = ["甲局一", "甲局二", "甲局", "甲局三"];
        assert_eq!(closest("甲局", names.into_iter(), 3), ["甲局", "甲局一", "甲局二"]);
        assert_eq!(closest("甲局", names.into_iter(), 0), [""; 0]);
    }

    proptest! {
        #[test]
        fn half_width_keeps_the_length(text in ".*") {
            prop_assert_eq!(half_width(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn folding_twice_is_folding_once(text in "[ivxIVXa1２ⅠⅡⅻ一二十期标号碛 （）.，·-]{0,12}|.*") {
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
        }

        #[test]
        fn a_score_is_at_most_100_and_that_only_when_near(a in "[甲乙丙ⅠI ]{0,6}", b in "[甲乙丙ⅠI ]{0,6}") {
            let score = likeness(&folded(&a), &folded(&b));
            prop_assert!(score <= 100);
            prop_assert_eq!(score == 100, near(&a, &b) && !folded(&a).is_empty());
        }
    }
}
