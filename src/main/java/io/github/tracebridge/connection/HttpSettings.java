package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Bounds;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.time.Duration;

/**
 * How long a call may take and how it is repeated.
 *
 * @param retries how often a call is repeated after a passing fault
 * @param retryDelay wait before the first repetition; the waits double up to 30 s
 * @param connectTimeout how long a connection may take
 * @param responseTimeout how long an answer may stay silent
 * @param answerTimeout how long an answer may take, to its last byte
 */
public record HttpSettings(
    int retries,
    Duration retryDelay,
    Duration connectTimeout,
    Duration responseTimeout,
    Duration answerTimeout) {
  private static final Bounds DELAY = new Bounds(Duration.ofMillis(1), Duration.ofSeconds(30));

  /** To the HTTP client, 0 is no timeout at all. */
  private static final Bounds TIMEOUT = new Bounds(Duration.ofMillis(1), Duration.ofHours(1));

  private static final Bounds WHOLE_ANSWER = new Bounds(Duration.ofMillis(1), Duration.ofDays(1));

  public HttpSettings {
    DELAY.check(Setting.HTTP_RETRY_DELAY.property(), retryDelay);
    TIMEOUT.check(Setting.HTTP_CONNECT_TIMEOUT.property(), connectTimeout);
    TIMEOUT.check(Setting.HTTP_RESPONSE_TIMEOUT.property(), responseTimeout);
    WHOLE_ANSWER.check(Setting.HTTP_ANSWER_TIMEOUT.property(), answerTimeout);
  }

  public static HttpSettings from(Settings settings) {
    return new HttpSettings(
        settings.count(Setting.HTTP_RETRIES, 0, 1000),
        settings.duration(Setting.HTTP_RETRY_DELAY),
        settings.duration(Setting.HTTP_CONNECT_TIMEOUT),
        settings.duration(Setting.HTTP_RESPONSE_TIMEOUT),
        settings.duration(Setting.HTTP_ANSWER_TIMEOUT));
  }
}
