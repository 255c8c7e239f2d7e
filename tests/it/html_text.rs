//! HTML as the tests read it: elements that must be balanced and named once, the cells of tables.

use std::collections::HashSet;

/// Elements without an end.
const VOID: [&str; 2] = ["meta", "link"];

/// A start of an element, and where its content begins.
pub struct Element<'h> {
    pub name: &'h str,
    pub attributes: Vec<(&'h str, String)>,
    pub text: String,
}

impl Element<'_> {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
    }
}

/// Every element of a page with all the text in it, in the order they begin. Panics where an element is not closed, or
/// closed within another, where an attribute stands twice or a name (`id`) is given twice.
pub fn elements(html: &str) -> Vec<Element<'_>> {
    let (mut elements, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a document");
    while let Some((text, tag)) = rest.split_once('<') {
        open.iter().for_each(|at| elements[*at].text += &unescaped(text));
        let (tag, after) = tag.split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
            assert_eq!(elements[last].name, name, "</{name}> closes another element");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()), "<{tag}>");
        elements.push(Element { name, attributes: attributes_of(attributes), text: String::new() });
        if name == "style" {
            let (style, after) = rest.split_once("</style>").expect("a style ends");
            assert!(!style.contains("url(") && !style.contains("@import"), "a style that asks for something");
            rest = after;
        } else if !VOID.contains(&name) {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "left open: {:?}; left over: {rest:?}", open.len());
    let mut ids = HashSet::new();
    for id in elements.iter().filter_map(|each| each.attribute("id")) {
        assert!(!id.is_empty() && !id.contains(' ') && ids.insert(id.to_owned()), "the name {id:?} twice");
    }
    for (element, names) in elements.iter().filter_map(|each| Some((each.name, each.attribute("aria-labelledby")?))) {
        assert!(names.split(' ').all(|name| ids.contains(name)), "<{element}> is labelled by {names:?}");
    }
    elements
}

fn attributes_of(text: &str) -> Vec<(&str, String)> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((name, value)) = rest.split_once("=\"") {
        let (value, after) = value.split_once('"').expect("a value ends");
        let name = name.trim();
        assert!(found.iter().all(|(other, _)| *other != name), "{name} stands twice: {text}");
        found.push((name, unescaped(value)));
        rest = after;
    }
    assert!(rest.trim().is_empty(), "{text:?}");
    found
}

/// What a browser shows of a text.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The cells of every row of every table.
pub fn rows(html: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for element in elements(html) {
        match element.name {
            "tr" => rows.push(Vec::new()),
            "td" | "th" => rows.last_mut().expect("a row").push(element.text),
            _ => {}
        }
    }
    rows
}

#[test]
fn what_is_wrong_is_found() {
    let fails = |html: &'static str| std::panic::catch_unwind(|| drop(elements(html))).is_err();
    assert!(!fails("<!DOCTYPE html><p id=\"a\">1 &lt; 2<b>3</b></p>\n"));
    assert!(fails("<!DOCTYPE html><p><b>1</p></b>"), "crossed");
    assert!(fails("<!DOCTYPE html><p>1"), "open");
    assert!(fails("<!DOCTYPE html><p id=\"a\"></p><p id=\"a\"></p>"), "named twice");
    assert!(fails("<!DOCTYPE html><p aria-labelledby=\"b\"></p>"), "labelled by nothing");
    assert!(fails("<!DOCTYPE html>1 < 2"), "a sign that is no tag");
    let table = "<!DOCTYPE html><table><tr><th>甲</th><td>1&amp;<b>2</b></td></tr></table>";
    assert_eq!(rows(table), [["甲", "1&2"]]);
}
