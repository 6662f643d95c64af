# What the scripts share: where the repository is, how a step announces itself, how the product is built. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Debian's interpreter, for which scripts/packages.txt installs its modules; another python3 may stand first on the path.
python=/usr/bin/python3

step() { printf '\n== %s\n' "$*"; }

# Compilers that run at a time: one a processor, but 1.5 GiB of memory each.
build_jobs() {
  local processors memory_kib by_memory
  processors=$(nproc)
  memory_kib=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)
  by_memory=$((memory_kib / 1572864))
  [ "$by_memory" -ge 1 ] || by_memory=1
  [ "$by_memory" -lt "$processors" ] && echo "$by_memory" || echo "$processors"
}

# Ninja's status lines as they are on a terminal; elsewhere the first, the last and one every 15 s. What is no status line (a warning,
# an error) is always shown, after the status line of its step.
throttle() {
  if [ -t 1 ]; then
    cat
  else
    awk 'BEGIN { shown = -15; "date +%s" | getline begin; close("date +%s") }
      /^\[[0-9]+\/[0-9]+\]/ {
        last = $0; lines++
        if (lines % 5 != 1) next
        "date +%s" | getline now; close("date +%s")
        if (now - begin - shown >= 15) { print; fflush(); shown = now - begin; last = "" }
        next
      }
      { if (last != "") { print last; last = "" } print; fflush() }
      END { if (last != "") print last }'
  fi
}

# configure_and_build PRESET: everything of the preset, in build/PRESET. Ninja does what is left to do. Returns 1 when it did not
# work; says so itself, because a caller that asks `if` switches `set -e` off.
configure_and_build() {
  step "Configuring $1"
  cmake --preset "$1" -Wno-dev | { grep -vE '^-- (Found|Detecting|Check|Looking|Performing|Configuring|Generating)' || true; } || return 1
  step "Building $1 with $(build_jobs) jobs"
  cmake --build --preset "$1" -j "$(build_jobs)" | throttle
}
