package io.github.tracebridge.setting;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which sinks there may be, and which settings: those of a sink that is switched off for a while
 * stay where they are. Immutable.
 */
final class SinkNames {
  private static final Pattern PROPERTY = Pattern.compile("sinks\\.([^.]+)\\..+");

  /** Sinks that come with the product: all their settings are known. */
  private static final Set<String> SHIPPED =
      Set.of("file", "http", "hubspot", "salesforce", "tryton", "kafka");

  /** Of these, the ones that get every version, and call no CRM over HTTP. */
  private static final Set<String> LOGS = Set.of("file", "kafka");

  private static final Set<Setting> OF_HTTP =
      Set.of(
          Setting.SINK_URL,
          Setting.SINK_CONNECTION,
          Setting.SINK_METHOD,
          Setting.SINK_PATH,
          Setting.SINK_HEADERS,
          Setting.SINK_HEADERS_FILE,
          Setting.SINK_KEY_HEADER,
          Setting.SINK_LOOK_UP,
          Setting.SINK_LOOK_UP_FOUND,
          Setting.SINK_STATUSES);

  private final Set<String> names = new TreeSet<>(SHIPPED);

  /**
   * @param routes names of all sinks that there is a route of
   * @param chosen what leads.sinks says
   */
  SinkNames(Collection<String> routes, String chosen) {
    names.addAll(routes);
    Arrays.stream(chosen.split(","))
        .map(String::strip)
        .filter(sink -> !sink.isEmpty())
        .forEach(names::add);
  }

  /** The names that a setting of sinks may go by. */
  List<String> of(Setting setting) {
    return names.stream()
        .filter(sink -> !(LOGS.contains(sink) && OF_HTTP.contains(setting)))
        .map(setting::property)
        .toList();
  }

  /** The names that a setting of connections may go by, of CRMs that have none. */
  List<String> ofTheirOwnConnections(Setting setting) {
    return names.stream()
        .filter(sink -> !LOGS.contains(sink))
        .map(sink -> setting.property("sink-" + sink))
        .toList();
  }

  /** Whether it is of a sink of the user's own, whose settings only its route knows. */
  boolean isOwn(String property) {
    return names.stream()
        .filter(sink -> !SHIPPED.contains(sink))
        .anyMatch(sink -> property.startsWith("sinks." + sink + "."));
  }

  /** Whether it is a setting of CRMs over HTTP at a sink that is none. */
  boolean isUseless(String property) {
    return LOGS.stream()
        .anyMatch(log -> OF_HTTP.stream().anyMatch(each -> each.property(log).equals(property)));
  }

  /** Whether it is of a sink that there is not. */
  boolean isOfNone(String property) {
    return sink(property).filter(sink -> !names.contains(sink)).isPresent();
  }

  /** The sink that a setting is of, if it is one of a sink's. */
  static Optional<String> sink(String property) {
    return Optional.of(PROPERTY.matcher(property)).filter(Matcher::matches).map(m -> m.group(1));
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
