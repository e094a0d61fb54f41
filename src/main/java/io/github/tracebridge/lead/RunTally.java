package io.github.tracebridge.lead;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sums the walks of one run up, for one line in the log. Thread-safe: every method locks it. */
final class RunTally {
  private static final Logger LOG = LoggerFactory.getLogger(WalkReport.class);

  private final String name;
  private final List<String> series = new ArrayList<>();
  private boolean isFirst = true;
  private boolean isFull;
  private long rows;
  private long pages;
  private long created;
  private long changed;
  private long rejected;

  /**
   * @param name what the line begins with
   */
  RunTally(String name) {
    this.name = name;
  }

  synchronized void add(Series walked, OpenWalk walk) {
    series.add(walked.id());
    isFull |= walked == Series.FULL;
    rows += walk.walkRows;
    pages += walk.tally.pages;
    created += walk.tally.created;
    changed += walk.tally.changed;
    rejected += walk.tally.rejected;
  }

  /**
   * Says what the run came to and begins anew. One that brought nothing is a line of debug, but for
   * the first of the process and walks over all leads, of which one wants to know that they were.
   */
  synchronized void say() {
    if (series.isEmpty()) {
      return;
    }
    String line =
        "%s %s: %d %s in %d %s, %d new, %d changed, %d rejected"
            .formatted(
                name,
                String.join("+", series),
                rows,
                rows == 1 ? "row" : "rows",
                pages,
                pages == 1 ? "page" : "pages",
                created,
                changed,
                rejected);
    if (isFirst || isFull || created + changed + rejected > 0) {
      LOG.info(line);
    } else {
      LOG.debug(line);
    }
    isFirst = false;
    clear();
  }

  private void clear() {
    series.clear();
    isFull = false;
    rows = 0;
    pages = 0;
    created = 0;
    changed = 0;
    rejected = 0;
  }
}
