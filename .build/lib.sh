# What the scripts at the root share; sourced by them from the root folder.

java_command() {
  if [ -n "${JAVA_HOME:-}" ]; then echo "$JAVA_HOME/bin/java"; else echo java; fi
}

# Newer JDKs ask for the permission to load native code.
java_options() {
  if [ "$(java_major)" -ge 22 ]; then echo "--enable-native-access=ALL-UNNAMED"; fi
}

java_major() {
  "$(java_command)" -XshowSettings:properties -version 2>&1 \
    | sed -n 's/^ *java\.specification\.version = //p' | sed 's/^1\.//'
}

# require_tools NAME: says what is missing and how to get it.
require_tools() {
  if ! command -v "$(java_command)" >/dev/null; then
    echo "$1: java: not found (expected: a JDK 17 or newer); install one or set JAVA_HOME" >&2
    exit 1
  fi
  if [ "$(java_major)" -lt 17 ]; then
    echo "$1: java: version $(java_major) (expected: 17 or newer); install one or set JAVA_HOME" >&2
    exit 1
  fi
  if ! command -v mvn >/dev/null; then
    echo "$1: mvn: not found (expected: Maven 3.8.7 or newer); install it" >&2
    exit 1
  fi
}

# build NAME MODULES: builds without tests and format check, telling of each module; the whole log goes to a file.
build() {
  local log="target/$1-build.log"
  mkdir -p target
  echo "$1: building $2 (the first time Maven downloads what it needs; log: $log)" >&2
  if ! mvn -B -ntp -DskipTests -Dspotless.check.skip -pl "$2" -am package 2>&1 | tee "$log" \
    | sed -u -n "s/^\[INFO\] Building \(Hearth.*\[[0-9]*\/[0-9]*\]\)$/$1:   \1/p" >&2; then
    grep -E '^\[(ERROR|WARNING)\] .*\.java|^\[ERROR\]' "$log" | head -20 >&2
    echo "$1: the build failed; see $log" >&2
    exit 1
  fi
}
