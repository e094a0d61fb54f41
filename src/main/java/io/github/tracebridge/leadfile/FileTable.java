package io.github.tracebridge.leadfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.lead.LeadLog;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.StoredText;
import io.github.tracebridge.trace.PageReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which files are to be fetched and what came of it, in the ledger. Thread-safe. */
final class FileTable {
  private static final int LOOKED_THROUGH_AT_ONCE = 500;
  private static final int CHARACTERS_AT_ONCE = 4 << 20;

  private final Jdbi jdbi;
  private final LeadFiles files;
  private final LeadFilesSettings settings;
  private final FileIntake intake;
  private final Clock clock;

  /**
   * @param intake of the same files
   */
  FileTable(
      Ledger ledger, LeadFilesSettings settings, LeadFiles files, FileIntake intake, Clock clock) {
    this.jdbi = ledger.jdbi();
    this.files = files;
    this.settings = settings;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * A file that is due.
   *
   * @param file null where the lead has it no more
   * @param lead as the ledger has it; null where that was erased
   */
  record Due(
      String leadId,
      String fileId,
      @Nullable LeadFile file,
      @Nullable JsonNode lead,
      Way way,
      int attempts) {
    boolean isAnew() {
      return way == Way.ANEW;
    }
  }

  /** How a file is come by. */
  enum Way {
    /** Its URL needs no token. */
    DIRECT,
    /** TRACE redirects to it. */
    TRACE,
    /** Its URL in the ledger has expired, so TRACE is asked for the lead once more. */
    ANEW
  }

  /** Looks through what the log got since the last time, for files. */
  void takeIn() {
    for (String kind : settings.kinds()) {
      boolean more = true;
      while (more) {
        more = jdbi.inTransaction(tx -> takeInSome(tx, kind));
      }
    }
  }

  private boolean takeInSome(Handle tx, String kind) {
    long place = place(tx, kind);
    long last = LeadLog.last(tx);
    if (place == last) {
      return false;
    }
    long end = end(tx, place, last);
    tx.select(
            "select seq, lead_id, body from lead_version"
                + " where seq > ? and seq <= ? and body is not null order by seq",
            place,
            end)
        .map(
            (row, context) ->
                new FileIntake.Version(row.getLong(1), row.getString(2), row.getString(3)))
        .list()
        .forEach(version -> intake.take(tx, kind, version));
    tx.execute(
        "insert into lead_file_place (kind, last_seq) values (?, ?)"
            + " on conflict (kind) do update set last_seq = excluded.last_seq",
        kind,
        end);
    return end < last;
  }

  private static long place(Handle tx, String kind) {
    return tx.select("select last_seq from lead_file_place where kind = ?", kind)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /** As many versions as memory has room for, at least one. */
  private static long end(Handle tx, long place, long last) {
    long[] end = {place, 0};
    tx.select(
            "select seq, length from lead_version where seq > ? and seq <= ? order by seq",
            place,
            Math.min(last, place + LOOKED_THROUGH_AT_ONCE))
        .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
        .forEach(
            row -> {
              if (end[1] < CHARACTERS_AT_ONCE) {
                end[0] = row[0];
                end[1] += row[1];
              }
            });
    return end[0];
  }

  /**
   * What may be fetched now, of the youngest leads first. What has to be asked for anew begins with
   * the oldest: whichever way TRACE lists leads, its page has those that come next.
   */
  List<Due> due(Way way, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select f.*, v.body from lead_file f left join lead_version v on v.seq = f.seq"
                        + " where f.state = 'DUE' and f.way = :way and f.next_at <= :now"
                        + " and f.kind in (<kinds>) order by f.created_at"
                        + (way == Way.ANEW ? "" : " desc")
                        + " limit :most")
                .bind("way", way)
                .bind("now", clock.instant())
                .bindList("kinds", settings.kinds())
                .bind("most", most)
                .map((row, context) -> due(row))
                .list());
  }

  private Due due(ResultSet row) throws SQLException {
    String lead = row.getString("lead_id");
    String id = row.getString("file_id");
    String body = row.getString("body");
    JsonNode json = body == null ? null : PageReader.lead(body);
    LeadFile found =
        json == null
            ? null
            : files.of(lead, json, row.getString("kind")).stream()
                .filter(file -> file.id().equals(id) && file.url() != null)
                .findFirst()
                .orElse(null);
    return new Due(
        lead, id, found, json, Way.valueOf(row.getString("way")), row.getInt("attempts"));
  }

  /**
   * It is on disk.
   *
   * @return false where the lead was forgotten meanwhile
   */
  boolean done(Due due, long bytes, String sha256, @Nullable String contentType) {
    return 1
        == jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update lead_file set state = 'DONE', attempts = 0,"
                            + " reason = null, bytes = :bytes, sha256 = :sha, content_type = :type,"
                            + " changed_at = :now where lead_id = :lead and file_id = :file")
                    .bind("bytes", bytes)
                    .bind("sha", sha256)
                    .bind("type", contentType == null ? null : shown(contentType))
                    .bind("now", clock.instant())
                    .bind("lead", due.leadId())
                    .bind("file", due.fileId())
                    .execute());
  }

  private static String shown(String contentType) {
    String text = StoredText.of(contentType);
    return text.substring(0, Math.min(200, text.length()));
  }

  /** It is fetched later. */
  void postponed(Due due, String reason, Duration wait, Way way) {
    change(due, "attempts = attempts + 1, way = '" + way + "'", reason, clock.instant().plus(wait));
  }

  /** It is not fetched any more. */
  void ended(Due due, String state, String reason) {
    change(due, "state = '" + state + "'", reason, clock.instant());
  }

  private void change(Due due, String change, String reason, Instant next) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update lead_file set "
                        + change
                        + ", next_at = :next, reason = :reason, changed_at = :now"
                        + " where lead_id = :lead and file_id = :file")
                .bind("next", next)
                .bind("reason", StoredText.of(reason))
                .bind("now", clock.instant())
                .bind("lead", due.leadId())
                .bind("file", due.fileId())
                .execute());
  }

  /** How many are due, now or later. */
  long pending() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from lead_file where state = 'DUE' and kind in (<kinds>)")
                .bindList("kinds", settings.kinds())
                .mapTo(Long.class)
                .one());
  }

  Optional<Instant> nextTry() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select min(next_at) from lead_file where state = 'DUE' and kind in (<kinds>)")
                .bindList("kinds", settings.kinds())
                .mapTo(Instant.class)
                .findOne());
  }
}
