//! Lets functions of a module that look alike lie beside each other, and drops their names: what
//! travels packed is then smaller by a twentieth.
//!
//! gzip and deflate look back 32 KB for what they have seen before; wasm-bindgen leaves the
//! functions in the order of their size, where those that are copies of one generic lie far apart.
//! The order of functions means nothing but their numbers, which change everywhere with it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// Bytes that two functions must share in a row to be a little alike.
const PIECE: usize = 6;
/// A piece that more functions have tells nothing of them.
const COMMON: usize = 400;
/// To how many of the functions before it the next one should be like.
const BEFORE: usize = 6;

/// The module with its functions in another order.
///
/// # Errors
/// It is no module.
pub fn sorted(module: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(module)?;
    let mut order = Order::of(imported, &bodies);
    let mut out = Module::new();
    order
        .parse_core_module(&mut out, Parser::new(0), module)
        .context("functions in another order")?;
    Ok(out.finish())
}

/// How many functions come from outside, and the bytes of those inside.
fn functions(module: &[u8]) -> Result<(u32, Vec<Vec<u8>>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// An order of functions, and what writes a module in it.
struct Order {
    imported: u32,
    /// Which function comes first, second…
    places: Vec<usize>,
    /// Where each function comes.
    numbers: Vec<u32>,
}

impl Order {
    fn of(imported: u32, bodies: &[Vec<u8>]) -> Self {
        let places = chain(bodies);
        let mut numbers = vec![0; places.len()];
        for (number, place) in (0..).zip(&places) {
            numbers[*place] = number;
        }
        Self { imported, places, numbers }
    }
}

impl Reencode for Order {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        let inside = function
            .checked_sub(self.imported)
            .and_then(|inside| self.numbers.get(inside as usize));
        Ok(inside.map_or(function, |number| self.imported + number))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for place in &self.places {
            functions.function(types[*place]);
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        let bodies = section.into_iter().collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for place in self.places.clone() {
            utils::parse_function_body(self, code, bodies[place].clone())?;
        }
        Ok(())
    }
}

/// The places of texts, each followed by the one that is most like it and those before it; where
/// none is, by the next in the order of bytes.
fn chain(texts: &[Vec<u8>]) -> Vec<usize> {
    let mut likeness = Likeness::of(texts);
    let mut by_bytes: Vec<usize> = (0..texts.len()).collect();
    by_bytes.sort_by_key(|place| &texts[*place]);
    let mut by_bytes = by_bytes.into_iter();
    let mut chain: Vec<usize> = Vec::with_capacity(texts.len());
    while let Some(next) =
        likeness.most_like(&chain).or_else(|| by_bytes.find(|place| !likeness.taken[*place]))
    {
        likeness.taken[next] = true;
        chain.push(next);
    }
    chain
}

/// What texts share.
struct Likeness {
    /// How many different pieces each text has.
    lengths: Vec<u64>,
    /// The pieces of each text that some others have.
    pieces: Vec<Vec<usize>>,
    /// The texts that have a piece.
    owners: Vec<Vec<usize>>,
    /// Those that have their place already.
    taken: Vec<bool>,
}

impl Likeness {
    fn of(texts: &[Vec<u8>]) -> Self {
        let mut known: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        let mut lengths = Vec::with_capacity(texts.len());
        for (place, text) in texts.iter().enumerate() {
            let pieces: BTreeSet<&[u8]> = text.windows(PIECE).collect();
            lengths.push(pieces.len() as u64);
            for piece in pieces {
                known.entry(piece).or_default().push(place);
            }
        }
        let owners: Vec<Vec<usize>> =
            known.into_values().filter(|owners| (2..=COMMON).contains(&owners.len())).collect();
        let mut pieces = vec![Vec::new(); texts.len()];
        for (piece, owners) in owners.iter().enumerate() {
            for owner in owners {
                pieces[*owner].push(piece);
            }
        }
        Self { lengths, pieces, owners, taken: vec![false; texts.len()] }
    }

    /// The one which shares most pieces, for its length, with the last of a chain; the nearer count
    /// more.
    fn most_like(&self, chain: &[usize]) -> Option<usize> {
        /// Short ones are not alike because they are short.
        const LEAST: u64 = 40;
        const WHOLE: u64 = 1 << 20;
        let mut shared = vec![0; self.taken.len()];
        for (place, far) in chain.iter().rev().take(BEFORE).zip(1..) {
            for owner in self.pieces[*place].iter().flat_map(|piece| &self.owners[*piece]) {
                shared[*owner] += WHOLE / far;
            }
        }
        let free =
            shared.iter().enumerate().filter(|(place, shared)| **shared > 0 && !self.taken[*place]);
        free.max_by_key(|(place, shared)| *shared / (LEAST + self.lengths[*place]))
            .map(|(place, _)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
        ImportSection, TypeSection,
    };
    use wasmparser::{ElementItems, Operator};

    /// Function `n` of those inside gives `n` and calls the next one; the first is exported, all
    /// stand in the table.
    fn module(count: u32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("host", "call", EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for n in 0..count {
            functions.function(0);
            let mut body = Function::new([]);
            let number = i32::try_from(n).unwrap();
            body.instructions()
                .i32_const(number % 3)
                .drop()
                .i32_const(number)
                .drop()
                .call(1 + (n + 1) % count)
                .call(0)
                .end();
            code.function(&body);
        }
        let mut tables = wasm_encoder::TableSection::new();
        let size = u64::from(count);
        let element_type = wasm_encoder::RefType::FUNCREF;
        tables.table(wasm_encoder::TableType {
            element_type,
            table64: false,
            minimum: size,
            maximum: Some(size),
            shared: false,
        });
        let mut exports = ExportSection::new();
        exports.export("first", ExportKind::Func, 1);
        let mut elements = ElementSection::new();
        let all: Vec<u32> = (1..=count).collect();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions(all.as_slice().into()));
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&tables)
            .section(&exports)
            .section(&elements)
            .section(&code);
        module.finish()
    }

    /// What each function gives and calls, what is exported, and what stands in the table: by what
    /// the functions give.
    fn meaning(module: &[u8]) -> (Vec<(i32, i32)>, i32, Vec<i32>) {
        let (mut gives, mut calls, mut exported, mut table) =
            (Vec::new(), Vec::new(), 0, Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    exported = section.into_iter().next().unwrap().unwrap().index;
                }
                Payload::ElementSection(section) => {
                    let ElementItems::Functions(items) =
                        section.into_iter().next().unwrap().unwrap().items
                    else {
                        panic!("expressions")
                    };
                    table = items.into_iter().map(Result::unwrap).collect();
                }
                Payload::CodeSectionEntry(body) => {
                    let operators: Vec<Operator> = body
                        .get_operators_reader()
                        .unwrap()
                        .into_iter()
                        .map(Result::unwrap)
                        .collect();
                    let [
                        _,
                        _,
                        Operator::I32Const { value },
                        _,
                        Operator::Call { function_index },
                        ..,
                    ] = operators[..]
                    else {
                        panic!("{operators:?}")
                    };
                    gives.push(value);
                    calls.push(function_index);
                }
                _ => {}
            }
        }
        let named = |function: u32| gives[function as usize - 1];
        let mut pairs: Vec<(i32, i32)> =
            gives.iter().copied().zip(calls.iter().map(|call| named(*call))).collect();
        pairs.sort_unstable();
        (pairs, named(exported), table.into_iter().map(named).collect())
    }

    #[test]
    fn a_module_does_the_same_in_another_order() {
        let before = module(40);
        let after = sorted(&before).unwrap();
        assert_ne!(before, after);
        assert_eq!(meaning(&before), meaning(&after));
        assert_eq!(sorted(&before).unwrap(), after, "the same bytes every time");
    }

    #[test]
    fn what_is_alike_comes_together() {
        let texts = [
            "the first of the first kind",
            "another kind altogether",
            "the second of the first kind",
            "1",
            "another kind once more",
        ];
        let texts: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
        let chain = chain(&texts);
        let at = |place| chain.iter().position(|other| *other == place).unwrap();
        assert_eq!((at(0).abs_diff(at(2)), at(1).abs_diff(at(4))), (1, 1), "{chain:?}");
        assert_eq!(chain.len(), texts.len());
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(sorted(b"\0asm").is_err());
    }
}
