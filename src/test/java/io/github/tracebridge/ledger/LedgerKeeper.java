package io.github.tracebridge.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that holds a ledger until it is closed. */
final class LedgerKeeper implements AutoCloseable {
  /** How many it commits, one by one. */
  static final int ROWS = 60;

  private final Process process;

  private LedgerKeeper(Process process) {
    this.process = process;
  }

  static LedgerKeeper of(LedgerSettings ledger) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-XX:+UseSerialGC",
                LedgerKeeper.class.getName(),
                ledger.folder().toString(),
                ledger.url(),
                ledger.username())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    LedgerKeeper keeper = new LedgerKeeper(process);
    keeper.awaitOpen();
    return keeper;
  }

  /** Opens the ledger, writes to it, says so, and keeps it until standard input ends. */
  public static void main(String[] args) throws IOException {
    try (Ledger ledger =
        Ledger.open(new LedgerSettings(Path.of(args[0]), args[1], args[2], null))) {
      for (int i = 0; i < ROWS; i++) {
        String bucket = "bucket" + i;
        ledger
            .jdbi()
            .useHandle(sql -> sql.execute("insert into quota_bucket (bucket) values (?)", bucket));
      }
      System.out.println("open");
      while (System.in.read() >= 0) {
        // nothing is sent
      }
    }
  }

  private void awaitOpen() throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("open")) {
        return;
      }
    }
    throw new AssertionError("the other process could not open the ledger");
  }

  /** Kills the process as a power cut does. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
