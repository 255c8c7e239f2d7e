//! Text as WordprocessingML has it: escaped, without what no XML may hold.

use crate::domain::name::is_no_character;
use crate::domain::visible::turns_the_line;

/// A text between tags or in an attribute. What no XML may hold, and what would turn the direction of the text behind
/// it, becomes a sign that shows there was something.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            _ if sign.is_control() || is_no_character(sign) || turns_the_line(sign) => safe.push('\u{fffd}'),
            _ => safe.push(sign),
        }
    }
    safe
}

/// What makes a run look other than its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    /// RRGGBB
    pub color: Option<&'static str>,
    pub is_bold: bool,
}

/// A run of text; a line break in the text is one on the page.
pub(super) fn run(text: &str, look: Look) -> String {
    let bold = if look.is_bold { "<w:b/>" } else { "" };
    let color = look.color.map_or_else(String::new, |color| format!("<w:color w:val=\"{color}\"/>"));
    let properties =
        if look.is_bold || look.color.is_some() { format!("<w:rPr>{bold}{color}</w:rPr>") } else { String::new() };
    let text = text.replace("\r\n", "\n");
    let lines: Vec<String> =
        text.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line))).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_typed_is_text() {
        assert_eq!(escaped("<a b=\"c\">&]]>\u{1b}\u{202e}甲\u{ffff}🏗"), "&lt;a b=&quot;c&quot;&gt;&amp;]]&gt;��甲�🏗");
        let run = run("一\r\n二\t三", Look::default());
        assert_eq!(
            run,
            "<w:r><w:t xml:space=\"preserve\">一</w:t><w:br/><w:t xml:space=\"preserve\">二 三</w:t></w:r>"
        );
    }
}
