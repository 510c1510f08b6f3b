//! Runs a test again in a process of its own, in a network namespace that leads nowhere and whose
//! packets are recorded. Other tests are not affected.

use crate::wire::Wire;
use crate::{places, programs, skipped};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

/// Set in the environment of the process that runs alone.
const ALONE: &str = "NIANBAO_TEST_ALONE";

/// Runs `inside` where every packet that leaves is recorded; `test` is the name of the calling
/// test, as `--exact` wants it. Where the machine does not permit this, the check is reported as
/// skipped and nothing is run (with `CI=true` it fails).
///
/// # Panics
/// When `inside` panics, with its message.
pub fn alone(test: &str, inside: impl FnOnce(&Wire)) {
    if std::env::var_os(ALONE).is_some() {
        return inside(&Wire::listen());
    }
    let folder = places::leavings().join("alone").join(test.replace("::", "-"));
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    if let Err(why) = possible(&folder) {
        return skipped::skip(
            test,
            &format!(
                "a network of its own is not to be had; it needs root, and ip of iproute2: {why}"
            ),
        );
    }
    let program = std::env::current_exe().expect("a test knows its program");
    let arguments = ["--exact", test, "--nocapture", "--test-threads=1"];
    let out = namespace(&folder, &program)
        .args(arguments)
        .env(ALONE, "1")
        .output()
        .unwrap_or_else(|e| panic!("unshare does not start: {e}"));
    let said = said(&out);
    // The result line of the inner run is not passed on, so that a program that counts results
    // counts each test once.
    for line in said.lines().filter(|line| line.starts_with("SKIPPED")) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
    assert!(out.status.success(), "{test}, alone:\n{said}");
    assert!(said.contains("1 passed"), "no test has the name {test}:\n{said}");
}

/// Checks that a process can run in namespaces of its own here; the error is what the tools
/// printed.
fn possible(folder: &Path) -> Result<(), String> {
    let out = namespace(folder, Path::new("true"))
        .output()
        .map_err(|e| format!("unshare does not start: {e}"))?;
    if out.status.success() { Ok(()) } else { Err(said(&out).trim().replace('\n', "; ")) }
}

/// The command that runs `program` in a network and a mount namespace of its own.
fn namespace(folder: &Path, program: &Path) -> Command {
    let mut command = Command::new(programs::find("unshare").unwrap_or_else(|| "unshare".into()));
    command.args(["--net", "--mount"]);
    // Some machines let ordinary users be root inside a namespace.
    if !rustix::process::geteuid().is_root() {
        command.arg("--map-root-user");
    }
    command
        .arg("--")
        .arg(places::repository().join("tests/page/alone.sh"))
        .arg(folder)
        .arg(program);
    command
}

fn said(out: &Output) -> String {
    [&out.stdout, &out.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}
