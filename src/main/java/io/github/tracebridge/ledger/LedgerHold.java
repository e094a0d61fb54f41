package io.github.tracebridge.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Sees to it that one process at a time works with a ledger: a lock on a file beside it, or on
 * PostgreSQL an advisory lock of a session. Both are let go of when the process dies, however.
 */
final class LedgerHold {
  /** "tracebri" in ASCII: one lock a database, whatever else is in it. */
  private static final long LOCK = 0x7472616365627269L;

  private LedgerHold() {}

  /** The lock's file stays; only the lock on it says that a process is there. */
  static AutoCloseable ofFolder(Path folder) {
    try {
      FileChannel file =
          FileChannel.open(
              folder.resolve("ledger.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(file)) {
        return file;
      }
      file.close();
    } catch (IOException e) {
      throw LedgerFile.notWritable(folder, e);
    }
    throw LedgerFaults.inUse(LedgerFile.of(folder).toString());
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void release(Connection session) throws SQLException {
    try (session;
        Statement statement = session.createStatement()) {
      statement.execute("select pg_advisory_unlock(" + LOCK + ")");
    }
  }

  static AutoCloseable ofDatabase(DataSource database, String url) {
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
      return () -> release(session);
    } catch (SQLException e) {
      throw LedgerFaults.explain(e, url);
    }
  }
}
