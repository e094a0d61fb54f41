package io.github.tracebridge.cli;

import io.github.tracebridge.Home;
import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Selection;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds leads that need a person. */
final class Rejections {
  @Option(names = "--sink", paramLabel = "NAME", description = "At that sink alone.")
  private @Nullable String sink;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Rejected within that time, such as 7d.",
      converter = LeadsCommand.Age.class)
  private @Nullable Duration age;

  @Option(names = "--reason", paramLabel = "TEXT", description = "With that in the reason.")
  private @Nullable String reason;

  /**
   * Which these are by now.
   *
   * @param ids empty for any lead
   * @throws SettingException where there is no such sink, and never was
   */
  Selection among(List<String> ids, Settings settings, LeadRecords records, Clock clock) {
    if (sink != null) {
      requireSink(sink, settings, records.sinks());
    }
    return new Selection(sink, ids, age == null ? null : clock.instant().minus(age), reason);
  }

  /**
   * Lets pass the name of a sink that leads go to, that there is a route of, or one of others.
   *
   * @throws SettingException for all else
   */
  static void requireSink(String name, Settings settings, List<String> others) {
    Set<String> names = new TreeSet<>(Home.find().sinks());
    names.addAll(settings.list(Setting.LEADS_SINKS));
    names.addAll(others);
    if (!names.contains(name)) {
      throw new SettingException(
          "there is no sink " + name + ". There are " + String.join(", ", names) + ".");
    }
  }
}
