//! Takes out of a module what only a panic would say, and how it would say it: nobody hears it.
//!
//! A panic ends in a trap, and after a trap the page starts another instance (`instances.js`); the
//! sentence and the place in the source that the standard library prepares go nowhere in
//! WebAssembly. So every call of what can only panic becomes the trap itself, and straight code in
//! front of a trap goes, because whatever it did is gone with the instance. wasm-bindgen then drops
//! the functions that nobody calls any more. Calls out of the module stay, also in front of a trap:
//! the browser remembers them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{CodeSection, Function, Instruction, Module};
use wasmparser::{CodeSectionReader, FunctionBody, Operator, Parser, Payload, TypeRef};

use crate::{module, table};

/// What every panic ends in, as its mangled name says it.
const PANICS: [&str; 3] = [
    "4core9panicking9panic_fmt",
    "5alloc5alloc18handle_alloc_error",
    "5alloc7raw_vec12handle_error",
];
/// Written out only for an error that cannot come up: JSON numbers are texts here
/// (`arbitrary_precision` of serde_json), so that no float is ever the wrong thing in its place. It
/// alone would bring the code that writes floats.
const NEVER: [&str; 1] = ["serde_core..de..WithDecimalPoint$u20$as$u20$core..fmt..Display"];

/// The module with traps in place of panics.
///
/// # Errors
/// It is no module.
pub fn hushed(module: &[u8]) -> Result<Vec<u8>> {
    let traps = Traps::of(module)?;
    let Some(trap) = traps.functions.first().copied() else { return Ok(module.to_vec()) };
    let mut out = Module::new();
    Hush { traps, next: 0 }
        .parse_core_module(&mut out, Parser::new(0), module)
        .context("a module without what panics say")?;
    table::emptied(&out.finish(), trap)
}

/// Which functions can only trap.
struct Traps {
    imported: u32,
    functions: BTreeSet<u32>,
}

/// What a function does, as far as it matters here.
struct Doing {
    calls: BTreeSet<u32>,
    /// Calls what stands in a table.
    unknown: bool,
    /// Can come to its end.
    returns: bool,
}

impl Traps {
    fn of(module: &[u8]) -> Result<Self> {
        let (mut imported, mut names, mut doings) = (0, BTreeMap::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => doings.push(Doing::of(&body)?),
                Payload::CustomSection(section) => module::add_names(&mut names, &section)?,
                _ => {}
            }
        }
        let panics = |name: &&str| {
            PANICS.iter().any(|known| name.ends_with(known))
                || NEVER.iter().any(|known| name.contains(known))
        };
        let mut functions: BTreeSet<u32> =
            names.iter().filter(|(_, name)| panics(name)).map(|(function, _)| *function).collect();
        let doings: BTreeMap<u32, Doing> = (imported..).zip(doings).collect();
        let kept = kept_to_themselves(&doings, &functions);
        // Who only leads to a trap is one himself: his end is not reached, and nobody outside hears
        // of him before.
        functions.extend(
            doings
                .iter()
                .filter(|(function, doing)| !doing.returns && kept.contains(*function))
                .map(|(function, _)| *function),
        );
        Ok(Self { imported, functions })
    }
}

/// The functions of which nobody outside the module hears anything.
fn kept_to_themselves(doings: &BTreeMap<u32, Doing>, traps: &BTreeSet<u32>) -> BTreeSet<u32> {
    let mut kept: BTreeSet<u32> = doings.keys().copied().collect();
    loop {
        let heard = |function: &u32| {
            let doing = &doings[function];
            !traps.contains(function)
                && (doing.unknown || doing.calls.iter().any(|called| !kept.contains(called)))
        };
        let heard: Vec<u32> = kept.iter().copied().filter(heard).collect();
        if heard.is_empty() {
            return kept;
        }
        for function in heard {
            kept.remove(&function);
        }
    }
}

impl Doing {
    fn of(body: &FunctionBody<'_>) -> Result<Self> {
        let mut doing = Self { calls: BTreeSet::new(), unknown: false, returns: false };
        let (mut depth, mut trapped) = (0_u32, false);
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match &operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => depth += 1,
                Operator::End if depth == 0 => doing.returns |= !trapped,
                Operator::End => depth -= 1,
                Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                    doing.returns |= *relative_depth == depth;
                }
                Operator::BrTable { targets } => {
                    let every: Vec<u32> = targets.targets().collect::<Result<_, _>>()?;
                    doing.returns |=
                        every.into_iter().chain([targets.default()]).any(|target| target == depth);
                }
                Operator::Return => doing.returns = true,
                Operator::Call { function_index } => drop(doing.calls.insert(*function_index)),
                Operator::CallIndirect { .. } => doing.unknown = true,
                _ => {}
            }
            trapped = matches!(operator, Operator::Unreachable);
        }
        Ok(doing)
    }
}

/// Writes a module with traps in place of panics.
struct Hush {
    traps: Traps,
    /// How many functions are written.
    next: u32,
}

impl Reencode for Hush {
    type Error = std::convert::Infallible;

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for body in section {
            let function = self.traps.imported + self.next;
            self.next += 1;
            let written = if self.traps.functions.contains(&function) {
                only_a_trap()
            } else {
                self.rewritten(&body?)?
            };
            code.function(&written);
        }
        Ok(())
    }
}

fn only_a_trap() -> Function {
    let mut function = Function::new([]);
    function.instruction(&Instruction::Unreachable).instruction(&Instruction::End);
    function
}

impl Hush {
    fn rewritten(
        &self,
        body: &FunctionBody<'_>,
    ) -> Result<Function, Error<std::convert::Infallible>> {
        let mut same = RoundtripReencoder;
        let mut written: Vec<Instruction<'_>> = Vec::new();
        // Up to here something else than straight code was written.
        let mut bend = 0;
        // How many blocks were opened since a trap: what stands behind it is not reached.
        let mut behind: Option<u32> = None;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            if let Some(depth) = behind {
                match operator {
                    Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                        behind = Some(depth + 1);
                    }
                    Operator::End if depth > 0 => behind = Some(depth - 1),
                    Operator::End | Operator::Else if depth == 0 => behind = None,
                    _ => {}
                }
                if behind.is_some() {
                    continue;
                }
            }
            let traps = match operator {
                Operator::Unreachable => true,
                Operator::Call { function_index } => self.traps.functions.contains(&function_index),
                _ => false,
            };
            if traps {
                written.truncate(bend);
                written.push(Instruction::Unreachable);
                behind = Some(0);
                continue;
            }
            let bends = is_a_bend(&operator);
            written.push(same.instruction(operator)?);
            if bends {
                bend = written.len();
            }
        }
        let mut function = utils::new_function_with_parsed_locals(&mut same, body)?;
        for instruction in &written {
            function.instruction(instruction);
        }
        Ok(function)
    }
}

/// Where code is not straight, or somebody else is at work.
fn is_a_bend(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Call { .. }
            | Operator::CallIndirect { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        BlockType, EntityType, ExportKind, ExportSection, FunctionSection, ImportSection, NameMap,
        NameSection, TypeSection, ValType,
    };

    const HOST: u32 = 0;
    const PANIC: u32 = 1;
    const FAILS: u32 = 2;
    const TELLS_AND_FAILS: u32 = 3;
    const MAY_FAIL: u32 = 4;
    const TURNS_BACK: u32 = 5;

    /// Something of the browser's, a panic, and functions that lead to it in four ways.
    fn module(panic: &str) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], []);
        let mut imports = ImportSection::new();
        imports.import("host", "call", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        for ty in [0, 0, 0, 1, 1] {
            functions.function(ty);
        }
        let mut exports = ExportSection::new();
        for (name, function) in [
            ("tells_and_fails", TELLS_AND_FAILS),
            ("may_fail", MAY_FAIL),
            ("turns_back", TURNS_BACK),
        ] {
            exports.export(name, ExportKind::Func, function);
        }
        let mut code = CodeSection::new();
        let mut body = |write: &dyn Fn(&mut Function)| {
            let mut function = Function::new([]);
            write(&mut function);
            code.function(&function);
        };
        // What a panic says: many words.
        body(&|f| {
            f.instructions().i32_const(1).drop().unreachable().end();
        });
        body(&|f| {
            f.instructions().i32_const(2).drop().call(PANIC).unreachable().end();
        });
        body(&|f| {
            f.instructions().call(HOST).i32_const(3).drop().call(PANIC).unreachable().end();
        });
        body(&|f| {
            f.instructions()
                .local_get(0)
                .if_(BlockType::Empty)
                .i32_const(4)
                .drop()
                .call(FAILS)
                .i32_const(5)
                .drop()
                .end()
                .call(HOST)
                .end();
        });
        body(&|f| {
            f.instructions()
                .block(BlockType::Empty)
                .local_get(0)
                .br_if(1)
                .end()
                .call(FAILS)
                .unreachable()
                .end();
        });
        let mut names = NameMap::new();
        names.append(PANIC, panic);
        let mut section = NameSection::new();
        section.functions(&names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&exports)
            .section(&code)
            .section(&section);
        module.finish()
    }

    fn bodies(module: &[u8]) -> Vec<Vec<Operator<'_>>> {
        let bodies =
            Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
                Payload::CodeSectionEntry(body) => Some(
                    body.get_operators_reader().unwrap().into_iter().map(Result::unwrap).collect(),
                ),
                _ => None,
            });
        bodies.collect()
    }

    #[test]
    fn a_panic_becomes_a_trap_and_what_led_to_it_goes() {
        let hushed = hushed(&module("_RNvNtCs1_4core9panicking9panic_fmt")).unwrap();
        wasmparser::validate(&hushed).unwrap();
        let [panic, fails, tells_and_fails, may_fail, turns_back] = &bodies(&hushed)[..] else {
            panic!("five functions")
        };
        assert!(matches!(panic[..], [Operator::Unreachable, Operator::End]));
        assert!(
            matches!(fails[..], [Operator::Unreachable, Operator::End]),
            "it can only fail: {fails:?}"
        );
        assert!(
            matches!(
                tells_and_fails[..],
                [Operator::Call { function_index: HOST }, Operator::Unreachable, Operator::End]
            ),
            "what is told to somebody is told: {tells_and_fails:?}"
        );
        assert!(
            matches!(
                may_fail[..],
                [
                    Operator::LocalGet { .. },
                    Operator::If { .. },
                    Operator::Unreachable,
                    Operator::End,
                    Operator::Call { function_index: HOST },
                    Operator::End
                ]
            ),
            "{may_fail:?}"
        );
        assert!(
            matches!(
                turns_back[..],
                [
                    Operator::Block { .. },
                    Operator::LocalGet { .. },
                    Operator::BrIf { relative_depth: 1 },
                    Operator::End,
                    Operator::Unreachable,
                    Operator::End
                ]
            ),
            "it may come back before: {turns_back:?}"
        );
    }

    #[test]
    fn who_may_come_back_is_called() {
        let hushed = hushed(&module("somebody_else")).unwrap();
        let bodies = bodies(&hushed);
        assert!(
            matches!(bodies[0][..], [Operator::Unreachable, Operator::End]),
            "what stands before a trap is lost with it"
        );
        assert!(
            bodies[3].iter().any(|operator| matches!(operator, Operator::If { .. })),
            "{bodies:?}"
        );
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(hushed(b"\0asm").is_err());
    }
}
