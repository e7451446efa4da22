#!/usr/bin/env bash
# Fetches Linux's source as Debian packages it, and unpacks of it into DIR/linux what a configuration is made with:
# scripts, Kconfig files and default configurations. Nothing is installed. Running it again does only what is missing.
#
#   kconfig.sh DIR
#
# XENUP_DEBS=FOLDER   .deb files to reuse instead of downloading them; held against apt's sha256 like any other
set -euo pipefail

# shellcheck source=test/debian.sh
source "$(dirname "${BASH_SOURCE[0]}")/../debian.sh"

[[ $# -eq 1 && $1 != -* ]] || fail "usage: kconfig.sh DIR"
mkdir -p "$1"
dir=$(cd "$1" && pwd)
need apt-cache apt-get dpkg-deb sha256sum tar xz

package=$(apt-cache depends --important linux-source | sed -n 's/^ *Depends: \(linux-source-[0-9.]*\)$/\1/p' | head -n 1)
[[ -n $package ]] || fail "apt names no source behind linux-source: run apt-get update"
locate "$package"
if [[ -d $dir/linux && $(cat "$dir/package" 2>/dev/null) == "$file" ]]; then
  say "$dir/linux is up to date ($file)"
  exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
obtain "$package" "$file" "$sum"
mkdir "$work/linux"
dpkg-deb --fsys-tarfile "$work/$file" | tar -xO --wildcards '*.tar.xz' | xz -dc |
  tar -x -C "$work/linux" --strip-components=1 --wildcards '*/Makefile' '*/Kconfig*' '*/scripts/*' '*/arch/arm/configs/*' '*/arch/arm64/configs/*'
rm -rf "$dir/linux" "$dir/package"
mv "$work/linux" "$dir/linux"
printf '%s\n' "$file" >"$dir/package"
say "done: $(du -sh "$dir/linux" | cut -f 1) in $dir/linux"
