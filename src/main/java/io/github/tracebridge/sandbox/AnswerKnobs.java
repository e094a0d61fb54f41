package io.github.tracebridge.sandbox;

import java.time.Duration;

/**
 * What all answers have in common. Immutable.
 *
 * @param latency how long each answer takes at least
 * @param dateSkew added to the clock in {@code Date} headers only; may be negative
 */
public record AnswerKnobs(ErrorForm errorForm, Duration latency, Duration dateSkew) {
  /** Body of an error. */
  public enum ErrorForm {
    PROBLEM,
    SUCCESS_FALSE,
    EMPTY
  }

  public AnswerKnobs {
    KnobRule.given("answers.errorForm", errorForm);
    KnobRule.given("answers.latency", latency);
    KnobRule.require(!latency.isNegative(), "answers.latency", "0 or more", latency);
    KnobRule.given("answers.dateSkew", dateSkew);
  }

  static AnswerKnobs defaults() {
    return new AnswerKnobs(ErrorForm.PROBLEM, Duration.ZERO, Duration.ZERO);
  }
}
