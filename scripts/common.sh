# Sourced by the scripts beside it: where things are, and how they are built.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=$ROOT/build
DIST=$BUILD/drover

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit "${2:-1}"
}

require_java() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java version
  command -v "$java" >/dev/null || fail "no java found: install a JDK 17 or set JAVA_HOME" 2
  version=$("$java" -version 2>&1 | sed -n 's/^[a-z]* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ] || fail "java is version ${version:-unknown}, 17 or newer is needed" 2
  JAVA=$java
}

# Whether a source file is newer than the last build, or one has gone since.
stale() {
  local stamp=$BUILD/stamp
  [ -f "$stamp" ] || return 0
  [ "$(source_list | cksum)" = "$(cat "$stamp")" ] || return 0
  [ -n "$(source_list | tr '\n' '\0' | (cd "$ROOT" && xargs -0 sh -c 'find "$@" -newer "$0"' "$stamp") | head -n 1)" ]
}

source_list() {
  (cd "$ROOT" && find pom.xml conf scripts/spark-home scripts/drover scripts/package scripts/archive-classes ./*/pom.xml ./*/src/main -type f | LC_ALL=C sort)
}
