//! What the elements of a page are besides their names: what a site puts around every article, and
//! tables that are made of `div`.
//!
//! In: the tree of a page. Out: the elements that are left out, and those that are read as tables,
//! rows and cells. Elements are judged by what their names, roles and classes say, and an element
//! that holds an article is kept whatever its class says: text that is read in vain can be deleted,
//! and text that is left out is not missed.

use super::{Content, Node, ROOT};
use std::collections::BTreeMap;

/// The role of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Navigation, share links, a footer and the like.
    Around,
    /// A table.
    Table,
    /// A row of it.
    Row,
    /// A cell of it.
    Cell,
}

impl Role {
    /// The name of the element that is read in its place; `None` for one that is left out.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Around => None,
            Self::Table => Some("table"),
            Self::Row => Some("tr"),
            Self::Cell => Some("td"),
        }
    }
}

/// The nodes that are visited in all to decide this, after which elements are kept as they are.
const MOST_STEPS: usize = 8_000_000;
/// The characters of text beyond which an element is an article.
const ARTICLE: usize = 600;
/// The characters of a cell that is made of `div`: longer text stands in columns of a page.
const LONGEST_CELL: usize = 80;

/// What elements say of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    /// The way to the page: 首页 > 政务公开 > ….
    Crumbs,
    /// Links and tools, which never hold text of a report.
    Tools,
    /// The head or the foot of the page or of an article: it may hold the title or the signature.
    Edge,
}

/// Words in classes and ids, for each claim.
const WORDS: [(Claim, &[&str]); 3] = [
    (
        Claim::Crumbs,
        &[
            "crumb",
            "crumbs",
            "breadcrumb",
            "breadcrumbs",
            "position",
            "location",
            "dqwz",
            "wz",
            "weizhi",
            "bread",
            "curpos",
            "当前位置",
            "位置",
        ],
    ),
    (
        Claim::Tools,
        &[
            "nav",
            "navbar",
            "navi",
            "navigation",
            "menu",
            "share",
            "bdshare",
            "fenxiang",
            "toolbar",
            "tools",
            "tool",
            "sidebar",
            "siderbar",
            "pager",
            "pagination",
            "qrcode",
            "ewm",
            "erweima",
            "fontsize",
            "print",
            "search",
            "login",
            "related",
            "prevnext",
        ],
    ),
    (Claim::Edge, &["header", "footer", "foot", "copyright", "bottom", "banner", "topbar"]),
];

/// Words that only stand in the foot of a site.
const FOOT: [&str; 12] = [
    "版权",
    "主办",
    "承办",
    "备案",
    "网站标识",
    "ICP",
    "技术支持",
    "网站地图",
    "联系我们",
    "扫一扫",
    "分享",
    "公网安备",
];

/// The roles of the elements of a page, by their indices.
pub fn roles(nodes: &[Node]) -> BTreeMap<usize, Role> {
    let mut roles = BTreeMap::new();
    let mut steps = 0;
    let mut open = vec![(ROOT, false)];
    while let Some((id, within)) = open.pop() {
        let within = within || matches!(name(nodes, id), "article" | "main" | "table");
        if let Some(claim) = claim(nodes, id)
            && is_around(nodes, id, claim, within, &mut steps)
        {
            roles.insert(id, Role::Around);
            continue;
        }
        if let Some(rows) = grid(nodes, id, &mut steps) {
            roles.insert(id, Role::Table);
            for row in rows {
                roles.insert(row, Role::Row);
                roles.extend(elements(nodes, row).map(|cell| (cell, Role::Cell)));
            }
            continue;
        }
        open.extend(nodes[id].children.iter().map(|child| (*child, within)));
    }
    roles
}

fn name(nodes: &[Node], id: usize) -> &str {
    if let Content::Element(name, _) = &nodes[id].content { &name.local } else { "" }
}

fn attribute<'n>(nodes: &'n [Node], id: usize, wanted: &str) -> &'n str {
    let Content::Element(_, attributes) = &nodes[id].content else { return "" };
    attributes.iter().find(|a| &*a.name.local == wanted).map_or("", |a| &*a.value)
}

fn elements(nodes: &[Node], id: usize) -> impl Iterator<Item = usize> + '_ {
    let is_element = |id: &usize| matches!(nodes[*id].content, Content::Element(..));
    nodes[id].children.iter().copied().filter(is_element)
}

/// The words of the class and the id of an element, in lower case: `main-navBar` has three.
fn words(nodes: &[Node], id: usize) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in
        attribute(nodes, id, "class").chars().chain([' ']).chain(attribute(nodes, id, "id").chars())
    {
        let is_letter = c.is_alphabetic();
        if !is_letter || c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_letter) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn claim(nodes: &[Node], id: usize) -> Option<Claim> {
    match name(nodes, id) {
        "nav" | "aside" => return Some(Claim::Tools),
        "header" | "footer" => return Some(Claim::Edge),
        "div" | "ul" | "ol" | "dl" | "section" | "p" | "h6" => {}
        _ => return None,
    }
    match attribute(nodes, id, "role") {
        "navigation" | "search" | "complementary" => return Some(Claim::Tools),
        "banner" | "contentinfo" => return Some(Claim::Edge),
        _ => {}
    }
    let words = words(nodes, id);
    WORDS
        .into_iter()
        .find(|(_, claims)| words.iter().any(|word| claims.contains(&word.as_str())))
        .map(|(claim, _)| claim)
}

/// Whether an element stands around the article, as it claims.
fn is_around(
    nodes: &[Node],
    id: usize,
    claim: Claim,
    within_article: bool,
    steps: &mut usize,
) -> bool {
    let Some(text) = short_text(nodes, id, steps) else { return false };
    let compact: String = text.split_whitespace().collect();
    let is_dated = compact.ends_with('日') && compact.contains('年');
    match claim {
        Claim::Crumbs => {
            compact.contains(['>', '›', '»', '＞', '/', '→']) || compact.contains("位置")
        }
        Claim::Tools => !is_dated,
        Claim::Edge => {
            let of_a_site = FOOT.iter().any(|word| compact.contains(word));
            of_a_site || !within_article && !is_dated && !compact.contains("年度报告")
        }
    }
}

/// The text of an element that holds no table, no highest heading and no more text than what stands
/// around an article; `None` for others.
fn short_text(nodes: &[Node], id: usize, steps: &mut usize) -> Option<String> {
    let mut text = String::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        *steps += 1;
        if *steps > MOST_STEPS || text.chars().count() > ARTICLE {
            return None;
        }
        match &nodes[id].content {
            Content::Text(piece) if piece.len() > ARTICLE * 4 => return None,
            Content::Text(piece) => text.push_str(piece),
            Content::Element(name, _) => match &*name.local {
                "table" | "h1" | "article" | "main" => return None,
                "script" | "style" => continue,
                _ => {}
            },
            Content::Other => {}
        }
        open.extend(nodes[id].children.iter().rev());
    }
    // The heading of a part, or the sentence about the period of the report.
    let of_a_report = ["统计期限", "总体情况", "存在的主要问题"];
    (!of_a_report.iter().any(|words| text.contains(words))).then_some(text)
}

/// The rows of an element that is a table made of `div`: all its elements are rows and all of theirs
/// are cells, by their classes; there are as many cells in each row, all are short, and a third of
/// them are numbers.
fn grid(nodes: &[Node], id: usize, steps: &mut usize) -> Option<Vec<usize>> {
    const ROWS: [&str; 4] = ["row", "tr", "line", "hang"];
    const CELLS: [&str; 6] = ["cell", "td", "col", "column", "item", "lie"];
    let is = |id: usize, claims: &[&str]| {
        words(nodes, id).iter().any(|word| claims.contains(&word.as_str()))
    };
    if !matches!(name(nodes, id), "div" | "section" | "ul" | "dl") {
        return None;
    }
    let first = elements(nodes, id).next()?;
    let width = elements(nodes, first).count();
    if width < 2 || !is(first, &ROWS) {
        return None;
    }
    let rows: Vec<usize> = elements(nodes, id).collect();
    *steps += rows.len() * width;
    let fits = rows.len() > 1
        && *steps < MOST_STEPS
        && rows.iter().all(|row| {
            is(*row, &ROWS)
                && elements(nodes, *row).count() == width
                && elements(nodes, *row).all(|cell| is(cell, &CELLS))
        });
    if !fits {
        return None;
    }
    let (mut cells, mut numbers) = (0, 0);
    for cell in rows.iter().flat_map(|row| elements(nodes, *row)) {
        let text = short_text(nodes, cell, steps)?;
        let text = text.trim();
        if text.chars().count() > LONGEST_CELL {
            return None;
        }
        cells += 1;
        numbers += usize::from(text.chars().next().is_some_and(|c| c.is_ascii_digit()));
    }
    (numbers * 3 >= cells).then_some(rows)
}
