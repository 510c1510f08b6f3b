//! What an import was not sure of: the choices of a finding.

use super::act::Act;
use super::button::Button;
use crate::check::{Finding, Violation};
use crate::report::{Doubt, DoubtPlace, Report};
use crate::session::{Field, Session};
use maud::{Markup, html};

/// The place about which an import was not sure, if the finding is about one, and why.
pub fn doubt_of<'a>(report: &'a Report, finding: &Finding) -> Option<(DoubtPlace, &'a Doubt)> {
    let Violation::Doubt(place) = finding.fact else { return None };
    report.doubts.get(&place).map(|doubt| (place, doubt))
}

/// What stands at a place now.
fn text_at(report: &Report, place: DoubtPlace) -> String {
    match place {
        DoubtPlace::Cell(id) => report.text(id),
        DoubtPlace::AgencyLevel => report.agency.level.name().to_owned(),
        DoubtPlace::Year | DoubtPlace::AgencyName => {
            Field::parse(&place.to_string()).map_or_else(String::new, |field| field.value(report))
        }
    }
}

/// A button for each text that was found, and one that confirms what stands there now.
pub(super) fn choices(session: &Session, finding: &Finding) -> Markup {
    let report = session.report();
    let Some((place, doubt)) = doubt_of(report, finding) else { return Markup::default() };
    let now = text_at(report, place);
    let others = || doubt.candidates.iter().enumerate().filter(|(_, found)| found.value != now);
    html! {
        div class="nb-repairs" {
            ul {
                @for (index, found) in others() {
                    li {
                        span { (found.place) }
                        (Button::small(Act::DoubtTake).value(index).with(html! {
                            "用“" (found.value) "”"
                        }))
                    }
                }
                li {
                    span { @if now.is_empty() { "现在空着" } @else { "现在是“" (now) "”" } }
                    (Button::small(Act::DoubtKeep).with("就这样，已核对"))
                }
            }
        }
    }
}
