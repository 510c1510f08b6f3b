//! Draws every page of an OFD file: `cargo run -p ofd-tests -- FILE.ofd FOLDER`.

use ofd_tests::Opened;
use std::path::PathBuf;

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [file, folder] = arguments.as_slice() else {
        eprintln!("ofd-pages FILE.ofd FOLDER");
        std::process::exit(2);
    };
    let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut opened = Opened::new(&bytes);
    for page in 0..opened.len() {
        let picture = folder.join(format!("{stem}-{}.png", page + 1));
        std::fs::write(&picture, opened.picture(page, 100.0).png)
            .unwrap_or_else(|error| panic!("{}: {error}", picture.display()));
        println!("{}", picture.display());
    }
}
