package io.github.tracebridge.cli;

import io.github.tracebridge.lead.WindowWalks.Standing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a window has come: one changing line on a terminal, a line now and then elsewhere.
 */
final class WindowProgress {
  private static final int LOOKS_A_LINE = 50;
  private static final Logger LOG = LoggerFactory.getLogger(WindowProgress.class);

  private final boolean terminal = !Progress.otherLine().isEmpty() && !Logging.isJson();
  private int looks;
  private @Nullable String waits;

  synchronized void show(Standing now) {
    boolean isNews = !Objects.equals(waits, now.waits());
    waits = now.waits();
    looks++;
    if (terminal || isNews || looks % LOOKS_A_LINE == 0) {
      String line = now.purpose().id() + ": " + words(now);
      if (terminal) {
        System.err.print(Progress.otherLine() + line);
        System.err.flush();
      } else {
        LOG.info(line);
      }
    }
  }

  private static String words(Standing now) {
    String progress = now.progress().isEmpty() ? "not begun yet" : now.progress();
    return progress + (now.waits() == null ? "" : "; waits: " + now.waits());
  }

  synchronized void say(String line) {
    LOG.info(line);
  }

  synchronized void end() {
    if (terminal) {
      System.err.print(Progress.otherLine());
      System.err.flush();
    }
  }
}
