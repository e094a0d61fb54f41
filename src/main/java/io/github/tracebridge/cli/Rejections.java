package io.github.tracebridge.cli;

import io.github.tracebridge.delivery.LeadRecords.Selection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
   */
  Selection among(List<String> ids, Clock clock) {
    return new Selection(sink, ids, age == null ? null : clock.instant().minus(age), reason);
  }
}
