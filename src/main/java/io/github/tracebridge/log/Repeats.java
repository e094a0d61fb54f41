package io.github.tracebridge.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/**
 * Leaves out warnings and errors that come again and again: of the same words, or the same class of
 * fault, a logger says a few within a minute, and then how many there were more. Thread-safe.
 *
 * <p>Logback's own DuplicateMessageFilter forgets neither with time nor says what it left out.
 */
public final class Repeats extends TurboFilter {
  private static final int MOST = 10;
  private static final int KEPT = 200;
  private static final int LONGEST = 200;
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Ids and counts, by which lines differ that say the same. */
  private static final Pattern NUMBER = Pattern.compile("[0-9A-Fa-f-]*[0-9][0-9A-Fa-f-]*");

  private final Clock clock;
  private final Map<Key, Count> counts = new LinkedHashMap<>();

  /** When there is something to be said of what was left out. */
  private volatile long dueMillis = Long.MAX_VALUE;

  private record Key(Logger logger, Level level, String words) {}

  /** Of lines that say the same, since the first of them. */
  private static final class Count {
    final long since;
    int lines;
    String last = "";

    Count(long since) {
      this.since = since;
    }

    int leftOut() {
      return Math.max(0, lines - MOST);
    }
  }

  public Repeats(Clock clock) {
    this.clock = clock;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable fault) {
    if (dueMillis != Long.MAX_VALUE && clock.millis() >= dueMillis) {
      tell(clock.millis() - PERIOD.toMillis());
    }
    if (format == null
        || !level.isGreaterOrEqual(Level.WARN)
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    FormattingTuple line = MessageFormatter.arrayFormat(format, arguments);
    Throwable thrown = fault == null ? line.getThrowable() : fault;
    String words = thrown == null ? words(format) : thrown.getClass().getName();
    boolean isOneOfMany = count(new Key(logger, level, words), line);
    return isOneOfMany ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static String words(String format) {
    String head = format.substring(0, Math.min(format.length(), LONGEST));
    return NUMBER.matcher(head).replaceAll("#");
  }

  private synchronized boolean count(Key key, FormattingTuple line) {
    long now = clock.millis();
    Count count = counts.get(key);
    if (count == null || isOver(count, now)) {
      count = new Count(now);
      forgetSome();
      counts.put(key, count);
    }
    count.lines++;
    if (count.leftOut() == 0) {
      return false;
    }
    count.last = String.valueOf(line.getMessage());
    dueMillis = Math.min(dueMillis, count.since + PERIOD.toMillis());
    return true;
  }

  /** Also where the time of day was put back. */
  private static boolean isOver(Count count, long now) {
    return now < count.since || now - count.since >= PERIOD.toMillis();
  }

  /** One of which something is to be said is not forgotten before, as far as there is room. */
  private void forgetSome() {
    if (counts.size() >= KEPT) {
      counts.values().removeIf(count -> count.leftOut() == 0);
    }
    if (counts.size() >= KEPT) {
      counts.clear();
    }
  }

  synchronized int kept() {
    return counts.size();
  }

  /** Says what was left out and not yet said, also of the minute under way. */
  public void tellAll() {
    tell(Long.MAX_VALUE);
  }

  private void tell(long begunUntil) {
    List<Runnable> lines = new ArrayList<>();
    synchronized (this) {
      long next = Long.MAX_VALUE;
      var each = counts.entrySet().iterator();
      while (each.hasNext()) {
        var entry = each.next();
        Count count = entry.getValue();
        if (count.since <= begunUntil) {
          each.remove();
          lines.add(() -> tell(entry.getKey(), count));
        } else if (count.leftOut() > 0) {
          next = Math.min(next, count.since + PERIOD.toMillis());
        }
      }
      dueMillis = next;
    }
    lines.forEach(Runnable::run);
  }

  private static void tell(Key key, Count count) {
    if (count.leftOut() > 0) {
      key.logger()
          .log(
              null,
              Repeats.class.getName(),
              Level.toLocationAwareLoggerInteger(key.level()),
              "{} more lines like this were left out within a minute: {}",
              new Object[] {count.leftOut(), count.last},
              null);
    }
  }
}
