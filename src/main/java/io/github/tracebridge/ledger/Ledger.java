package io.github.tracebridge.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The ledger, open and up to date, held by this process alone until it is closed or dies, or looked
 * at beside that one. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  private static final int CONNECTIONS = 6;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final @Nullable AutoCloseable hold;
  private final LedgerSettings settings;
  private final boolean isFile;

  /**
   * @param hold null beside the process that holds it
   */
  private Ledger(HikariDataSource pool, @Nullable AutoCloseable hold, LedgerSettings settings) {
    this.settings = settings;
    this.isFile = settings.isOwnFile();
    this.pool = pool;
    this.hold = hold;
    this.jdbi = Times.register(Jdbi.create(pool));
  }

  /**
   * Opens the ledger, makes it where there is none, and brings it up to date.
   *
   * @throws LedgerException where it is held by another process, damaged, newer than this program
   *     or out of reach; nothing was changed then
   */
  public static Ledger open(LedgerSettings settings) {
    if (settings.isOwnFile()) {
      return openFile(settings);
    }
    String url = settings.url();
    return openAt(url, settings, pool -> LedgerHold.ofDatabase(pool, url));
  }

  /**
   * Opens the ledger to read, also beside the process that holds it; empty where there is none yet.
   *
   * @throws LedgerException where it is damaged, of another version or out of reach
   */
  public static Optional<Ledger> look(LedgerSettings settings) {
    Path file = LedgerFile.of(settings.folder());
    if (settings.isOwnFile() && !Files.exists(file)) {
      return Optional.empty();
    }
    String url = settings.url();
    if (settings.isOwnFile()) {
      url = LedgerFile.URL_START + file;
      SqliteLibrary.load();
    }
    HikariDataSource pool = pool(url, settings, null);
    try {
      if (Migrations.isMade(pool, url)) {
        return Optional.of(new Ledger(pool, null, settings));
      }
      pool.close();
      return Optional.empty();
    } catch (RuntimeException e) {
      pool.close();
      throw LedgerFaults.explain(e, url);
    }
  }

  /**
   * Opens the ledger; beside a process that holds it, for what several may do at once, each in a
   * transaction of its own.
   *
   * @throws LedgerException where it is damaged, of another version or out of reach
   */
  public static Ledger openOrLook(LedgerSettings settings) {
    try {
      return open(settings);
    } catch (LedgerInUse e) {
      return look(settings).orElseThrow(() -> e);
    }
  }

  private static Ledger openFile(LedgerSettings settings) {
    LedgerFile.prepareFolder(settings.folder());
    SqliteLibrary.load();
    AutoCloseable hold = LedgerHold.ofFolder(settings.folder());
    try {
      String url = LedgerFile.prepare(settings.folder(), Migrations::make);
      return openAt(url, settings, pool -> hold);
    } catch (RuntimeException e) {
      close(hold);
      throw e;
    }
  }

  private static Ledger openAt(
      String url, LedgerSettings settings, Function<DataSource, AutoCloseable> holder) {
    HikariDataSource pool = pool(url, settings, settings.isOwnFile() ? null : LedgerHold.mark());
    try {
      AutoCloseable hold = holder.apply(pool);
      Migrations.run(pool, url);
      return new Ledger(pool, hold, settings).asked();
    } catch (RuntimeException e) {
      pool.close();
      throw LedgerFaults.explain(e, url);
    }
  }

  /** Asked something once: the first time takes long, and whoever opens may have time for it. */
  private Ledger asked() {
    jdbi.useHandle(handle -> handle.select("select 1").mapTo(Integer.class).one());
    return this;
  }

  /**
   * Runs a transaction that is on the disk when this returns, also after a power cut, with all that
   * was committed before it. So a decision outlasts what is done upon it.
   */
  public <T> T decide(HandleCallback<T, RuntimeException> transaction) {
    return jdbi.withHandle(
        handle -> {
          if (!isFile) {
            return handle.inTransaction(transaction);
          }
          handle.execute("pragma synchronous = full");
          T decided = handle.inTransaction(transaction);
          // not in a finally: a connection that was given up would hide why
          handle.execute("pragma synchronous = normal");
          return decided;
        });
  }

  /**
   * Runs a transaction that leaves nothing behind of what it erases, where this program can see to
   * that.
   */
  public <T> T erase(HandleCallback<T, RuntimeException> transaction) {
    return jdbi.withHandle(
        handle -> {
          if (!isFile) {
            return handle.inTransaction(transaction);
          }
          handle.execute("pragma secure_delete = on");
          T erased = handle.inTransaction(transaction);
          handle.execute("pragma secure_delete = off");
          handle.execute("pragma wal_checkpoint(truncate)");
          return erased;
        });
  }

  /** Whether no other process works with it. */
  public boolean isHeld() {
    return hold != null;
  }

  /** Its file; empty where it is a database. */
  public Optional<Path> file() {
    return isFile ? Optional.of(LedgerFile.of(settings.folder())) : Optional.empty();
  }

  /** Where it is, for people: a file, or a database without what may hold a password. */
  public String place() {
    return file().map(Path::toString).orElseGet(settings::toString);
  }

  /** For plain SQL; every caller's transaction is its own. */
  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    if (hold != null) {
      close(hold);
    }
    pool.close();
  }

  private static void close(AutoCloseable hold) {
    try {
      hold.close();
    } catch (Exception e) {
      // it is let go of with the process or the session
    }
  }

  private static HikariDataSource pool(
      String url, LedgerSettings settings, @Nullable String first) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(url);
    if (settings.isOwnFile()) {
      config.setDataSourceProperties(LedgerFile.options());
      config.setExceptionOverrideClassName(BrokenOff.class.getName());
    } else {
      config.setUsername(settings.username());
    }
    if (settings.password() != null) {
      config.setPassword(settings.password().reveal());
    }
    config.setConnectionInitSql(first);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
    config.setInitializationFailTimeout(1);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw LedgerFaults.explain(e, url);
    }
  }
}
