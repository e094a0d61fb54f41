package io.github.tracebridge.offer;

import io.github.tracebridge.ledger.Times;
import io.github.tracebridge.offer.reading.UploadKind;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An offer file as the ledger knows it.
 *
 * @param id by arrival, from 1
 * @param path in the inbox, with {@code /} between folders
 * @param outcome null until it is decided
 * @param forced whether it goes up though TRACE has the same
 * @param attempts uploads that failed one after the other
 * @param lostAnswers uploads of which it is not known whether they arrived
 * @param lostNow those of them since a person last asked for the file
 * @param reason why it waits, or ended as it did; null where there is nothing to say
 * @param findings violations and warnings as JSON; null before it was read
 * @param comparison with the last accepted version as JSON; null before it was compared
 */
public record OfferFile(
    long id,
    String path,
    String sha256,
    long bytes,
    OfferState state,
    @Nullable OfferOutcome outcome,
    @Nullable String kind,
    int offers,
    boolean approved,
    boolean forced,
    int attempts,
    int lostAnswers,
    int lostNow,
    Instant arrivedAt,
    Instant nextAt,
    @Nullable Instant uploadedAt,
    @Nullable Instant endedAt,
    @Nullable String reason,
    @Nullable String findings,
    @Nullable String comparison,
    @Nullable String receiptJson,
    @Nullable String receiptText) {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Cf}\\u2028\\u2029]");
  private static final int LONGEST = 90;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  static OfferFile read(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new OfferFile(
        row.getLong("id"),
        row.getString("path"),
        row.getString("sha256"),
        row.getLong("bytes"),
        OfferState.valueOf(row.getString("state")),
        outcome == null ? null : OfferOutcome.valueOf(outcome),
        row.getString("kind"),
        row.getInt("offers"),
        row.getBoolean("approved"),
        row.getBoolean("forced"),
        row.getInt("attempts"),
        row.getInt("lost_answers"),
        row.getInt("lost_now"),
        Objects.requireNonNull(Times.read(row, "arrived_at")),
        Objects.requireNonNull(Times.read(row, "next_at")),
        Times.read(row, "uploaded_at"),
        Times.read(row, "ended_at"),
        row.getString("reason"),
        row.getString("findings"),
        row.getString("comparison"),
        row.getString("receipt_json"),
        row.getString("receipt_text"));
  }

  /** Its path for people: what would break a line, or act on a terminal, is not shown. */
  public String title() {
    return visible(path);
  }

  static String visible(String name) {
    return UNSEEN.matcher(name).replaceAll("?");
  }

  /** Its own name, without folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Its name in every folder behind the inbox: its own, when it arrived, and its number. */
  public String lastName() {
    int dot = name().lastIndexOf('.');
    String stem = dot < 0 ? name() : name().substring(0, dot);
    String ending = dot < 0 ? "" : name().substring(dot);
    return cut(UNSEEN.matcher(stem).replaceAll("_"))
        + "--"
        + STAMP.format(arrivedAt)
        + "-"
        + id
        + cut(UNSEEN.matcher(ending).replaceAll("_"));
  }

  /** File systems take names of 255 bytes, and more is added behind this. */
  private static String cut(String name) {
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }

  /** The sub-folder of the inbox that it lay in; empty for the inbox itself. */
  String place() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /** The kind that its sub-folder is for; empty where that is for all kinds, or for none. */
  Optional<UploadKind> placeKind() {
    for (UploadKind each : UploadKind.values()) {
      if (each.wire().equals(place())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
