//! Bars: rates against the share of time elapsed, and the steps of a funnel against its total.

use maud::{Markup, html};
use unicode_width::UnicodeWidthChar;

use super::Frame;
use super::scale::{Place, Scale};
use crate::domain::fraction::Fraction;
use crate::lang::{cell, chart};
use crate::report::model::{Cell, ColumnHeading, Shape, Word};

/// Height of a bar with the words above it.
const ROW: i64 = 36;
/// A printed page holds so many bars; more are another picture.
const OF_ONE_PICTURE: usize = 20;
/// Columns of a name beside its figures on the narrowest screen; the table has it whole.
const NAME: usize = 24;

/// One line of a chart.
struct Bar {
    name: String,
    said: String,
    share: Option<Fraction>,
    /// What it is held against.
    mark: Option<Fraction>,
}

/// Completion against the share of time elapsed, where rows are categories or units.
pub(super) fn rates(frame: &Frame<'_>) -> Option<Markup> {
    let name = frame.column(Word::Category).or_else(|| frame.column(Word::Units))?;
    let (rate, elapsed) = (frame.column(Word::CompletionRate)?, frame.column(Word::Elapsed)?);
    let gap = frame.column(Word::Gap)?;
    let (lang, headings) = (frame.lang, |at: usize| cell::page_heading(frame.lang, &frame.columns[at]));
    let of_gap = headings(gap);
    let bar = |row: &Vec<Cell>| {
        let (done, behind) = (cell::page(lang, row.get(rate)?), cell::page(lang, row.get(gap)?));
        let said = if share(row.get(rate)?).is_some() { format!("{done} · {of_gap} {behind}") } else { done };
        Some(Bar {
            name: cell::page(lang, row.get(name)?),
            said,
            share: share(row.get(rate)?),
            mark: share(row.get(elapsed)?),
        })
    };
    let bars: Vec<Bar> = frame.rows.iter().filter_map(bar).collect();
    let text = chart::rates(lang, &headings(name));
    let [ahead, behind] = chart::ahead_or_behind(lang);
    let key = html! {
        span { span class="key ahead" {} (ahead) } " " span { span class="key behind" {} (behind) } " "
        span { span class="key mark" {} (chart::mark(lang)) }
    };
    bars.iter().any(|bar| bar.share.is_some()).then(|| figure(frame, &text, &key, &bars))
}

/// The steps of a funnel, each a share of all.
pub(super) fn shares(frame: &Frame<'_>) -> Option<Markup> {
    let is_bar = |row: &Vec<Cell>| row.iter().position(|each| matches!(each, Cell::Bar(_)));
    let at = frame.rows.iter().find_map(is_bar)?;
    let lang = frame.lang;
    let bar = |row: &Vec<Cell>| {
        let others = row.iter().zip(frame.columns).enumerate().skip(1).filter(|(other, _)| *other != at);
        let others = others.map(|(_, of)| of).filter(|(each, _)| !cell::says_nothing(each));
        // how many, and which share, says itself
        let said = others.enumerate().map(|(place, (each, column))| match column.shape {
            Shape::Count | Shape::Quantity(_) if place > 0 => {
                format!("{} {}", cell::page_heading(lang, column), cell::page(lang, each))
            }
            _ => cell::page(lang, each),
        });
        Some(Bar {
            name: cell::page(lang, row.first()?),
            said: said.collect::<Vec<_>>().join(" · "),
            share: share(row.get(at)?),
            mark: None,
        })
    };
    let bars: Vec<Bar> = frame.rows.iter().filter_map(bar).collect();
    let whole = frame.columns.iter().find_map(|column| match &column.heading {
        ColumnHeading::ShareOf(whole) => Some(whole),
        _ => None,
    })?;
    Some(figure(frame, &chart::funnel(lang, whole), &html! {}, &bars))
}

fn share(cell: &Cell) -> Option<Fraction> {
    match cell {
        Cell::Rate(share) | Cell::Bar(share) => Some(share.clone()),
        _ => None,
    }
}

fn figure(frame: &Frame<'_>, text: &chart::ChartText, key: &Markup, bars: &[Bar]) -> Markup {
    let all = bars.iter().flat_map(|bar| bar.share.iter().chain(&bar.mark));
    let scale = Scale::of_shares(all);
    let pictures = bars.chunks(OF_ONE_PICTURE).enumerate().map(|(no, bars)| {
        let drawn = html! { @for (at, bar) in (0..).zip(bars) { (drawn(bar, at * ROW, &scale)) } };
        let height = ROW * i64::try_from(bars.len()).unwrap_or(0);
        frame.picture(no, height, text, &drawn)
    });
    html! {
        figure class="bars" {
            figcaption { b { (text.title) } " " span class="keys" { (key) } }
            @for picture in pictures { (picture) }
        }
    }
}

fn drawn(bar: &Bar, top: i64, scale: &Scale) -> Markup {
    let zero = scale.place(&Fraction::zero());
    let end = bar.share.as_ref().map(|share| scale.place(share));
    let is_behind = bar.share.as_ref().zip(bar.mark.as_ref()).is_some_and(|(share, mark)| share < mark);
    html! {
        text class="name" x="0" y=(top + 13) { (short(&bar.name)) }
        text class="said" x="100%" y=(top + 13) text-anchor="end" { (bar.said) }
        rect class="track" x="0" y=(top + 18) width="100%" height="10" {}
        @if let Some(end) = end {
            rect class=(if is_behind { "bar behind" } else { "bar ahead" }) x=(zero.min(end).percent()) y=(top + 18)
                width=(zero.min(end).until(zero.max(end)).percent()) height="10" {}
        }
        @if zero > Place::LEFT {
            line class="zero" x1=(zero.percent()) x2=(zero.percent()) y1=(top + 16) y2=(top + 30) {}
        }
        @if let Some(mark) = bar.mark.as_ref().map(|mark| scale.place(mark).percent()) {
            line class="mark" x1=(mark) x2=(mark) y1=(top + 15) y2=(top + 31) {}
        }
    }
}

/// A name that does not fit ends in an ellipsis.
fn short(name: &str) -> String {
    let width = |c: char| c.width().unwrap_or(0);
    if name.chars().map(width).sum::<usize>() <= NAME {
        return name.to_owned();
    }
    let mut room = NAME - 1;
    let fits = |c: &char| {
        let rest = room.checked_sub(width(*c));
        room = rest.unwrap_or(0);
        rest.is_some()
    };
    name.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_ends_in_an_ellipsis() {
        assert_eq!(short("区水利局"), "区水利局");
        assert_eq!(short("宁波市海曙区鄞江堤防整治工程"), "宁波市海曙区鄞江堤防整…");
        assert_eq!(short(&"a".repeat(1_000)).chars().count(), NAME);
    }
}
