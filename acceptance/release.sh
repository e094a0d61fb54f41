#!/usr/bin/env bash
# The release: made twice, in two folders, in other time zones and by another umask, it has the same bytes; what
# was unpacked runs on every JDK of this machine, and its list of parts names each jar with its checksum.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
command -v git >/dev/null && git rev-parse HEAD >/dev/null 2>&1 || {
  echo "release: skipped: this is no checkout of git, and a release is made of a commit"
  exit 77
}

for turn in one two; do
  git clone -q "$PWD" "$work/$turn"
  mkdir -p "$work/$turn/target"
done
(cd "$work/one" && .ci/release >/dev/null) || fail "the first build ended with $?"
(cd "$work/two" && umask 077 && TZ=Pacific/Auckland .ci/release >/dev/null) || fail "the second build ended with $?"
cmp "$work/one/target/release/SHA256SUMS" "$work/two/target/release/SHA256SUMS" || fail "two builds differ"
(cd "$work/one/target/release" && sha256sum --check --quiet SHA256SUMS) || fail "a checksum is wrong"

# by a tag, which is its version, where all that names a version agrees
cd "$work/two"
author=(-c user.name=release -c user.email=release@localhost)
git tag v9.8.7
! .ci/release v9.8.7 >"$work/said" 2>&1 || fail "a tag that CHANGELOG.md does not name was taken"
grep -q 'CHANGELOG.md has no section 9.8.7' "$work/said" || fail "it is not said that CHANGELOG.md does not name the tag"
sed -i 's/^## Unreleased$/## 9.8.7/' CHANGELOG.md
git "${author[@]}" commit -qam "a section" && git tag -f v9.8.7 >/dev/null
! .ci/release v9.8.7 >"$work/said" 2>&1 || fail "a tag that the manifests do not name was taken"
grep -q 'kustomization.yaml has another newTag' "$work/said" || fail "it is not said that a manifest does not name the tag"
sed -i 's/newTag: .*/newTag: 9.8.7/' docker/kubernetes/*/kustomization.yaml
git "${author[@]}" commit -qam "the tag" && git tag -f v9.8.7 >/dev/null
.ci/release v9.8.7 >"$work/said" 2>&1 || fail "the release of a tag ended with $?"
mkdir "$work/tagged"
tar xzf target/release/tracebridge-9.8.7.tar.gz -C "$work/tagged"
"$work/tagged/tracebridge-9.8.7/bin/tracebridge" --version | grep -qx "tracebridge 9.8.7" || fail "--version does not name the tag"
cd - >/dev/null

tar xzf "$work/one/target/release/"tracebridge-*.tar.gz -C "$work"
home=$(echo "$work"/tracebridge-*/)
commit=$(git rev-parse --short=12 HEAD)
python3 - "$home" <<'PYTHON' || fail "what a document links to is not in the archive"
import pathlib, re, sys

dead = [
    (str(document), link)
    for document in pathlib.Path(sys.argv[1]).rglob("*.md")
    for link in re.findall(r'(?:\]\(|src="|srcset=")(?!https?:|#)([^)"#\s]+)', document.read_text(encoding="utf-8"))
    if not (document.parent / link).exists()
]
sys.exit("\n".join(map(str, dead)) or 0)
PYTHON
mkdir "$work/elsewhere"
cd "$work/elsewhere"
"$home/bin/tracebridge" --version | grep -qx "commit $commit" || fail "--version does not name commit $commit"
for jdk in /usr/lib/jvm/*; do
  [ -x "$jdk/bin/javac" ] || continue
  JAVA_HOME=$jdk "$home/bin/tracebridge" demo --once >"$work/said" 2>&1 || fail "demo --once on $jdk ended with $?"
  "$jdk/bin/java" -jar "$home/lib/tracebridge.jar" demo --once >"$work/said" 2>&1 || fail "the jar on $jdk ended with $?"
  JAVA_HOME=$jdk "$home/bin/tracebridge" selftest --kills 2 >"$work/said" 2>&1 || { cat "$work/said"; fail "selftest on $jdk ended with $?"; }
  echo "bin/tracebridge and lib/tracebridge.jar: passed on $(basename "$jdk")"
done

python3 - "$home" <<'PYTHON' || fail "the list of parts is not that of lib/"
import glob, hashlib, json, os, sys

home = sys.argv[1]
(listed,) = glob.glob(home + "/*.cdx.json")
parts = {}
for part in json.load(open(listed))["components"]:
    sums = {each["alg"]: each["content"] for each in part["hashes"]}
    parts[part["name"] + "-" + part["version"] + ".jar"] = sums["SHA-256"]
for jar in glob.glob(home + "/lib/*.jar"):
    name = os.path.basename(jar)
    if name != "tracebridge.jar":
        assert parts.pop(name) == hashlib.sha256(open(jar, "rb").read()).hexdigest(), name
assert not parts, parts
PYTHON
echo "release: passed in $SECONDS s: $(cut -c1-16 "$work/one/target/release/SHA256SUMS" | head -n 1)… twice"
