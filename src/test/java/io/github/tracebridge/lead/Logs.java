package io.github.tracebridge.lead;

import io.github.tracebridge.delivery.SinkSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Sinks that get every version, for tests. */
final class Logs {
  private Logs() {}

  static List<SinkSettings> of(int batch, String... names) {
    return Stream.of(names)
        .map(
            name ->
                new SinkSettings(
                    name,
                    SinkSettings.Versions.EVERY,
                    batch,
                    1,
                    SinkSettings.Repeat.SAFE,
                    Duration.ZERO))
        .toList();
  }
}
