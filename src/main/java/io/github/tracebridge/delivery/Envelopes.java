package io.github.tracebridge.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.tracebridge.mapping.FileReferences;
import io.github.tracebridge.trace.PageReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes versions of leads as sinks get them: one JSON object on one line each. */
final class Envelopes {
  private Envelopes() {}

  /**
   * A stretch of the log, both ends included, in its order; without what was erased.
   *
   * @param files says which files a lead has; empty where they are not fetched
   */
  static List<String> read(Handle tx, long firstSeq, long lastSeq, Optional<FileReferences> files) {
    return tx.select(
            "select lead_id, version, kind, hash, seen_at, body from lead_version"
                + " where seq between ? and ? and (body is not null or kind = 'vanished')"
                + " order by seq",
            firstSeq,
            lastSeq)
        .map((row, context) -> line(row, files))
        .list();
  }

  private static String line(ResultSet row, Optional<FileReferences> files) throws SQLException {
    String id = row.getString("lead_id");
    String body = row.getString("body");
    StringBuilder line = new StringBuilder(body == null ? 200 : body.length() + 200);
    line.append("{\"leadId\":\"");
    JsonStringEncoder.getInstance().quoteAsString(id, line);
    line.append("\",\"version\":").append(row.getInt("version"));
    line.append(",\"hash\":\"").append(row.getString("hash"));
    line.append("\",\"kind\":\"").append(row.getString("kind"));
    line.append("\",\"seenAt\":\"").append(row.getString("seen_at")).append('"');
    if (files.isPresent() && body != null) {
      line.append(",\"files\":").append(files.get().references(id, PageReader.lead(body)));
    }
    return line.append(",\"lead\":").append(body).append('}').toString();
  }
}
