//! The compound file (OLE) in which an .xls is kept: streams in chains of sectors, under names. A chain is no longer
//! than the file, whatever it claims.

use crate::error::SheetError;

/// How one begins.
pub(super) const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// A record of the directory.
const RECORD: usize = 128;
/// Where sector numbers end and signs begin: the end of a chain, a free sector.
const SIGNS: u32 = 0xFFFF_FFFA;

/// Whether there is a stream of a name, also in a file that is spoilt: the records of the directory begin with theirs.
pub(super) fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.chunks(RECORD).any(|record| record.starts_with(&name))
}

/// The bytes of a stream.
pub(super) fn stream(bytes: &[u8], name: &str) -> Result<Vec<u8>, SheetError> {
    let damaged = || SheetError::Damaged { problem: format!("OLE: {name}") };
    Compound::new(bytes).and_then(|compound| compound.stream(name)).ok_or_else(damaged)
}

struct Compound<'a> {
    bytes: &'a [u8],
    /// The length of a sector, and of one of a small stream.
    sector: usize,
    small: usize,
    /// Streams shorter than this are kept in small sectors.
    least: usize,
    /// Of each sector the one that follows it.
    next: Vec<u32>,
    next_small: Vec<u32>,
    directory: Vec<u8>,
}

impl<'a> Compound<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let size = |at, within: std::ops::RangeInclusive<u16>| {
            let power = u16_at(bytes, at).filter(|power| within.contains(power))?;
            Some(1_usize << power)
        };
        let mut compound = Self {
            bytes,
            sector: size(30, 9..=12)?,
            small: size(32, 5..=8)?,
            least: usize::try_from(u32_at(bytes, 56)?).ok()?,
            next: Vec::new(),
            next_small: Vec::new(),
            directory: Vec::new(),
        };
        compound.next = compound.allocation()?;
        compound.directory = compound.chain(u32_at(bytes, 48)?)?;
        compound.next_small = numbers(&compound.chain(u32_at(bytes, 60)?)?);
        Some(compound)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        // the last sector of a file may be cut short
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The table of which sector follows which: its own sectors are listed in the header, and from there on.
    fn allocation(&self) -> Option<Vec<u32>> {
        let mut listed: Vec<u32> = numbers(self.bytes.get(76..512)?);
        let mut more = u32_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector;
        for _ in 0..most {
            if more >= SIGNS {
                break;
            }
            let mut sector = numbers(self.sector(more)?);
            more = sector.pop()?;
            listed.append(&mut sector);
        }
        let mut next = Vec::new();
        for number in listed.into_iter().filter(|number| *number < SIGNS).take(most) {
            next.append(&mut numbers(self.sector(number)?));
        }
        Some(next)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let (mut at, mut steps) = (start, 0);
        while at < SIGNS {
            content.extend_from_slice(self.sector(at)?);
            at = *self.next.get(usize::try_from(at).ok()?)?;
            steps += 1;
            if steps > self.next.len() {
                return None;
            }
        }
        Some(content)
    }

    /// A chain of small sectors, which stand one after the other in the stream of the root.
    fn small_chain(&self, start: u32) -> Option<Vec<u8>> {
        let root = self.chain(u32_at(&self.directory, 116)?)?;
        let mut content = Vec::new();
        let (mut at, mut steps) = (start, 0);
        while at < SIGNS {
            let place = usize::try_from(at).ok()?;
            let from = place.checked_mul(self.small)?;
            content.extend_from_slice(root.get(from..from.checked_add(self.small)?.min(root.len()))?);
            at = *self.next_small.get(place)?;
            steps += 1;
            if steps > self.next_small.len() {
                return None;
            }
        }
        Some(content)
    }

    fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let record = self.directory.chunks(RECORD).find(|record| record.starts_with(&name))?;
        let (start, length) = (u32_at(record, 116)?, usize::try_from(u32_at(record, 120)?).ok()?);
        let mut content = if length < self.least { self.small_chain(start)? } else { self.chain(start)? };
        content.truncate(length);
        (content.len() == length).then_some(content)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
