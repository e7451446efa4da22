#!/usr/bin/env bash
# Fetches the device trees that Debian's kernel packages hold, for 64-bit and for 32-bit Arm, into DIR/arm64 and
# DIR/armhf. Only .dtb files are unpacked, nothing is installed. Running it again does only what is missing.
#
#   trees.sh DIR
#
# A machine that never did this needs once, as root:
#   dpkg --add-architecture arm64 && dpkg --add-architecture armhf && apt-get update
#
# XENUP_DEBS=FOLDER   .deb files to reuse instead of downloading them; held against apt's sha256 like any other
set -euo pipefail

# shellcheck source=test/debian.sh
source "$(dirname "${BASH_SOURCE[0]}")/../debian.sh"

[[ $# -eq 1 && $1 != -* ]] || fail "usage: trees.sh DIR"
mkdir -p "$1"
dir=$(cd "$1" && pwd)

need apt-cache apt-get dpkg dpkg-deb sha256sum tar

# trees ARCH METAPACKAGE: the trees of the kernel that the metapackage stands for today
trees() {
  local arch=$1 meta=$2 package file sum
  [[ " $(dpkg --print-architecture) $(dpkg --print-foreign-architectures | tr '\n' ' ')" == *" $arch "* ]] ||
    fail "apt does not know $arch: run  dpkg --add-architecture $arch && apt-get update"
  package=$(apt-cache depends --important "$meta:$arch" | sed -n 's/^ *Depends: \(linux-image-[0-9][^<> ]*\)$/\1/p' | head -n 1)
  [[ -n $package ]] || fail "apt names no kernel behind $meta:$arch: run apt-get update"
  [[ $package == *:* ]] || package+=:$arch
  locate "$package"
  if [[ -d $dir/$arch && $(cat "$dir/$arch.package" 2>/dev/null) == "$file" ]]; then
    say "$dir/$arch is up to date ($file)"
    return
  fi
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  obtain "$package" "$file" "$sum"
  mkdir "$work/unpacked"
  dpkg-deb --fsys-tarfile "$work/$file" | tar -x -C "$work/unpacked" --wildcards '*.dtb'
  rm -rf "${dir:?}/$arch" "$dir/$arch.package"
  mv "$work"/unpacked/usr/lib/linux-image-* "$dir/$arch"
  printf '%s\n' "$file" >"$dir/$arch.package"
  rm -rf "$work"
  say "done: $(find "$dir/$arch" -name '*.dtb' | wc -l) trees in $dir/$arch"
}

trees arm64 linux-image-arm64
trees armhf linux-image-armmp-lpae
