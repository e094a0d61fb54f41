package io.github.tracebridge.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes versions of leads as sinks get them: one JSON object on one line each. */
final class Envelopes {
  private Envelopes() {}

  /** A stretch of the log, both ends included, in its order; without what was erased. */
  static List<String> read(Handle tx, long firstSeq, long lastSeq) {
    return tx.select(
            "select lead_id, version, kind, hash, seen_at, body from lead_version"
                + " where seq between ? and ? and (body is not null or kind = 'vanished')"
                + " order by seq",
            firstSeq,
            lastSeq)
        .map((row, context) -> line(row))
        .list();
  }

  private static String line(ResultSet row) throws SQLException {
    String body = row.getString("body");
    StringBuilder line = new StringBuilder(body == null ? 200 : body.length() + 200);
    line.append("{\"leadId\":\"");
    JsonStringEncoder.getInstance().quoteAsString(row.getString("lead_id"), line);
    line.append("\",\"version\":").append(row.getInt("version"));
    line.append(",\"hash\":\"").append(row.getString("hash"));
    line.append("\",\"kind\":\"").append(row.getString("kind"));
    line.append("\",\"seenAt\":\"").append(row.getString("seen_at"));
    return line.append("\",\"lead\":").append(body).append('}').toString();
  }
}
