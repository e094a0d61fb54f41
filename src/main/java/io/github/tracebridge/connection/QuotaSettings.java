package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Bounds;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A budget of requests.
 *
 * @param bucket its name; connections that share a budget share it
 * @param requests allowed in any window; 0 for no limit of our own
 * @param limitedStatuses what a server answers when its own limit is reached
 */
public record QuotaSettings(
    String bucket, int requests, Duration window, Set<Integer> limitedStatuses) {
  /** The budget that TRACE's connections share. */
  public static final String TRACE = "trace";

  private static final int MOST = 1_000_000;
  private static final Bounds WINDOW = new Bounds(Duration.ofMillis(1), Duration.ofDays(1));

  public QuotaSettings {
    WINDOW.check(
        bucket.equals(TRACE)
            ? Setting.QUOTA_WINDOW.property()
            : Setting.CONNECTION_QUOTA_WINDOW.property(bucket),
        window);
    limitedStatuses = Set.copyOf(limitedStatuses);
  }

  /** The budget that the connection spends: TRACE's connections share one. */
  public static QuotaSettings from(Settings settings, String connection) {
    Set<Integer> statuses =
        settings.list(Setting.LIMITED_STATUSES).stream()
            .map(QuotaSettings::status)
            .collect(Collectors.toSet());
    if (isTraces(connection)) {
      return new QuotaSettings(
          TRACE,
          settings.count(Setting.QUOTA_REQUESTS, 0, MOST),
          settings.duration(Setting.QUOTA_WINDOW),
          statuses);
    }
    return new QuotaSettings(
        connection,
        settings.count(Setting.CONNECTION_QUOTA_REQUESTS, 0, MOST, connection),
        settings.duration(Setting.CONNECTION_QUOTA_WINDOW, connection),
        statuses);
  }

  /** The same, but no answer closes it: whoever sends keeps to what the server asks for. */
  public QuotaSettings ofOurOwn() {
    return new QuotaSettings(bucket, requests, window, Set.of());
  }

  private static boolean isTraces(String connection) {
    return connection.startsWith("trace-");
  }

  /** The setting that says how many requests the connection may send. */
  static String requestsProperty(String connection) {
    return isTraces(connection)
        ? Setting.QUOTA_REQUESTS.property()
        : Setting.CONNECTION_QUOTA_REQUESTS.property(connection);
  }

  /**
   * Whether an answer refuses for want of quota: one of the limited statuses, and 503, which has
   * other reasons too, only where it tells that nothing remains.
   *
   * @param remaining value of {@code X-RateLimit-Remaining}; null where the answer has none
   */
  public boolean isRefusal(int status, @Nullable String remaining) {
    return limitedStatuses.contains(status)
        && (status != 503 || remaining(remaining).orElse(1) == 0);
  }

  /** Empty for an unreadable value; never negative. */
  static OptionalInt remaining(@Nullable String value) {
    try {
      return value == null
          ? OptionalInt.empty()
          : OptionalInt.of(Math.max(0, Integer.parseInt(value.strip())));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static int status(String text) {
    if (!text.matches("[45]\\d\\d")) {
      throw SettingException.wrong(
          Setting.LIMITED_STATUSES.property(), "statuses such as 429,503", text);
    }
    return Integer.parseInt(text);
  }
}
