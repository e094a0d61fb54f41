package io.github.tracebridge.lead;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What was proved of a window: that all that TRACE has of it is in the ledger, and where that
 * stands at each sink. Immutable.
 *
 * @param source rows that TRACE has in the window, those that are no leads too
 * @param idHash SHA-256 of the ids of TRACE's leads, sorted, each with a line feed
 * @param rejectedRows rows of them that are no leads
 * @param forgotten leads of them that the ledger was asked to forget
 * @param fetched the window's leads in the ledger, without those
 * @param vanished leads of these that TRACE has no more
 * @param undated leads of these whose time of creation is not told
 * @param missing leads that were not in the ledger before this walk, and are now
 * @param missingIds of those, as many as are kept by name
 * @param gap leads that are on none of these accounts; must be 0
 */
public record Certificate(
    long walk,
    Instant from,
    Instant to,
    Instant madeAt,
    long source,
    String idHash,
    long rejectedRows,
    long forgotten,
    long fetched,
    long vanished,
    long undated,
    long missing,
    List<String> missingIds,
    List<AtSink> sinks,
    long gap) {
  public Certificate {
    missingIds = List.copyOf(missingIds);
    sinks = List.copyOf(sinks);
  }

  /**
   * Where the window's leads stand at one sink, by their newest versions.
   *
   * @param rejected in quarantine, or erased before the sink had them
   * @param pending on their way, or in doubt
   * @param gap leads that are none of these
   */
  public record AtSink(String sink, long delivered, long rejected, long pending, long gap) {}

  /** Says where leads stand at sinks. */
  public interface Sinks {
    List<AtSink> standings(Handle tx, Leads leads);
  }

  /**
   * The window's leads in the ledger: which TRACE showed in this walk, and which it once said were
   * created then.
   *
   * @param pass from which on a lead counts as seen in this walk
   */
  public record Leads(Window window, long pass) {
    /** Of the table lead, named {@code l}. */
    public static final String CONDITION =
        "(l.verify_pass >= :pass or l.created_at >= :from and l.created_at < :to)"
            + " and not l.forgotten";

    /** Gives that condition its values. */
    public <T extends SqlStatement<T>> T bind(T statement) {
      return statement.bind("pass", pass).bind("from", window.from()).bind("to", window.to());
    }
  }
}
