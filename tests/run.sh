#!/usr/bin/env bash
# Installs what the tests need and runs all of them: the code's own and those of the built demo in
# Chromium. Ends non-zero when anything fails, after everything that can still run has run.
#
#   tests/run.sh
#
# Needs cargo and node (20 or later). On Debian it installs Chromium, a font for Han text, Java,
# w3m and what reads printed pages where they are missing; elsewhere install them by hand and name the browser
# in CHROMIUM.
set -euo pipefail
cd "$(dirname "$0")/.."

# The demo is built for one date, so that today's date never decides whether a test passes.
readonly AS_OF=2026-11-23
readonly DEMO=target/test-public
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"
# The browser tests build sites of their own with the same program.
PORTAL_BIN=$(realpath -m "${PORTAL_BIN:-${CARGO_TARGET_DIR:-target}/release/portal}")
export PORTAL_BIN

done_steps=()
failed_steps=()

# step NAME COMMAND…: runs it, notes how it ended and how long it took, and lets the rest go on.
step() {
  local name=$1 started=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then
    done_steps+=("$name $((SECONDS - started)) s")
  else
    failed_steps+=("$name")
    return 1
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# The Debian packages of what this machine lacks, one a line.
missing_packages() {
  [ -x "$CHROMIUM" ] || echo chromium
  # Without a Han font every character is an empty box, and widths and contrasts mean nothing.
  [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ] || echo fonts-noto-cjk
  command -v java >/dev/null || echo default-jre-headless
  # Printed pages are read by programs that had no part in making them.
  command -v pdftotext >/dev/null || echo poppler-utils
  command -v zbarimg >/dev/null || echo zbar-tools
  # A browser without scripts and style, as some readers have.
  command -v w3m >/dev/null || echo w3m
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

install_packages() {
  local packages
  mapfile -t packages < <(missing_packages)
  if [ "${#packages[@]}" -eq 0 ]; then
    echo "nothing is missing"
    return 0
  fi
  if ! command -v apt-get >/dev/null; then
    echo "missing, and this is not Debian: ${packages[*]}" >&2
    return 1
  fi
  echo "installing ${packages[*]}"
  as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

install_node_modules() {
  (cd tests/browser && npm ci)
}

# A toolchain may come without these two; then there is nothing to check with.
check_format() {
  cargo fmt --version >/dev/null 2>&1 || { echo "no rustfmt here: skipped"; return 0; }
  cargo fmt --all --check
}

check_lints() {
  cargo clippy --version >/dev/null 2>&1 || { echo "no clippy here: skipped"; return 0; }
  cargo clippy --workspace --all-targets -- -D warnings
}

build_demo() {
  # A file that an older build left behind must not pass for one of this build.
  rm -rf "$DEMO"
  # The program that `cargo test` has just built: cargo would build it anew without the tests' crates.
  "$PORTAL_BIN" build --as-of "$AS_OF" --out "$DEMO"
}

# A test file that hangs (its browser died, say) is ended after ten minutes: see package.json.
test_in_browser() {
  PORTAL_PUBLIC="$PWD/$DEMO" npm --prefix tests/browser test
}

test_rust() {
  step 'cargo test' cargo test --release --workspace || true
  step 'format' check_format || true
  step 'lints' check_lints || true
}

test_demo() {
  step 'Debian packages' install_packages || return 0
  step 'npm packages' install_node_modules || return 0
  step 'demo' build_demo || return 0
  step 'browser tests' test_in_browser || true
}

test_rust
test_demo

printf '\n== done: %s\n' "$(IFS=,; echo "${done_steps[*]:-nothing}")"
if [ "${#failed_steps[@]}" -gt 0 ]; then
  printf '== FAILED: %s\n' "$(IFS=,; echo "${failed_steps[*]}")"
  exit 1
fi
