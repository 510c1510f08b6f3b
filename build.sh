#!/usr/bin/env bash
# ./build.sh             builds dist/ from the sources (the page, and site/ for a server); needs
#                        only rustup's cargo
# ./build.sh fonts       also builds dist/index-with-fonts.html, the page with embedded fonts for
#                        PDF, which www/fonts/fetch.sh downloads (npm, apt-get)
# ./build.sh properties  tries every property test on 5000 new random inputs (PROPTEST_CASES sets
#                        the number, PROPTEST_RNG_SEED repeats a run)
# ./build.sh test        checks style, lints, the tests in Rust, and the built page in real browsers
#                        (tests/setup.sh installs what that needs)
set -euo pipefail
cd "$(dirname "$0")"

wasm=wasm32-unknown-unknown
target=${CARGO_TARGET_DIR:-target}
modules=$target/$wasm/wasm
# These variables would replace the flags of .cargo/config.toml, without which old browsers cannot
# load the modules.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
# The build date and commit that the page shows. They are those of the commit, so that the same
# commit gives the same bytes.
NIANBAO_BUILD_DATE=$(git log -1 --format=%cs 2>/dev/null || true)
NIANBAO_COMMIT=$(git log -1 --format=%H 2>/dev/null || true)
export NIANBAO_BUILD_DATE NIANBAO_COMMIT

fail() {
  echo "build.sh: $*" >&2
  exit 1
}

prepare() {
  local missing="找不到 cargo，请先从 https://rustup.rs 安装 Rust"
  command -v cargo >/dev/null ||
    fail "$missing (cargo is missing: install Rust from https://rustup.rs)"
  if [[ ! -d $(rustc --print target-libdir --target $wasm) ]]; then
    missing="缺少编译目标，请联网运行 rustup target add $wasm"
    rustup target add $wasm ||
      fail "$missing (the target is missing: run that command with a network)"
  fi
  cargo fetch --quiet --locked --target $wasm --target "$(rustc -vV | sed -n 's/^host: //p')" ||
    fail "取不到依赖，请联网再运行一次 (dependencies cannot be fetched: run once more with a network)"
}

# Panic messages contain the paths of source files, which must not depend on the machine.
same_paths() {
  local flags='' folder
  for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/ "$PWD/"; do
    flags+="'--remap-path-prefix=$folder=',"
  done
  echo "target.$wasm.rustflags=[$flags]"
}

# Builds one wasm module. The crate type is cdylib only: built together with a library, the module
# would keep every copy of a generic function, a seventh more for the browser to compile.
module() {
  local name=$1 profile=$2
  cargo rustc --locked --lib --crate-type cdylib --profile "$profile" --target $wasm \
    --config "$(same_paths)" --no-default-features --features "$name"
  cp "$target/$wasm/$profile/nianbao.wasm" "$modules/$name.wasm"
}

# Makes the fonts that are embedded in the page.
pack_fonts() {
  www/fonts/fetch.sh "$target/fonts"
  cargo run --quiet --locked -p font-pack -- "$target/fonts" "$target/fonts/fonts.html"
  fonts=$target/fonts/fonts.html
}

# Builds dist/; with the argument `fonts` also the page with fonts.
fonts=
build() {
  prepare
  [[ ${1:-} != fonts ]] || pack_fonts
  module unpack wasm
  module viewer wasm
  module page wasm
  module words wasm-fast
  module office wasm-fast
  rm -rf dist
  cargo run --quiet --locked -p bundle -- "$modules" www dist ${fonts:+"$fonts"}
  # The licence of the Fandol fonts requires that modified fonts are distributed with their sources.
  [[ -z $fonts ]] || tar -czf dist/fonts-source.tar.gz -C "$target/fonts" fandol -C "$PWD/www" fonts
  local file
  for file in dist/* dist/site/* dist/embed/*; do
    [[ -f $file ]] || continue
    printf '%-28s %9d bytes %9d gzip\n' "$file" "$(wc -c <"$file")" "$(gzip -9nc "$file" | wc -c)"
  done
}

# Runs cargo with these arguments, logs its output for the summary line, and continues after a
# failure.
log=$target/test.log
failed=0
run() {
  echo "== at $SECONDS s: cargo $*"
  cargo "$@" 2>&1 | tee -a "$log" || failed=$((failed + 1))
}

# Tests the checks of finished Word files, on right and on broken files.
outside() {
  local python=${NIANBAO_PYTHON:-target/tools/venv/bin/python}
  if [[ ! -x $python ]]; then
    echo "SKIPPED: tests/outside/test_checks.py: no $python" | tee -a "$log"
    return
  fi
  echo "== at $SECONDS s: tests/outside/test_checks.py"
  "$python" tests/outside/test_checks.py 2>&1 | tee -a "$log" || failed=$((failed + 1))
}

# Runs the tests that need no browser, with many inputs for each property. Cargo cannot select
# property tests; the other tests take only a part of the time.
properties() {
  export PROPTEST_CASES=${PROPTEST_CASES:-5000}
  export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
  local settings="PROPTEST_CASES=$PROPTEST_CASES PROPTEST_RNG_SEED=$PROPTEST_RNG_SEED"
  echo "== once more with the same inputs: $settings ./build.sh properties"
  cargo test --locked --profile properties --workspace --exclude page-tests --no-fail-fast ||
    fail "with PROPTEST_RNG_SEED=$PROPTEST_RNG_SEED"
}

# Builds dist/ once a process has ended: two of apt-get cannot run at the same time.
build_after() {
  while kill -0 "$1" 2>/dev/null; do sleep 1; done
  if command -v npm >/dev/null && command -v apt-get >/dev/null; then
    build fonts
  else
    echo "SKIPPED: the page with fonts: npm or apt-get is missing"
    build
  fi
}

# Waits for a process that runs meanwhile, and prints what it has written to a file.
await() {
  local process=$1 what=$2 output=$3 status=0
  wait "$process" || status=$?
  tee -a "$log" <"$output"
  echo "== at $SECONDS s: $what is done"
  ((status == 0)) || fail "$what failed"
}

check() {
  # The result must depend on the code alone, so every run draws the same inputs.
  export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-20250120}
  mkdir -p "$target"
  : >"$log"
  prepare
  # Downloads need no processor, and a module is linked by one processor only, so the checks of the
  # sources and the tests that need no browser run at the same time.
  echo "== set-up and build, printed when they are done"
  tests/setup.sh &>"$target/set-up.log" &
  local set_up=$!
  build_after "$set_up" &>"$target/build.log" &
  local built=$!
  trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
  run fmt --all --check
  run clippy --quiet --locked --workspace --all-targets -- -D warnings
  # The page alone is built without the rules on words, so it is checked apart.
  local features
  for features in page unpack,viewer,page,words,office; do
    run clippy --quiet --locked --lib --target $wasm --no-default-features --features $features \
      -- -D warnings
  done
  # Comments link to the items that they name, so a name that no longer exists is an error.
  local quiet=(--quiet --no-deps --document-private-items --locked)
  export RUSTDOCFLAGS='-D warnings -A rustdoc::private_intra_doc_links'
  # The library is documented with all that its modules contain.
  run doc "${quiet[@]}" --workspace --exclude nianbao
  run doc "${quiet[@]}" --lib --target $wasm --no-default-features \
    --features unpack,viewer,page,words,office
  unset RUSTDOCFLAGS
  await "$set_up" set-up "$target/set-up.log"
  run test --locked --workspace --exclude page-tests --no-fail-fast
  await "$built" build "$target/build.log"
  # A test waits for its browser for a fifth of the time.
  NIANBAO_TURNS=1 RUST_TEST_THREADS=$(($(nproc) + 1)) \
    run test --locked -p page-tests --no-fail-fast
  outside
  awk '/^test result:/ { passed += $4; failed += $6; skipped += $8 } /^SKIPPED/ { skipped++ }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log"
  ((failed == 0)) || fail "$failed of the steps above failed"
}

case ${1:-} in
  '') build ;;
  fonts) build fonts ;;
  properties) properties ;;
  test) check ;;
  *) fail "usage: ./build.sh [fonts|properties|test]" ;;
esac
