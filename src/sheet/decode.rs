//! Which characters the bytes of a CSV file are: those its mark says, else UTF-8, else GB18030, either to the last byte.
//! Excel and WPS in China write these and UTF-16; Big5 is read where it is named. Nothing is replaced: a byte that is no
//! character is a fault.

use std::borrow::Cow;

use encoding_rs::{BIG5, DecoderResult, GB18030};

use crate::error::{Result, SheetError};

/// The encodings a file may be in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    /// GBK and GB2312 are parts of it.
    Gb18030,
    /// Excel's “Unicode text”; little-endian where no mark says otherwise.
    Utf16,
    /// Of Taiwan and Hong Kong; only where it is named.
    Big5,
}

impl Encoding {
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Gb18030, Self::Utf16, Self::Big5];

    pub fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Gb18030 => "gb18030",
            Self::Utf16 => "utf16",
            Self::Big5 => "big5",
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
        Encoding::Gb18030 => double_byte(GB18030, bytes).map(Cow::Owned).map_err(|stop| stop.bad(named))?,
        Encoding::Big5 => double_byte(BIG5, bytes).map(Cow::Owned).map_err(|stop| stop.bad(named))?,
        Encoding::Utf16 => Cow::Owned(utf16(bytes, bytes.starts_with(&[0xFE, 0xFF]))?),
    };
    Ok((unmarked(text), encoding))
}

fn found_out(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), SheetError> {
    if bytes.contains(&0)
        && let Some(text) = unmarked_utf16(bytes)
    {
        return Ok((Cow::Owned(text), Encoding::Utf16));
    }
    let stopped = match utf8(bytes) {
        Ok(text) if text.chars().any(is_cjk) || !is_far_fetched(text) => {
            return Ok((Cow::Borrowed(text), Encoding::Utf8));
        }
        // 甬江 in GBK happens to be valid UTF-8, of a character nobody uses
        Ok(text) => {
            return Ok(match double_byte(GB18030, bytes) {
                Ok(other)
                    if Pairs::of(bytes).are_common() && other.chars().all(|sign| sign.is_ascii() || is_cjk(sign)) =>
                {
                    (Cow::Owned(other), Encoding::Gb18030)
                }
                _ => (Cow::Borrowed(text), Encoding::Utf8),
            });
        }
        Err(stop) => stop,
    };
    let pairs = Pairs::of(bytes);
    match double_byte(GB18030, bytes) {
        // a file in UTF-8 with a byte too few or too many reads as GB18030 too, as characters nobody uses
        Ok(_) if !pairs.are_common() && is_chinese(bytes, stopped.at) => Err(stopped.bad(None)),
        Ok(_) if pairs.are_of_big5() && double_byte(BIG5, bytes).is_ok() => Err(SheetError::PerhapsBig5),
        Ok(text) => Ok((unmarked(Cow::Owned(text)), Encoding::Gb18030)),
        // the one that was right for longer is the one the reader can look at
        Err(_) if pairs.are_of_big5() && double_byte(BIG5, bytes).is_ok() => Err(SheetError::PerhapsBig5),
        Err(stop) if stop.at > stopped.at => Err(stop.bad(None)),
        Err(_) => Err(stopped.bad(None)),
    }
}

/// Whether these bytes are Chinese in UTF-8 as far as they are characters.
fn is_chinese(bytes: &[u8], as_far_as: usize) -> bool {
    let text = bytes.get(..as_far_as).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.is_some_and(|text| text.chars().any(is_cjk))
}

/// Whether a text that is UTF-8 without a Chinese character has signs that nobody types beside English: 甬江 in GBK looks
/// like one of them, 小学 like two. The letters of Europe and Greece are typed one by one: Café, φ800.
fn is_far_fetched(text: &str) -> bool {
    let is_letter = |sign: char| matches!(sign, '\u{100}'..='\u{24f}' | '\u{370}'..='\u{3ff}');
    let is_typed = |sign: char| matches!(sign, '\0'..='\u{ff}' | '\u{2000}'..='\u{2bff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
    let mut before = ' ';
    text.chars().any(|sign| {
        let is_pair = is_letter(sign) && !before.is_ascii();
        before = sign;
        is_pair || !(is_typed(sign) || is_letter(sign))
    })
}

/// The characters of two bytes in a text that may be Chinese.
#[derive(Default)]
struct Pairs {
    all: usize,
    /// In GB2312, as nearly all that is written on the mainland is.
    of_gb2312: usize,
    /// Among the commoner half of Big5.
    of_big5: usize,
}

impl Pairs {
    /// Fewer tell nothing.
    const LEAST: usize = 4;

    fn of(bytes: &[u8]) -> Self {
        let mut pairs = Self::default();
        let mut rest = bytes;
        while let [lead, after @ ..] = rest {
            let [trail, further @ ..] = after else { break };
            if lead.is_ascii() {
                rest = after;
                continue;
            }
            pairs.all += 1;
            pairs.of_gb2312 += usize::from(matches!(lead, 0xA1..=0xA9 | 0xB0..=0xF7) && matches!(trail, 0xA1..=0xFE));
            let is_trail = matches!(trail, 0x40..=0x7E | 0xA1..=0xFE);
            pairs.of_big5 += usize::from(matches!(lead, 0xA1..=0xC6) && is_trail);
            rest = further;
        }
        pairs
    }

    fn are_common(&self) -> bool {
        self.of_gb2312 * 4 >= self.all * 3
    }

    fn are_of_big5(&self) -> bool {
        self.all >= Self::LEAST && !self.are_common() && self.of_big5 * 10 >= self.all * 9
    }
}

/// A text of UTF-16 that has no mark; `None`: it is none in either order.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let is_text = |text: &String| {
        let is_typed =
            |sign: char| matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{ff}' | '\u{2000}'..='\u{2bff}') || is_cjk(sign);
        text.chars().all(is_typed)
    };
    [false, true].into_iter().find_map(|is_big| utf16(bytes, is_big).ok().filter(is_text))
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

fn utf8(bytes: &[u8]) -> Result<&str, Stop> {
    std::str::from_utf8(bytes).map_err(|error| Stop::in_bytes(bytes, error.valid_up_to()))
}

fn double_byte(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, Stop> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
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

fn utf16(bytes: &[u8], is_big: bool) -> Result<String, SheetError> {
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
