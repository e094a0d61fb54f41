package io.github.tracebridge.sandbox;

import java.time.Clock;
import java.time.Instant;

/** Answers that a fault gives in place of the right one. Immutable. */
record FaultAnswers(Clock clock) {
  private static final String HTML =
      "<!DOCTYPE html><html><head><title>Just a moment</title></head>"
          + "<body><h1>We will be back shortly</h1></body></html>";

  Answer of(Faults.Strike strike, Knobs knobs) {
    Instant now = clock.instant();
    Instant until = now.plus(strike.fault().delayOrDefault());
    RateHeaders headers = new RateHeaders(knobs.quota(), now);
    return switch (strike.kind()) {
      case RESET, UPLOAD_RESET, OPTIONS_RESET -> Answer.reset();
      case UNAUTHORIZED, UPLOAD_UNAUTHORIZED, OPTIONS_UNAUTHORIZED -> Gate.unauthorized(knobs);
      case UPLOAD_BAD_REQUEST, OPTIONS_BAD_REQUEST -> Errors.of(400, knobs);
      case UPLOAD_FORBIDDEN, OPTIONS_FORBIDDEN -> Errors.of(403, knobs);
      case LIMITED, UPLOAD_LIMITED, OPTIONS_LIMITED ->
          Errors.of(429, knobs)
              .with(headers.of(0, until))
              .with("Retry-After", headers.seconds(until))
              .with(headers.retryAfter(until));
      case LIMITED_BARE, UPLOAD_LIMITED_BARE -> Errors.of(429, knobs).bare();
      case UNAVAILABLE_NO_QUOTA -> Errors.of(503, knobs).with(headers.of(0, until));
      case UNAVAILABLE, UPLOAD_UNAVAILABLE, OPTIONS_UNAVAILABLE -> Errors.of(503, knobs);
      case HTML_PAGE -> Answer.html(200, HTML);
      default -> Errors.of(500, knobs);
    };
  }
}
