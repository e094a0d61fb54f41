package io.github.tracebridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {
  @TempDir Path folder;
  @TempDir Path temporary;

  @Test
  void aKilledProcessLeavesNoCopyBehind() throws Exception {
    LedgerSettings settings = Database.SQLITE.fresh(folder);
    try (LedgerKeeper killed = LedgerKeeper.of(settings, temporary)) {
      killed.rows();
      killed.kill();
    }

    assertThat(temporary).isEmptyDirectory();
  }
}
