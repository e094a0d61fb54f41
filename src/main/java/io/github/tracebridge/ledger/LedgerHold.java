package io.github.tracebridge.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Sees to it that one process at a time works with a ledger. H2 locks its file; on PostgreSQL a
 * session holds an advisory lock, which the server releases when the process dies.
 */
final class LedgerHold {
  /** "tracebri" in ASCII: one lock a database, whatever else is in it. */
  private static final long LOCK = 0x7472616365627269L;

  private LedgerHold() {}

  static AutoCloseable take(DataSource database, String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      return () -> {};
    }
    try {
      Connection session = database.getConnection();
      try (Statement statement = session.createStatement();
          ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
        answer.next();
        if (!answer.getBoolean(1)) {
          session.close();
          throw LedgerFaults.inUse(url);
        }
      }
      return session;
    } catch (SQLException e) {
      throw LedgerFaults.explain(e, url);
    }
  }
}
