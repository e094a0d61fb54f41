package io.github.tracebridge.delivery;

import io.github.tracebridge.setting.SettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What HTTP statuses of a sink mean, where they mean something else than usual.
 *
 * @param special by status such as 404, or class such as 5xx
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC 9110, 15</a>
 */
public record Statuses(Map<String, Verdict.Kind> special) {

  public Statuses {
    special = Map.copyOf(special);
  }

  /**
   * Reads {@code 404=refused} and the like.
   *
   * @param property the setting, for the message
   */
  public static Statuses from(List<String> pairs, String property) {
    Map<String, Verdict.Kind> special = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] parts = pair.split("=", -1);
      if (parts.length != 2 || !parts[0].strip().matches("[1-5](\\d\\d|xx)")) {
        throw wrong(property, pair);
      }
      special.put(parts[0].strip(), kind(parts[1].strip(), property, pair));
    }
    return new Statuses(special);
  }

  private static Verdict.Kind kind(String word, String property, String pair) {
    return kinds()
        .filter(kind -> word(kind).equals(word))
        .findFirst()
        .orElseThrow(() -> wrong(property, pair));
  }

  private static SettingException wrong(String property, String pair) {
    String words = kinds().map(Statuses::word).collect(Collectors.joining(", "));
    return SettingException.wrong(
        property, "pairs such as 404=refused or 5xx=not-now, of the words " + words, pair);
  }

  /** Those that an answer may mean. */
  private static Stream<Verdict.Kind> kinds() {
    return Stream.of(Verdict.Kind.values()).filter(kind -> kind != Verdict.Kind.LOST);
  }

  private static String word(Verdict.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether that status means that the sink has it. */
  public boolean isDelivered(int status) {
    return kind(status) == Verdict.Kind.DELIVERED;
  }

  private Verdict.Kind kind(int status) {
    Verdict.Kind own = special.get(String.valueOf(status));
    Verdict.Kind ofClass = special.get(status / 100 + "xx");
    return own != null ? own : ofClass != null ? ofClass : usual(status);
  }

  /** Of a server's fault nobody knows whether it came before or after the deed. */
  private static Verdict.Kind usual(int status) {
    return switch (status) {
      case 408, 425, 429, 503 -> Verdict.Kind.NOT_NOW;
      case 401, 403, 404, 405, 407 -> Verdict.Kind.CLOSED;
      // what stands before the sink gave up; the sink has not
      case 502, 504 -> Verdict.Kind.LOST;
      default ->
          switch (status / 100) {
            case 2 -> Verdict.Kind.DELIVERED;
            case 4 -> Verdict.Kind.REFUSED;
            case 5 -> Verdict.Kind.UNKNOWN;
            default -> Verdict.Kind.CLOSED;
          };
    };
  }

  /** What an answer means by its status alone. */
  public Verdict verdict(int status, String response) {
    Verdict.Kind kind = kind(status);
    return switch (kind) {
      case DELIVERED -> Verdict.delivered();
      case CLOSED ->
          Verdict.of(
              kind, "it answered " + status + ". Check its url, path and credentials.", response);
      default -> Verdict.of(kind, "it answered " + status + ".", response);
    };
  }
}
