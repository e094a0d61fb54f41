package io.github.tracebridge.offer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One price that moved.
 *
 * @param place entry and label, such as {@code 2027M04 9M /2027}
 * @param percent of the old price; null where that was 0 and no percent says it
 */
record PriceMove(
    Alike alike, String place, BigDecimal before, BigDecimal after, @Nullable BigDecimal percent) {
  private static final BigDecimal BEYOND = BigDecimal.valueOf(Long.MAX_VALUE);

  static PriceMove of(Alike alike, String place, BigDecimal before, BigDecimal after) {
    BigDecimal percent =
        before.signum() == 0
            ? null
            : after
                .subtract(before)
                .multiply(BigDecimal.valueOf(100))
                .divide(before.abs(), MathContext.DECIMAL64);
    return new PriceMove(alike, place, before, after, percent);
  }

  /** How far, in percent; beyond all bounds from 0. */
  BigDecimal size() {
    return percent == null ? BEYOND : percent.abs();
  }

  String words() {
    return alike.label()
        + ", "
        + Alike.shown(place)
        + ": "
        + before.toPlainString()
        + " to "
        + after.toPlainString()
        + (percent == null ? "" : " (" + percent.setScale(1, RoundingMode.HALF_UP) + " %)");
  }
}
