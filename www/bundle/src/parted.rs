//! Parts a module in two that share memory and table: the first is there sooner, the rest is loaded
//! when the first is at work.
//!
//! In: a module with the names of its functions, and [`Doors`]: functions that are called only once
//! the rest is there. What nobody reaches but through them goes into the rest. A call from the
//! first part to one of them goes through the shared table, whose places the rest fills when it is
//! instantiated; before that, such a call traps. What the rest imports bears a mark of the module
//! that both were: parts of two builds do not join.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalType, ImportSection, Instruction, MemoryType, Module,
    TableSection, TableType, TypeSection,
};
use wasmparser::{
    CodeSectionReader, ElementItems, ElementKind, ExportSectionReader, ExternalKind, FunctionBody,
    FunctionSectionReader, Operator, Parser, Payload, TypeRef,
};

use crate::digest::hexadecimal;
use crate::module;

/// How the mark begins: the module from which the rest imports the memory, the table, globals, and
/// functions by numbers. The first part exports its memory under the whole mark, so that
/// `instances.js` finds it.
const MARK: &str = "first-";

/// Functions through which everybody goes who wants the rest, by their paths.
pub struct Doors {
    /// Called by their names. Each must be there.
    pub called: &'static [&'static str],
    /// Asked for in the function table alone (functions in statics, futures that wait): whatever
    /// begins so. One at least must be there.
    pub held: &'static [&'static str],
}

/// A module in two parts.
pub struct Parted {
    /// What is there first.
    pub first: Vec<u8>,
    /// What comes later.
    pub rest: Vec<u8>,
}

/// Parts a module.
///
/// # Errors
/// It is no module, has not the shape that wasm-bindgen gives one, or lacks a door.
pub fn parted(module: &[u8], doors: &Doors) -> Result<Parted> {
    let whole = Whole::of(module)?;
    let cut = Cut::of(&whole, doors)?;
    let mark = format!("{MARK}{}", &hexadecimal(module)[..16]);
    let mut first = Module::new();
    First { whole: &whole, cut: &cut, mark: &mark, next: 0 }
        .parse_core_module(&mut first, Parser::new(0), module)
        .context("the first part")?;
    let parted =
        Parted { first: first.finish(), rest: rest(&whole, &cut, &mark).context("the rest")? };
    wasmparser::validate(&parted.first).context("the first part")?;
    wasmparser::validate(&parted.rest).context("the rest")?;
    Ok(parted)
}

/// A function is wanted where it is not.
#[derive(Debug)]
struct Misplaced(u32);

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "function {} is wanted in the other part", self.0)
    }
}

impl std::error::Error for Misplaced {}

/// What a module is made of, as far as parting it goes. Functions are known by their numbers, those
/// from outside first.
#[derive(Default)]
struct Whole<'a> {
    /// The types of functions.
    types: TypeSection,
    /// Functions from outside: module, name.
    imports: Vec<(&'a str, &'a str)>,
    /// The type of each function.
    type_of: Vec<u32>,
    /// What each function inside calls.
    bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, &'a str>,
    /// Functions that are called from outside.
    exported: BTreeSet<u32>,
    /// The function in each place of the table.
    table: BTreeMap<u32, u32>,
    table_size: u64,
    memory: Option<MemoryType>,
    globals: Vec<GlobalType>,
}

impl<'a> Whole<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let (mut whole, mut same) = (Self::default(), RoundtripReencoder);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    utils::parse_type_section(&mut same, &mut whole.types, section)?
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        let TypeRef::Func(ty) = import.ty else {
                            bail!("it imports something else than functions")
                        };
                        whole.imports.push((import.module, import.name));
                        whole.type_of.push(ty);
                    }
                }
                Payload::FunctionSection(section) => {
                    whole.type_of.extend(section.into_iter().collect::<Result<Vec<u32>, _>>()?)
                }
                Payload::TableSection(section) => {
                    let tables: Vec<_> = section.into_iter().collect::<Result<_, _>>()?;
                    let [table] = &tables[..] else { bail!("it has not one table") };
                    whole.table_size = table.ty.initial;
                }
                Payload::MemorySection(section) => {
                    let memories: Vec<_> = section.into_iter().collect::<Result<_, _>>()?;
                    let [memory] = memories[..] else { bail!("it has not one memory") };
                    whole.memory = Some(same.memory_type(memory)?);
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        whole.globals.push(same.global_type(global?.ty)?);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            whole.exported.insert(export.index);
                        }
                    }
                }
                Payload::StartSection { .. } => bail!("it starts by itself"),
                Payload::ElementSection(section) => module::add_table(&mut whole.table, section)?,
                Payload::CodeSectionEntry(body) => whole.bodies.push(body),
                Payload::CustomSection(section) => module::add_names(&mut whole.names, &section)?,
                _ => {}
            }
        }
        Ok(whole)
    }

    /// How many functions come from outside.
    fn imported(&self) -> u32 {
        u32::try_from(self.imports.len()).unwrap_or(u32::MAX)
    }

    /// The functions inside with their bodies.
    fn inside(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.imported()..).zip(&self.bodies)
    }

    /// The path of a function, without the hash that rustc puts behind it.
    fn path(&self, function: u32) -> &'a str {
        let name = self.names.get(&function).copied().unwrap_or_default();
        let is_hash = |end: &str| {
            end.len() == 17
                && end.starts_with('h')
                && end[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        name.rsplit_once("::").filter(|(_, end)| is_hash(end)).map_or(name, |(path, _)| path)
    }
}

impl Doors {
    /// The doors that a function is because of what it is called.
    fn called(&self, path: &str) -> impl Iterator<Item = &'static str> {
        self.called.iter().copied().filter(move |door| *door == path)
    }

    /// The doors that a function in the table is.
    fn held(&self, path: &str) -> impl Iterator<Item = &'static str> {
        self.held.iter().copied().filter(move |door| path.starts_with(door))
    }
}

fn calls(body: &FunctionBody<'_>) -> Result<BTreeSet<u32>> {
    let mut calls = BTreeSet::new();
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::Call { function_index } => drop(calls.insert(function_index)),
            Operator::RefFunc { .. } | Operator::ReturnCall { .. } => {
                bail!("a function is spoken of in a new way")
            }
            _ => {}
        }
    }
    Ok(calls)
}

/// Which functions go where.
struct Cut {
    /// The functions inside that come later.
    later: BTreeSet<u32>,
    /// The places in the table by which the first part calls functions of the rest, beside those
    /// that they have anyway.
    places: BTreeMap<u32, u32>,
    /// Functions of the first part that the rest calls.
    back: BTreeSet<u32>,
    /// Functions from outside that the rest calls.
    outside: BTreeSet<u32>,
}

impl Cut {
    fn of(whole: &Whole<'_>, doors: &Doors) -> Result<Self> {
        let calls: BTreeMap<u32, BTreeSet<u32>> = whole
            .inside()
            .map(|(function, body)| Ok((function, calls(body)?)))
            .collect::<Result<_>>()?;
        let shut: BTreeSet<u32> = calls
            .keys()
            .copied()
            .filter(|function| doors.called(whole.path(*function)).next().is_some())
            .collect();
        let held = |function: &u32| doors.held(whole.path(*function)).next().is_some();
        let mut seen: BTreeSet<&str> =
            shut.iter().flat_map(|function| doors.called(whole.path(*function))).collect();
        seen.extend(whole.table.values().flat_map(|function| doors.held(whole.path(*function))));
        if let Some(missing) =
            doors.called.iter().chain(doors.held).find(|door| !seen.contains(*door))
        {
            bail!("it has no {missing}");
        }
        let mut waiting: Vec<u32> = whole
            .exported
            .iter()
            .chain(whole.table.values().filter(|function| !held(function)))
            .copied()
            .collect();
        let mut first = BTreeSet::new();
        while let Some(function) = waiting.pop() {
            if !shut.contains(&function) && first.insert(function) {
                waiting.extend(calls.get(&function).into_iter().flatten());
            }
        }
        let later: BTreeSet<u32> =
            calls.keys().copied().filter(|function| !first.contains(function)).collect();
        let called_by = |functions: &BTreeSet<u32>| -> BTreeSet<u32> {
            functions.iter().filter_map(|function| calls.get(function)).flatten().copied().collect()
        };
        let mut places: BTreeMap<u32, u32> =
            whole.table.iter().map(|(place, function)| (*function, *place)).collect();
        let called_later: Vec<u32> = called_by(&first)
            .intersection(&later)
            .copied()
            .filter(|function| !places.contains_key(function))
            .collect();
        places.extend(called_later.into_iter().zip(u32::try_from(whole.table_size)?..));
        let (outside, back) = called_by(&later)
            .difference(&later)
            .partition(|function| **function < whole.imported());
        Ok(Self { later, places, back, outside })
    }

    /// How many places the table has.
    fn table_size(&self, whole: &Whole<'_>) -> u64 {
        self.places
            .values()
            .map(|place| u64::from(*place) + 1)
            .max()
            .unwrap_or(0)
            .max(whole.table_size)
    }
}

/// Writes the first part.
struct First<'a> {
    whole: &'a Whole<'a>,
    cut: &'a Cut,
    mark: &'a str,
    /// How many functions were read.
    next: u32,
}

impl First<'_> {
    fn stays(&self, function: u32) -> bool {
        !self.cut.later.contains(&function)
    }

    /// The number of a function that traps; it stands behind all others.
    fn trap(&self) -> u32 {
        u32::try_from(self.whole.type_of.len() - self.cut.later.len()).unwrap_or(u32::MAX)
    }

    fn rewritten(&mut self, body: &FunctionBody<'_>) -> Result<Function, Error<Misplaced>> {
        let mut function = utils::new_function_with_parsed_locals(self, body)?;
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } if !self.stays(function_index) => {
                    let place = self
                        .cut
                        .places
                        .get(&function_index)
                        .copied()
                        .ok_or(Error::UserError(Misplaced(function_index)))?;
                    function.instruction(&Instruction::I32Const(place.cast_signed()));
                    let type_index = self.whole.type_of[function_index as usize];
                    function.instruction(&Instruction::CallIndirect { type_index, table_index: 0 });
                }
                operator => drop(function.instruction(&self.instruction(operator)?)),
            }
        }
        Ok(function)
    }
}

impl Reencode for First<'_> {
    type Error = Misplaced;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Misplaced>> {
        if !self.stays(function) {
            return Err(Error::UserError(Misplaced(function)));
        }
        let before = self.cut.later.range(..function).count();
        Ok(function - u32::try_from(before).unwrap_or(0))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Misplaced>> {
        for (function, _) in self.whole.inside().filter(|(function, _)| self.stays(*function)) {
            functions.function(self.whole.type_of[function as usize]);
        }
        functions.function(0);
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        _: wasmparser::TableSectionReader<'_>,
    ) -> Result<(), Error<Misplaced>> {
        tables.table(table_type(self.cut.table_size(self.whole)));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error<Misplaced>> {
        utils::parse_export_section(self, exports, section)?;
        exports.export(self.mark, ExportKind::Memory, 0);
        exports.export(TABLE, ExportKind::Table, 0);
        for global in 0..self.whole.globals.len() {
            exports.export(
                &global_name(global),
                ExportKind::Global,
                u32::try_from(global).unwrap_or(u32::MAX),
            );
        }
        for (name, function) in self.cut.back.iter().enumerate() {
            let function = self.function_index(*function)?;
            exports.export(&name.to_string(), ExportKind::Func, function);
        }
        Ok(())
    }

    fn parse_element(
        &mut self,
        elements: &mut ElementSection,
        element: wasmparser::Element<'_>,
    ) -> Result<(), Error<Misplaced>> {
        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(items)) =
            (element.kind, element.items)
        else {
            return Ok(());
        };
        let offset = self.const_expr(offset_expr)?;
        let mut functions = Vec::new();
        for function in items {
            let function = function?;
            functions.push(if self.stays(function) {
                self.function_index(function)?
            } else {
                self.trap()
            });
        }
        elements.active(None, &offset, Elements::Functions(functions.into()));
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Misplaced>> {
        for body in section {
            let (function, body) = (self.whole.imported() + self.next, body?);
            self.next += 1;
            if self.stays(function) {
                code.function(&self.rewritten(&body)?);
            }
        }
        let mut trap = Function::new([]);
        trap.instruction(&Instruction::Unreachable).instruction(&Instruction::End);
        code.function(&trap);
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<Misplaced>> {
        // Names: nobody asks for them any more.
        Ok(())
    }
}

const TABLE: &str = "table_of_both";

fn global_name(global: usize) -> String {
    format!("global_{global}")
}

fn table_type(size: u64) -> TableType {
    TableType {
        element_type: wasm_encoder::RefType::FUNCREF,
        table64: false,
        minimum: size,
        maximum: Some(size),
        shared: false,
    }
}

/// Writes functions of the rest: every function has another number there.
struct Renumbered(BTreeMap<u32, u32>);

impl Reencode for Renumbered {
    type Error = Misplaced;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Misplaced>> {
        self.0.get(&function).copied().ok_or(Error::UserError(Misplaced(function)))
    }
}

fn rest(whole: &Whole<'_>, cut: &Cut, mark: &str) -> Result<Vec<u8>> {
    let type_of = |function: &u32| whole.type_of[*function as usize];
    let mut imports = ImportSection::new();
    for function in &cut.outside {
        let (module, name) = whole.imports[*function as usize];
        imports.import(module, name, EntityType::Function(type_of(function)));
    }
    for (name, function) in cut.back.iter().enumerate() {
        imports.import(mark, &name.to_string(), EntityType::Function(type_of(function)));
    }
    let memory = whole.memory.context("it has no memory")?;
    // What it began with: it has more when the rest comes.
    imports.import(mark, mark, EntityType::Memory(memory));
    imports.import(mark, TABLE, EntityType::Table(table_type(cut.table_size(whole))));
    for (number, global) in whole.globals.iter().enumerate() {
        imports.import(mark, &global_name(number), EntityType::Global(*global));
    }
    let numbers: BTreeMap<u32, u32> =
        cut.outside.iter().chain(&cut.back).chain(&cut.later).copied().zip(0..).collect();
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    let mut renumbered = Renumbered(numbers);
    for (function, body) in whole.inside().filter(|(function, _)| cut.later.contains(function)) {
        functions.function(type_of(&function));
        utils::parse_function_body(&mut renumbered, &mut code, body.clone())?;
    }
    let mut elements = ElementSection::new();
    let own = whole
        .table
        .iter()
        .map(|(place, function)| (*place, *function))
        .chain(cut.places.iter().map(|(function, place)| (*place, *function)));
    let filled: BTreeMap<u32, u32> =
        own.filter(|(_, function)| cut.later.contains(function)).collect();
    for run in runs(&filled) {
        let functions: Vec<u32> = run.1.iter().map(|function| renumbered.0[function]).collect();
        elements.active(
            None,
            &ConstExpr::i32_const(run.0.cast_signed()),
            Elements::Functions(functions.into()),
        );
    }
    let mut module = Module::new();
    module
        .section(&whole.types)
        .section(&imports)
        .section(&functions)
        .section(&elements)
        .section(&code);
    Ok(module.finish())
}

/// Places in a row, each with the first and what stands in them.
fn runs(filled: &BTreeMap<u32, u32>) -> Vec<(u32, Vec<u32>)> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (place, function) in filled {
        match runs.last_mut() {
            Some((from, run)) if *from as usize + run.len() == *place as usize => {
                run.push(*function)
            }
            _ => runs.push((*place, vec![*function])),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{GlobalSection, MemorySection, NameMap, NameSection, RefType};

    const DOORS: Doors = Doors { called: &["a::door"], held: &["a::held"] };
    // The functions in the order of their numbers.
    const HOST: u32 = 0;
    const START: u32 = 1;
    const SHARED: u32 = 2;
    const DOOR: u32 = 3;
    const BEHIND: u32 = 4;
    const HELD: u32 = 5;
    const LISTED: u32 = 6;
    const NAMES: [&str; 7] = [
        "host",
        "a::start",
        "a::shared::h0123456789abcdef",
        "a::door::h0123456789abcdef",
        "a::behind",
        "a::held_in_a_static::h0123456789abcdef",
        "a::listed",
    ];

    /// The exported start calls a door and what is shared; behind the door are two more; the table
    /// holds one of them, one that only the rest calls, and one that anybody may.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("wbg", "host", EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        let called: [&[u32]; 6] =
            [&[DOOR, SHARED], &[], &[BEHIND, SHARED, HOST], &[], &[SHARED, BEHIND], &[SHARED]];
        for called in called {
            functions.function(0);
            let mut body = Function::new([]);
            for function in called {
                body.instructions().call(*function);
            }
            body.instructions().end();
            code.function(&body);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 4,
            maximum: Some(4),
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
        let mut globals = GlobalSection::new();
        globals.global(
            GlobalType { val_type: wasm_encoder::ValType::I32, mutable: true, shared: false },
            &ConstExpr::i32_const(8),
        );
        let mut exports = ExportSection::new();
        exports.export("start", ExportKind::Func, START);
        let mut elements = ElementSection::new();
        elements.active(
            None,
            &ConstExpr::i32_const(1),
            Elements::Functions([LISTED, HELD].as_slice().into()),
        );
        let mut map = NameMap::new();
        for (function, name) in (0..).zip(names) {
            map.append(function, name);
        }
        let mut section = NameSection::new();
        section.functions(&map);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&tables)
            .section(&memories)
            .section(&globals)
            .section(&exports);
        module.section(&elements).section(&code).section(&section);
        module.finish()
    }

    /// What each function inside calls: a number, or a place of the table behind `~`.
    fn calls_in(module: &[u8]) -> Vec<Vec<String>> {
        let bodies =
            Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
                Payload::CodeSectionEntry(body) => Some(body),
                _ => None,
            });
        let said = |body: FunctionBody<'_>| {
            let (mut said, mut place) = (Vec::new(), 0);
            for operator in body.get_operators_reader().unwrap() {
                match operator.unwrap() {
                    Operator::I32Const { value } => place = value,
                    Operator::Call { function_index } => said.push(function_index.to_string()),
                    Operator::CallIndirect { .. } => said.push(format!("~{place}")),
                    Operator::Unreachable => said.push("trap".to_owned()),
                    _ => {}
                }
            }
            said
        };
        bodies.map(said).collect()
    }

    fn elements_of(module: &[u8]) -> BTreeMap<u32, u32> {
        let mut filled = BTreeMap::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ElementSection(section) = payload.unwrap() {
                module::add_table(&mut filled, section).unwrap();
            }
        }
        filled
    }

    #[test]
    fn what_nobody_reaches_but_through_doors_goes_into_the_rest() {
        let Parted { first, rest } = parted(&module(&NAMES), &DOORS).unwrap();
        wasmparser::validate(&first).unwrap();
        wasmparser::validate(&rest).unwrap();
        // The first part: host, start, shared, listed, and a trap. The door got the place behind
        // the table.
        assert_eq!(calls_in(&first), [vec!["~4", "2"], vec![], vec!["2"], vec!["trap"]]);
        assert_eq!(
            elements_of(&first),
            BTreeMap::from([(1, 3), (2, 4)]),
            "whoever is held traps until the rest is there"
        );
        // The rest: host and shared from outside, then door, behind, held.
        assert_eq!(calls_in(&rest), [vec!["3", "1", "0"], vec![], vec!["1", "3"]]);
        assert_eq!(elements_of(&rest), BTreeMap::from([(2, 4), (4, 2)]));
    }

    #[test]
    fn the_rest_imports_what_the_first_part_exports() {
        let Parted { first, rest } = parted(&module(&NAMES), &DOORS).unwrap();
        let mut exported = BTreeSet::new();
        for payload in Parser::new(0).parse_all(&first) {
            if let Payload::ExportSection(section) = payload.unwrap() {
                exported.extend(section.into_iter().map(|export| export.unwrap().name.to_owned()));
            }
        }
        let mut wanted = BTreeSet::new();
        for payload in Parser::new(0).parse_all(&rest) {
            if let Payload::ImportSection(section) = payload.unwrap() {
                let own = section
                    .into_imports()
                    .map(Result::unwrap)
                    .filter(|import| import.module.starts_with(MARK));
                wanted.extend(own.map(|import| import.name.to_owned()));
            }
        }
        assert_eq!(wanted.len(), 4, "memory, table, a global and what is shared: {wanted:?}");
        assert!(wanted.is_subset(&exported), "{wanted:?} of {exported:?}");
        assert!(exported.contains("start"));
    }

    #[test]
    fn a_door_that_is_gone_stops_the_build() {
        let renamed = |at: u32| {
            let mut names = NAMES;
            names[at as usize] = "a::else";
            parted(&module(&names), &DOORS).err().map(|error| error.to_string())
        };
        assert_eq!(renamed(DOOR), Some("it has no a::door".to_owned()));
        assert_eq!(renamed(HELD), Some("it has no a::held".to_owned()));
        assert_eq!(renamed(BEHIND), None);
    }

    #[test]
    fn parts_of_two_builds_do_not_join() {
        let mark = |module: &[u8]| {
            let exports =
                Parser::new(0).parse_all(module).find_map(|payload| match payload.unwrap() {
                    Payload::ExportSection(section) => Some(section),
                    _ => None,
                });
            exports
                .unwrap()
                .into_iter()
                .map(|export| export.unwrap().name.to_owned())
                .find(|name| name.starts_with(MARK))
                .unwrap()
        };
        let mut names = NAMES;
        names[BEHIND as usize] = "a::other";
        let (one, other) =
            (parted(&module(&NAMES), &DOORS).unwrap(), parted(&module(&names), &DOORS).unwrap());
        assert_ne!(mark(&one.first), mark(&other.first));
        assert_eq!(mark(&one.first), mark(&parted(&module(&NAMES), &DOORS).unwrap().first));
    }

    #[test]
    fn a_door_that_is_called_from_outside_stops_the_build() {
        let doors = Doors { called: &["a::start"], held: &["a::held"] };
        let error = parted(&module(&NAMES), &doors).err().map(|error| format!("{error:#}"));
        assert!(
            error
                .as_deref()
                .is_some_and(|error| error.contains("function 1 is wanted in the other part")),
            "{error:?}"
        );
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(parted(b"\0asm", &DOORS).is_err());
    }
}
