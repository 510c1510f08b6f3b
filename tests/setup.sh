#!/usr/bin/env bash
# Installs what the tests need besides cargo, and names what it could not install. It is quick when
# everything is installed.
#
#   Debian's packages   browsers, drivers, office programs: installed when run as root on Debian
#   target/tools/bin    geckodriver (tests search PATH, then NIANBAO_TOOLS, then this folder)
#   target/tools/venv   Python with tests/requirements.txt (or another one named by NIANBAO_PYTHON)
#   tests/node_modules  the packages of tests/package-lock.json
#   target/tools/old    old Chromium browsers: the packages of tests/old/package-lock.json, unpacked
#
# With CI=true anything missing is a failure, because CI must check everything.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${CARGO_TARGET_DIR:-target}/tools
missing=0

skipped() {
  echo "SKIPPED: $*"
  missing=$((missing + 1))
}

# A file of each package, and the package.
debian=(
  /usr/bin/chromium:chromium
  /usr/bin/chromedriver:chromium-driver
  /usr/bin/firefox-esr:firefox-esr
  /usr/bin/WebKitWebDriver:webkit2gtk-driver
  /usr/lib/python3/dist-packages/gi:python3-gi
  /usr/share/doc/gir1.2-webkit2-4.1/copyright:gir1.2-webkit2-4.1
  /usr/bin/Xvfb:xvfb
  /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc:fonts-noto-cjk
  /usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf:fonts-arphic-gbsn00lp
  /usr/lib/libreoffice/program/libswlo.so:libreoffice-writer-nogui
  /usr/bin/pdftotext:poppler-utils
  /usr/bin/qpdf:qpdf
  /sbin/ip:iproute2
  /usr/sbin/nginx:nginx
  /usr/bin/java:default-jre-headless
  /usr/bin/python3:python3-venv
)

install_packages() {
  local wanted=() entry
  # These are often installed from another source than Debian.
  command -v node npm >/dev/null || debian+=(/usr/bin/node:nodejs /usr/bin/npm:npm)
  for entry in "${debian[@]}"; do
    [[ -e ${entry%%:*} ]] || wanted+=("${entry##*:}")
  done
  ((${#wanted[@]})) || return 0
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq &&
      apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null || true
  fi
  for entry in "${debian[@]}"; do
    [[ -e ${entry%%:*} ]] || skipped "package ${entry##*:} is not installed"
  done
}

install_geckodriver() {
  local places=(geckodriver "${NIANBAO_TOOLS:-}/geckodriver" "$tools/bin/geckodriver")
  command -v "${places[@]}" >/dev/null && return
  # The driver only passes messages on. Without optimization it is built in half the time.
  CARGO_PROFILE_DEV_DEBUG=0 \
    cargo install --quiet --debug --locked --root "$tools" geckodriver@0.37.1 ||
    skipped "geckodriver cannot be installed"
}

install_python() {
  [[ -e tests/requirements.txt && -z ${NIANBAO_PYTHON:-} ]] || return 0
  cmp -s tests/requirements.txt "$tools/venv/requirements.txt" && return
  python3 -m venv "$tools/venv" &&
    "$tools/venv/bin/pip" install --quiet -r tests/requirements.txt &&
    cp tests/requirements.txt "$tools/venv/" || skipped "tests/requirements.txt cannot be installed"
}

install_node() {
  [[ -e tests/package-lock.json ]] || return 0
  cmp -s tests/package-lock.json tests/node_modules/installed.json && return
  npm ci --prefix tests --no-audit --no-fund --loglevel=error &&
    cp tests/package-lock.json tests/node_modules/installed.json ||
    skipped "tests/package-lock.json cannot be installed"
}

# The packages take 260 MB and are removed once the browsers are unpacked.
install_old_engines() {
  cmp -s tests/old/package-lock.json "$tools/old/installed.json" && return
  npm ci --prefix tests/old --no-audit --no-fund --loglevel=error &&
    node tests/old/unpack.mjs "$tools/old" &&
    cp tests/old/package-lock.json "$tools/old/installed.json" ||
    skipped "tests/old/package-lock.json cannot be installed"
  rm -rf tests/old/node_modules
}

install_packages
install_geckodriver
install_python
install_node
install_old_engines

if ((missing)) && [[ ${CI:-} == true ]]; then
  echo "tests/setup.sh: $missing missing, which CI does not allow" >&2
  exit 1
fi
