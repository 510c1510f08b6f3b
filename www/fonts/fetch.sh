#!/usr/bin/env bash
# www/fonts/fetch.sh FOLDER   downloads the packages with the fonts of the pack, once, by the
#                             ordinary clients of npm and Debian
#
# The digest of each file is checked before it is used (src/sources.rs).
# Where a client is missing, the script says which files to put where.
set -euo pipefail
mkdir -p "$1"
cd "$1"

missing=0
want() {
  echo "fetch.sh: 缺少 $1；请装上 $2 再运行一次，或者把这个文件放到 $PWD/$1" >&2
  missing=$((missing + 1))
}

# Downloads an npm package: its name, its version, and the wanted files.
npm_package() {
  local name=$1 version=$2 folder=${1##*/} archive file
  shift 2
  for file in "$@"; do
    [[ -e $folder/$file ]] && continue
    if command -v npm >/dev/null && archive=$(npm pack --silent "$name@$version"); then
      mkdir -p "$folder"
      tar -xzf "$archive" -C "$folder" --strip-components=1 "${@/#/package/}"
      rm "$archive"
      return
    fi
    want "$folder/$file" "npm（$name@$version）"
  done
}

# Downloads a Debian package of any release: the files have not changed since 2015.
debian_package() {
  local name=$1 folder=$2 file plain
  shift 2
  for file in "$@"; do
    plain=$(basename "$file" .gz)
    [[ -e $folder/$plain ]] && continue
    if command -v apt-get dpkg-deb >/dev/null && apt-get download -qq "$name" 2>/dev/null; then
      mkdir -p "$folder"
      dpkg-deb --fsys-tarfile "$name"_*.deb |
        tar -x -C "$folder" --transform 's,.*/,,' "${@/#/./usr/share/}"
      gunzip -f "$folder"/*.gz
      rm "$name"_*.deb
      return
    fi
    want "$folder/$plain" "apt-get（Debian 的 $name）"
  done
}

npm_package @expo-google-fonts/noto-serif-sc 0.4.3 LICENSE_FONT \
  400Regular/NotoSerifSC_400Regular.ttf 700Bold/NotoSerifSC_700Bold.ttf
npm_package @expo-google-fonts/noto-sans-sc 0.4.3 LICENSE_FONT 400Regular/NotoSansSC_400Regular.ttf
npm_package @expo-google-fonts/tinos 0.4.2 LICENSE_FONT 400Regular/Tinos_400Regular.ttf
fonts=texlive/texmf-dist/fonts/opentype/public/fandol
debian_package texlive-lang-chinese fandol \
  $fonts/FandolFang-Regular.otf $fonts/FandolKai-Regular.otf \
  doc/texlive-doc/fonts/fandol/COPYING.gz doc/texlive-doc/fonts/fandol/README
((missing == 0))
