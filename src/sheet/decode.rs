//! Which characters the bytes of a CSV file are. Excel and WPS in China write UTF-8 with a mark, GB18030 or UTF-16;
//! nothing else is guessed, and nothing is replaced: a byte that is no character is a fault.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, GB18030};

use crate::error::{Result, SheetError};

/// The encodings a file may be in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    /// GBK and GB2312 are parts of it.
    Gb18030,
    /// Excel's “Unicode text”; little-endian where no mark says otherwise.
    Utf16,
}

impl Encoding {
    pub const ALL: [Self; 3] = [Self::Utf8, Self::Gb18030, Self::Utf16];

    pub fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Gb18030 => "gb18030",
            Self::Utf16 => "utf16",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.code() == code)
    }
}

/// Where the bytes stop being characters.
struct Stop {
    at: usize,
    line: usize,
    byte: u16,
}

impl Stop {
    fn bad(&self, encoding: Option<Encoding>) -> SheetError {
        SheetError::NoCharacter { encoding: encoding.map(Encoding::code), line: self.line, byte: self.byte }
    }

    /// Line ends are one byte in UTF-8 and in GB18030.
    fn in_bytes(bytes: &[u8], at: usize) -> Self {
        let (before, rest) = bytes.split_at(at.min(bytes.len()));
        Self { at, line: lines(before), byte: rest.first().copied().map_or(0, u16::from) }
    }
}

/// The line that begins or goes on after these bytes.
fn lines(before: &[u8]) -> usize {
    let returns = before.iter().filter(|byte| **byte == b'\r').count();
    let feeds = before
        .iter()
        .enumerate()
        .filter(|(at, byte)| **byte == b'\n' && at.checked_sub(1).and_then(|last| before.get(last)) != Some(&b'\r'));
    1 + returns + feeds.count()
}

/// The text without the mark it may begin with, and the encoding it was in: the one named, or the one found out.
pub(super) fn decode(bytes: &[u8], named: Option<Encoding>) -> Result<(Cow<'_, str>, Encoding), SheetError> {
    let encoding = match named {
        Some(encoding) => encoding,
        None if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) => Encoding::Utf16,
        None if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) => Encoding::Utf8,
        None => return found_out(bytes),
    };
    let text = match encoding {
        Encoding::Utf8 => utf8(bytes).map(Cow::Borrowed).map_err(|stop| stop.bad(named))?,
        Encoding::Gb18030 => gb18030(bytes).map(Cow::Owned).map_err(|stop| stop.bad(named))?,
        Encoding::Utf16 => Cow::Owned(utf16(bytes)?),
    };
    Ok((unmarked(text), encoding))
}

fn found_out(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), SheetError> {
    let stopped = match utf8(bytes) {
        Ok(text) if text.is_ascii() || text.chars().any(is_cjk) || is_plain(text) => {
            return Ok((Cow::Borrowed(text), Encoding::Utf8));
        }
        // 甬江 in GBK happens to be valid UTF-8, of a character nobody uses
        Ok(text) => {
            return Ok(match gb18030(bytes) {
                Ok(other) if other.chars().all(|sign| sign.is_ascii() || is_cjk(sign)) => {
                    (Cow::Owned(other), Encoding::Gb18030)
                }
                _ => (Cow::Borrowed(text), Encoding::Utf8),
            });
        }
        Err(stop) => stop,
    };
    match gb18030(bytes) {
        Ok(text) => Ok((unmarked(Cow::Owned(text)), Encoding::Gb18030)),
        // the one that was right for longer is the one the reader can look at
        Err(stop) if stop.at > stopped.at => Err(stop.bad(None)),
        Err(_) => Err(stopped.bad(None)),
    }
}

fn unmarked(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(text) if text.starts_with('\u{feff}') => Cow::Owned(text.chars().skip(1).collect()),
        Cow::Owned(text) => Cow::Owned(text),
    }
}

/// Chinese characters and punctuation as people type them. Those beyond the first plane are left out: a file that has
/// one has others too, and read as UTF-8, some words in GBK look like one.
fn is_cjk(sign: char) -> bool {
    matches!(sign, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
}

/// Nothing beyond ASCII but the m² of our English headings and the space a web page leaves, which in GBK would be 虏
/// and 聽.
fn is_plain(text: &str) -> bool {
    text.replace("m²", "").replace('\u{a0}', "").is_ascii()
}

fn utf8(bytes: &[u8]) -> Result<&str, Stop> {
    std::str::from_utf8(bytes).map_err(|error| Stop::in_bytes(bytes, error.valid_up_to()))
}

fn gb18030(bytes: &[u8]) -> Result<String, Stop> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    // no more than three bytes for two, in Chinese; a text that needs more room gets it
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(rest.len().max(16)),
            DecoderResult::Malformed(length, after) => {
                return Err(Stop::in_bytes(bytes, at.saturating_sub(usize::from(length) + usize::from(after))));
            }
        }
    }
}

fn utf16(bytes: &[u8]) -> Result<String, SheetError> {
    let is_big = bytes.starts_with(&[0xFE, 0xFF]);
    let (pairs, left) = bytes.as_chunks::<2>();
    if !left.is_empty() {
        return Err(SheetError::OddLength);
    }
    let units = pairs.iter().map(|pair| if is_big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    let mut text = String::with_capacity(bytes.len());
    for sign in char::decode_utf16(units) {
        match sign {
            Ok(sign) => text.push(sign),
            Err(error) => {
                let stop = Stop { at: 0, line: lines(text.as_bytes()), byte: error.unpaired_surrogate() };
                return Err(stop.bad(Some(Encoding::Utf16)));
            }
        }
    }
    Ok(text)
}
