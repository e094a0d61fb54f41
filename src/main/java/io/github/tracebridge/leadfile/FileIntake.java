package io.github.tracebridge.leadfile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.leadfile.FileTable.Way;
import io.github.tracebridge.trace.LeadTime;
import io.github.tracebridge.trace.PageReader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Takes into the ledger which files a version of a lead tells of. Immutable. */
final class FileIntake {
  private static final String SAME =
      "excluded.state = 'DUE' and lead_file.state in ('DONE', 'REFUSED')"
          + " and lead_file.source = excluded.source";

  /** What is there or was not taken stays so, as long as it seems to be the same. */
  private static final String PUT =
      "insert into lead_file (lead_id, file_id, kind, variant, path, seq, created_at, source, state,"
          + " way, attempts, next_at, changed_at, reason) values (:lead, :file, :kind, :variant,"
          + " :path, :seq, :created, :source, :state, :way, 0, :now, :now, :reason)"
          + " on conflict (lead_id, file_id) do update set seq = excluded.seq,"
          + " path = excluded.path, source = excluded.source, way = excluded.way,"
          + " next_at = excluded.next_at, changed_at = excluded.changed_at,"
          + " attempts = case when lead_file.state = 'DUE' then lead_file.attempts else 0 end,"
          + " reason = case when "
          + SAME
          + " then lead_file.reason else excluded.reason end, state = case when "
          + SAME
          + " then lead_file.state else excluded.state end";

  private final LeadFiles files;
  private final @Nullable JsonPointer created;
  private final Predicate<String> isTraces;
  private final Clock clock;

  /**
   * @param created where a lead tells when it was made; null where none does
   * @param isTraces whether TRACE itself has to be asked for a URL
   */
  FileIntake(
      LeadFiles files, @Nullable JsonPointer created, Predicate<String> isTraces, Clock clock) {
    this.files = files;
    this.created = created;
    this.isTraces = isTraces;
    this.clock = clock;
  }

  /** A version of a lead. */
  record Version(long seq, String leadId, String body) {}

  /** Takes in its files of one kind; those that it has no more are gone. */
  void take(Handle tx, String kind, Version version) {
    JsonNode lead = PageReader.lead(version.body());
    List<LeadFile> told = files.of(version.leadId(), lead, kind);
    if (!told.isEmpty()) {
      Instant since = Objects.requireNonNullElse(LeadTime.read(lead, created), Instant.EPOCH);
      put(tx, version, told, since);
    }
    tx.execute(
        "update lead_file set state = 'GONE', reason = 'the lead has it no more', changed_at = ?"
            + " where lead_id = ? and kind = ? and seq < ? and state in ('WAITING', 'DUE')",
        clock.instant(),
        version.leadId(),
        kind,
        version.seq());
  }

  private void put(Handle tx, Version version, List<LeadFile> told, Instant since) {
    PreparedBatch batch = tx.prepareBatch(PUT);
    for (LeadFile file : told) {
      String url = file.url();
      batch
          .bind("lead", version.leadId())
          .bind("file", file.id())
          .bind("kind", file.kind())
          .bind("variant", file.variant())
          .bind("path", file.path())
          .bind("seq", version.seq())
          .bind("created", since)
          .bind("source", file.source())
          .bind("state", url != null ? "DUE" : file.isOver() ? "GONE" : "WAITING")
          .bind("way", url != null && isTraces.test(url) ? Way.TRACE : Way.DIRECT)
          .bind("reason", file.isOver() ? "TRACE could not process it" : null)
          .bind("now", clock.instant())
          .add();
    }
    batch.execute();
  }
}
