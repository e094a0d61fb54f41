package io.github.tracebridge.ledger;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * SQLite ends a transaction by itself where a disk fails or is full, and its driver does not
 * notice: the next transaction of that connection would be none. So the connection is given up.
 *
 * @see <a
 *     href="https://www.sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction">
 *     Response to errors within a transaction</a>
 */
public final class BrokenOff implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException fault) {
    return LedgerFaults.isOfDisk(fault) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
