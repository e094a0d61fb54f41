package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferLedger;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job killed right before one of the calls to the system by which its ledger or its folders
 * change: by strace, and left out where there is none. Before each of them, in an hour: {@code
 * ./mvnw test -Dtest=OfferKillPointsTest -Dcrash.offer-points=999}.
 */
class OfferKillPointsTest {
  private static final String CALLS = "pwrite64,fsync,fdatasync,rename,unlink,mkdir,rmdir";
  private static final Pattern CALL = Pattern.compile("^(\\d+) +([a-z0-9]+)\\(");
  private static final int SIGKILLED = 128 + 9;

  private final int points = Integer.getInteger("crash.offer-points", 1);
  private final long seed = Long.getLong("crash.seed", System.nanoTime());
  private final Map<String, Integer> states = new TreeMap<>();
  private int kills;
  private int twice;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @BeforeAll
  static void needsStrace() throws InterruptedException {
    assumeTrue(isThere(), "strace is not here, or may not trace, so no step can be chosen");
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "true").start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The nth call of that name, from 1, of the thread that does the work. */
  private record Step(String call, int nth) {
    @Override
    public String toString() {
      return call + "-" + nth;
    }
  }

  @Test
  void whereverItIsKilledEachFileComesToItsEnd() throws Exception {
    List<Step> steps = steps();
    int all = steps.size();
    Collections.shuffle(steps, new Random(seed));
    List<Step> chosen = steps.subList(0, Math.min(points, all));
    for (Step step : chosen) {
      kill(step);
    }
    System.out.printf(
        "%d of %d steps (seed %d): %d kills; states of files when killed: %s; %d offers went up"
            + " twice%n",
        chosen.size(), all, seed, kills, states, twice);
    assertThat(kills).isPositive();
  }

  /** Those of a run that nobody kills. */
  private List<Step> steps() throws Exception {
    Path trace = folder.resolve("trace");
    try (Sandbox sandbox = sandbox()) {
      Path whole = folder.resolve("whole");
      CrashedOffers offers = offers(whole, Database.SQLITE.fresh(whole.resolve("data")), sandbox);
      run(traced(offers, trace.toString(), CALLS));
    }
    try (Stream<String> lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
      Map<String, List<String>> byThread =
          lines
              .map(CALL::matcher)
              .filter(Matcher::find)
              .collect(
                  Collectors.groupingBy(
                      line -> line.group(1),
                      Collectors.mapping(line -> line.group(2), Collectors.toList())));
      return numbered(Collections.max(byThread.values(), Comparator.comparing(List::size)));
    }
  }

  private static List<Step> numbered(List<String> calls) {
    Map<String, Integer> seen = new HashMap<>();
    return calls.stream()
        .map(call -> new Step(call, seen.merge(call, 1, Integer::sum)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Once where the files come in, and once where the held one is approved. */
  private void kill(Step step) throws Exception {
    Path here = folder.resolve(step.toString());
    LedgerSettings ledger = Database.SQLITE.fresh(here.resolve("data"));
    try (Sandbox sandbox = sandbox()) {
      CrashedOffers offers = offers(here, ledger, sandbox);
      if (step.nth() % 2 == 1) {
        sandbox.faults().set(FaultKind.UPLOAD_LOST_RESET, Fault.next(1));
      }
      killAt(step, offers, ledger);
      run(offers.job("sync", "--once"));
      for (Path held : offers.files().list("held")) {
        if (held.toString().endsWith(".json")) {
          Files.createFile(held.resolveSibling(held.getFileName() + ".approve"));
        }
      }
      killAt(step, offers, ledger);
      run(offers.job("sync", "--once"));
      offers.check();
      assertThat(offers.files().list("held")).isEmpty();
      assertThat(run(offers.job("receipts", "verify"))).isZero();
      twice += (int) offers.files().versions().values().stream().filter(times -> times > 1).count();
    } catch (AssertionError e) {
      throw new AssertionError("killed before " + step + ", see " + here, e);
    }
  }

  private void killAt(Step step, CrashedOffers offers, LedgerSettings ledger) throws Exception {
    String inject = "inject=" + step.call() + ":signal=SIGKILL:when=" + step.nth();
    if (run(traced(offers, "/dev/null", step.call(), "-e", inject)) != SIGKILLED) {
      return;
    }
    kills++;
    try (Ledger look = Ledger.look(ledger).orElse(null)) {
      List<OfferFile> files =
          look == null ? List.of() : new OfferLedger(look, Clock.systemUTC()).newest(9);
      files.forEach(file -> states.merge(file.state().name(), 1, Integer::sum));
    }
  }

  private static ProcessBuilder traced(
      CrashedOffers offers, String output, String calls, String... options) {
    ProcessBuilder process = offers.job("sync", "--once");
    List<String> line = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", output));
    line.addAll(List.of("-e", "trace=" + calls));
    line.addAll(List.of(options));
    line.addAll(process.command());
    return process.command(line);
  }

  private static int run(ProcessBuilder job) throws Exception {
    Process process = job.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * On a ledger that is there; the second moves a price so far that it is held, the third is
   * broken.
   */
  private static CrashedOffers offers(Path folder, LedgerSettings ledger, Sandbox sandbox)
      throws Exception {
    CrashedOffers offers = new CrashedOffers(folder, ledger, sandbox);
    run(offers.job("sync", "--once"));
    offers.files().drop("A", 1, 70);
    offers.files().drop("B", 1, 140);
    offers.files().drop("C", "{");
    return offers;
  }

  private static Sandbox sandbox() {
    return Sandbox.start(
        0, Knobs.defaults().with("{quota:{requests:0,window:'1s'}}"), Clock.systemUTC());
  }
}
