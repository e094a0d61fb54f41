package io.github.tracebridge.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that holds a ledger and commits to it, one row after the other, until killed. */
final class LedgerKeeper implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private int last;

  private LedgerKeeper(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static LedgerKeeper of(LedgerSettings ledger) throws IOException {
    return of(ledger, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param temporary for its temporary files
   */
  static LedgerKeeper of(LedgerSettings ledger, Path temporary) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                LedgerKeeper.class.getName(),
                ledger.folder().toString(),
                ledger.url(),
                ledger.username())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new LedgerKeeper(process);
  }

  /** Opens the ledger, says how many rows it has, and says so again after each that it commits. */
  public static void main(String[] args) {
    try (Ledger ledger =
        Ledger.open(new LedgerSettings(Path.of(args[0]), args[1], args[2], null))) {
      int rows =
          ledger
              .jdbi()
              .withHandle(
                  sql ->
                      sql.select("select count(*) from quota_bucket").mapTo(Integer.class).one());
      while (true) {
        System.out.println(String.format("%09d", rows));
        rows++;
        String bucket = "bucket" + rows;
        ledger
            .jdbi()
            .useHandle(sql -> sql.execute("insert into quota_bucket (bucket) values (?)", bucket));
      }
    }
  }

  /** How many rows the ledger had at some time after the call before; they were all committed. */
  int rows() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("the other process ended; what it said is on standard error");
    }
    last = Integer.parseInt(line);
    return last;
  }

  /**
   * Kills the process at once.
   *
   * @return the rows that it had committed and said so
   */
  int kill() throws IOException {
    // not Process.destroyForcibly, which closes what the process said and nobody read yet
    process.toHandle().destroyForcibly();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      boolean cut = line.length() < 9;
      last = cut ? last : Integer.parseInt(line);
    }
    return last;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
