package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.PageReader;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One page on its way into the ledger, a bounded number of rows at a time. Not thread-safe. */
final class PageTaking implements PageReader.Rows<SQLException> {
  private static final int ROWS_AT_ONCE = 100;
  private static final int BYTES_AT_ONCE = 4 << 20;

  /** An answer far beyond any page, with all leads in it say, is not kept in mind whole. */
  private static final int IDS_IN_MIND = 10_000;

  private final LeadLedger leads = new LeadLedger();
  private final Handle tx;
  private final LeadLedger.Pass pass;
  private final Function<JsonNode, LeadRow> reading;
  private final Instant seenAt;
  private final List<FutureTask<LeadRow>> rows = new ArrayList<>();
  private final StringBuilder ids = new StringBuilder();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> copies = new HashMap<>();
  private long underWay;
  private int count;
  private int undated;
  private int repeated;
  private Brought brought = Brought.NOTHING;
  private @Nullable Instant latestCreated;
  private @Nullable Instant latestUpdated;

  /**
   * @param reading makes a row of an element, beside the thread that reads the next ones
   */
  PageTaking(Handle tx, LeadLedger.Pass pass, Function<JsonNode, LeadRow> reading, Instant seenAt) {
    this.tx = tx;
    this.pass = pass;
    this.reading = reading;
    this.seenAt = seenAt;
  }

  @Override
  public void row(JsonNode row, long bytes) throws SQLException {
    FutureTask<LeadRow> task = new FutureTask<>(() -> reading.apply(row));
    ForkJoinPool.commonPool().execute(task);
    rows.add(task);
    underWay += bytes;
    if (rows.size() >= ROWS_AT_ONCE || underWay > BYTES_AT_ONCE) {
      flush();
    }
  }

  @Override
  public void unreadable(String reason) {
    rows.add(new FutureTask<>(() -> LeadRow.unreadable(reason)));
  }

  /** Takes in the last rows and tells what the page showed. */
  PageFacts end(OptionalLong total, Instant serverTime) throws SQLException {
    flush();
    String digest = ContentHash.of(ids.toString());
    return new PageFacts(
        count, undated, repeated, brought, total, digest, latestCreated, latestUpdated, serverTime);
  }

  /**
   * Rows that wait are done here, from the last on: beside the pool, which begins with the first.
   */
  private List<LeadRow> finished() {
    for (int i = rows.size() - 1; i >= 0; i--) {
      rows.get(i).run();
    }
    return rows.stream().map(PageTaking::join).toList();
  }

  private static LeadRow join(FutureTask<LeadRow> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Stopping();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a row could not be hashed", e.getCause());
    }
  }

  private void flush() throws SQLException {
    List<LeadRow> read = finished();
    for (LeadRow row : read) {
      ids.append(row.isLead() ? row.id() : row.hash()).append('\n');
      undated += row.isLead() && row.created() == null ? 1 : 0;
      latestCreated = WalkTally.later(latestCreated, row.created());
      latestUpdated = WalkTally.later(latestUpdated, row.updated());
    }
    count += read.size();
    List<LeadRow> repeats = new ArrayList<>();
    Map<String, LeadRow> newest = newest(read, repeats);
    Brought again = leads.reject(tx, repeats, pass, seenAt);
    repeated += again.newInWalk();
    brought =
        brought
            .plus(leads.take(tx, List.copyOf(newest.values()), pass, seenAt))
            .plus(leads.reject(tx, read.stream().filter(r -> !r.isLead()).toList(), pass, seenAt))
            .plus(again);
    rows.clear();
    underWay = 0;
  }

  /** One row for each id that did not come before in this answer; the others are repeats. */
  private Map<String, LeadRow> newest(List<LeadRow> read, List<LeadRow> repeats) {
    Map<String, LeadRow> newest = new LinkedHashMap<>();
    for (LeadRow row : read) {
      if (!row.isLead()) {
        continue;
      }
      LeadRow other = newest.get(row.id());
      if (taken.contains(row.id()) || other != null && !row.isNewerThan(other)) {
        repeats.add(repeat(row));
      } else {
        newest.put(row.id(), row);
        if (other != null) {
          repeats.add(repeat(other));
        }
      }
    }
    if (taken.size() < IDS_IN_MIND) {
      taken.addAll(newest.keySet());
    }
    return newest;
  }

  private LeadRow repeat(LeadRow row) {
    return row.repeated(copies.merge(row.hash(), 1, Integer::sum));
  }
}
