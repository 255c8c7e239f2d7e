//! Files of every format, spoilt at random: none ends the program, whatever is refused or read. A few hundred each time;
//! for a night:
//!
//! `HAISHU_PROJ_FUZZ=1000000 HAISHU_PROJ_FUZZ_SEED=7 cargo test --release --test it fuzzed_files -- --nocapture`

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use haishu_proj::sheet::Encoding;
use haishu_proj::sheet::file::open;
use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;

use crate::sealed::{Desk, root};

/// Tried where nobody asks for more.
const TRIED: u64 = 400;
/// No file of these sizes may take longer.
const LONGEST: Duration = Duration::from_secs(20);

/// A valid file to be spoilt: as it is, or in its parts.
enum Seed {
    Plain(&'static str, Vec<u8>),
    Zip(&'static str, Vec<(String, Vec<u8>)>),
}

/// Numbers that look like chance and are the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).expect("fits")
    }

    fn byte(&mut self) -> u8 {
        // signs that mean something somewhere are tried as often as any
        const TELLING: &[u8] = b"\0\x01\x7F\x80\xFF\"',;<>&/=%\r\n\t09-+.{}[]\\";
        let any = u8::try_from(self.next() & 0xFF).expect("a byte");
        if self.below(2) == 0 { any } else { TELLING[self.below(TELLING.len())] }
    }

    /// Spoils some bytes.
    fn spoil(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(64)).min(bytes.len());
            match self.below(8) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let copy = bytes[at..end].to_vec();
                    let to = self.below(bytes.len() + 1);
                    drop(bytes.splice(to..to, copy));
                }
                3 => {
                    let number = [0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x8000_0000, 0xFFFF, 0x0010_0000][self.below(7)];
                    let four = u32::to_le_bytes(number);
                    bytes[at..end.min(at + 4)].iter_mut().zip(four).for_each(|(byte, new)| *byte = new);
                }
                4 => {
                    let digits = ["0", "-1", "1048577", "99999999999999999999", "1e999", "NaN"][self.below(6)];
                    drop(bytes.splice(at..end.min(at + 2), digits.bytes()));
                }
                5 => {
                    let byte = self.byte();
                    bytes.insert(at, byte);
                }
                _ => {
                    let byte = self.byte();
                    bytes.get_mut(at).into_iter().for_each(|there| *there = byte);
                }
            }
        }
    }
}

/// A list as an office has it: percentages, months, merged cells, a hidden row.
fn list() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let percent = Format::new().set_num_format("0%");
    let month = Format::new().set_num_format("yyyy\"年\"m\"月\"");
    sheet.merge_range(0, 0, 0, 4, "治水项目进度表", &Format::new()).expect("merged");
    for (column, heading) in ["项目名称", "责任单位", "总投资(万元)", "形象进度", "计划完工"].iter().enumerate()
    {
        sheet.write_string(1, u16::try_from(column).expect("few"), *heading).expect("written");
    }
    for row in 2..8 {
        sheet.write_string(row, 0, format!("甲{row}泵站工程")).expect("written");
        sheet.write_number(row, 2, f64::from(row)).expect("written");
        sheet.write_number_with_format(row, 3, 0.45, &percent).expect("written");
        sheet.write_number_with_format(row, 4, 44_835.0, &month).expect("written");
    }
    sheet.merge_range(2, 1, 4, 1, "区水利局", &Format::new()).expect("merged");
    sheet.set_row_hidden(5).expect("hidden");
    book.save_to_buffer().expect("a workbook")
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("unpacked");
        parts.push((part.name().expect("a name").into_owned(), content));
    }
    parts
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn seeds() -> Vec<Seed> {
    let desk = Desk::with_projects();
    let mut seeds = Vec::new();
    for encoding in ["utf8-bom", "utf8", "gb18030"] {
        desk.ok(&["export", "--format", "csv", "--encoding", encoding, "-o", "a.csv"]);
        seeds.push(Seed::Plain("a.csv", std::fs::read(desk.path("a.csv")).expect("read")));
        std::fs::remove_file(desk.path("a.csv")).expect("removed");
    }
    let text = "\u{feff}项目名称\t备注\n甲泵站\t\"两\n行\"\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    seeds.push(Seed::Plain("a.csv", text));
    seeds.push(Seed::Plain("a.json", desk.ok(&["export", "--what", "all", "--format", "json"]).into_bytes()));
    desk.ok(&["export", "--what", "all", "-o", "all.xlsx"]);
    let fixture = |name: &str| std::fs::read(root().join("fixtures/sheets").join(name)).expect("a fixture");
    for (name, bytes) in [
        ("a.xlsx", std::fs::read(desk.path("all.xlsx")).expect("read")),
        ("a.xlsx", list()),
        ("a.ods", fixture("office.ods")),
        ("a.xlsb", fixture("office.xlsb")),
    ] {
        seeds.push(Seed::Zip(name, parts(&bytes)));
    }
    seeds.push(Seed::Plain("a.xls", fixture("office.xls")));
    seeds
}

/// A seed spoilt.
fn spoilt(seed: &Seed, chance: &mut Chance) -> (&'static str, Vec<u8>) {
    match seed {
        Seed::Plain(name, bytes) => {
            let mut bytes = bytes.clone();
            chance.spoil(&mut bytes);
            (name, bytes)
        }
        Seed::Zip(name, parts) if chance.below(5) == 0 => {
            let mut bytes = zipped(parts);
            chance.spoil(&mut bytes);
            (name, bytes)
        }
        Seed::Zip(name, parts) => {
            let mut parts = parts.clone();
            let at = chance.below(parts.len());
            chance.spoil(&mut parts[at].1);
            (name, zipped(&parts))
        }
    }
}

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// The most memory the process ever had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim().to_owned()
}

#[test]
fn no_spoilt_file_ends_the_program() {
    let (count, first) = (setting("HAISHU_PROJ_FUZZ", TRIED), setting("HAISHU_PROJ_FUZZ_SEED", 1));
    let seeds = seeds();
    let folder = tempfile::tempdir().expect("a folder");
    let (mut read, mut slowest) = (0_u64, (Duration::ZERO, String::new()));
    for number in first..first + count {
        let mut chance = Chance(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let at = chance.below(seeds.len());
        let (name, bytes) = spoilt(&seeds[at], &mut chance);
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).expect("written");
        let encoding = [None, None, None, Some(Encoding::Utf8), Some(Encoding::Big5)][chance.below(5)];
        let begun = Instant::now();
        let took = catch_unwind(AssertUnwindSafe(|| {
            let Ok(mut file) = open(&path, encoding) else { return 0 };
            for sheet in 0..file.sheets().len() {
                let _ = file.layout(sheet);
                let _ = file.rows(sheet, &mut |_| Ok(()));
            }
            1
        }));
        let spent = begun.elapsed();
        let told = format!("file {number}, of seed {at} ({name}, {} bytes)", bytes.len());
        read += took.unwrap_or_else(|_| panic!("{told} ended it"));
        assert!(spent < LONGEST, "{told} took {spent:?}");
        if spent > slowest.0 {
            slowest = (spent, told);
        }
    }
    assert!(read * 5 > count, "too much is refused at once: {read} of {count}");
    if std::env::var("HAISHU_PROJ_FUZZ").is_ok() {
        let (spent, told) = slowest;
        let _ = writeln!(
            std::io::stderr(),
            "{count} files, {read} opened, none ended the program; the slowest took {spent:?}: {told}; peak {}",
            peak()
        );
    }
}
