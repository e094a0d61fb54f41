package io.github.tracebridge.lead;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Writes versions of leads as sinks get them: one JSON object on one line each. */
final class Envelopes {
  private Envelopes() {}

  /** The lines of a batch, in the order in which the versions were seen. */
  static List<String> read(Handle tx, String sink, long batch) {
    return tx.select(
            "select v.lead_id, v.version, v.kind, v.hash, v.seen_at, v.body"
                + " from delivery d join lead_version v on v.seq = d.seq"
                + " where d.sink = ? and d.state = 'CLAIMED' and d.batch_id = ? order by d.id",
            sink,
            batch)
        .map((row, context) -> line(row))
        .list();
  }

  private static String line(ResultSet row) throws SQLException {
    String body = row.getString("body");
    Instant seenAt = Objects.requireNonNull(Times.instant(row, "seen_at"));
    StringBuilder line = new StringBuilder(body == null ? 200 : body.length() + 200);
    line.append("{\"leadId\":\"");
    JsonStringEncoder.getInstance().quoteAsString(row.getString("lead_id"), line);
    line.append("\",\"version\":").append(row.getInt("version"));
    line.append(",\"hash\":\"").append(row.getString("hash"));
    line.append("\",\"kind\":\"").append(row.getString("kind"));
    line.append("\",\"seenAt\":\"").append(seenAt);
    return line.append("\",\"lead\":").append(body).append('}').toString();
  }
}
