package io.github.tracebridge.lead;

import io.github.tracebridge.connection.Fault;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one page showed.
 *
 * @param rows elements of its list
 * @param undated leads that tell no time of creation
 * @param repeated those that had the id of another one and were not seen before in this walk
 * @param brought what was new in them
 * @param total as told; empty where none is
 * @param digest of the ids in their order
 * @param latestCreated null where no row tells
 * @param latestUpdated null where no row tells
 * @param serverTime when TRACE answered, by its own clock
 */
record PageFacts(
    int rows,
    int undated,
    int repeated,
    Brought brought,
    OptionalLong total,
    String digest,
    @Nullable Instant latestCreated,
    @Nullable Instant latestUpdated,
    Instant serverTime) {

  /**
   * @param before digest of the page before; empty where none was read
   * @param totalBefore as it was told then; null where none was
   * @throws Fault.Transient where these are the rows of the page before though the total stands
   */
  void requireOther(int page, String before, @Nullable Long totalBefore) {
    boolean same = rows > 0 && digest.equals(before);
    boolean totalStands =
        totalBefore == null || total.isEmpty() || total.getAsLong() == totalBefore;
    if (same && totalStands) {
      throw new Fault.Transient(
          "TRACE answered page " + (page + 1) + " with the rows of the page before it.");
    }
  }

  /**
   * @throws Fault.Transient where there are none
   */
  void requireRows(int page) {
    if (rows == 0) {
      throw new Fault.Transient(
          "TRACE answered page "
              + (page + 1)
              + " without rows, though it told of "
              + total.orElse(0)
              + " leads.");
    }
  }
}
