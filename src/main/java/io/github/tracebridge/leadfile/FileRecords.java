package io.github.tracebridge.leadfile;

import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of a lead's files, for a person to look at. */
public final class FileRecords {
  private FileRecords() {}

  /**
   * A file of a lead.
   *
   * @param since when it came to that state
   * @param path below the folder of files
   * @param bytes null where it is not there
   * @param reason why it is not there; null where nothing is wrong
   */
  public record Standing(
      String variant,
      String state,
      Instant since,
      String path,
      @Nullable Long bytes,
      @Nullable String sha256,
      @Nullable String contentType,
      @Nullable String reason) {
    static Standing read(ResultSet row) throws SQLException {
      String sha256 = row.getString("sha256");
      return new Standing(
          row.getString("variant"),
          row.getString("state"),
          Objects.requireNonNull(Times.read(row, "changed_at")),
          row.getString("path"),
          sha256 == null ? null : row.getLong("bytes"),
          sha256,
          row.getString("content_type"),
          row.getString("reason"));
    }
  }

  public static List<Standing> of(Ledger ledger, String leadId) {
    return ledger
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("select * from lead_file where lead_id = ? order by path", leadId)
                    .map((row, context) -> Standing.read(row))
                    .list());
  }
}
