//! Resolves the names in a content stream. Each list of names is looked up once, and none is
//! copied.

use super::file::PdfFile;
use super::font::PdfFont;
use super::object::{Dict, Object};
use crate::import::ImportError;
use crate::layout::Face;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A list of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Fonts.
    Font,
    /// Pictures, and separately stored pieces of pages.
    XObject,
    /// The properties of marked content.
    Properties,
    /// Graphics state parameters.
    ExtGState,
}

/// A font, and the face that its name indicates.
pub type NamedFont = (Rc<PdfFont>, Option<Face>);

/// The named resources of a content stream, and of pieces without names of their own.
pub struct Resources<'d> {
    dict: &'d Dict,
    lists: [OnceCell<Cow<'d, Dict>>; 4],
    /// The fonts that were used so far, by their names.
    pub fonts: RefCell<BTreeMap<Vec<u8>, NamedFont>>,
}

impl<'d> Resources<'d> {
    /// The resources in the dictionary of a page or a piece.
    pub fn new(dict: &'d Dict) -> Self {
        Self { dict, lists: Default::default(), fonts: RefCell::default() }
    }

    /// The object of a name.
    ///
    /// # Errors
    /// When more is read than any report needs.
    pub fn get(
        &self,
        file: &PdfFile,
        list: List,
        name: &[u8],
    ) -> Result<Option<&Object>, ImportError> {
        let (cell, key) = match list {
            List::Font => (&self.lists[0], "Font"),
            List::XObject => (&self.lists[1], "XObject"),
            List::Properties => (&self.lists[2], "Properties"),
            List::ExtGState => (&self.lists[3], "ExtGState"),
        };
        let names = if let Some(known) = cell.get() {
            known
        } else {
            let found = self
                .dict
                .get(key.as_bytes())
                .map_or(Ok(Cow::Owned(Dict::new())), |list| file.lent_dict(list))?;
            cell.get_or_init(|| found)
        };
        Ok(names.get(name))
    }
}
