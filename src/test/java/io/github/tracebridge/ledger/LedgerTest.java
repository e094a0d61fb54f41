package io.github.tracebridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  private static final String PASSWORD = "geheim-2027";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void openedForTheFirstTimeItIsMadeAndEmpty(Database database) {
    try (Ledger ledger = Ledger.open(database.fresh(folder))) {
      assertThat(count(ledger, "lead")).isZero();
      assertThat(count(ledger, "quota_request")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void openedAgainItHoldsWhatItHeld(Database database) {
    LedgerSettings settings = database.fresh(folder);
    try (Ledger ledger = Ledger.open(settings)) {
      ledger.jdbi().useHandle(sql -> sql.execute("insert into quota_bucket (bucket) values ('a')"));
    }
    try (Ledger ledger = Ledger.open(settings)) {
      assertThat(count(ledger, "quota_bucket")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileAnotherProcessHoldsItItIsRefusedAndAfterItsDeathItOpens(Database database)
      throws Exception {
    LedgerSettings settings = database.fresh(folder);
    try (LedgerKeeper other = LedgerKeeper.of(settings)) {
      other.rows();
      assertThatThrownBy(() -> Ledger.open(settings).close())
          .isInstanceOf(LedgerException.class)
          .hasMessageMatching(
              "The ledger .*ledger.* is in use by another process\\. Stop that one first, or set"
                  + " another data\\.dir\\.");
      int rows = other.kill();
      try (Ledger ledger = awaitOpening(settings)) {
        assertThat(count(ledger, "quota_bucket")).isBetween(rows, rows + 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsReadBesideTheProcessThatHoldsIt(Database database) throws Exception {
    LedgerSettings settings = database.fresh(folder);
    assertThat(Ledger.look(settings)).isEmpty();
    try (LedgerKeeper other = LedgerKeeper.of(settings)) {
      int before = other.rows();
      try (Ledger ledger = Ledger.look(settings).orElseThrow()) {
        assertThat(count(ledger, "quota_bucket")).isGreaterThanOrEqualTo(before);
      }
      other.rows();
    }
  }

  @Test
  void aFolderWhosePathHasOptionsForSqliteIsRefused() {
    Path odd = folder.resolve("a?journal_mode=off");
    assertThatThrownBy(() -> Database.SQLITE.fresh(odd))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "data.dir: expected a folder without ? and then = in its path, which SQLite takes for"
                + " options, but was \"%s\". Name another.",
            odd);
  }

  @Test
  void aLostSessionLetsNobodyElseIn() {
    LedgerSettings settings = Database.POSTGRESQL.fresh(folder);
    try (Ledger ledger = Ledger.open(settings)) {
      Database.cutOffOldest(settings);
      assertInUse(settings);
      Database.cutOff(settings);
      await().ignoreExceptions().until(() -> count(ledger, "lead") == 0);
      assertInUse(settings);
    }
    Ledger.open(settings).close();
  }

  @Test
  void whoWasCutOffAndTooSlowIsOutAndSaysSo() {
    LedgerSettings settings = Database.POSTGRESQL.fresh(folder);
    try (Ledger slow = Ledger.open(settings)) {
      Database.cutOff(settings);
      try (Ledger fast = Ledger.open(settings)) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> isLost(slow));
        assertThat(count(fast, "lead")).isZero();
      }
    }
  }

  /** What it is told first may be that its session is gone. */
  private static boolean isLost(Ledger ledger) {
    try {
      count(ledger, "lead");
      throw new AssertionError("the ledger of another process answered");
    } catch (RuntimeException e) {
      return LedgerException.explain(e).orElseThrow().isLost();
    }
  }

  private static void assertInUse(LedgerSettings settings) {
    assertThatThrownBy(() -> Ledger.open(settings).close())
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(" is in use by another process.");
  }

  /** One kill after the other, as with H2 2.5 after some of which the last commit was gone. */
  @Test
  void whatWasCommittedIsThereAfterManyKillsWithoutACleanEnd() throws Exception {
    LedgerSettings settings = Database.SQLITE.fresh(folder);
    Random random = new Random();
    int committed = 0;
    for (int kill = 0; kill < Integer.getInteger("ledger.kills", 10); kill++) {
      try (LedgerKeeper other = LedgerKeeper.of(settings)) {
        assertThat(other.rows()).isBetween(committed, committed + 1);
        int few = 1 + random.nextInt(200);
        while (few > 0) {
          other.rows();
          few--;
        }
        committed = other.kill();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewerOneIsRefusedAndLeftAlone(Database database) {
    LedgerSettings settings = database.fresh(folder);
    try (Ledger ledger = Ledger.open(settings)) {
      ledger
          .jdbi()
          .useHandle(
              sql ->
                  sql.execute(
                      "insert into ledger_history (installed_rank, version, description, type,"
                          + " script, installed_by, execution_time, success)"
                          + " values (99, '99', 'x', 'SQL', 'x', 'x', 1, true)"));
    }
    assertThatThrownBy(() -> Ledger.open(settings).close())
        .isInstanceOf(LedgerException.class)
        .hasMessageMatching(
            "The ledger .*ledger.* has version 99, but this program knows no more than "
                + Migrations.NEWEST
                + "\\. Run the newer program; nothing was changed\\.");
  }

  @Test
  void whereItsDiskWasFullTheNextTransactionIsWholeAgain() {
    try (Ledger ledger = Ledger.open(Database.SQLITE.fresh(folder))) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> fill(ledger))
            .satisfies(
                fault ->
                    assertThat(LedgerException.explain(fault))
                        .hasValueSatisfying(
                            said ->
                                assertThat(said)
                                    .hasMessage(
                                        "The ledger's disk is full. Make room on it; what was"
                                            + " confirmed is kept.")));
        assertThatThrownBy(() -> ledger.jdbi().useTransaction(LedgerTest::insertAndFail))
            .hasMessage("taken back");
        assertThat(count(ledger, "quota_bucket")).isZero();
      }
    }
  }

  /** SQLite says so too where a file has as many pages as it may have. */
  private static void fill(Ledger ledger) {
    ledger
        .jdbi()
        .useTransaction(
            tx -> {
              tx.execute("pragma max_page_count = 1");
              tx.execute("insert into quota_bucket (bucket) values (hex(zeroblob(1000000)))");
            });
  }

  private static void insertAndFail(Handle tx) {
    tx.execute("insert into quota_bucket (bucket) values ('a')");
    throw new IllegalStateException("taken back");
  }

  private enum Damage {
    GARBAGE {
      @Override
      byte[] of(byte[] whole) {
        byte[] garbage = new byte[40_000];
        new Random(1).nextBytes(garbage);
        return garbage;
      }
    },
    HALF {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
      }
    },
    TWO_BYTES {
      @Override
      byte[] of(byte[] whole) {
        return new byte[] {1, 2};
      }
    };

    abstract byte[] of(byte[] whole);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedFileIsRefusedAndItsBytesStay(Damage damage) throws IOException {
    LedgerSettings settings = Database.SQLITE.fresh(folder);
    Ledger.open(settings).close();
    byte[] bytes = damage.of(Files.readAllBytes(file()));
    Files.write(file(), bytes);
    assertThatThrownBy(() -> Ledger.open(settings).close())
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "The ledger %s is damaged or not a ledger. Restore it from a backup, or move it away"
                + " to begin anew; then all leads are delivered again. Nothing was changed.",
            file());
    assertThat(file()).hasBinaryContent(bytes);
  }

  @Test
  void anEmptyFileIsRefusedAndStaysEmpty() throws IOException {
    Files.createFile(file());
    assertThatThrownBy(() -> Ledger.open(Database.SQLITE.fresh(folder)).close())
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "The ledger %s is empty, so what was delivered is not known. Restore it from a backup,"
                + " or delete it to begin anew; then all leads are delivered again.",
            file());
    assertThat(file()).isEmptyFile();
  }

  @Test
  void halfOfANewOneIsMadeAnew() throws IOException {
    Files.writeString(folder.resolve("ledger-new.db"), "half");
    try (Ledger ledger = Ledger.open(Database.SQLITE.fresh(folder))) {
      assertThat(count(ledger, "lead")).isZero();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file(), folder.resolve("ledger.lock"));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("data"));
    for (Path wrong : new Path[] {notAFolder, notAFolder.resolve("below"), Path.of("/proc/data")}) {
      assertThatThrownBy(() -> Ledger.open(Database.SQLITE.fresh(wrong)).close())
          .isInstanceOf(LedgerException.class)
          .hasMessageStartingWith("The data folder " + wrong + " cannot be written (")
          .hasMessageEndingWith(
              "). Give this user the right to write there, make room, or set data.dir.");
    }
  }

  @Test
  void aFolderMayHaveAnyName() {
    Path odd = folder.resolve("größe, a=b/$x {{y}} #?%20");
    LedgerSettings settings = Database.SQLITE.fresh(odd);
    Ledger.open(settings).close();
    Ledger.open(settings).close();
    assertThat(odd.resolve("ledger.db")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/x?user=u&password=" + PASSWORD,
        "jdbc:postgresql://127.0.0.1:port/x?user=u&password=" + PASSWORD,
        "jdbc:postgresql://u:" + PASSWORD + "@127.0.0.1:1/x"
      })
  void aPasswordIsInNoMessage(String url) {
    LedgerSettings settings = new LedgerSettings(folder, url, "u", new Secret(PASSWORD));
    assertThat(settings.toString()).doesNotContain(PASSWORD);
    assertThatThrownBy(() -> Ledger.open(settings).close())
        .isInstanceOf(LedgerException.class)
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void anotherKindOfDatabaseIsRefused() {
    assertThatThrownBy(() -> new LedgerSettings(folder, "jdbc:mysql://x?password=y", "", null))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("ledger.url: expected a URL that begins with jdbc:postgresql:");
  }

  @Test
  void theNewestScriptIsTheVersionThatTheProgramKnows() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db/migration"))) {
      int newest =
          scripts
              .map(script -> script.getFileName().toString())
              .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
              .max()
              .orElseThrow();
      assertThat(Migrations.NEWEST).isEqualTo(newest);
    }
  }

  @ParameterizedTest
  @EnumSource
  void acceptedOffersOfAnOlderLedgerAreKeptEachOnce(Database database) {
    LedgerSettings settings = database.fresh(folder);
    boolean isFile = settings.isOwnFile();
    String url = isFile ? LedgerFile.URL_START + file() : settings.url();
    FluentConfiguration older =
        Flyway.configure().dataSource(url, settings.username(), null).target("2");
    Migrations.scripts(older, isFile).load().migrate();
    Jdbi.create(url, settings.username(), "")
        .useHandle(
            sql -> {
              for (String tier : List.of("a", "b", "c")) {
                String offer = tier.equals("c") ? "2" : "1";
                sql.execute(
                    "insert into accepted_offer values (?, ?, 7, '2026', ?, ?)",
                    tier,
                    "label " + tier,
                    "hash " + offer,
                    "body " + offer);
              }
            });
    try (Ledger ledger = Ledger.open(settings)) {
      List<String> kept =
          ledger
              .jdbi()
              .withHandle(
                  sql ->
                      sql.select(
                              "select configuration || label || file_id || accepted_at || body"
                                  + " from accepted_offer join accepted_body using (hash)"
                                  + " order by configuration")
                          .mapTo(String.class)
                          .list());
      assertThat(kept)
          .containsExactly("alabel a72026body 1", "blabel b72026body 1", "clabel c72026body 2");
      assertThat(count(ledger, "accepted_body")).isEqualTo(2);
    }
  }

  /** The server may need a moment to see that its client died. */
  private static Ledger awaitOpening(LedgerSettings settings) {
    return await()
        .ignoreException(LedgerException.class)
        .until(() -> Ledger.open(settings), opened -> true);
  }

  private static int count(Ledger ledger, String table) {
    return ledger
        .jdbi()
        .withHandle(sql -> sql.select("select count(*) from " + table).mapTo(Integer.class).one());
  }

  private Path file() {
    return folder.resolve("ledger.db");
  }
}
