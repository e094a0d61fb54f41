package io.github.tracebridge.offer;

import io.github.tracebridge.offer.reading.Configuration;
import java.util.List;

/**
 * Tiers of one offer whose last version was one offer too, so that they have all changes in common.
 *
 * @param label for people
 */
record Alike(String label, int configurations) {
  private static final int LONGEST = 200;

  static Alike of(List<Configuration> configurations) {
    int more = configurations.size() - 1;
    String first = configurations.get(0).label();
    return new Alike(
        more == 0 ? first : first + " and " + Judge.count(more, "more tier"),
        configurations.size());
  }

  /** What a file says, for people: in one line, and not a long one. */
  static String shown(String text) {
    return OfferFile.visible(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
  }
}
