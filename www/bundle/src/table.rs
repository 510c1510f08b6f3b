//! Empties the places of a module's function table that nobody can ask for, so that wasm-bindgen
//! drops the functions in them.
//!
//! A place is asked for by its number, which stands in code as a constant or in data as four bytes
//! at an address that four divides: rustc and the linker put it nowhere else. Whatever looks like
//! the number of a place is taken for one, and code that nobody can call is not asked. An emptied
//! place holds a function that traps.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{Elements, Module};
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, FunctionBody, Operator, Parser, Payload,
    TypeRef,
};

use crate::module::{self, constant};

/// The module with unasked places of its table holding the function `trap`.
///
/// # Errors
/// It is no module, or not one that a linker made for a single memory and table.
pub fn emptied(module: &[u8], trap: u32) -> Result<Vec<u8>> {
    let asked = Uses::of(module)?.asked();
    let mut out = Module::new();
    let mut emptying = Emptying { asked, trap, next: 0 };
    emptying
        .parse_core_module(&mut out, Parser::new(0), module)
        .context("a module with less in its table")?;
    Ok(out.finish())
}

/// Who uses what.
#[derive(Default)]
struct Uses {
    /// The function in each place.
    table: BTreeMap<u32, u32>,
    /// What is called from outside.
    roots: BTreeSet<u32>,
    /// Four bytes of data, each as a number.
    words: BTreeSet<u32>,
    /// What each function calls, and its constants.
    functions: BTreeMap<u32, (BTreeSet<u32>, BTreeSet<u32>)>,
}

impl Uses {
    fn of(module: &[u8]) -> Result<Self> {
        let (mut uses, mut next) = (Self::default(), 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        next += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            uses.roots.insert(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => drop(uses.roots.insert(func)),
                Payload::ElementSection(section) => module::add_table(&mut uses.table, section)?,
                Payload::DataSection(section) => {
                    for data in section {
                        let data = data?;
                        let DataKind::Active { offset_expr, .. } = data.kind else {
                            bail!("the memory is filled in a new way")
                        };
                        let odd = constant(&offset_expr)?.wrapping_neg() as usize % 4;
                        let words = data.data.get(odd..).unwrap_or_default().as_chunks().0;
                        uses.words.extend(words.iter().map(|word| u32::from_le_bytes(*word)));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    uses.functions.insert(next, calls_and_constants(&body)?);
                    next += 1;
                }
                _ => {}
            }
        }
        Ok(uses)
    }

    /// The places that may be asked for.
    fn asked(&self) -> BTreeSet<u32> {
        let mut asked: BTreeSet<u32> =
            self.table.keys().copied().filter(|place| self.words.contains(place)).collect();
        let mut waiting: Vec<u32> = self
            .roots
            .iter()
            .chain(asked.iter().filter_map(|place| self.table.get(place)))
            .copied()
            .collect();
        let mut seen = BTreeSet::new();
        while let Some(function) = waiting.pop() {
            if !seen.insert(function) {
                continue;
            }
            let Some((calls, constants)) = self.functions.get(&function) else { continue };
            waiting.extend(calls);
            for constant in constants {
                if let Some(there) = self.table.get(constant) {
                    asked.insert(*constant);
                    waiting.push(*there);
                }
            }
        }
        asked
    }
}

fn calls_and_constants(body: &FunctionBody<'_>) -> Result<(BTreeSet<u32>, BTreeSet<u32>)> {
    let (mut calls, mut constants) = (BTreeSet::new(), BTreeSet::new());
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::Call { function_index } => drop(calls.insert(function_index)),
            Operator::I32Const { value } => drop(constants.insert(value.cast_unsigned())),
            _ => {}
        }
    }
    Ok((calls, constants))
}

struct Emptying {
    asked: BTreeSet<u32>,
    trap: u32,
    /// The place that the segment at hand begins at.
    next: u32,
}

impl Reencode for Emptying {
    type Error = std::convert::Infallible;

    fn const_expr(
        &mut self,
        expression: wasmparser::ConstExpr<'_>,
    ) -> Result<wasm_encoder::ConstExpr, Error<Self::Error>> {
        self.next = constant(&expression).unwrap_or(0);
        wasm_encoder::reencode::utils::const_expr(self, expression)
    }

    fn parse_element(
        &mut self,
        elements: &mut wasm_encoder::ElementSection,
        element: wasmparser::Element<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let (ElementKind::Active { table_index, offset_expr }, ElementItems::Functions(items)) =
            (element.kind, element.items)
        else {
            return Ok(());
        };
        let offset = self.const_expr(offset_expr)?;
        let mut functions = Vec::new();
        for (place, function) in (self.next..).zip(items) {
            let function = function?;
            functions.push(if self.asked.contains(&place) { function } else { self.trap });
        }
        elements.active(table_index, &offset, Elements::Functions(functions.into()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ConstExpr, DataSection, ElementSection, ExportKind, ExportSection, Function,
        FunctionSection, MemorySection, MemoryType, RefType, TableSection, TableType, TypeSection,
    };

    const TRAP: u32 = 0;
    /// Begins at an address that four does not divide.
    const DATA: i32 = 1022;

    /// Function 1 is exported and asks for place 1, nobody calls function 2, which asks for place
    /// 2; data ask for `in_data`. Place n holds function n.
    fn module(in_data: u32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for function in 0..6 {
            functions.function(0);
            let mut body = Function::new([]);
            let mut sink = body.instructions();
            match function {
                TRAP => sink.unreachable(),
                1 | 2 => sink.i32_const(function.cast_signed()).call_indirect(0, 0),
                _ => &mut sink,
            }
            .end();
            code.function(&body);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 6,
            maximum: Some(6),
            shared: false,
        });
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 1);
        let mut elements = ElementSection::new();
        elements.active(
            None,
            &ConstExpr::i32_const(1),
            Elements::Functions([1, 2, 3, 4, 5].as_slice().into()),
        );
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(DATA), [&[9, 9][..], &in_data.to_le_bytes()].concat());
        let mut module = Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&tables)
            .section(&memories)
            .section(&exports)
            .section(&elements);
        module.section(&code).section(&data);
        module.finish()
    }

    fn table(module: &[u8]) -> Vec<u32> {
        Uses::of(module).unwrap().table.into_values().collect()
    }

    #[test]
    fn places_that_nobody_can_ask_for_are_emptied() {
        let emptied = emptied(&module(4), TRAP).unwrap();
        wasmparser::validate(&emptied).unwrap();
        assert_eq!(table(&emptied), [1, TRAP, TRAP, 4, TRAP]);
    }

    #[test]
    fn who_is_asked_for_asks_in_turn() {
        assert_eq!(table(&emptied(&module(2), TRAP).unwrap()), [1, 2, TRAP, TRAP, TRAP]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(emptied(b"\0asm", TRAP).is_err());
    }
}
