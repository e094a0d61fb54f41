# How the rivals on the JVM are built and started; sourced by their `run`.
# shellcheck shell=sh

# the JDK that ./tracebridge takes
bin=${JAVA_HOME:+$JAVA_HOME/bin/}

# build POM SOURCE...: the jars that the POM names, and one of the sources' classes, into $TOOLS/lib.
build() {
  rm -rf "$TOOLS/lib" "$TOOLS/classes"
  pom=$1
  shift
  "$here/../../../mvnw" -q -B -f "$pom" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$TOOLS/lib"
  mkdir -p "$TOOLS/classes"
  "${bin}javac" --release 17 -parameters -d "$TOOLS/classes" -cp "$TOOLS/lib/*" "$@"
  # an archive takes classes from jars only
  "${bin}jar" --create --file "$TOOLS/lib/rival.jar" -C "$TOOLS/classes" .
}

# start CLASS [ARGUMENT...]: in place of this shell, with the options that ./tracebridge gives its own JVM, and a class-data
# archive made as it makes its own. The training records what the archive holds.
start() {
  options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -Dfile.encoding=UTF-8"
  options="$options -Xms40m -Xmn20m -XX:SurvivorRatio=3 -XX:TargetSurvivorRatio=90 -XX:MinHeapFreeRatio=20 -Xmx128m"
  archive=$TOOLS/classes.jsa
  # a folder's jars in one order, for an archive fits one class path only
  path=$(printf '%s:' "$TOOLS"/lib/*.jar)
  MALLOC_ARENA_MAX=1
  export MALLOC_ARENA_MAX
  if [ -n "${TRAINING:-}" ]; then
    rm -f "$archive"
    # shellcheck disable=SC2086
    "${bin}java" $options -XX:DumpLoadedClassList="$TOOLS/classes.list" -Xlog:disable -cp "$path" "$@"
    # shellcheck disable=SC2086
    exec "${bin}java" $options -Xshare:dump -XX:SharedClassListFile="$TOOLS/classes.list" -XX:SharedArchiveFile="$archive" \
      -Xlog:disable -cp "$path"
  fi
  # shellcheck disable=SC2086
  exec "${bin}java" $options -XX:SharedArchiveFile="$archive" -Xshare:auto -Xlog:disable -Xlog:all=error:stderr \
    ${RIVAL_JAVA_OPTS:-} -cp "$path" "$@"
}
