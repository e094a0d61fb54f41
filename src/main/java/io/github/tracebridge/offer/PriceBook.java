package io.github.tracebridge.offer;

import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.offer.reading.Configuration;
import io.github.tracebridge.offer.reading.Offer;
import io.github.tracebridge.offer.reading.OfferSink;
import io.github.tracebridge.trace.ContentHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What TRACE took last of each configuration, and what each file has a price for: so that no file
 * overtakes a newer one, and none goes up twice. Thread-safe.
 */
final class PriceBook {
  private static final int AT_ONCE = 500;
  private static final ContentHash HASH = new ContentHash(List.of());

  /** Whether it is, or may be, at TRACE; {@code f} is a row of offer_file. */
  private static final String MAYBE_AT_TRACE =
      "(f.state = 'SENDING' or f.outcome in ('UNCLEAR', 'PARTIAL')"
          + " or f.state = 'CLAIMED' and f.lost_answers > 0)";

  private final Ledger ledger;

  PriceBook(Ledger ledger) {
    this.ledger = ledger;
  }

  /** One configuration of an offer. */
  private record Priced(Configuration configuration, String hash) {}

  /** Notes what a file has prices for, in place of what was noted before. */
  final class Noting implements OfferSink, AutoCloseable {
    private final long file;
    private final List<Priced> some = new ArrayList<>();

    Noting(long file) {
      this.file = file;
      ledger
          .jdbi()
          .useHandle(tx -> tx.execute("delete from offer_in_file where file_id = ?", file));
    }

    @Override
    public void offer(Offer offer) {
      String hash = HASH.of(offer.json());
      offer.configurations().forEach(each -> some.add(new Priced(each, hash)));
      if (some.size() >= AT_ONCE) {
        close();
      }
    }

    @Override
    public void close() {
      if (some.isEmpty()) {
        return;
      }
      ledger
          .jdbi()
          .useTransaction(
              tx ->
                  write(
                      tx,
                      some,
                      "insert into offer_in_file (file_id, configuration, label, hash)"
                          + " values (:file, :key, :label, :hash)"
                          + " on conflict (file_id, configuration) do update set hash = excluded.hash",
                      batch -> batch.bind("file", file)));
      some.clear();
    }
  }

  /** Notes that TRACE took these, unless a later file was taken meanwhile. */
  final class Accepting implements AutoCloseable {
    private final long file;
    private final Instant at;
    private final List<Priced> some = new ArrayList<>();
    private final Map<String, String> bodies = new HashMap<>();

    Accepting(long file, Instant at) {
      this.file = file;
      this.at = at;
    }

    void accept(Offer offer, List<Configuration> configurations) {
      if (configurations.isEmpty()) {
        return;
      }
      String hash = HASH.of(offer.json());
      bodies.put(hash, offer.json().toString());
      configurations.forEach(each -> some.add(new Priced(each, hash)));
      if (some.size() >= AT_ONCE) {
        close();
      }
    }

    @Override
    public void close() {
      if (!some.isEmpty()) {
        ledger.jdbi().useTransaction(this::write);
      }
      some.clear();
      bodies.clear();
    }

    private void write(Handle tx) {
      AcceptedBodies accepted = new AcceptedBodies(tx);
      accepted.add(bodies);
      accepted.replace(some.stream().map(each -> each.configuration().key()).toList());
      PriceBook.write(
          tx,
          some,
          "insert into accepted_offer (configuration, label, file_id, accepted_at, hash)"
              + " values (:key, :label, :file, :at, :hash)"
              + " on conflict (configuration) do update set file_id = excluded.file_id,"
              + " accepted_at = excluded.accepted_at, hash = excluded.hash"
              + " where accepted_offer.file_id <= excluded.file_id",
          batch -> batch.bind("file", file).bind("at", at));
      accepted.removeUnused();
    }
  }

  private static void write(
      Handle tx, List<Priced> offers, String sql, Consumer<PreparedBatch> common) {
    PreparedBatch batch = tx.prepareBatch(sql);
    for (Priced each : offers) {
      common.accept(batch);
      batch
          .bind("key", each.configuration().key())
          .bind("label", each.configuration().label())
          .bind("hash", each.hash())
          .add();
    }
    batch.execute();
  }

  /** The hash of the last version; empty where TRACE took none from here. */
  Optional<String> accepted(Configuration configuration) {
    return first(
        "select hash from accepted_offer where configuration = ?",
        configuration.key(),
        String.class);
  }

  /** A last version of its hash, as it went up. */
  String body(String hash) {
    return first("select body from accepted_body where hash = ?", hash, String.class)
        .orElseThrow(() -> new IllegalStateException("no accepted offer of hash " + hash));
  }

  /**
   * An earlier file that is still to go up and has a price for the same configuration, or was not
   * read yet; its number.
   */
  Optional<Long> before(long id) {
    Optional<Long> unread =
        first(
            id,
            "select id from offer_file where id < ? and state in ('NEW', 'CLAIMED')"
                + " and findings is null order by id limit 1");
    return unread.isPresent()
        ? unread
        : first(
            id,
            "select f.id from offer_file f"
                + " join offer_in_file theirs on theirs.file_id = f.id"
                + " join offer_in_file ours on ours.configuration = theirs.configuration"
                + " where ours.file_id = ? and f.id < ours.file_id"
                + " and f.state in ('NEW', 'CLAIMED', 'SENDING', 'SENT') order by f.id limit 1");
  }

  /** A later file whose price for the same configuration is, or may be, at TRACE; its number. */
  Optional<Long> after(long id) {
    Optional<Long> taken =
        first(
            id,
            "select theirs.file_id from accepted_offer theirs"
                + " join offer_in_file ours on ours.configuration = theirs.configuration"
                + " where ours.file_id = ? and theirs.file_id > ours.file_id"
                + " order by theirs.file_id limit 1");
    return taken.isPresent()
        ? taken
        : first(
            id,
            "select f.id from offer_file f"
                + " join offer_in_file theirs on theirs.file_id = f.id"
                + " join offer_in_file ours on ours.configuration = theirs.configuration"
                + " where ours.file_id = ? and f.id > ours.file_id and "
                + MAYBE_AT_TRACE
                + " order by f.id limit 1");
  }

  /** What the files that {@link #after} finds one of have in common with this one. */
  Overtaken overtaken(long id) {
    List<Overtaken.Concerned> concerned =
        ledger
            .jdbi()
            .withHandle(
                tx ->
                    tx.select(
                            "select min(ours.label) as label, max(later.file_id) as later"
                                + " from offer_in_file ours join ("
                                + "select configuration, file_id from accepted_offer union"
                                + " select theirs.configuration, f.id from offer_in_file theirs"
                                + " join offer_file f on f.id = theirs.file_id where "
                                + MAYBE_AT_TRACE
                                + ") later on later.configuration = ours.configuration"
                                + " and later.file_id > ours.file_id where ours.file_id = ?"
                                + " group by ours.configuration order by 1",
                            id)
                        .map(
                            (row, context) ->
                                new Overtaken.Concerned(
                                    row.getString("label"), row.getLong("later")))
                        .list());
    int all =
        first("select count(*) from offer_in_file where file_id = ?", id, Integer.class).orElse(0);
    return new Overtaken(concerned, all);
  }

  /**
   * Whether TRACE has all that the file holds as its last version: none of its offers differs, and
   * none was sent since of which it is not known whether it arrived.
   */
  boolean isAllAccepted(long id) {
    return first(
                id,
                "select ours.file_id from offer_in_file ours"
                    + " left join accepted_offer last on last.configuration = ours.configuration"
                    + " where ours.file_id = ? and (last.hash is null or last.hash <> ours.hash)"
                    + " limit 1")
            .isEmpty()
        && first(
                id,
                "select f.id from offer_file f"
                    + " join offer_in_file theirs on theirs.file_id = f.id"
                    + " join offer_in_file ours on ours.configuration = theirs.configuration"
                    + " join accepted_offer last on last.configuration = ours.configuration"
                    + " where ours.file_id = ? and f.id > last.file_id and "
                    + MAYBE_AT_TRACE
                    + " limit 1")
            .isEmpty();
  }

  /** TRACE has all that a later file holds: from now on it is that one's. */
  void confirm(long id) {
    ledger
        .jdbi()
        .useHandle(
            tx ->
                tx.execute(
                    "update accepted_offer set file_id = ? where file_id < ? and configuration in"
                        + " (select configuration from offer_in_file where file_id = ?)",
                    id,
                    id,
                    id));
  }

  private Optional<Long> first(long id, String sql) {
    return first(sql, id, Long.class);
  }

  private <T> Optional<T> first(String sql, Object key, Class<T> type) {
    return ledger.jdbi().withHandle(tx -> tx.select(sql, key).mapTo(type).findFirst());
  }
}
