package io.github.tracebridge.delivery;

import io.github.tracebridge.setting.Secrets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sink's answer to a parcel means.
 *
 * @param reason for people; empty where it was delivered
 * @param response the answer's body, for quarantine; empty where there is none
 * @param pause how long the sink wants to be left alone; null where it does not say
 * @param rows one for each item, in their order; empty where the verdict is on the whole
 */
public record Verdict(
    Kind kind, String reason, String response, @Nullable Duration pause, List<Verdict> rows) {

  /** In the order of how much they ask of the sink's owner. */
  public enum Kind {
    /** The sink has it for good. */
    DELIVERED,
    /** Understood and refused; repeating changes nothing. */
    REFUSED,
    /** Not taken for a passing reason, and surely not done. */
    NOT_NOW,
    /** Answered, and whether it was done is not known. */
    UNKNOWN,
    /** Sent, and no answer came: the sink may still be at work on it. */
    LOST,
    /** The sink takes nothing from us before a person has done something. */
    CLOSED
  }

  public Verdict {
    rows = List.copyOf(rows);
  }

  public static Verdict delivered() {
    return new Verdict(Kind.DELIVERED, "", "", null, List.of());
  }

  public static Verdict of(Kind kind, String reason, String response) {
    return new Verdict(kind, reason, response, null, List.of());
  }

  /** Each item by itself. */
  public static Verdict of(List<Verdict> rows) {
    return new Verdict(Kind.DELIVERED, "", "", null, rows);
  }

  /** The same, and the sink is left alone for so long, or longer. */
  Verdict afterAtLeast(Duration least) {
    return pause != null && pause.compareTo(least) > 0 ? this : after(least);
  }

  /** The same without secrets: a sink may send back what it was sent. */
  Verdict without(Secrets secrets) {
    List<Verdict> each = rows.stream().map(row -> row.without(secrets)).toList();
    return new Verdict(kind, secrets.mask(reason), secrets.mask(response), pause, each);
  }

  public Verdict after(@Nullable Duration asked) {
    List<Verdict> each = rows.stream().map(row -> row.after(asked)).toList();
    return new Verdict(kind, reason, response, asked, each);
  }
}
