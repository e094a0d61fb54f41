package io.github.tracebridge.offer;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What TRACE said of one offer, or of one capacity tier of one.
 *
 * @param position from 0, in its answer
 * @param offer index in the file; -1 where it cannot be told
 * @param tier index of its tier; null where the result is for the whole offer
 * @param name of the offer; empty where it cannot be told
 * @param offerId TRACE's own; null where it gave none
 * @param message TRACE's; null where it said nothing
 */
record OfferResult(
    int position,
    int offer,
    @Nullable Integer tier,
    String name,
    boolean success,
    @Nullable String offerId,
    @Nullable String message) {

  static OfferResult read(ResultSet row) throws SQLException {
    int tier = row.getInt("tier");
    boolean whole = row.wasNull();
    return new OfferResult(
        row.getInt("position"),
        row.getInt("offer"),
        whole ? null : tier,
        row.getString("name"),
        row.getBoolean("success"),
        row.getString("offer_id"),
        row.getString("message"));
  }

  PreparedBatch bind(PreparedBatch batch) {
    return batch
        .bind("position", position)
        .bind("offer", offer)
        .bind("tier", tier)
        .bind("name", name)
        .bind("success", success)
        .bind("offerId", offerId)
        .bind("message", message);
  }
}
