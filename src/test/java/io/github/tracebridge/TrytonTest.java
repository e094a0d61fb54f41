package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.TestTryton.Reply;
import io.github.tracebridge.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What acceptance/tryton.sh cannot have the real Tryton do. */
class TrytonTest {
  private static final String CREATE = "model.sale.opportunity.create";
  private static final String CREATE_PARTY = "model.party.party.create";

  @TempDir Path folder;
  private final TestTryton tryton = new TestTryton();
  private WholeJob job;

  @BeforeEach
  void begin() {
    job =
        new WholeJob(folder)
            .leads(20)
            .set(Setting.LEADS_SINKS, "tryton")
            .setOf("tryton", Setting.SINK_URL, tryton.url())
            .setOf("tryton", Setting.SINK_LOOK_UP_AFTER, "100ms")
            .set(Setting.TRYTON_DATABASE, "crm")
            .set(Setting.TRYTON_USERNAME, "tracebridge")
            .set(Setting.TRYTON_PASSWORD, TestTryton.PASSWORD);
  }

  @AfterEach
  void end() {
    job.close();
    tryton.close();
  }

  @Test
  void everyLeadIsThereOnceByTheUsersSession() throws Exception {
    job.sync();
    requireEachOnce();
    assertThat(tryton.calls.stream().filter("common.db.login"::equals)).hasSize(1);
    assertThat(tryton.odd).isEmpty();
  }

  @Test
  void answersToCreatesThatAreLostMakeNoSecondOne() throws Exception {
    tryton.next = oneInThree(Reply.LOST, CREATE, CREATE_PARTY);
    job.sync();
    requireEachOnce();
  }

  @Test
  void aCreateThatIsStillAtWorkIsLeftAloneForAWhile() throws Exception {
    tryton.next = oneInThree(Reply.LOST_AND_LATE, CREATE);
    job.setOf("tryton", Setting.SINK_LOOK_UP_AFTER, "3s").sync();
    requireEachOnce();
  }

  @Test
  void anErrorMemberIsAFaultAndNoSuccess() throws Exception {
    tryton.next = method -> method.equals("common.db.login") ? Reply.GOOD : Reply.DATABASE_DOWN;
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(tryton.opportunities).isEmpty();
    assertThat(job.flow().deliveries().pending()).isEqualTo(20);
    assertThat(job.flow().deliveries().complaint())
        .contains(
            "it answered model.res.user.get_preferences with an error"
                + " (Database 'crm' doesn't exist!).");
    tryton.next = method -> Reply.GOOD;
    job.sync();
    requireEachOnce();
  }

  @Test
  void aRecordThatIsRefusedGoesIntoQuarantine() throws Exception {
    AtomicInteger count = new AtomicInteger();
    tryton.next =
        method ->
            method.equals(CREATE) && count.incrementAndGet() == 5 ? Reply.USER_ERROR : Reply.GOOD;
    job.sync();
    assertThat(job.flow().sinks().quarantined()).isEqualTo(1);
    assertThat(tryton.opportunities).hasSize(19);
    assertThat(job.flow().deliveries().pending()).isZero();
  }

  @Test
  void aMissingRightQuarantinesNothing() throws Exception {
    tryton.mayWrite = false;
    tryton.next = method -> method.equals(CREATE_PARTY) ? Reply.USER_ERROR : Reply.GOOD;
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(job.flow().sinks().quarantined()).isZero();
    assertThat(job.flow().deliveries().pending()).isEqualTo(20);
    assertThat(job.flow().deliveries().complaint())
        .contains("its user may not create records of party.party. Have that granted.");
  }

  private void requireEachOnce() {
    assertThat(job.flow().deliveries().pending()).isZero();
    assertThat(job.flow().sinks().quarantined()).isZero();
    assertThat(texts(tryton.opportunities.values().stream().toList(), "reference"))
        .hasSize(20)
        .doesNotHaveDuplicates();
    assertThat(texts(tryton.parties.values().stream().toList(), "code"))
        .hasSize(20)
        .doesNotHaveDuplicates();
  }

  private static List<String> texts(List<? extends JsonNode> rows, String field) {
    return rows.stream().map(row -> row.path(field).asText()).toList();
  }

  private static Function<String, Reply> oneInThree(Reply reply, String... methods) {
    AtomicInteger count = new AtomicInteger();
    return method ->
        List.of(methods).contains(method) && count.incrementAndGet() % 3 == 0 ? reply : Reply.GOOD;
  }
}
