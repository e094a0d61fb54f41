package io.github.tracebridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void anUpdateThatFailsMidwayLeavesTheLedgerAsItWas(Database database) {
    LedgerSettings settings = database.fresh(folder);
    boolean isFile = settings.isOwnFile();
    String url = isFile ? LedgerFile.URL_START + folder.resolve("ledger.db") : settings.url();
    Migrations.scripts(
            Flyway.configure().dataSource(url, settings.username(), null).target("2"), isFile)
        .load()
        .migrate();
    Jdbi sql = Jdbi.create(url, settings.username(), "");
    // V12 makes a table of that name
    sql.useHandle(handle -> handle.execute("create table incident (id int)"));
    assertThatThrownBy(() -> Ledger.open(settings)).isInstanceOf(RuntimeException.class);
    int version =
        sql.withHandle(
            handle ->
                handle
                    .select("select max(cast(\"version\" as int)) from \"ledger_history\"")
                    .mapTo(Integer.class)
                    .one());
    assertThat(version).isEqualTo(2);
    sql.useHandle(handle -> handle.execute("drop table incident"));
    Ledger.open(settings).close();
  }
}
