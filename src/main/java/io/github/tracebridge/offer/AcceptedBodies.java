package io.github.tracebridge.offer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Offers as TRACE took them, by their hash: each once, however many configurations it is for, and
 * none that is the last version of nothing any more. Not thread-safe.
 */
final class AcceptedBodies {
  private final Handle tx;
  private final Set<String> touched = new HashSet<>();

  AcceptedBodies(Handle tx) {
    this.tx = tx;
  }

  /** Adds those that are not there. */
  void add(Map<String, String> bodies) {
    touched.addAll(bodies.keySet());
    PreparedBatch batch =
        tx.prepareBatch(
            "insert into accepted_body (hash, body) values (?, ?) on conflict (hash) do nothing");
    bodies.forEach(batch::add);
    batch.execute();
  }

  /** The last versions of these are about to be others. */
  void replace(List<String> configurations) {
    tx.createQuery("select hash from accepted_offer where configuration in (<keys>)")
        .bindList("keys", configurations)
        .mapTo(String.class)
        .forEach(touched::add);
  }

  /** Removes what was added or replaced here, and is needed by nothing. */
  void removeUnused() {
    PreparedBatch batch =
        tx.prepareBatch(
            "delete from accepted_body where hash = :hash"
                + " and not exists (select 1 from accepted_offer where hash = :hash)");
    touched.forEach(hash -> batch.bind("hash", hash).add());
    batch.execute();
  }
}
