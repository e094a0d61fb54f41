package io.github.tracebridge.selftest;

import io.github.tracebridge.sandbox.Counters;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The real job against a sandbox that misbehaves: killed at random moments as often as wanted, run
 * once more undisturbed, and then held against what the sandbox has. Not thread-safe.
 */
public final class Trial {
  private static final int CONFIGURATIONS = 6;
  private static final int LONGEST_MS = 2500;
  private static final int MOST_CHANGES = 8;
  private static final int NEWS = 20;
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

  /** Done, or done and something needs a person. */
  private static final Set<Integer> ENDS_WELL = Set.of(0, 3);

  /** Of the sandbox's clients, and how its tokens begin. */
  private static final Pattern SECRET = Pattern.compile("sandbox-secret|sandbox-upload-secret|eyJ");

  private final Path folder;
  private final Sandbox sandbox;
  private final Clock clock;
  private final Random random;
  private final Map<String, String> environment;
  private final DroppedOffers offers;
  private final List<String> ends = new ArrayList<>();
  private final List<String> torn = new ArrayList<>();
  private final Map<Path, Long> sums = new HashMap<>();
  private int kills;
  private @Nullable Process job;
  private boolean isStopped;

  /**
   * The sandbox misbehaves from here on.
   *
   * @param folder for all that the job has and says
   * @param sandbox with {@link Weather#knobs} and some leads
   * @param seed of all that is random but for the machine's pace
   * @param more settings, by their names in the environment
   */
  public Trial(Path folder, Sandbox sandbox, long seed, Map<String, String> more, Clock clock)
      throws IOException {
    this.folder = folder;
    this.sandbox = sandbox;
    this.clock = clock;
    random = new Random(seed);
    environment = new HashMap<>(Weather.settings(sandbox));
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.putAll(more);
    offers = new DroppedOffers(folder.resolve("data/offers"), sandbox.offers());
    Weather.begin(sandbox, seed);
  }

  /**
   * Drops an offer file, has leads come in and change, starts the job, and kills it: as often as
   * not some time after it asked for something, else as a file of its own comes or goes.
   *
   * @return how long it lived
   */
  public Duration kill() throws IOException, InterruptedException {
    int number = offers.count() + 1;
    offers.drop("F" + number, random.nextInt(CONFIGURATIONS), 1000 + number);
    sandbox.leads().add(NEWS);
    sandbox.leads().change(NEWS);
    int lives = random.nextInt(LONGEST_MS);
    boolean isAtChange = random.nextBoolean();
    kills++;
    Instant begin = clock.instant();
    Process started = start("run");
    try {
      if (!await(started, LONGEST_START, 1, this::asked) && started.isAlive()) {
        ends.add("it asked for nothing within " + LONGEST_START.toSeconds() + " s");
      }
      if (isAtChange) {
        await(started, Duration.ofMillis(lives), 1 + random.nextInt(MOST_CHANGES), this::files);
      } else {
        var unused = started.waitFor(lives, TimeUnit.MILLISECONDS);
      }
      if (!started.isAlive()) {
        ends.add("it ended by itself, with exit code " + started.exitValue());
      }
      return Duration.between(begin, clock.instant());
    } finally {
      started.destroyForcibly().waitFor();
      lookAtFiles();
    }
  }

  private synchronized Process start(String... command) throws IOException {
    Process started = JobProcess.of(folder, environment, command).start();
    job = started;
    if (isStopped) {
      started.destroyForcibly();
    }
    return started;
  }

  /** Ends the job that runs, and any that is started from here on; by any thread. */
  public synchronized void stop() {
    isStopped = true;
    if (job != null) {
      job.destroyForcibly();
    }
  }

  /** Whoever reads a file as soon as it is there has what it holds later. */
  private void lookAtFiles() throws IOException {
    for (Path file : files()) {
      if (file.toString().endsWith(".ndjson")) {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        Long before = sums.put(file, sum.getValue());
        if (before != null && before != sum.getValue()) {
          torn.add("another content than before: " + file.getFileName());
        }
      }
    }
  }

  /** Waits until it was seen to change so often, or for so long; whether it was. */
  private boolean await(Process job, Duration longest, int changes, Supplier<Object> seen)
      throws InterruptedException {
    Instant latest = clock.instant().plus(longest);
    Object last = seen.get();
    int count = 0;
    while (count < changes && job.isAlive() && clock.instant().isBefore(latest)) {
      var unused = job.waitFor(1, TimeUnit.MILLISECONDS);
      Object now = seen.get();
      count += now.equals(last) ? 0 : 1;
      last = now;
    }
    return count >= changes;
  }

  /** What the job has by name; nothing while a folder moves. */
  private Set<Path> files() {
    try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
      return all.collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException e) {
      return Set.of();
    }
  }

  private long asked() {
    return sandbox.counters().requests().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Runs the job once more, while the sandbox behaves.
   *
   * @return its exit code; -1 where it came to no end
   */
  public int finish() throws IOException, InterruptedException {
    sandbox.faults().clear();
    Process last = start("sync", "--once");
    try {
      int code = last.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS) ? last.exitValue() : -1;
      if (!ENDS_WELL.contains(code)) {
        ends.add("the last run failed, with exit code " + code);
      }
      return code;
    } finally {
      last.destroyForcibly().waitFor();
      lookAtFiles();
    }
  }

  /** What was delivered. */
  public DeliveredLines leads() {
    return DeliveredLines.read(folder.resolve("data/leads"));
  }

  /** What was dropped. */
  public DroppedOffers offers() {
    return offers;
  }

  /**
   * Each promise with what speaks against it, a sentence each; no sentence where it is kept. Behind
   * {@link #finish} alone: what is under way counts as lost.
   */
  public Map<String, List<String>> promises() throws IOException {
    DeliveredLines.Verdict verdict = leads().against(sandbox.leads().truth());
    Counters counters = sandbox.counters();
    Map<String, List<String>> promises = new LinkedHashMap<>();
    promises.put("no lead is lost", verdict.lost());
    promises.put("no version of a lead is delivered twice", verdict.duplicated());
    List<String> broken = new ArrayList<>(torn);
    broken.addAll(verdict.malformed());
    promises.put("every file of leads is whole from the moment it is there", broken);
    promises.put("every offer file has come to its end and has a receipt", offers.unexplained());
    promises.put("no offer is at TRACE otherwise than its receipt says", unsaid(counters));
    promises.put("no request has a token that is not for it", strayTokens(counters));
    promises.put("no secret and no token is in the log", said());
    promises.put("no request goes beyond the quota", tooMany(counters));
    promises.put(
        "the job ends only when it is told to, and well when it is done", List.copyOf(ends));
    return promises;
  }

  /** A kill or a fault loses one answer at most, and no receipt may tell of more. */
  private List<String> unsaid(Counters counters) throws IOException {
    List<String> found = new ArrayList<>(offers.unsaid());
    long mostLost = kills;
    for (FaultKind kind : FaultKind.values()) {
      mostLost += kind.name().startsWith("UPLOAD") ? counters.faults(kind) : 0;
    }
    if (offers.lostAnswers() > mostLost) {
      found.add(offers.lostAnswers() + " answers are said to be lost, of " + mostLost + " at most");
    }
    return found;
  }

  /** By bytes: a kill may cut a letter in two. */
  private List<String> said() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("log"), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> SECRET.matcher(line).find()).toList();
    }
  }

  private static List<String> strayTokens(Counters counters) {
    List<String> found = new ArrayList<>();
    if (counters.strayAuthorizations() > 0) {
      found.add(counters.strayAuthorizations() + " requests had one to an unknown address");
    }
    counters.wrongScope().forEach((kind, times) -> found.add(times + " × wrong scope: " + kind));
    long reading = counters.tokenUses(RequestKind.UPLOAD, Weather.CRM);
    if (reading > 0) {
      found.add(reading + " uploads had that of leads");
    }
    long uploading = counters.tokenUses(RequestKind.PAGE, Weather.DESK);
    if (uploading > 0) {
      found.add(uploading + " pages had that of uploads");
    }
    return found;
  }

  private static List<String> tooMany(Counters counters) {
    return counters.limited() == 0
        ? List.of()
        : List.of(counters.limited() + " requests were refused with 429");
  }
}
