package io.github.tracebridge.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the ledger's tables to the version that this program knows. */
final class Migrations {
  /** The newest script in {@code db/migration}; a test holds it against the folder. */
  static final int NEWEST = 1;

  private static final String HISTORY = "ledger_history";

  private Migrations() {}

  static void run(DataSource database, String url) {
    try (Connection connection = database.getConnection()) {
      int version = version(connection);
      if (version > NEWEST) {
        throw LedgerFaults.newer(url, version, NEWEST);
      }
      if (version == NEWEST) {
        return;
      }
    } catch (SQLException e) {
      throw LedgerFaults.explain(e, url);
    }
    Flyway.configure()
        .dataSource(database)
        .table(HISTORY)
        .locations("classpath:db/migration")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** Zero where there is no ledger yet. */
  private static int version(Connection connection) throws SQLException {
    try (ResultSet table = connection.getMetaData().getTables(null, null, HISTORY, null)) {
      if (!table.next()) {
        return 0;
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet newest =
            statement.executeQuery(
                "select max(cast(\"version\" as int)) from \""
                    + HISTORY
                    + "\" where \"success\"")) {
      newest.next();
      return newest.getInt(1);
    }
  }
}
