//! The last hash of the ledger stands on every page, and tells later whether its end was cut off.

use std::fs;

use rusqlite::Connection;

use crate::sealed::Desk;

/// What stands last on a page of plain text.
fn printed(page: &str) -> String {
    let last = page.lines().last().and_then(|line| line.strip_prefix("台账末次校验值 ")).expect("a hash at the end");
    assert_eq!(last.len(), 16, "{page}");
    last.to_owned()
}

/// Takes the newest changes out of a register, with all that they say, as somebody with another program would.
fn cut_off(desk: &Desk, after: i64) {
    let conn = Connection::open(desk.register()).expect("the register");
    let triggers =
        "SELECT group_concat('DROP TRIGGER \"' || name || '\";', ' ') FROM sqlite_schema WHERE type = 'trigger'";
    let drop: String = conn.query_row(triggers, [], |row| row.get(0)).expect("triggers");
    conn.execute_batch(&format!("PRAGMA foreign_keys = OFF; {drop}")).expect("dropped");
    for table in ["reading", "status_update", "change"] {
        let column = if table == "change" { "id" } else { "change_id" };
        conn.execute(&format!("DELETE FROM {table} WHERE {column} > ?1"), [after]).expect("cut off");
    }
}

#[test]
fn every_page_in_every_format_has_the_hash() {
    let desk = Desk::with_projects();
    let hash = desk.hash();
    for page in ["status", "brief", "missing", "changes", "grid", "permits", "targets"] {
        for format in ["text", "markdown", "html", "json"] {
            let page = desk.ok(&["report", page, "--format", format]);
            let wanted = if matches!(format, "html" | "json") { &hash } else { &hash[..16] };
            assert!(page.contains(wanted), "{format}: {page}");
        }
        for ending in ["xlsx", "docx"] {
            let file = format!("{page}.{ending}");
            desk.ok(&["report", page, "-o", &file]);
            let parts =
                haishu_proj::sheet::package::parts(&fs::read(desk.path(&file)).expect("a page")).expect("a zip");
            let has_it = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(&hash[..16]);
            assert!(parts.iter().any(|(_, bytes)| has_it(bytes)), "{file}");
        }
    }
    assert!(desk.ok(&["show", "HS-W-001"]).contains(&hash[..16]));
    desk.ok(&["export", "-o", "all.xlsx", "--what", "all"]);
    let parts = haishu_proj::sheet::package::parts(&fs::read(desk.path("all.xlsx")).expect("a book")).expect("a zip");
    assert!(parts.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&hash)), "the cover of an export");
}

/// A page of what was known at a moment is the same whenever it is made.
#[test]
fn a_page_as_known_then_keeps_its_hash() {
    let desk = Desk::with_projects();
    let then = ["--known-at", "2022-09-01", "report", "status"];
    let first = printed(&desk.ok(&then));
    desk.ok_on("2022-09-02", &["update", "HS-W-001", "--invested", "2700万", "--on", "2022-08-31"]);
    assert_eq!(printed(&desk.ok_on("2022-09-02", &then)), first);
    assert_ne!(printed(&desk.ok_on("2022-09-02", &["report", "status"])), first);
}

#[test]
fn a_hash_that_was_kept_is_found_with_its_change() {
    let desk = Desk::with_projects();
    let kept = printed(&desk.ok(&["report"]));
    desk.ok(&["update", "HS-W-001", "--invested", "2700万", "--on", "2022-08-31"]);
    let (whole, upper) = (desk.hash(), kept.to_uppercase());
    let done = desk.run(&["check", "--against", &kept, "--against", &whole]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert!(done.err.contains(&format!("校验值 {kept} 在台账中：第6号变更")), "{}", done.err);
    assert!(done.err.contains("此后又有变更1次") && done.err.contains("此后又有变更0次"), "{}", done.err);
    let english = desk.run(&["--lang", "en", "check", "--history", "--against", &upper]);
    assert!(english.status == 0 && english.err.contains("change 6, recorded"), "{}", english.err);
}

/// What is left holds together, so nothing in the register tells: only what was printed does.
#[test]
fn an_end_that_was_cut_off_is_found_by_a_page() {
    let desk = Desk::with_projects();
    let before = printed(&desk.ok(&["report"]));
    desk.ok(&["update", "HS-W-001", "--invested", "2700万", "--on", "2022-08-31"]);
    let after = printed(&desk.ok(&["report"]));
    cut_off(&desk, 6);
    assert_eq!(desk.run(&["check", "--history"]).status, 0, "the chain holds as far as it goes");
    let done = desk.run(&["check", "--history", "--against", &before, "--against", &after]);
    assert_eq!(done.status, 3, "{}{}", done.out, done.err);
    assert!(done.out.contains(&format!("台账中没有校验值 {after}")) && !done.out.contains(&before), "{}", done.out);
    let english = desk.run(&["--lang", "en", "check", "--history", "--against", &after]);
    assert!(english.status == 3 && english.out.contains("the newest changes were cut off"), "{}", english.out);
}

/// `docs/signing.md`: what the check prints is signed by one and verified by another.
#[test]
fn what_check_prints_can_be_signed() {
    let desk = Desk::with_projects();
    let run = |program: &str, args: &[&str], input: Option<&str>| {
        let mut command = desk.other(program);
        command.args(args).env("PATH", std::env::var_os("PATH").unwrap_or_default());
        if let Some(input) = input {
            command.stdin(fs::File::open(desk.path(input)).expect("a file"));
        }
        command.output()
    };
    let made = run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-C", "office", "-f", "office"], None);
    let Ok(made) = made else { return }; // it is not on this machine
    assert!(made.status.success(), "{made:?}");
    let check = desk.run(&["check", "--history"]);
    fs::File::create(desk.path("hash.txt")).expect("a file");
    std::io::Write::write_all(&mut fs::File::create(desk.path("hash.txt")).expect("a file"), check.err.as_bytes())
        .expect("written");
    let signed = run("ssh-keygen", &["-Y", "sign", "-f", "office", "-n", "haishu-proj", "hash.txt"], None);
    assert!(signed.expect("it runs").status.success() && desk.path("hash.txt.sig").exists());
    let key = fs::read_to_string(desk.path("office.pub")).expect("a key");
    std::io::Write::write_all(
        &mut fs::File::create(desk.path("signers")).expect("a file"),
        format!("office@example.gov.cn {key}").as_bytes(),
    )
    .expect("written");
    let verify =
        ["-Y", "verify", "-f", "signers", "-I", "office@example.gov.cn", "-n", "haishu-proj", "-s", "hash.txt.sig"];
    assert!(run("ssh-keygen", &verify, Some("hash.txt")).expect("it runs").status.success());
    std::io::Write::write_all(&mut fs::File::create(desk.path("hash.txt")).expect("a file"), b"another")
        .expect("written");
    assert!(
        !run("ssh-keygen", &verify, Some("hash.txt")).expect("it runs").status.success(),
        "of another text it is none"
    );
}
