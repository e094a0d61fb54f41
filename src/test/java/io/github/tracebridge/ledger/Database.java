package io.github.tracebridge.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that a ledger may be in; each test gets one of its own. */
public enum Database {
  /** One file, as by default. */
  SQLITE {
    @Override
    public LedgerSettings fresh(Path folder) {
      return new LedgerSettings(folder, "", "", null);
    }
  },
  /** One server for the whole test run, and on it a database for each test. */
  POSTGRESQL {
    @Override
    public LedgerSettings fresh(Path folder) {
      String name = "ledger" + Server.DATABASES.incrementAndGet();
      try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
      String url = "jdbc:postgresql://127.0.0.1:" + Server.POSTGRES.getPort() + "/" + name;
      return new LedgerSettings(folder, url, "postgres", null);
    }
  };

  /**
   * A ledger that is not there yet.
   *
   * @param folder for its file, where it has one
   */
  public abstract LedgerSettings fresh(Path folder);

  /** Ends every session with a ledger on PostgreSQL, as a restart of the server does. */
  public static void cutOff(LedgerSettings ledger) {
    onServer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'", ledger);
  }

  /** Ends the oldest session alone. */
  static void cutOffOldest(LedgerSettings ledger) {
    onServer(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            + " order by backend_start limit 1",
        ledger);
  }

  private static void onServer(String sql, LedgerSettings ledger) {
    String name = ledger.url().substring(ledger.url().lastIndexOf('/') + 1);
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(name));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Server {
    static final AtomicInteger DATABASES = new AtomicInteger();
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
