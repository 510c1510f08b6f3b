//! The style sheets of a page, as far as they decide what a person sees: which elements are hidden,
//! raised, struck out, or laid out as tables.
//!
//! In: the text of the `style` elements of a page and the elements that are open. Out: the value of
//! a property. Selectors of elements, classes, ids and places among the siblings are understood,
//! alone, in lists and behind their ancestors; a rule with any other selector is left out, because
//! a rule that is applied wrongly would hide numbers. Sheets that a page only links are not read.

/// Rules that are kept. Real pages have some ten that concern the properties below.
const MOST_RULES: usize = 512;
/// The parts of a selector that are kept: `.a .b td` has three.
const MOST_PARTS: usize = 8;
/// The comparisons of rules with elements in a page, after which no rule applies: the time must not
/// grow with the product of rules and elements.
const MOST_COMPARISONS: usize = 20_000_000;
/// The width of the screen in pixels, to which queries of media compare.
const SCREEN: f64 = 1280.0;
/// The properties that matter.
pub const PROPERTIES: [&str; 5] =
    ["display", "visibility", "vertical-align", "text-decoration", "text-decoration-line"];

/// What selectors ask of an element.
#[derive(Clone, Debug, Default)]
pub struct Tagged {
    /// Its name in lower case.
    pub name: String,
    /// Its classes.
    pub classes: Vec<String>,
    /// Its id; empty if it has none.
    pub id: String,
    /// Its number among the elements of its parent, from 1.
    pub nth: usize,
}

/// The rules of the style sheets of a page.
#[derive(Debug, Default)]
pub struct StyleSheet {
    rules: Vec<Rule>,
    compared: std::cell::Cell<usize>,
}

/// The ids, the classes and places, and the names in a selector; the larger one prevails.
type Weight = (usize, usize, usize);

#[derive(Debug)]
struct Rule {
    /// From the ancestor to the element itself.
    parts: Vec<SelectorPart>,
    weight: Weight,
    declarations: Vec<Declaration>,
}

#[derive(Clone, Debug)]
struct Declaration {
    property: &'static str,
    value: String,
    important: bool,
}

#[derive(Debug, Default)]
struct SelectorPart {
    name: Option<String>,
    classes: Vec<String>,
    id: Option<String>,
    nth: Option<usize>,
    /// Whether it must be the parent of the next part, and not any ancestor.
    is_parent: bool,
}

impl StyleSheet {
    /// Adds the rules of a sheet.
    pub fn add(&mut self, text: &str) {
        let text = without_comments(text);
        // The blocks of media queries that are open: whether their rules apply.
        let mut media: Vec<bool> = Vec::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['{', '}', ';']) {
            let (before, behind) = (rest[..at].trim(), &rest[at + 1..]);
            match rest.as_bytes()[at] {
                b'{' if is_group(before) => {
                    media.push(applies(before));
                    rest = behind;
                }
                b'{' => {
                    let end = behind.find('}').unwrap_or(behind.len());
                    if !before.starts_with('@') && media.iter().all(|applies| *applies) {
                        self.add_rule(before, &behind[..end]);
                    }
                    rest = behind.get(end + 1..).unwrap_or_default();
                }
                b'}' => {
                    media.pop();
                    rest = behind;
                }
                _ => rest = behind,
            }
        }
    }

    fn add_rule(&mut self, selectors: &str, body: &str) {
        let declarations = declarations(body);
        if declarations.is_empty() {
            return;
        }
        for selector in selectors.split(',') {
            if self.rules.len() >= MOST_RULES {
                return;
            }
            if let Some(parts) = selector_parts(selector) {
                let count = |of: fn(&SelectorPart) -> usize| parts.iter().map(of).sum();
                let weight = (
                    count(|part| usize::from(part.id.is_some())),
                    count(|part| part.classes.len() + usize::from(part.nth.is_some())),
                    count(|part| usize::from(part.name.is_some())),
                );
                self.rules.push(Rule { parts, weight, declarations: declarations.clone() });
            }
        }
    }

    /// The values of the properties of the last of these elements, which are open from the outside
    /// in; `style` is its own attribute.
    pub fn values(&self, open: &[Tagged], style: &str) -> Vec<(&'static str, String)> {
        let own = declarations(style);
        let none: &[Rule] = &[];
        let rules = if self.compared.get() > MOST_COMPARISONS { none } else { &self.rules };
        // The declarations that apply, with what they weigh.
        let mut found: Vec<(Weight, &Declaration)> = Vec::new();
        for rule in rules.iter().filter(|rule| self.fits(rule, open)) {
            found.extend(rule.declarations.iter().map(|declaration| (rule.weight, declaration)));
        }
        let most = (usize::MAX, 0, 0);
        found.extend(own.iter().map(|declaration| (most, declaration)));
        PROPERTIES
            .into_iter()
            .filter_map(|property| {
                // Of equal ones the last one counts, and `max_by_key` returns the last one.
                let best = found
                    .iter()
                    .filter(|(_, declaration)| declaration.property == property)
                    .max_by_key(|(weight, declaration)| (declaration.important, *weight))?;
                Some((property, best.1.value.clone()))
            })
            .collect()
    }

    fn fits(&self, rule: &Rule, open: &[Tagged]) -> bool {
        let mut compared = 1;
        let (Some((last, above)), Some((element, ancestors))) =
            (rule.parts.split_last(), open.split_last())
        else {
            return false;
        };
        let mut fits = last.fits(element);
        let mut ancestors = ancestors.iter().rev();
        for part in above.iter().rev() {
            if !fits {
                break;
            }
            fits = if part.is_parent {
                ancestors.next().is_some_and(|ancestor| part.fits(ancestor))
            } else {
                ancestors.any(|ancestor| {
                    compared += 1;
                    part.fits(ancestor)
                })
            };
        }
        self.compared.set(self.compared.get() + compared);
        fits
    }
}

impl SelectorPart {
    fn fits(&self, element: &Tagged) -> bool {
        self.name.as_ref().is_none_or(|name| *name == element.name)
            && self.id.as_ref().is_none_or(|id| *id == element.id)
            && self.nth.is_none_or(|nth| nth == element.nth)
            && self.classes.iter().all(|class| element.classes.contains(class))
    }
}

/// Whether a block holds rules and not declarations.
fn is_group(before: &str) -> bool {
    ["@media", "@supports", "@layer", "@container"].iter().any(|name| before.starts_with(name))
}

/// Whether the rules of a group apply to a page on a screen. Of several conditions of a query all
/// must hold, and of several queries one.
fn applies(before: &str) -> bool {
    let Some(queries) = before.strip_prefix("@media") else {
        return !before.starts_with("@container");
    };
    queries.split(',').any(|query| {
        let query = query.trim().to_ascii_lowercase();
        query.split(" and ").all(|condition| {
            let condition = condition.trim().trim_matches(['(', ')']);
            let pixels = |value: &str| {
                value.trim().strip_suffix("px").and_then(|value| value.trim().parse::<f64>().ok())
            };
            match condition.split_once(':') {
                Some((name, value)) if name.trim() == "min-width" => {
                    pixels(value).is_some_and(|width| SCREEN >= width)
                }
                Some((name, value)) if name.trim() == "max-width" => {
                    pixels(value).is_some_and(|width| SCREEN <= width)
                }
                Some(_) => false,
                None => matches!(condition, "" | "all" | "screen" | "only screen" | "only all"),
            }
        })
    })
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A sheet within the comment of a page, as old pages hide it from older browsers.
    let mut rest = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

/// The declarations of the properties that matter.
fn declarations(body: &str) -> Vec<Declaration> {
    body.split(';')
        .filter_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            let name = name.trim();
            let property =
                PROPERTIES.into_iter().find(|property| property.eq_ignore_ascii_case(name))?;
            let (value, important) =
                value.split_once('!').map_or((value, false), |(value, _)| (value, true));
            Some(Declaration { property, value: value.trim().to_ascii_lowercase(), important })
        })
        .collect()
}

/// The parts of a selector; `None` for a selector that is not understood.
fn selector_parts(selector: &str) -> Option<Vec<SelectorPart>> {
    let spaced = selector.replace('>', " > ");
    let mut parts: Vec<SelectorPart> = Vec::new();
    for word in spaced.split_ascii_whitespace() {
        if word == ">" {
            parts.last_mut()?.is_parent = true;
        } else if parts.len() < MOST_PARTS {
            parts.push(selector_part(word)?);
        } else {
            return None;
        }
    }
    if parts.is_empty() { None } else { Some(parts) }
}

fn selector_part(word: &str) -> Option<SelectorPart> {
    let mut part = SelectorPart::default();
    let mut rest = word;
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let name_of = |text: &str| text.find(|c| !is_name(c)).unwrap_or(text.len());
    let end = name_of(rest);
    if end > 0 {
        part.name = Some(rest[..end].to_ascii_lowercase());
        rest = &rest[end..];
    } else if let Some(behind) = rest.strip_prefix('*') {
        rest = behind;
    }
    while let Some(sign) = rest.chars().next() {
        let behind = &rest[sign.len_utf8()..];
        let end = name_of(behind);
        let name = behind[..end].to_owned();
        rest = &behind[end..];
        match (sign, name.as_str()) {
            ('.', name) if !name.is_empty() => part.classes.push(name.to_owned()),
            ('#', name) if !name.is_empty() => part.id = Some(name.to_owned()),
            (':', "first-child") => part.nth = Some(1),
            (':', "nth-child") => {
                let (number, behind) = rest.strip_prefix('(')?.split_once(')')?;
                part.nth = Some(number.trim().parse().ok()?);
                rest = behind;
            }
            _ => return None,
        }
    }
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(name: &str, classes: &str, id: &str, nth: usize) -> Tagged {
        Tagged {
            name: name.to_owned(),
            classes: classes.split_ascii_whitespace().map(str::to_owned).collect(),
            id: id.to_owned(),
            nth,
        }
    }

    /// The display of a cell of class `o` with the id `x`, the second of its row in `.t`.
    fn display(sheet: &str) -> String {
        let mut sheets = StyleSheet::default();
        sheets.add(sheet);
        let open =
            [tagged("table", "t", "", 1), tagged("tr", "", "", 3), tagged("td", "a o", "x", 2)];
        let values = sheets.values(&open, "color:red");
        values.into_iter().find(|(name, _)| *name == "display").map_or(String::new(), |(_, v)| v)
    }

    #[test]
    fn selectors_of_a_cell() {
        for hides in [
            ".o{display:none}",
            "td.o.a { color: red; display : NONE }",
            "#x{display:none}",
            "h1, .p .o, .t td{display:none}",
            ".t > tr > td{display:none}",
            "td:nth-child(2){display:none}",
            "<!-- .o{display:none!important} .o{display:block} -->",
            "@media screen{.o{display:none}}",
            "@media screen and (min-width:768px){.p{color:red}.o{display:none}}",
            "@import url(a.css);/* .o{ */.o{display:none}",
            "td{display:block}.o{display:none}td{display:block}",
            "@font-face{src:url(a)}.o{display:none}",
        ] {
            assert_eq!(display(hides), "none", "{hides}");
        }
        for shows in [
            ".oo{display:none}",
            ".t > td{display:none}",
            ".o:hover{display:none}",
            ".o + td{display:none}",
            ".o[title]{display:none}",
            "td:nth-child(odd){display:none}",
            "td::before{display:none}",
            "@media print{.p{color:red}.o{display:none}}",
            "@media (max-width:768px){.o{display:none}}",
            "@media not screen{.o{display:none}}",
            "/* .o{display:none} */",
            ".o{display:none",
        ] {
            assert!(display(shows) != "none" || shows.ends_with("none"), "{shows}");
        }
    }

    #[test]
    fn the_attribute_of_the_element_counts_more() {
        let mut sheets = StyleSheet::default();
        sheets.add(".o{display:none}");
        let open = [tagged("td", "o", "", 1)];
        assert_eq!(sheets.values(&open, "display:table-cell")[0].1, "table-cell");
        sheets.add(".o{display:none !important}");
        assert_eq!(sheets.values(&open, "display:table-cell")[0].1, "none");
    }
}
