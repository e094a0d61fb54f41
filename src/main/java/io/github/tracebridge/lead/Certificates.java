package io.github.tracebridge.lead;

import io.github.tracebridge.lead.Certificate.AtSink;
import io.github.tracebridge.lead.Certificate.Leads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Certificates of completeness in the ledger, to be read also beside a job. Thread-safe. */
public final class Certificates {
  private final Jdbi jdbi;

  public Certificates(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The newest; empty before the first. */
  public Optional<Certificate> last() {
    return one("select body from certificate order by walk_id desc limit 1");
  }

  /** The one of that walk; empty where it was not proved. */
  public Optional<Certificate> of(long walk) {
    return one("select body from certificate where walk_id = ?", walk);
  }

  /** Those with a gap whose window no later one covers; the oldest first. */
  public List<Certificate> gaps() {
    return jdbi
        .withHandle(
            handle ->
                handle
                    .select(
                        "select body from certificate c join window_walk w on w.id = c.walk_id"
                            + " where c.gap > 0 and not exists (select 1 from certificate d"
                            + " join window_walk x on x.id = d.walk_id where d.walk_id > c.walk_id"
                            + " and x.from_at <= w.from_at and x.to_at >= w.to_at)"
                            + " order by c.walk_id")
                    .mapTo(String.class)
                    .list())
        .stream()
        .map(json -> WalkJson.read(json, Certificate.class))
        .toList();
  }

  private Optional<Certificate> one(String sql, Object... values) {
    return jdbi.withHandle(handle -> handle.select(sql, values).mapTo(String.class).findOne())
        .map(json -> WalkJson.read(json, Certificate.class));
  }

  /** Makes the one of a walk that has just been proved, from what the ledger has now. */
  static Certificate make(
      Handle tx, WindowWalks.Standing walk, OpenWalk open, Certificate.Sinks sinks, Instant now) {
    Leads leads = new Leads(walk.window(), open.firstPass);
    List<String> ids = seen(tx, open.firstPass);
    long rejected = count(tx, "rejected_row l where l.verify_pass >= ?", open.firstPass);
    long forgotten = count(tx, "lead l where l.verify_pass >= ? and l.forgotten", open.firstPass);
    long fetched = count(tx, leads, "");
    List<AtSink> standings = sinks.standings(tx, leads);
    Certificate made =
        new Certificate(
            walk.id(),
            walk.window().from(),
            walk.window().to(),
            now,
            open.walkRows,
            hash(ids),
            rejected,
            forgotten,
            fetched,
            count(tx, leads, " and l.verify_pass < :pass"),
            count(tx, leads, " and l.created_at is null"),
            open.tally.created,
            WindowWalks.finds(tx, walk.id()),
            standings,
            Math.abs(open.walkRows - rejected - ids.size())
                + standings.stream().mapToLong(sink -> Math.abs(sink.gap())).sum());
    tx.execute(
        "insert into certificate (walk_id, made_at, body, gap) values (?, ?, ?, ?)",
        walk.id(),
        now,
        WalkJson.write(made),
        made.gap());
    return made;
  }

  /** In the order of their letters' codes, which is no database's own. */
  private static List<String> seen(Handle tx, long pass) {
    return tx
        .select("select lead_id from lead where verify_pass >= ?", pass)
        .mapTo(String.class)
        .stream()
        .sorted()
        .toList();
  }

  private static long count(Handle tx, String what, long pass) {
    return tx.select("select count(*) from " + what, pass).mapTo(Long.class).one();
  }

  private static long count(Handle tx, Leads leads, String more) {
    return leads
        .bind(tx.createQuery("select count(*) from lead l where " + Leads.CONDITION + more))
        .mapTo(Long.class)
        .one();
  }

  private static String hash(List<String> ids) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ids.forEach(id -> digest.update((id + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
