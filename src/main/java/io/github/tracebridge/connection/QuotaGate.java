package io.github.tracebridge.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
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
  private final LongAdder spent = new LongAdder();

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
    Instant now = clock.instant();
    ledger.begin(settings.bucket(), now, now.plus(LONGEST_CLOSURE));
  }

  public QuotaSettings settings() {
    return settings;
  }

  /** Requests sent since the process began. */
  public long spent() {
    return spent.sum();
  }

  /** How many requests may go out now. */
  public int left() {
    return ledger.left(settings, clock.instant());
  }

  /**
   * Leave for one request.
   *
   * @param request its number in the ledger; 0 where it is not counted
   * @param given when; the server counts the request at some time between this and its answer
   */
  record Permit(long request, Instant given) {}

  /**
   * Waits until one more request may go out.
   *
   * @throws Fault.Stopping when the process stops meanwhile
   */
  Permit enter() {
    boolean said = false;
    while (true) {
      Instant now = clock.instant();
      QuotaLedger.Decision decision = ledger.enter(settings, now);
      if (decision.openAt().isEmpty()) {
        spent.increment();
        return new Permit(decision.request(), now);
      }
      Duration wait = Duration.between(now, decision.openAt().get());
      if (!said && wait.compareTo(WORTH_A_LINE) > 0) {
        LOG.info("quota used up, going on at {}", TIME.format(decision.openAt().get()));
        said = true;
      }
      pause.await(wait);
    }
  }

  /** Takes back a permit for a request that was not sent after all. */
  void giveBack(Permit permit) {
    ledger.giveBack(settings, permit.request());
    spent.decrement();
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
