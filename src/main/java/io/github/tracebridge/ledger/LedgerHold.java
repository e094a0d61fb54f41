package io.github.tracebridge.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Sees to it that one process at a time works with a ledger: a lock on a file beside it, or on
 * PostgreSQL an advisory lock of each session. Both are let go of when the process dies, however.
 */
final class LedgerHold {
  /** "tracebri" in ASCII: one process at a time looks and marks, whatever else is locked. */
  private static final long LOCK = 0x7472616365627269L;

  /** "trac" in ASCII: the first half of every mark; the second is the process's own. */
  private static final int MARK = 0x74726163;

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

  /**
   * What each connection to PostgreSQL does first: it marks the ledger as this process's, or fails
   * where another process's mark is there. So whoever has a connection has the ledger, no session
   * of another process can be, and when the server cuts all of them off and another process is
   * faster, this one gets none again. A process that has just ended may be seen a moment longer.
   */
  static String mark() {
    int process = new SecureRandom().nextInt(Integer.MAX_VALUE);
    return """
        do $$
        begin
          perform pg_advisory_xact_lock(%1$d);
          for look in 1..20 loop
            if not exists (
                select from pg_locks l join pg_database d on d.oid = l.database
                where d.datname = current_database() and l.locktype = 'advisory'
                  and l.objsubid = 2 and l.classid = %2$d and l.objid <> %3$d) then
              perform pg_advisory_lock_shared(%2$d, %3$d);
              return;
            end if;
            perform pg_sleep(0.05);
          end loop;
          raise exception 'the ledger is in use by another process' using errcode = '%4$s';
        end $$"""
        .formatted(LOCK, MARK, process, LedgerFaults.HELD_BY_ANOTHER);
  }

  /** A session that is never given back, so that there is a mark also while the others change. */
  static AutoCloseable ofDatabase(DataSource database, String url) {
    try {
      return database.getConnection();
    } catch (SQLException e) {
      throw LedgerFaults.explain(e, url);
    }
  }
}
