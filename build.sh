#!/usr/bin/env bash
# ./build.sh        makes dist/ out of the sources (the page, and site/ for a server): rustup's cargo is all it needs
# ./build.sh fonts  makes dist/index-with-fonts.html too, the page with fonts for PDF inside; www/fonts/fetch.sh gets them (npm, apt-get)
# ./build.sh properties  tries every property test on 5000 inputs that are drawn anew (PROPTEST_CASES and PROPTEST_RNG_SEED say how many and which)
# ./build.sh test   checks style, lints, the tests in Rust, and the built page in real browsers (tests/setup.sh gets what that needs)
set -euo pipefail
cd "$(dirname "$0")"

wasm=wasm32-unknown-unknown
target=${CARGO_TARGET_DIR:-target}
modules=$target/$wasm/wasm
# It would replace the flags of .cargo/config.toml, without which old browsers cannot read the modules.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
# What the page says of itself; from the commit, so that the same commit gives the same bytes.
NIANBAO_BUILD_DATE=$(git log -1 --format=%cs 2>/dev/null || true)
NIANBAO_COMMIT=$(git log -1 --format=%H 2>/dev/null || true)
export NIANBAO_BUILD_DATE NIANBAO_COMMIT

fail() {
  echo "build.sh: $*" >&2
  exit 1
}

prepare() {
  command -v cargo >/dev/null || fail "找不到 cargo，请先从 https://rustup.rs 安装 Rust (cargo is missing: install Rust from https://rustup.rs)"
  if [[ ! -d $(rustc --print target-libdir --target $wasm) ]]; then
    rustup target add $wasm || fail "缺少编译目标，请联网运行 rustup target add $wasm (the target is missing: run that command with a network)"
  fi
  cargo fetch --quiet --locked --target $wasm --target "$(rustc -vV | sed -n 's/^host: //p')" ||
    fail "取不到依赖，请联网再运行一次 (dependencies cannot be fetched: run once more with a network)"
}

# Panic messages name source files: let them not depend on whose machine it is.
same_paths() {
  local flags='' folder
  for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/ "$PWD/"; do
    flags+="'--remap-path-prefix=$folder=',"
  done
  echo "target.$wasm.rustflags=[$flags]"
}

# As nothing but a module: made beside a library, it would keep every copy of a generic function, a seventh more to compile in the browser.
module() {
  local name=$1 profile=$2
  cargo rustc --locked --lib --crate-type cdylib --profile "$profile" --target $wasm --config "$(same_paths)" --no-default-features --features "$name"
  cp "$target/$wasm/$profile/nianbao.wasm" "$modules/$name.wasm"
}

# The fonts that travel in the page, made once.
pack_fonts() {
  www/fonts/fetch.sh "$target/fonts"
  cargo run --release --quiet --locked -p font-pack -- "$target/fonts" "$target/fonts/fonts.html"
  fonts=$target/fonts/fonts.html
}

# With the argument `fonts` the page with fonts as well.
fonts=
build() {
  prepare
  [[ ${1:-} != fonts ]] || pack_fonts
  module unpack wasm
  module viewer wasm
  module page wasm
  module office wasm-fast
  rm -rf dist
  cargo run --quiet --locked -p bundle -- "$modules" www dist ${fonts:+"$fonts"}
  # The licence of the Fandol fonts: whoever hands on changed ones hands on what they were made of.
  [[ -z $fonts ]] || tar -czf dist/fonts-source.tar.gz -C "$target/fonts" fandol -C "$PWD/www" fonts
  local file
  for file in dist/* dist/site/* dist/embed/*; do
    [[ -f $file ]] || continue
    printf '%-28s %9d bytes %9d gzip\n' "$file" "$(wc -c <"$file")" "$(gzip -9nc "$file" | wc -c)"
  done
}

# Runs cargo with these arguments, keeps what it says for the closing line, and goes on after a failure.
log=$target/test.log
failed=0
run() {
  echo "== cargo $*"
  cargo "$@" 2>&1 | tee -a "$log" || failed=$((failed + 1))
}

# The checks of finished Word files, on right and on broken ones.
outside() {
  local python=${NIANBAO_PYTHON:-target/tools/venv/bin/python}
  if [[ ! -x $python ]]; then
    echo "SKIPPED: tests/outside/test_checks.py: no $python" | tee -a "$log"
    return
  fi
  echo "== tests/outside/test_checks.py"
  "$python" tests/outside/test_checks.py 2>&1 | tee -a "$log" || failed=$((failed + 1))
}

# The tests that need no browser, each property on so many inputs. Cargo cannot tell properties from other tests, which take but a part of the time.
properties() {
  export PROPTEST_CASES=${PROPTEST_CASES:-5000}
  export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
  echo "== once more with the same inputs: PROPTEST_CASES=$PROPTEST_CASES PROPTEST_RNG_SEED=$PROPTEST_RNG_SEED ./build.sh properties"
  cargo test --locked --profile properties --workspace --exclude page-tests --no-fail-fast || fail "with PROPTEST_RNG_SEED=$PROPTEST_RNG_SEED"
}

check() {
  # Whether they pass may not depend on the day: the same inputs each time.
  export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-20250120}
  mkdir -p "$target"
  : >"$log"
  tests/setup.sh 2>&1 | tee -a "$log"
  if command -v npm >/dev/null && command -v apt-get >/dev/null; then
    build fonts
  else
    echo "SKIPPED: the page with fonts: npm or apt-get is missing" | tee -a "$log"
    build
  fi
  run fmt --all --check
  run clippy --quiet --locked --workspace --all-targets -- -D warnings
  local feature
  for feature in unpack viewer page office; do
    run clippy --quiet --locked --lib --target $wasm --no-default-features --features $feature -- -D warnings
  done
  run test --locked --workspace --exclude page-tests --no-fail-fast
  NIANBAO_TURNS=1 run test --locked -p page-tests --no-fail-fast
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
