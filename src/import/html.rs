//! Web pages: html5ever repairs them as browsers do, and the tree becomes a [`Source`].
//!
//! The tree is our own: a flat list of nodes with the indices of their children, so that no depth
//! of nesting causes recursion, neither while it is read nor when it is dropped. The tree that is
//! provided for html5ever is documented as unsupported and for tests only.

mod roles;
mod tags;

use super::{ImportError, Limit};
use crate::source::Source;
use crate::source::html::{HtmlReader, StyleSheet};
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::{Attribute, ExpandedName, LocalName, QualName, TokenizerResult, ns};
use roles::Role;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tags::{MOST_ATTRIBUTES, Open, Tokens};

/// Nesting of elements. Real pages have some thirty levels.
const DEEPEST: usize = 400;
/// Nodes of a page, and attributes in its tags. Real pages have some thousands.
const MOST_NODES: usize = 1_000_000;

/// Reads a page.
///
/// # Errors
/// For pages with more or deeper content than any report has.
pub fn read(text: &str) -> Result<Source, ImportError> {
    let tree = Tree::new();
    let exceeded = Rc::clone(&tree.exceeded);
    let tokenizer = Tokenizer::new(Tokens::new(tree), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut open = Open::default();
    let text = tags::without_pictures(text);
    let text = fragment(&text);
    let mut rest = &*text;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(tags::piece(rest));
        input.push_back(StrTendril::from_slice(piece));
        // The tokenizer stops at the end of a script; scripts are not run here.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        open.advance(piece, tokenizer.sink.had_tokens()).map_err(ImportError::TooMuch)?;
        if let Some(limit) = exceeded.get() {
            return Err(ImportError::TooMuch(limit));
        }
        rest = behind;
    }
    tokenizer.end();
    let nodes = tokenizer.sink.builder.sink.finish();
    exceeded.get().map_or_else(|| Ok(walk(&nodes)), |limit| Err(ImportError::TooMuch(limit)))
}

/// Walks the tree in reading order, without recursion.
fn walk(nodes: &[Node]) -> Source {
    enum Step {
        Enter(usize),
        Leave,
    }
    let roles = roles::roles(nodes);
    let mut page = HtmlReader::with_sheets(style_sheets(nodes));
    let mut steps = vec![Step::Enter(ROOT)];
    while let Some(step) = steps.pop() {
        let Step::Enter(id) = step else {
            page.close();
            continue;
        };
        let node = &nodes[id];
        let role = roles.get(&id);
        if role == Some(&Role::Around) {
            continue;
        }
        match &node.content {
            Content::Text(text) => page.text(text),
            Content::Element(name, attributes) => {
                page.open(role.and_then(|role| role.name()).unwrap_or(&name.local), |wanted| {
                    attributes.iter().find(|a| &*a.name.local == wanted).map(|a| &*a.value)
                });
                steps.push(Step::Leave);
            }
            Content::Other => {}
        }
        steps.extend(node.children.iter().rev().map(|child| Step::Enter(*child)));
    }
    page.finish()
}

/// The style sheets in a page, wherever they stand: they apply to what stands before them too.
fn style_sheets(nodes: &[Node]) -> StyleSheet {
    let mut sheets = StyleSheet::default();
    for node in nodes {
        let Content::Element(name, attributes) = &node.content else { continue };
        let media = attributes.iter().find(|attribute| &*attribute.name.local == "media");
        let print = media.is_some_and(|media| media.value.trim().eq_ignore_ascii_case("print"));
        if &*name.local == "style" && !print && node.parent.is_some() {
            let texts = node.children.iter().filter_map(|child| match &nodes[*child].content {
                Content::Text(text) => Some(&**text),
                _ => None,
            });
            sheets.add(&texts.collect::<String>());
        }
    }
    sheets
}

/// A page, with a table around rows that stand without one: the piece of a table that a clipboard
/// holds.
fn fragment(text: &str) -> Cow<'_, str> {
    /// The rows of a table begin near the start, if it has none around them.
    const HEAD: usize = 4096;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head: String = text.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    match (head.find("<tr"), head.find("<table")) {
        (Some(row), None) => Cow::Owned(format!("{}<table>{}</table>", &text[..row], &text[row..])),
        (Some(row), Some(table)) if row < table => {
            Cow::Owned(format!("{}<table>{}", &text[..row], &text[row..]))
        }
        _ => Cow::Borrowed(text),
    }
}

const ROOT: usize = 0;

#[derive(Debug)]
struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    depth: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Text(StrTendril),
    Element(Rc<QualName>, Vec<Attribute>),
    Other,
}

/// A node as the parser holds it: its index in the list, and its name, which the parser asks for
/// often.
#[derive(Clone, Debug)]
struct Handle {
    id: usize,
    name: Rc<QualName>,
}

#[derive(Debug)]
struct Tree {
    nodes: RefCell<Vec<Node>>,
    nameless: Rc<QualName>,
    exceeded: Rc<Cell<Option<Limit>>>,
}

impl Tree {
    fn new() -> Self {
        let document =
            Node { parent: None, children: Vec::new(), depth: 0, content: Content::Other };
        let nameless = Rc::new(QualName::new(None, ns!(), LocalName::from("")));
        Self { nodes: RefCell::new(vec![document]), nameless, exceeded: Rc::default() }
    }

    fn add(&self, content: Content) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= MOST_NODES {
            self.exceeded.set(Some(Limit::Elements));
        }
        nodes.push(Node { parent: None, children: Vec::new(), depth: 0, content });
        nodes.len() - 1
    }

    fn nameless(&self) -> Handle {
        Handle { id: self.add(Content::Other), name: Rc::clone(&self.nameless) }
    }

    fn detach(&self, id: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            // Usually the node is the last child.
            if let Some(at) = nodes[parent].children.iter().rposition(|child| *child == id) {
                nodes[parent].children.remove(at);
            }
        }
    }

    /// Inserts a node or text among the children of a node, before the child at an index.
    fn insert(&self, parent: usize, at: usize, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.id);
                handle.id
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before =
                    at.checked_sub(1).and_then(|at| nodes[parent].children.get(at).copied());
                if let Some(Node { content: Content::Text(last_text), .. }) =
                    before.map(|id| &mut nodes[id])
                {
                    last_text.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.add(Content::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        if depth > DEEPEST {
            self.exceeded.set(Some(Limit::Depth));
        }
        nodes[id].parent = Some(parent);
        nodes[id].depth = depth;
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, id);
    }

    fn child_count(&self, id: usize) -> usize {
        self.nodes.borrow()[id].children.len()
    }
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = Vec<Node>;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: ROOT, name: Rc::clone(&self.nameless) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let name = Rc::new(name);
        Handle { id: self.add(Content::Element(Rc::clone(&name), attributes)), name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, self.child_count(parent.id), child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.nodes.borrow()[element.id].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template is never shown; it is kept inside the template like other content.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, left: &Handle, right: &Handle) -> bool {
        left.id == right.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.id);
        }
        let position = {
            let nodes = self.nodes.borrow();
            let parent = nodes[sibling.id].parent;
            parent.map(|parent| {
                (
                    parent,
                    nodes[parent]
                        .children
                        .iter()
                        .rposition(|child| *child == sibling.id)
                        .unwrap_or(0),
                )
            })
        };
        if let Some((parent, at)) = position {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Content::Element(_, present) = &mut self.nodes.borrow_mut()[target.id].content {
            if present.len() > MOST_ATTRIBUTES {
                self.exceeded.set(Some(Limit::Elements));
                return;
            }
            for attribute in attributes {
                if !present.iter().any(|other| other.name == attribute.name) {
                    present.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        let depth = nodes[new_parent.id].depth + 1;
        for child in &children {
            nodes[*child].parent = Some(new_parent.id);
            nodes[*child].depth = depth;
        }
        nodes[new_parent.id].children.extend(children);
    }
}
