#!/usr/bin/env bash
# Fetches the parts of a rehearsal (U-Boot, Xen, Linux and Xen's tools, all of them Debian's own binaries) and unpacks
# them into one tree for each architecture, DIR/arm64 and DIR/arm32. Nothing is installed on this machine. A tree
# that this very script has made is left as it is; remove it to get today's packages.
#
#   parts.sh DIR [arm64] [arm32]       both when none is named
#
# A machine that never did this needs once, as root:
#   dpkg --add-architecture arm64 && dpkg --add-architecture armhf && apt-get update
#
# XENUP_DEBS=FOLDER   .deb files to reuse instead of downloading them; held against apt's sha256 like any other
set -euo pipefail

say() { printf 'parts: %s\n' "$*"; }
fail() { printf 'parts: %s\n' "$*" >&2; exit 1; }

self=$(sha256sum <"${BASH_SOURCE[0]}")
[[ $# -ge 1 && $1 != -* ]] || fail "usage: parts.sh DIR [arm64] [arm32]"
mkdir -p "$1"
dir=$(cd "$1" && pwd)
debs=$dir/debs
mkdir -p "$debs"
shift
[[ $# -gt 0 ]] || set -- arm64 arm32

for tool in apt-cache apt-get dpkg-deb sha256sum; do
  command -v "$tool" >/dev/null || fail "$tool is not here: this script needs Debian or a relative of it"
done

# dependencies PACKAGE…: what they need, one name a line; virtual packages (in angle brackets) left out
dependencies() {
  apt-cache depends --important --no-conflicts --no-breaks --no-replaces "$@" |
    sed -n 's/^ *|\{0,1\}\(Pre\)\{0,1\}Depends: \([^<>]*\)$/\2/p'
}

# first PATTERN LINES: the package that a metapackage stands for today, so that no version is written down here
first() {
  grep -E -m1 "$1" <<<"$2" ||
    fail "apt names no package like $1: run apt-get update, and look whether this release has Xen for Arm"
}

# resolve DEBIAN-ARCHITECTURE KERNEL-FLAVOUR: sets `wanted` to every package of the tree
resolve() {
  local debian=$1 flavour=$2 behind hypervisor utils kernel fresh needs package
  behind=$(dependencies "xen-system-$debian:$debian" "linux-image-$flavour:$debian") ||
    fail "apt knows no xen-system-$debian: run apt-get update"
  hypervisor=$(first "^xen-hypervisor-[0-9.]+-$debian(:|\$)" "$behind")
  utils=$(first '^xen-utils-[0-9.]+(:|$)' "$behind")
  kernel=$(first "^linux-image-[0-9].*-$flavour(:|\$)" "$behind")

  # bash, flock (util-linux) and ip (iproute2) are for xl's hotplug scripts
  wanted=(u-boot-qemu "$hypervisor" "$kernel" "$utils" "xen-utils-common:$debian" "xenstore-utils:$debian"
    "busybox-static:$debian" "bash:$debian" "util-linux:$debian" "iproute2:$debian")

  # Every library below those, and only libraries: the tools run from an initramfs, without python, perl or udev.
  fresh=("${wanted[@]}")
  while [[ ${#fresh[@]} -gt 0 ]]; do
    needs=$(dependencies "${fresh[@]}" | grep -E '^(lib|zlib)' | sort -u) || true
    fresh=()
    for package in $needs; do
      [[ $package == *:* ]] || package+=:$debian
      [[ " ${wanted[*]} " == *" $package "* ]] || { wanted+=("$package"); fresh+=("$package"); }
    done
  done
}

intact() { [[ -f $1 && $(sha256sum <"$1") == "$2  -" ]]; }

# missing DEBIAN-ARCHITECTURE: sets `missing` to the packages whose file is not in $debs yet, and `files` to all the file names
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
    [[ $file == *_all.deb ]] || package+=:$1
    missing+=("$package")
  done < <(sort -k2 <<<"$uris")
}

# fetch NAME DEBIAN-ARCHITECTURE KERNEL-FLAVOUR: makes DIR/NAME
fetch() {
  local tree=$dir/$1 debian=$2 flavour=$3 try file
  if [[ -d $tree && -f $tree.packages && $(head -n 1 "$tree.packages") == "$self" ]]; then
    say "$tree is there ($(($(wc -l <"$tree.packages") - 1)) packages)"
    return
  fi
  [[ " $(dpkg --print-architecture) $(dpkg --print-foreign-architectures | tr '\n' ' ')" == *" $debian "* ]] ||
    fail "apt does not know $debian: run  dpkg --add-architecture $debian && apt-get update"
  say "resolving packages for $1"
  resolve "$debian" "$flavour"
  uris=$(apt-get download --print-uris "${wanted[@]}") || fail "apt does not know every package: run apt-get update"
  missing "$debian"
  for try in 1 2 3; do # mirrors do fail now and then
    [[ ${#missing[@]} -gt 0 ]] || break
    say "downloading ${#missing[@]} of ${#files[@]} packages"
    (cd "$debs" && apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 download "${missing[@]}") || sleep $((try * 5))
    missing "$debian"
  done
  [[ ${#missing[@]} -eq 0 ]] ||
    fail "could not be downloaded: ${missing[*]} (if the server says 404, apt's lists are old: run apt-get update)"

  say "unpacking ${#files[@]} packages into $tree"
  rm -rf "$tree" "$tree.new" "$tree.packages"
  mkdir "$tree.new"
  for file in "${files[@]}"; do dpkg-deb -x "$debs/$file" "$tree.new"; done
  mv "$tree.new" "$tree"
  printf '%s\n' "$self" "${files[@]}" >"$tree.packages"
  say "done: $(du -sh "$tree" | cut -f1) in $tree"
}

for name; do
  case $name in
    arm64) fetch arm64 arm64 arm64 ;;
    arm32) fetch arm32 armhf armmp-lpae ;; # what Debian recommends for CPUs with the virtualization extension: they have long page tables
    *) fail "$name is no architecture of this script: arm64 or arm32" ;;
  esac
done
