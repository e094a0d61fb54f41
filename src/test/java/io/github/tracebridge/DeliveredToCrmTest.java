package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import io.github.tracebridge.sink.TestCrm.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Leads that a CRM got are counted, each once. */
@ParameterizedClass
@EnumSource
class DeliveredToCrmTest {
  @Parameter Database database;
  @TempDir Path folder;
  private final TestCrm crm = new TestCrm();
  private WholeJob job;

  @BeforeEach
  void begin() {
    LedgerSettings ledger = database.fresh(folder);
    job =
        new WholeJob(folder)
            .leads(60)
            .set(Setting.LEDGER_URL, ledger.url())
            .set(Setting.LEDGER_USERNAME, ledger.username())
            .set(Setting.LEADS_SINKS, "http")
            .setOf("http", Setting.SINK_URL, crm.uri() + "/leads");
  }

  @AfterEach
  void end() {
    job.close();
    crm.close();
  }

  @Test
  void eachLeadCountsOnceWhateverTheCrmAnswers() throws Exception {
    AtomicInteger count = new AtomicInteger();
    crm.next = request -> count.incrementAndGet() % 4 == 0 ? Reply.BROKEN : Reply.GOOD;
    job.sync();
    assertThat(kinds("select sum(leads), kind from delivered_count group by kind order by kind"))
        .hasSizeGreaterThan(1)
        .isEqualTo(kinds("select count(*), tariff_kind from lead group by 2 order by 2"));
    job.sandbox().leads().change(5);
    job.sync();
    assertThat(crm.byId).hasSize(60);
    assertThat(delivered()).isEqualTo(60);
  }

  @Test
  void whatIsRefusedCountsWhenAPersonSaysThatItIsThere() throws Exception {
    String poisoned = job.leadIds().get(0);
    crm.refuses = lead -> lead.path("id").asText().equals(poisoned);
    job.sync();
    assertThat(delivered()).isEqualTo(59);
    assertThat(job.command("leads", "replay", "--delivered", poisoned)).isZero();
    assertThat(delivered()).isEqualTo(60);
  }

  @Test
  void whatWasThereLongBeforeTheFirstWalkIsNotTimed() throws Exception {
    job.sync();
    long timed = timed();
    assertThat(timed).isLessThan(60);
    job.sandbox().leads().add(2);
    job.sync();
    assertThat(timed()).isEqualTo(timed + 2);
    assertThat(delivered()).isEqualTo(62);
  }

  @Test
  void aCountThatFailsDeliversNothing() throws Exception {
    job.job().call("direct:lead-sync");
    rename("delivered_count", "away");
    try {
      job.deliver();
    } catch (RuntimeException expected) {
      assertThat(expected).hasStackTraceContaining("delivered_count");
    }
    rename("away", "delivered_count");
    assertThat(job.deliveries("done_seq is not null")).isEmpty();
    job.sync();
    assertThat(delivered()).isEqualTo(60);
  }

  private void rename(String table, String name) {
    job.ledger(
        jdbi -> jdbi.withHandle(tx -> tx.execute("alter table " + table + " rename to " + name)));
  }

  private long delivered() {
    return sum("");
  }

  private long timed() {
    return sum(" where speed >= 0");
  }

  private long sum(String which) {
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.select("select coalesce(sum(leads), 0) from delivered_count" + which)
                        .mapTo(Long.class)
                        .one()));
  }

  private List<String> kinds(String sql) {
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.select(sql)
                        .map((row, context) -> row.getLong(1) + " of " + row.getString(2))
                        .list()));
  }
}
