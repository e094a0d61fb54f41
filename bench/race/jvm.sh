# How the rivals on the JVM are built and started; sourced by their `run`.
# shellcheck shell=sh

# build POM SOURCE...: the jars that the POM names, and one of the sources' classes, into $TOOLS/lib.
build() {
  rm -rf "$TOOLS/lib" "$TOOLS/classes"
  pom=$1
  shift
  "$here/../../../mvnw" -q -B -f "$pom" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$TOOLS/lib"
  mkdir -p "$TOOLS/classes"
  javac --release 17 -parameters -d "$TOOLS/classes" -cp "$TOOLS/lib/*" "$@"
  # an archive takes classes from jars only
  jar --create --file "$TOOLS/lib/rival.jar" -C "$TOOLS/classes" .
}

# start CLASS [ARGUMENT...]: in place of this shell, with the options and the class-data archive that ./tracebridge
# gives its own JVM. The training makes the archive.
start() {
  if [ -n "${TRAINING:-}" ]; then
    rm -f "$TOOLS/classes.jsa"
    archive=-XX:ArchiveClassesAtExit=$TOOLS/classes.jsa
  else
    archive=-XX:SharedArchiveFile=$TOOLS/classes.jsa
  fi
  # shellcheck disable=SC2086
  exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms40m -Xmn20m -XX:SurvivorRatio=3 -XX:TargetSurvivorRatio=90 -XX:MinHeapFreeRatio=20 -Xmx128m -Dfile.encoding=UTF-8 \
    "$archive" -Xshare:auto -Xlog:disable -Xlog:all=error:stderr ${RIVAL_JAVA_OPTS:-} \
    -cp "$TOOLS/lib/*" "$@"
}
