package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a fault strikes. Immutable.
 *
 * @param rate probability, 0 to 1; null means 1
 * @param next how many times yet; null means until switched off
 * @param page the only page it applies to, as the client numbers it; null means every page
 * @param delay total delay of a slow answer, or the wait a limit announces; null means one second
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    @Nullable Double rate,
    @Nullable Integer next,
    @Nullable Integer page,
    @Nullable Duration delay) {

  public Fault {
    KnobRule.require(rate == null || (rate >= 0 && rate <= 1), "rate", "0 to 1", "" + rate);
    KnobRule.require(next == null || next >= 0, "next", "0 or more", "" + next);
    KnobRule.require(delay == null || !delay.isNegative(), "delay", "0 or more", "" + delay);
  }

  /** Strikes the next {@code n} times. */
  public static Fault next(int n) {
    return new Fault(null, n, null, null);
  }

  /** Strikes with a probability, until switched off. */
  public static Fault rate(double probability) {
    return new Fault(probability, null, null, null);
  }

  /** The same on one page only. */
  public Fault onPage(int number) {
    return new Fault(rate, next, number, delay);
  }

  /** The same with another delay. */
  public Fault delayed(Duration total) {
    return new Fault(rate, next, page, total);
  }

  Duration delayOrDefault() {
    return delay == null ? Duration.ofSeconds(1) : delay;
  }

  Fault spent() {
    return next == null ? this : new Fault(rate, next - 1, page, delay);
  }
}
