package io.github.tracebridge.cli;

import io.github.tracebridge.lead.Window;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told a window. */
final class WindowOptions {
  @Option(
      names = "--from",
      paramLabel = "DATE|TIME",
      description = "Leads created from then on; a day begins in UTC.",
      converter = TimeText.class)
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "DATE|TIME",
      description = "And before then.",
      converter = TimeText.class)
  private @Nullable Instant to;

  /**
   * Empty where nothing is said.
   *
   * @throws IllegalArgumentException with a sentence where half of it is said, or it is none
   */
  Optional<Window> window() {
    if (from == null && to == null) {
      return Optional.empty();
    }
    if (from == null || to == null) {
      throw new IllegalArgumentException("say both --from and --to.");
    }
    return Optional.of(new Window(from, to));
  }

  /**
   * @throws IllegalArgumentException with a sentence where a window is named beside that option
   */
  void requireNoneBeside(String option) {
    if (from != null || to != null) {
      throw new IllegalArgumentException("say " + option + " without --from and --to.");
    }
  }

  Window required() {
    return window()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "say --from and --to, such as --from 2026-11-01 --to 2026-11-08."));
  }
}
