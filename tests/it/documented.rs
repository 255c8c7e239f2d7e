//! README.md names every command; what stands below one (`unit alias`) is left to its `--help`. The examples of
//! docs/figures.md are those of the worked examples: the rule is there, and so is every number.

use haishu_proj::command::command_line;

use crate::sealed::root;

#[test]
fn every_command_is_named_in_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md at the root of the crate");
    let line = command_line();
    let commands = line.get_subcommands().map(clap::Command::get_name);
    let missing: Vec<&str> = commands.filter(|name| !names(&readme, name)).collect();
    assert!(missing.is_empty(), "README.md does not name: {}", missing.join(", "));
}

/// `haishu-proj unit add`, or the words alone in backticks.
fn names(readme: &str, words: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '-');
    ["haishu-proj ", "`"].iter().any(|before| {
        let typed = format!("{before}{words}");
        readme.match_indices(&typed).any(|(at, _)| is_end(&readme[at + typed.len()..]))
    })
}

#[test]
fn a_name_within_another_is_not_a_name() {
    assert!(names("`init --from haishu-2022`", "init"));
    assert!(names("$ haishu-proj unit add 区水利局", "unit add"));
    assert!(!names("$ haishu-proj initial", "init"));
    assert!(!names("an init of sorts", "init"));
}

#[test]
fn what_stands_for_a_value_has_a_name_in_chinese() {
    let mut unnamed = std::collections::BTreeSet::new();
    unnamed_values(&command_line(), &mut unnamed);
    assert!(unnamed.is_empty(), "no Chinese name: {unnamed:?}");
}

fn unnamed_values(line: &clap::Command, unnamed: &mut std::collections::BTreeSet<String>) {
    for argument in line.get_arguments().filter(|argument| argument.get_action().takes_values()) {
        let names = argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string);
        unnamed.extend(names.filter(|name| haishu_proj::lang::usage::placeholder(name).is_none()));
    }
    line.get_subcommands().for_each(|command| unnamed_values(command, unnamed));
}

/// A cell of the document with what it was taken from: `例十二：…`, or `例·NAME：…` of a rule.
fn examples(document: &str) -> Vec<(String, String)> {
    let twelve = include_str!("../../fixtures/worked-example/figures.md");
    let rules = include_str!("../../fixtures/worked-example/rules.md");
    let section = |name: &str| {
        let head = format!("## rule {name}\n");
        let at = rules.find(&head).unwrap_or_else(|| panic!("no rule {name}"));
        rules[at + head.len()..].split("\n## rule ").next().expect("a part").to_owned()
    };
    let rows = document.lines().filter(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.trim_end_matches([' ', '|']).rsplit(" | ").next());
    let mut found = Vec::new();
    for part in cells.flat_map(|cell| cell.split('例').skip(1)) {
        let (name, said) = part.split_once('：').unwrap_or_default();
        match (name, name.strip_prefix('·')) {
            ("十二", _) => found.push((said.to_owned(), twelve.to_owned())),
            (_, Some(rule)) => found.push((said.to_owned(), section(rule))),
            _ => {}
        }
    }
    found
}

/// The numbers of a text, without signs: their digits, and how many of them are decimals.
fn numbers(text: &str) -> Vec<(i64, u32)> {
    let parts = text.split(|sign: char| !(sign.is_ascii_digit() || sign == '.')).map(|part| part.trim_matches('.'));
    let number = |part: &str| {
        let decimals = part.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        (part.replace('.', "").parse().expect("digits"), u32::try_from(decimals).expect("few"))
    };
    parts.filter(|part| !part.is_empty()).map(number).collect()
}

/// Whether it is one of those, rounded once.
fn is_known(known: &[(i64, u32)], (number, decimals): (i64, u32)) -> bool {
    known.iter().any(|(exact, finer)| {
        let unit = finer.checked_sub(decimals).map(|more| 10_i64.pow(more));
        unit.is_some_and(|unit| (exact - number * unit).abs() * 2 <= unit && (unit > 1 || *exact == number))
    })
}

#[test]
fn the_examples_of_the_figures_are_those_worked_by_hand() {
    let document = std::fs::read_to_string(root().join("docs/figures.md")).expect("docs/figures.md");
    let examples = examples(&document);
    assert!(examples.len() > 30, "{} examples", examples.len());
    for (said, source) in &examples {
        let known = numbers(source);
        let strange: Vec<_> = numbers(said).into_iter().filter(|number| !is_known(&known, *number)).collect();
        assert!(strange.is_empty(), "{strange:?} of: {said}");
    }
}
