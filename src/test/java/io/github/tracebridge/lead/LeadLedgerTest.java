package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.MutableClock;
import io.github.tracebridge.delivery.LogDeliveries;
import io.github.tracebridge.delivery.SinkException;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.TariffKinds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, deliveries and vanished leads, on each database there may be below. */
@ParameterizedClass
@EnumSource
class LeadLedgerTest {
  private static final Instant T0 = Instant.parse("2026-03-04T09:00:00Z");
  private static EmbeddedPostgres postgres;

  enum Database {
    SQLITE,
    POSTGRESQL
  }

  @Parameter Database database;
  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(T0);
  private final LeadLedger leads = new LeadLedger();
  private Ledger ledger;
  private Jdbi jdbi;
  private LogDeliveries deliveries;

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(new LedgerSettings(folder, url(), "postgres", null));
    jdbi = ledger.jdbi();
    deliveries = new LogDeliveries(ledger, Logs.of(10, "file"), Optional.empty(), clock);
  }

  @AfterEach
  void close() throws SQLException {
    jdbi.useHandle(h -> h.execute("delete from batch"));
    jdbi.useHandle(h -> h.execute("delete from rejected_row"));
    jdbi.useHandle(h -> h.execute("delete from lead"));
    jdbi.useHandle(h -> h.execute("delete from lead_version"));
    jdbi.useHandle(h -> h.execute("update ledger_head set last_seq = 0"));
    ledger.close();
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
  }

  @Test
  void backToTheFirstContentIsAThirdVersion() throws SQLException {
    take(1, row("a", T0, "A"));
    take(2, row("a", T0.plusSeconds(1), "B"));
    take(3, row("a", T0.plusSeconds(2), "A"));
    assertThat(delivered()).containsExactly("a 1 A", "a 2 B", "a 3 A");
  }

  @Test
  void soItIsOnOnePage() throws SQLException {
    take(1, row("a", T0, "A"), row("a", T0, "B"), row("a", T0, "A"), row("a", T0, "A"));
    assertThat(delivered()).containsExactly("a 1 A", "a 2 B", "a 3 A");
  }

  @Test
  void anOlderAnswerNeverReplacesANewerOne() throws Exception {
    take(1, row("a", T0.plusSeconds(5), "new"));
    take(2, row("a", T0, "old"));
    take(3, read("{\"id\":\"a\",\"updatedAt\":null}"));
    assertThat(delivered()).containsExactly("a 1 new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"updatedAt\":\"gestern\"", ",\"updatedAt\":17"})
  void anAnswerThatTellsNoTimeIsJudgedByItsContent(String told) throws Exception {
    take(1, row("a", T0, "A"));
    LeadRow untold = read("{\"id\":\"a\",\"status\":\"won\"" + told + "}");
    assertThat(take(2, untold).changed()).isEqualTo(1);
    assertThat(take(3, untold).changed()).isZero();
    assertThat(delivered()).containsExactly("a 1 A", "a 2 " + untold.hash());
  }

  @Test
  void whatIsTakenAndNotCommittedIsNotThere() throws SQLException {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    tx -> {
                      leads.take(tx, List.of(row("a", T0, "A")), pass(1), T0);
                      throw new IOException("cut");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(deliveries.isDue("file", deliveries.end())).isFalse();
    assertThat(take(2, row("a", T0, "A")).created()).isEqualTo(1);
  }

  @Test
  void aBatchThatWasNotConfirmedGoesOutAgainAsItWas() throws SQLException {
    take(1, row("a", T0, "A"));
    LogDeliveries.Batch first = deliveries.claim("file");
    take(2, row("b", T0, "B"));
    LogDeliveries next = new LogDeliveries(ledger, Logs.of(10, "file"), Optional.empty(), clock);
    assertThat(next.claim("file")).isEqualTo(first);
    next.confirm("file", first.id());
    assertThat(next.claim("file").lines()).singleElement().asString().contains("\"leadId\":\"b\"");
  }

  @Test
  void eachSinkHasItsOwnPlaceAndALaterOneGetsAllFromTheFirstOn() throws SQLException {
    take(1, rows(0, 12));
    assertThat(delivered()).hasSize(12);
    LogDeliveries both =
        new LogDeliveries(ledger, Logs.of(10, "file", "late"), Optional.empty(), clock);
    assertThat(both.at("file").pending() + both.at("late").pending()).isEqualTo(12);
    assertThat(both.isDue("file", both.end())).isFalse();
    LogDeliveries.Batch first = both.claim("late");
    assertThat(first.lines()).hasSize(10).first().asString().contains("\"leadId\":\"0\"");
    both.confirm("late", first.id());
    assertThat(both.at("late").pending()).isEqualTo(2);
    assertThat(both.claim("late").lines()).hasSize(2);
  }

  @Test
  void aDeliveryDoesNotRunAfterAWalk() throws SQLException {
    take(1, row("a", T0, "A"));
    long end = deliveries.end();
    deliveries.confirm("file", deliveries.claim("file").id());
    take(2, row("b", T0, "B"));
    assertThat(deliveries.isDue("file", end)).as("waits for more to go with").isFalse();
    assertThat(deliveries.isDue("file", deliveries.end())).isTrue();
  }

  @Test
  void aRefusedBatchWaitsAndStaysDue() throws SQLException {
    take(1, row("a", T0, "A"));
    LogDeliveries.Batch batch = deliveries.claim("file");
    deliveries.postpone(
        "file", batch.id(), new SinkException("the disk is full.", new IOException()));
    assertThat(deliveries.isDue("file", deliveries.end())).isFalse();
    assertThat(deliveries.at("file").complaint()).contains("the disk is full.");
    assertThat(deliveries.at("file").pending()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(deliveries.isDue("file", deliveries.end())).isTrue();
    assertThat(deliveries.claim("file")).isEqualTo(batch);
  }

  @Test
  void fewThatVanishAreRecordedAndMayComeBack() throws SQLException {
    take(1, rows(0, 40));
    take(2, rows(1, 40));
    vanish(2);
    assertThat(delivered()).hasSize(41).last().isEqualTo("0 2 ");
    take(3, rows(0, 40));
    assertThat(delivered()).singleElement().isEqualTo("0 3 same");
  }

  @Test
  void manyThatVanishAtOnceAreHeldBack() throws SQLException {
    take(1, rows(0, 40));
    take(2, rows(3, 40));
    vanish(2);
    assertThat(delivered()).hasSize(40);
  }

  @Test
  void oneMayAlwaysVanish() throws SQLException {
    take(1, rows(0, 2));
    take(2, rows(1, 2));
    vanish(2);
    assertThat(delivered()).hasSize(3);
  }

  @Test
  void whatADatabaseCannotHoldCostsItsOwnRowAlone() throws Exception {
    String whole = "{\"id\":\"c\",\"\\u0000\":\"\\u0000 \\ud800\"}";
    LeadRow noId = read("{\"id\":\"a\\u0000b\"}");
    LeadRow half = read("{\"id\":\"\\ud800\"}");
    LeadRow unreadable = LeadRow.unreadable("character '\0\ud800'");
    jdbi.useTransaction(tx -> leads.reject(tx, List.of(noId, half, unreadable), pass(1), T0));
    take(1, read(whole));
    assertThat(deliveries.claim("file").lines())
        .singleElement()
        .asString()
        .contains("\"leadId\":\"c\"")
        .endsWith(",\"lead\":" + whole + "}");
    assertThat(take(2, read(whole)).changed()).isZero();
    List<String> reasons =
        jdbi.withHandle(
            h -> h.select("select reason from rejected_row order by 1").mapTo(String.class).list());
    assertThat(reasons)
        .containsExactly(
            "no usable id at trace.leads.id",
            "no usable id at trace.leads.id",
            "not readable: character '??'");
  }

  @Test
  void aSinkMayComplainOfAnything() throws SQLException {
    take(1, row("a", T0, "A"));
    deliveries.postpone(
        "file", deliveries.claim("file").id(), new SinkException("a\0b \ud800", new IOException()));
    assertThat(deliveries.at("file").complaint()).contains("a?b ?.");
  }

  private static LeadRow read(String json) throws IOException {
    Settings settings = Settings.of(Map.of(), new Secrets());
    LeadContract names = LeadContract.from(settings);
    TariffKinds kinds = TariffKinds.from(settings);
    return LeadRow.read(new JsonMapper().readTree(json), names, kinds, new ContentHash(List.of()));
  }

  private void vanish(long passBefore) throws SQLException {
    jdbi.useTransaction(tx -> new VanishedLeads(5).find(tx, passBefore, T0));
  }

  private Brought take(long pass, LeadRow... rows) throws SQLException {
    return jdbi.inTransaction((Handle tx) -> leads.take(tx, List.of(rows), pass(pass), T0));
  }

  private static LeadLedger.Pass pass(long number) {
    return new LeadLedger.Pass("full_pass", number, number, true, T0.minusSeconds(86_400));
  }

  private static LeadRow[] rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> row(String.valueOf(i), T0, "same"))
        .toArray(LeadRow[]::new);
  }

  private static LeadRow row(String id, Instant updated, String content) {
    return new LeadRow(
        id, null, T0, updated, false, "", content, "{\"content\":\"" + content + "\"}");
  }

  /** Id, version and hash of each line, confirmed. */
  private List<String> delivered() {
    List<String> all = new java.util.ArrayList<>();
    while (deliveries.isDue("file", deliveries.end())) {
      LogDeliveries.Batch batch = deliveries.claim("file");
      batch.lines().forEach(line -> all.add(line.replaceAll(LINE, "$1 $2 $3")));
      deliveries.confirm("file", batch.id());
    }
    return all;
  }

  private static final String LINE =
      "\\{\"leadId\":\"(.*?)\",\"version\":(\\d+),\"hash\":\"(.*?)\".*";

  private String url() throws IOException {
    if (database == Database.SQLITE) {
      return "";
    }
    if (postgres == null) {
      postgres = EmbeddedPostgres.start();
    }
    return postgres.getJdbcUrl("postgres", "postgres");
  }
}
