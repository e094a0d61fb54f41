#!/bin/sh
# start.sh [rounds]: how long --help takes, and run until its first request, beside a JVM that does nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=$(dirname "$here")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf 'class Bare { public static void main(String[] none) {} }\n' >"$work/Bare.java"
"${java}c" -d "$work" "$work/Bare.java"
"$home/tracebridge" --version >/dev/null
python3 "$here/start.py" "${1:-11}" "$home/tracebridge" "$java" "$work"
