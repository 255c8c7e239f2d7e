//! The figures of a summary that a page may set by themselves, each with what it has gained or lost: picked out of the
//! sentences that tell them, in their order, so that sentence and tile cannot differ.

use super::sentence::StatusSentence;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::period::Cadence;
use crate::report::model::Sentence;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tile {
    pub figure: TileFigure,
    /// More or less than at the end of the period before; `None`: it is not compared.
    pub change: Option<(Cadence, i64)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TileFigure {
    Projects(i64),
    Started(i64),
    Completed(i64),
    /// How many stand in a light; `None`: are not rated.
    Light(Option<Light>, i64),
    /// The rate of the year's plans, where it can be told, against the time elapsed.
    Completion {
        rate: Option<Fraction>,
        elapsed: Fraction,
    },
}

pub fn tiles(said: &[Sentence]) -> Vec<Tile> {
    let status = || said.iter().filter_map(|each| if let Sentence::Status(of) = each { Some(of) } else { None });
    let since = status().find_map(|each| {
        let StatusSentence::SinceLast { cadence, lights, projects, started, completed } = each else { return None };
        Some((*cadence, lights.by_light(), [*projects, *started, *completed]))
    });
    let mut tiles = Vec::new();
    for each in status() {
        if let StatusSentence::Overview { projects, started, completed, .. } = each {
            let figures =
                [TileFigure::Projects(*projects), TileFigure::Started(*started), TileFigure::Completed(*completed)];
            let change = |at: usize| since.map(|(cadence, _, counts)| (cadence, counts[at]));
            tiles.extend(figures.into_iter().enumerate().map(|(at, figure)| Tile { figure, change: change(at) }));
        }
        if let StatusSentence::Lights(counts) = each {
            let change = |at: usize| since.map(|(cadence, lights, _)| (cadence, lights[at].1));
            let lights = counts.by_light().into_iter().enumerate();
            tiles.extend(lights.map(|(at, (of, n))| Tile { figure: TileFigure::Light(of, n), change: change(at) }));
        }
        if let StatusSentence::Money { rate, elapsed, .. } = each {
            let figure = TileFigure::Completion { rate: rate.clone(), elapsed: elapsed.clone() };
            tiles.push(Tile { figure, change: None });
        }
    }
    tiles
}
