//! Lines as a mail can carry them. Cron mails whatever is printed, and a server breaks what is too long wherever that is,
//! inside a character too.

use super::text::{is_apart, may_break, pieces};

/// In bytes: what the format of mails (RFC 5322) lets a line have is 998, and some of it is left for quoting.
const LONGEST_LINE: usize = 990;

/// A line in as many as a mail needs, each ended with a sentence, else with a part of one, else where a line may end.
pub(super) fn mailable(line: &str) -> Vec<&str> {
    const SENTENCES: [&str; 4] = ["。", "！", "？", ". "];
    const CLAUSES: [&str; 2] = ["；", "; "];
    let (mut lines, mut rest) = (Vec::new(), line);
    while rest.len() > LONGEST_LINE {
        let room = (0..=LONGEST_LINE).rev().find_map(|end| rest.get(..end)).unwrap_or(rest);
        let after = |ends: &[&str]| ends.iter().filter_map(|end| room.rfind(end).map(|at| at + end.len())).max();
        let last = |parts: fn(char, char) -> bool| pieces(room, parts).pop().map(|piece| room.len() - piece.len());
        let ends = [after(&SENTENCES), after(&CLAUSES), last(may_break), last(is_apart)];
        // one that comes early leaves as much for the next line
        let at = ends.into_iter().flatten().find(|at| *at > LONGEST_LINE / 2).unwrap_or(room.len());
        let (line, after) = rest.split_at(at);
        lines.push(line.trim_end());
        rest = after.trim_start();
    }
    lines.push(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_a_mail_ends_where_a_sentence_does() {
        let sentence = format!("{}。", "字".repeat(99));
        assert_eq!(mailable(&sentence.repeat(3)).len(), 1, "903 bytes");
        let lines = mailable(&sentence.repeat(8)).iter().map(|line| line.chars().count()).collect::<Vec<_>>();
        assert_eq!(lines, [300, 300, 200]);
        let listed = format!("{}；", "字".repeat(99)).repeat(4);
        assert!(mailable(&listed)[0].ends_with('；'));
        let words = "word ".repeat(400).trim_end().to_owned();
        assert!(mailable(&words).iter().all(|line| line.len() < 998 && line.ends_with("word")));
        for endless in ["字".repeat(1_000), "x".repeat(3_000), "👨\u{200d}👩\u{200d}👧".repeat(200)] {
            let lines = mailable(&endless);
            assert!(lines.iter().all(|line| line.len() <= LONGEST_LINE), "{lines:?}");
            assert_eq!(lines.concat(), endless, "nothing is lost");
        }
        let family = "👨\u{200d}👩\u{200d}👧".repeat(200);
        assert!(mailable(&family).iter().all(|line| line.starts_with('👨')), "and none is parted");
    }
}
