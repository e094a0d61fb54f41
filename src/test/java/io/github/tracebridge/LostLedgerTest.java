package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerException;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LostLedgerTest {
  @TempDir Path folder;

  @Test
  @Timeout(120)
  void aJobWhoseLedgerAnotherProcessTookEndsWithASentence() {
    LedgerSettings ledger = Database.POSTGRESQL.fresh(folder);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (WholeJob made =
            new WholeJob(folder)
                .leads(20)
                .set(Setting.LEDGER_URL, ledger.url())
                .set(Setting.LEDGER_USERNAME, ledger.username());
        Job job = made.scheduled()) {
      Future<?> run =
          other.submit(
              () -> {
                job.run();
                return null;
              });
      await().until(() -> made.lines().size() == 20);
      Ledger taken = take(ledger);
      assertThatThrownBy(() -> run.get(100, TimeUnit.SECONDS))
          .hasCauseInstanceOf(LedgerException.class)
          .hasMessageContaining("The ledger was lost to another process");
      taken.close();
    } finally {
      other.shutdownNow();
    }
  }

  /** The job may be faster now and then. */
  private static Ledger take(LedgerSettings ledger) {
    return await()
        .atMost(30, TimeUnit.SECONDS)
        .ignoreException(LedgerException.class)
        .until(
            () -> {
              Database.cutOff(ledger);
              return Ledger.open(ledger);
            },
            opened -> true);
  }
}
