package io.github.tracebridge.connection;

import io.github.tracebridge.log.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that spends requests: each waits here until the budget allows it, and is counted
 * from the time its answer is in, so that no window of the server's can hold more than the budget.
 * Thread-safe; what was spent outlives the process.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6585#section-4">RFC 6585, 4</a>
 */
public final class QuotaGate {
  /** What a request is spent on that asks for a token. */
  public static final String LOGIN = "login";

  /** What a request is spent on where nobody knows better. */
  public static final String OTHER = "other";

  private static final Logger LOG = LoggerFactory.getLogger(QuotaGate.class);
  private static final Duration LONGEST_CLOSURE = Duration.ofHours(1);
  private static final Duration WORTH_A_LINE = Duration.ofSeconds(2);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final QuotaSettings settings;
  private final QuotaLedger ledger;
  private final Clock clock;
  private final Pause pause;
  private final RandomGenerator jitter;
  private final Shortage shortage;
  private final Map<String, LongAdder> bill = new ConcurrentSkipListMap<>();
  private volatile @Nullable Instant waitsUntil;

  public QuotaGate(
      QuotaSettings settings,
      QuotaLedger ledger,
      Clock clock,
      Pause pause,
      RandomGenerator jitter) {
    this.settings = settings;
    this.ledger = ledger;
    this.clock = clock;
    this.pause = pause;
    this.jitter = jitter;
    this.shortage = new Shortage(settings.window());
    Instant now = clock.instant();
    ledger.begin(settings.bucket(), now, now.plus(LONGEST_CLOSURE));
  }

  public QuotaSettings settings() {
    return settings;
  }

  /** Requests sent since the process began. */
  public long spent() {
    return bill.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** What they were spent on: how many by purpose, sorted; a snapshot without those of none. */
  public SortedMap<String, Long> bill() {
    SortedMap<String, Long> counts = new TreeMap<>();
    bill.forEach((purpose, count) -> counts.put(purpose, count.sum()));
    counts.values().removeIf(count -> count <= 0);
    return Collections.unmodifiableSortedMap(counts);
  }

  /**
   * The same of those that count in the current window, of processes before this one and beside it
   * too; empty where there is no budget. Asks the ledger.
   */
  public SortedMap<String, Long> windowBill() {
    return Collections.unmodifiableSortedMap(ledger.bill(settings, clock.instant()));
  }

  /** How many requests may go out now. */
  public int left() {
    return ledger.left(settings, clock.instant());
  }

  /** How long the request has to wait still that waits; empty where none does. */
  public Optional<Duration> waiting() {
    Instant until = waitsUntil;
    Duration wait = until == null ? Duration.ZERO : Duration.between(clock.instant(), until);
    return wait.compareTo(Duration.ZERO) > 0 ? Optional.of(wait) : Optional.empty();
  }

  /**
   * Whether requests wait for the quota, or did within the last window, for longer than a moment.
   */
  public boolean isShort() {
    return shortage.isOn(clock.instant());
  }

  /**
   * Leave for one request.
   *
   * @param request its number in the ledger; 0 where it is not counted
   * @param given when; the server counts the request at some time between this and its answer
   * @param purpose what it is spent on
   */
  record Permit(long request, Instant given, String purpose) {}

  /**
   * Waits until one more request may go out.
   *
   * @param purpose what it is spent on; at most 16 characters
   * @throws Fault.Stopping when the process stops meanwhile
   */
  Permit enter(String purpose) {
    while (true) {
      Instant now = clock.instant();
      QuotaLedger.Decision decision = ledger.enter(settings, purpose, now);
      if (decision.openAt().isEmpty()) {
        waitsUntil = null;
        count(purpose).increment();
        shortage
            .over(now)
            .ifPresent(time -> LOG.info("the quota has room again after {}", Outage.words(time)));
        return new Permit(decision.request(), now, purpose);
      }
      waitsUntil = decision.openAt().get();
      Duration wait = Duration.between(now, decision.openAt().get());
      if (wait.compareTo(WORTH_A_LINE) > 0 && shortage.isNew(now, waitsUntil)) {
        LOG.info("quota used up, going on at {}", TIME.format(waitsUntil));
      }
      pause.await(wait);
    }
  }

  /** Takes back a permit for a request that was not sent after all. */
  void giveBack(Permit permit) {
    ledger.giveBack(settings, permit.request());
    count(permit.purpose()).decrement();
  }

  private LongAdder count(String purpose) {
    return bill.computeIfAbsent(purpose, name -> new LongAdder());
  }

  /** Counts the request from now on, and obeys what its answer said. */
  void answered(Permit permit, RateLimit said) {
    Instant now = clock.instant();
    Optional<Instant> closedUntil =
        said.refused() ? Optional.of(now.plus(closure(said))) : Optional.empty();
    boolean nothingLeft = said.remaining().orElse(1) == 0;
    Optional<Duration> wait =
        said.reset().or(() -> nothingLeft ? Optional.of(settings.window()) : Optional.empty());
    Optional<Instant> reset = wait.map(QuotaGate::capped).map(now::plus);
    ledger.answered(settings, permit, now, said.remaining(), reset, closedUntil);
  }

  private Duration closure(RateLimit said) {
    Duration wait = said.retryAfter().or(said::reset).orElse(settings.window());
    Duration capped = capped(wait);
    long spread = Math.max(50, Math.min(capped.toMillis() / 20, 1000));
    return capped.plusMillis(jitter.nextLong(spread));
  }

  private static Duration capped(Duration wait) {
    return wait.compareTo(LONGEST_CLOSURE) > 0 ? LONGEST_CLOSURE : wait;
  }
}
