//! The words about a document that cannot be filled with a page.

use std::path::Path;

use super::{Message, listed, say, shown, shown_path, told};
use crate::error::TemplateError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, path: &Path, why: &TemplateError) -> Message {
    let path = shown_path(path);
    match why {
        TemplateError::OtherDocument { format } => told! { lang;
            "模板 `{path}` 是 .{format} 文件；能用的是 .docx", "the template `{path}` is a .{format} file; what is filled is .docx";
            "用 Word 或 WPS 打开，另存为“Word 文档（.docx）”再用",
            "open it in Word or WPS, save it as a “Word document (.docx)” and use that" },
        TemplateError::NoDocument => told! { lang;
            "模板 `{path}` 不是 Word 文档", "the template `{path}` is no document of Word";
            "用 Word 或 WPS 打开，另存为“Word 文档（.docx）”再用；不要选“Strict Open XML”",
            "open it in Word or WPS, save it as a “Word document (.docx)” (not “Strict Open XML”) and use that" },
        TemplateError::Damaged { problem } => told! { lang, problem = shown(problem);
            "模板 `{path}` 已损坏或不完整（{problem}）", "the template `{path}` is damaged or cut short ({problem})";
            "请重新复制或传送该文件；若 Word 能修复，修复后另存为 .docx 再用",
            "copy or send the file once more; if Word can repair it, save that as .docx and use it" },
        TemplateError::Password => told! { lang;
            "模板 `{path}` 有密码保护", "the template `{path}` is protected by a password";
            "用 Word 或 WPS 打开，取消打开密码后另存为 .docx 再用",
            "open it in Word or WPS, remove the password, save it as .docx and use that" },
        TemplateError::TooLarge { most_mib } => told! { lang;
            "模板 `{path}` 超过{most_mib} MiB，最多{most_mib} MiB",
            "the template `{path}` is larger than {most_mib} MiB, which is the most" }
        .hint(smaller(lang)),
        TemplateError::Unpacked { most_mib } => told! { lang;
            "模板 `{path}` 解压后超过{most_mib} MiB，最多{most_mib} MiB",
            "the template `{path}` unpacks to more than {most_mib} MiB, which is the most" }
        .hint(smaller(lang)),
        TemplateError::TooManyParts { most } => told! { lang;
            "模板 `{path}` 里的部件超过{most}个，最多{most}个",
            "the template `{path}` has more than {most} parts in it, which is the most" }
        .hint(smaller(lang)),
        TemplateError::NoMark => told! { lang;
            "模板 `{path}` 的正文里没有 `{{{{内容}}}}`，不知道内容放在哪里",
            "the template `{path}` has no `{{{{content}}}}` in its text, which says where the page goes";
            "在放内容的地方单独写一段 `{{{{内容}}}}`，保存后再用",
            "write `{{{{content}}}}` as a paragraph of its own where the page is to go, and save it" },
        TemplateError::TwoMarks => told! { lang;
            "模板 `{path}` 里的 `{{{{内容}}}}` 不止一处（文本框里的算两处）",
            "the template `{path}` has `{{{{content}}}}` more than once (one in a text box counts twice)";
            "只留正文里的一处", "leave the one in its text" },
        TemplateError::BesideMark { text } => told! { lang, text = shown(text);
            "模板 `{path}` 里，与 `{{{{内容}}}}` 同一段还有别的文字：{text}",
            "in the template `{path}` other text stands in the paragraph of `{{{{content}}}}`: {text}";
            "让 `{{{{内容}}}}` 单独成段", "give `{{{{content}}}}` a paragraph of its own" },
        TemplateError::UnknownMark { word, known } => told! { lang,
            word = shown(word), known = listed(lang, known, |word| format!("`{{{{{word}}}}}`"));
            "模板 `{path}` 里的 `{{{{{word}}}}}` 不认识", "the template `{path}` holds `{{{{{word}}}}}`, which stands for nothing";
            "可以写 {known}", "it may hold {known}" },
        TemplateError::NoIssuer => told! { lang;
            "模板 `{path}` 里有 `{{{{落款}}}}`，却不知道落款是谁",
            "the template `{path}` has a place for the issuing office, and no office is named";
            "加 `--issuer 区重点办`，或从模板里删去 `{{{{落款}}}}`",
            "add `--issuer OFFICE`, or take `{{{{issuer}}}}` out of the template" },
    }
}

fn smaller(lang: Lang) -> String {
    say!(lang, "删去不用的图片和附件再用", "take out pictures and attachments that are not needed")
}
