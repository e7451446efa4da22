# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that sources this
# For scripts that take what they need out of Debian's packages, without installing them. They set `work` to a folder
# of their own before they obtain a package.

me=${0##*/}
say() { printf '%s: %s\n' "${me%.sh}" "$*"; }
fail() { printf '%s: %s\n' "${me%.sh}" "$*" >&2; exit 1; }

need() {
  local tool
  for tool; do
    command -v "$tool" >/dev/null || fail "$tool is not here: this script needs Debian or a relative of it"
  done
}

# locate PACKAGE: sets `file` and `sum`, the name and the sha256 that apt has for it
locate() {
  local uri
  uri=$(apt-get download --print-uris "$1") || fail "apt does not know $1: run apt-get update"
  read -r _ file _ sum <<<"$uri"
  sum=${sum#SHA256:}
}

intact() { [[ -f $1 && $(sha256sum <"$1") == "$2  -" ]]; }

# obtain PACKAGE FILE SHA256: leaves the package in $work, from $XENUP_DEBS or from the archive
obtain() {
  if [[ -n ${XENUP_DEBS:-} ]] && intact "$XENUP_DEBS/$2" "$3"; then
    say "reusing $2"
    cp "$XENUP_DEBS/$2" "$work/$2"
    return
  fi
  local try
  for try in 1 2 3; do # mirrors do fail now and then
    say "downloading $2"
    (cd "$work" && apt-get -qq -o APT::Sandbox::User=root -o Acquire::Retries=3 download "$1") || sleep $((try * 5))
    intact "$work/$2" "$3" && return
  done
  fail "$2 could not be downloaded whole (if the server says 404, apt's lists are old: run apt-get update)"
}
