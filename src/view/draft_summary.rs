//! A kept draft, as the start screen lists it.

use maud::{Markup, html};

/// A draft that the browser keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSummary {
    /// The key of the record.
    pub key: String,
    /// The name of the agency; may be empty.
    pub agency: String,
    /// The report year.
    pub year: u16,
    /// When it was last saved, in words: 今天 17:20.
    pub when: String,
    /// The part that was open, by its heading.
    pub place: String,
    /// Its origin, in words: 来自 年报.docx; empty if it was started in this browser.
    pub from: String,
    /// How many errors (错误) without justification (说明) it had.
    pub errors: u32,
}

impl DraftSummary {
    /// The agency and the year of the report.
    pub fn title(&self) -> String {
        let name = if self.agency.is_empty() { "（未填单位）" } else { &self.agency };
        format!("{name} · {} 年", self.year)
    }

    /// What distinguishes it from other drafts of the same agency and year.
    pub(super) fn about(&self) -> Markup {
        let details = [&self.when, &self.place, &self.from];
        let details: Vec<&str> =
            details.into_iter().map(String::as_str).filter(|detail| !detail.is_empty()).collect();
        html! {
            (details.join(" · "))
            @if self.errors > 0 {
                @if !details.is_empty() { " · " }
                span class="nb-bad" { (self.errors) " 处错误" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_of_one_year_are_distinguished() {
        let begun = DraftSummary {
            when: "今天 06:24".into(),
            place: "一、总体情况".into(),
            ..DraftSummary::default()
        };
        let opened = DraftSummary { from: "来自 <甲>.docx".into(), errors: 2, ..begun.clone() };
        assert_eq!(begun.about().into_string(), "今天 06:24 · 一、总体情况");
        assert_eq!(
            opened.about().into_string(),
            "今天 06:24 · 一、总体情况 · 来自 &lt;甲&gt;.docx · <span class=\"nb-bad\">2 处错误</span>"
        );
    }
}
