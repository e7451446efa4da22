#!/usr/bin/env bash
# Fetches the parts of a rehearsal (U-Boot, Xen, Linux and Xen's tools, all of them Debian's arm64 binaries) and
# unpacks them into one tree, DIR/root. Nothing is installed on this machine. Running it again does only what is missing.
#
#   parts.sh DIR
#
# A machine that never did this needs once, as root:
#   dpkg --add-architecture arm64 && apt-get update
#
# XENUP_DEBS=FOLDER   .deb files to reuse instead of downloading them; held against apt's sha256 like any other
set -euo pipefail

say() { printf 'parts: %s\n' "$*"; }
fail() { printf 'parts: %s\n' "$*" >&2; exit 1; }

[[ $# -eq 1 && $1 != -* ]] || fail "usage: parts.sh DIR"
mkdir -p "$1"
dir=$(cd "$1" && pwd)
debs=$dir/debs
mkdir -p "$debs"

for tool in apt-cache apt-get dpkg-deb sha256sum; do
  command -v "$tool" >/dev/null || fail "$tool is not here: this script needs Debian or a relative of it"
done
[[ " $(dpkg --print-architecture) $(dpkg --print-foreign-architectures | tr '\n' ' ')" == *" arm64 "* ]] ||
  fail "apt does not know arm64: run  dpkg --add-architecture arm64 && apt-get update"

# dependencies PACKAGE…: what they need, one name a line; virtual packages (in angle brackets) left out
dependencies() {
  apt-cache depends --important --no-conflicts --no-breaks --no-replaces "$@" |
    sed -n 's/^ *|\{0,1\}\(Pre\)\{0,1\}Depends: \([^<>]*\)$/\2/p'
}

# first PATTERN LINES: the package that a metapackage stands for today, so that no version is written down here
first() {
  grep -E -m1 "$1" <<<"$2" ||
    fail "apt names no package like $1: run apt-get update, and look whether this release has Xen for arm64"
}

say "resolving packages"
behind=$(dependencies xen-system-arm64:arm64 linux-image-arm64:arm64) || fail "apt knows no xen-system-arm64: run apt-get update"
hypervisor=$(first '^xen-hypervisor-[0-9.]+-arm64(:|$)' "$behind")
utils=$(first '^xen-utils-[0-9.]+(:|$)' "$behind")
kernel=$(first '^linux-image-[0-9].*-arm64(:|$)' "$behind")

# bash and flock (util-linux) are for xl's hotplug scripts
wanted=(u-boot-qemu "$hypervisor" "$kernel" "$utils" xen-utils-common:arm64 xenstore-utils:arm64
  busybox-static:arm64 bash:arm64 util-linux:arm64)

# Every library below those, and only libraries: the tools run from an initramfs, without python, perl or udev.
fresh=("${wanted[@]}")
while [[ ${#fresh[@]} -gt 0 ]]; do
  needs=$(dependencies "${fresh[@]}" | grep -E '^(lib|zlib)' | sort -u) || true
  fresh=()
  for package in $needs; do
    [[ $package == *:* ]] || package+=:arm64
    [[ " ${wanted[*]} " == *" $package "* ]] || { wanted+=("$package"); fresh+=("$package"); }
  done
done

uris=$(apt-get download --print-uris "${wanted[@]}") || fail "apt does not know every package: run apt-get update"

intact() { [[ -f $1 && $(sha256sum <"$1") == "$2  -" ]]; }

# missing: sets `missing` to the packages whose file is not in $debs yet, and `files` to all the file names
missing() {
  local file sum package
  missing=() files=()
  while read -r _ file _ sum; do
    sum=${sum#SHA256:}
    files+=("$file")
    intact "$debs/$file" "$sum" && continue
    if [[ -n ${XENUP_DEBS:-} ]] && intact "$XENUP_DEBS/$file" "$sum"; then
      say "reusing $file"
      cp "$XENUP_DEBS/$file" "$debs/$file"
      continue
    fi
    package=${file%%_*}
    [[ $file == *_all.deb ]] || package+=:arm64
    missing+=("$package")
  done < <(sort -k2 <<<"$uris")
}

missing
for try in 1 2 3; do # mirrors do fail now and then
  [[ ${#missing[@]} -gt 0 ]] || break
  say "downloading ${#missing[@]} of ${#files[@]} packages"
  (cd "$debs" && apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 download "${missing[@]}") || sleep $((try * 5))
  missing
done
[[ ${#missing[@]} -eq 0 ]] ||
  fail "could not be downloaded: ${missing[*]} (if the server says 404, apt's lists are old: run apt-get update)"

if [[ -d $dir/root ]] && cmp -s <(printf '%s\n' "${files[@]}") "$dir/root.packages"; then
  say "$dir/root is up to date (${#files[@]} packages)"
  exit 0
fi

say "unpacking ${#files[@]} packages into $dir/root"
rm -rf "$dir/root" "$dir/root.new" "$dir/root.packages"
mkdir "$dir/root.new"
for file in "${files[@]}"; do dpkg-deb -x "$debs/$file" "$dir/root.new"; done
mv "$dir/root.new" "$dir/root"
printf '%s\n' "${files[@]}" >"$dir/root.packages"
say "done: $(du -sh "$dir/root" | cut -f1) in $dir/root"
