#!/usr/bin/env bash
# Fetches the device trees that the kernel packages of Debian 12 and 13 hold (Linux 6.1 and 6.12), for 64-bit and for
# 32-bit Arm, into DIR/arm64-bookworm and so on. Only .dtb files are unpacked, nothing is installed. Running it again does
# only what is missing.
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

# from SUITE: apt for another Debian than this machine's, with lists of its own, from the mirror that this machine has
from() {
  local suite=$1 state=$dir/.apt-$1 mirror
  # shellcheck disable=SC2016 # apt expands it
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 -E '/debian/?$' || echo http://deb.debian.org/debian)
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite" >"$state/sources.list"
  printf '%s "%s";\n' Dir::Etc::SourceList "$state/sources.list" Dir::Etc::SourceParts /dev/null \
    Dir::State::Lists "$state/lists" Dir::Cache "$state/cache" APT::Sandbox::User root >"$state/apt.conf"
  export APT_CONFIG=$state/apt.conf
  local try
  for try in 1 2 3; do # mirrors do fail now and then
    apt-get -qq -o Acquire::Retries=3 update && return
    sleep $((try * 5))
  done
  fail "the lists of Debian $suite could not be fetched from $mirror"
}

# trees SUITE ARCH METAPACKAGE: the trees of the kernel that the metapackage stands for today
trees() {
  local set=$2-$1 arch=$2 meta=$3 package file sum
  [[ " $(dpkg --print-architecture) $(dpkg --print-foreign-architectures | tr '\n' ' ')" == *" $arch "* ]] ||
    fail "apt does not know $arch: run  dpkg --add-architecture $arch && apt-get update"
  package=$(apt-cache depends --important "$meta:$arch" | sed -n 's/^ *Depends: \(linux-image-[0-9][^<> ]*\)$/\1/p' | head -n 1)
  [[ -n $package ]] || fail "apt names no kernel behind $meta:$arch: run apt-get update"
  [[ $package == *:* ]] || package+=:$arch
  locate "$package"
  if [[ -d $dir/$set && $(cat "$dir/$set.package" 2>/dev/null) == "$file" ]]; then
    say "$dir/$set is up to date ($file)"
    return
  fi
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  obtain "$package" "$file" "$sum"
  mkdir "$work/unpacked"
  dpkg-deb --fsys-tarfile "$work/$file" | tar -x -C "$work/unpacked" --wildcards '*.dtb'
  rm -rf "${dir:?}/$set" "$dir/$set.package"
  mv "$work"/unpacked/usr/lib/linux-image-* "$dir/$set"
  printf '%s\n' "$file" >"$dir/$set.package"
  rm -rf "$work"
  say "done: $(find "$dir/$set" -name '*.dtb' | wc -l) trees in $dir/$set"
}

for suite in bookworm trixie; do
  from "$suite"
  trees "$suite" arm64 linux-image-arm64
  trees "$suite" armhf linux-image-armmp-lpae
done
