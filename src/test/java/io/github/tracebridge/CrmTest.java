package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import io.github.tracebridge.sink.TestCrm.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leads go to a CRM over HTTP: each once in effect, whatever the CRM answers. */
class CrmTest {
  @TempDir Path folder;
  private final TestCrm crm = new TestCrm();
  private WholeJob job;

  @BeforeEach
  void begin() {
    job =
        new WholeJob(folder)
            .leads(60)
            .set(Setting.LEADS_SINKS, "http")
            .setOf("http", Setting.SINK_URL, crm.uri() + "/leads");
  }

  @AfterEach
  void end() {
    job.close();
    crm.close();
  }

  @Test
  void everyLeadIsPutUnderItsId() throws Exception {
    job.sync();
    assertThat(crm.byId).hasSize(60);
    assertThat(crm.requests).hasSize(60);
    assertThat(job.flow().deliveries().pending()).isZero();
    job.sync();
    assertThat(crm.requests).as("nothing changed").hasSize(60);
  }

  @Test
  void noTokenOfTraceReachesTheCrm() throws Exception {
    job.sync();
    assertThat(authorizations()).hasSize(60).containsOnly(List.of());
    job.sandbox().leads().change(3);
    job.restart()
        .setOf("http", Setting.SINK_CONNECTION, "crm")
        .setOf("crm", Setting.DIALECT, "bearer-token")
        .setOf("crm", Setting.TOKEN, "marker-crm")
        .setOf("crm", Setting.CONNECTION_API_URL, crm.uri().toString())
        .sync();
    assertThat(authorizations().subList(60, 63)).containsOnly(List.of("Bearer marker-crm"));
  }

  private List<List<String>> authorizations() {
    return crm.requests.stream()
        .map(request -> request.headers().getOrDefault("Authorization", List.of()))
        .toList();
  }

  @Test
  void aChangedLeadIsWrittenAgainAndNoOther() throws Exception {
    job.sync();
    var changed = job.sandbox().leads().change(2);
    job.sync();
    assertThat(crm.requests).hasSize(62);
    assertThat(crm.requests.subList(60, 62))
        .extracting(TestCrm.Request::target)
        .containsExactlyInAnyOrderElementsOf(changed.stream().map(id -> "/leads/" + id).toList());
  }

  @Test
  void whatACrmRefusesGoesIntoQuarantineAndHoldsNoOtherUp() throws Exception {
    String poisoned = job.leadIds().get(0);
    crm.refuses = lead -> lead.path("id").asText().equals(poisoned);
    job.sync();
    assertThat(crm.byId).hasSize(59).doesNotContainKey(poisoned);
    assertThat(job.flow().sinks().quarantined()).isEqualTo(1);
    assertThat(job.flow().deliveries().pending()).isZero();
    List<Map<String, Object>> rows = job.deliveries("state = 'QUARANTINED'");
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0))
        .containsEntry("lead_id", poisoned)
        .containsEntry("reason", "it answered 422.");
    assertThat(rows.get(0).get("response")).isEqualTo("{\"message\":\"unwanted: ***\"}");
    assertThat(String.valueOf(rows.get(0).get("request")))
        .contains("\"id\":\"" + poisoned + "\"")
        .contains("\"email\":\"***\"");
  }

  @Test
  void oneFaultInFourClosesNothing() throws Exception {
    AtomicInteger count = new AtomicInteger();
    crm.next = request -> count.incrementAndGet() % 4 == 0 ? Reply.BROKEN : Reply.GOOD;
    job.sync();
    assertThat(crm.byId).hasSize(60);
    assertThat(job.flow().deliveries().complaint()).isEmpty();
    assertThat(job.flow().deliveries().pending()).isZero();
  }

  @Test
  void aSinkThatIsDownIsLeftAloneAndItsLeadsStayDue() throws Exception {
    crm.next = request -> Reply.BROKEN;
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(crm.requests).as("ten in a row, and what was under way").hasSizeBetween(10, 14);
    assertThat(job.flow().deliveries().complaint()).contains("it answered 500.");
    assertThat(job.flow().deliveries().pending()).isEqualTo(60);
    crm.next = request -> Reply.GOOD;
    job.sync();
    assertThat(crm.byId).hasSize(60);
    assertThat(job.flow().deliveries().complaint()).isEmpty();
  }

  @Test
  void aSinkThatRefusesTheCredentialsQuarantinesNothing() throws Exception {
    crm.next = request -> Reply.DENIED;
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(crm.requests).hasSizeLessThan(5);
    assertThat(job.flow().sinks().quarantined()).isZero();
    assertThat(job.flow().deliveries().complaint())
        .contains("it answered 401. Check its url, path and credentials.");
  }

  @Test
  void anAnswerThatIsLostMakesNoSecondLeadWhereTheCrmCanBeAsked() throws Exception {
    posting()
        .setOf("http", Setting.SINK_LOOK_UP, "?ref={id}")
        .setOf("http", Setting.SINK_LOOK_UP_AFTER, "1s");
    crm.next = onePostInFive(Reply.LOST);
    job.sync();
    assertThat(crm.made).hasSize(60).doesNotHaveDuplicates();
    assertThat(job.flow().deliveries().pending()).isZero();
  }

  @Test
  void anAnswerThatIsLostWaitsForAPersonWhereTheCrmCannotBeAsked() throws Exception {
    posting();
    crm.next = onePostInFive(Reply.LOST);
    job.sync();
    assertThat(crm.made).hasSize(60).doesNotHaveDuplicates();
    assertThat(job.flow().sinks().quarantined()).isEqualTo(12);
    assertThat(job.deliveries("state = 'UNKNOWN'")).hasSize(12);
  }

  @Test
  void aKeyOfItsOwnMakesARepetitionSafe() throws Exception {
    posting().setOf("http", Setting.SINK_KEY_HEADER, "Idempotency-Key");
    crm.next = onePostInFive(Reply.BUSY);
    job.sync();
    assertThat(crm.made).hasSize(60).doesNotHaveDuplicates();
    assertThat(crm.requests)
        .extracting(request -> request.headers().get("Idempotency-key").get(0))
        .contains(crm.made.get(0) + "-1");
  }

  @Test
  void whatIsDeliveredIsErasedInTimeAndWhatIsDueIsKept() throws Exception {
    job.sync();
    assertThat(kept()).isEqualTo(60);
    crm.next = request -> Reply.DENIED;
    job.sandbox().leads().change(3);
    job.job().call("direct:lead-sync");
    job.deliver();
    job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.execute("update lead_version set seen_at = '2020' || substr(seen_at, 5)")));
    job.set(Setting.LEADS_KEEP, "30d").job().call("direct:lead-retention");
    assertThat(kept()).as("those that the CRM does not have").isEqualTo(3);
    crm.next = request -> Reply.GOOD;
    job.sync();
    assertThat(kept()).isZero();
    assertThat(crm.requests).hasSizeGreaterThanOrEqualTo(64);
  }

  @Test
  void anOldLeadThatWasRefusedNowCanBeReplayed() throws Exception {
    crm.refuses = lead -> true;
    job.sync();
    job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.execute("update lead_version set seen_at = '2020' || substr(seen_at, 5)")));
    job.set(Setting.LEADS_KEEP, "30d").job().call("direct:lead-retention");
    crm.refuses = lead -> false;
    job.command("leads", "replay", "--all");
    job.sync();
    assertThat(crm.byId).hasSize(60);
  }

  @Test
  void aChangeWhoseAnswerIsLostWaitsForAPersonWhereTheCrmTellsNoVersions() throws Exception {
    posting()
        .setOf("http", Setting.SINK_LOOK_UP, "?ref={id}")
        .setOf("http", Setting.SINK_LOOK_UP_AFTER, "10ms")
        .sync();
    job.sandbox().leads().change(1);
    crm.next = onePostIn(1, Reply.LOST);
    job.sync();
    assertThat(crm.made).as("the change once").hasSize(61);
    assertThat(job.deliveries("state = 'QUARANTINED'"))
        .extracting("reason")
        .containsExactly("it has the lead, but which version cannot be told.");
  }

  @Test
  void aMappingOfRequestsThatFailsBlamesNoLead(@TempDir Path mappings) throws Exception {
    Path mapping = Files.writeString(mappings.resolve("crm.jslt"), ".");
    Files.writeString(mappings.resolve("crm.request.jslt"), "error(\"no\")");
    posting().setOf("http", Setting.SINK_MAPPING, mapping.toString());
    job.job().call("direct:lead-sync");
    job.deliver();
    assertThat(crm.requests).isEmpty();
    assertThat(job.flow().deliveries().complaint())
        .get()
        .asString()
        .contains("crm.request.jslt fails");
    assertThat(job.deliveries("state <> 'DUE'")).isEmpty();
  }

  @Test
  void aLeadThatACrmIsClosedToHoldsUpNoOther() throws Exception {
    String locked = job.leadIds().get(0);
    crm.next = request -> request.target().endsWith(locked) ? Reply.DENIED : Reply.GOOD;
    job.job().call("direct:lead-sync");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              job.deliver();
              return crm.byId.size() == 59;
            });
    assertThat(job.deliveries("state <> 'DONE'"))
        .extracting("lead_id", "state")
        .containsExactly(tuple(locked, "DUE"));
  }

  /**
   * The CRM may still be at work on what it got first, and would write that over what came later.
   */
  @Test
  void aLeadWithoutAnAnswerIsLeftAloneEvenWhereItMayBeRepeated() throws Exception {
    String lost = job.leadIds().get(0);
    crm.next = request -> request.target().endsWith(lost) ? Reply.LOST : Reply.GOOD;
    job.setOf("http", Setting.SINK_LOOK_UP_AFTER, "5m").sync();
    crm.next = request -> Reply.GOOD;
    job.sandbox().leads().change(List.of(UUID.fromString(lost)));
    job.restart().sync();
    assertThat(crm.requests).filteredOn(r -> r.target().endsWith(lost)).hasSize(1);
    assertThat(job.deliveries("state = 'DUE'")).extracting("lead_id").containsExactly(lost);
  }

  @Test
  void whatWasUnderWayWhenTheProcessDiedIsLeftAloneToo() throws Exception {
    String lost = job.leadIds().get(0);
    crm.next = request -> request.target().endsWith(lost) ? Reply.LOST : Reply.GOOD;
    job.setOf("http", Setting.SINK_LOOK_UP_AFTER, "5m").sync();
    job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx -> tx.execute("update delivery set state = 'SENDING' where state = 'DUE'")));
    crm.next = request -> Reply.GOOD;
    job.sync();
    assertThat(crm.byId).hasSize(60);
    assertThat(crm.requests).filteredOn(r -> r.target().endsWith(lost)).hasSize(1);
    job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.execute(
                        "update delivery set next_at = '2020' || substr(next_at, 5)"
                            + " where state = 'SENDING'")));
    job.sync();
    assertThat(crm.requests).filteredOn(r -> r.target().endsWith(lost)).hasSize(2);
    assertThat(job.deliveries("state <> 'DONE'")).isEmpty();
  }

  @Test
  void aLeadThatIsSentAgainByAPersonHasAKeyOfItsOwn() throws Exception {
    posting().setOf("http", Setting.SINK_KEY_HEADER, "Idempotency-Key");
    String refused = job.leadIds().get(0);
    crm.refuses = lead -> lead.path("id").asText().equals(refused);
    job.sync();
    crm.refuses = lead -> false;
    job.command("leads", "replay", "--all");
    job.sync();
    assertThat(crm.requests)
        .extracting(request -> request.headers().get("Idempotency-key").get(0))
        .filteredOn(key -> key.startsWith(refused))
        .containsExactly(refused + "-1", refused + "-1-1");
  }

  @Test
  void aSinkThatIsSlowHoldsUpNoOtherWhileAWalkIsUnderWay() throws Exception {
    CountDownLatch filed = new CountDownLatch(1);
    crm.next = request -> isReached(filed) ? Reply.GOOD : Reply.DENIED;
    job.set(Setting.LEADS_SINKS, "http,file");
    Thread sync = new Thread(() -> assertThatCode(job::sync).doesNotThrowAnyException());
    sync.start();
    Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> job.lines().size() == 60);
    filed.countDown();
    sync.join();
    assertThat(crm.byId).hasSize(60);
  }

  @Test
  void asManyRequestsAreUnderWayAsTheSettingSays() throws Exception {
    CountDownLatch together = new CountDownLatch(30);
    crm.next =
        request -> {
          together.countDown();
          return isReached(together) ? Reply.GOOD : Reply.DENIED;
        };
    job.setOf("http", Setting.SINK_PARALLEL, "30").sync();
    assertThat(crm.byId).hasSize(60);
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The schedule ticks every second meanwhile. */
  @Test
  void aSinkThatTakesItsTimeGetsEachLeadOnce() throws Exception {
    CountDownLatch twice = new CountDownLatch(1);
    Set<String> targets = ConcurrentHashMap.newKeySet();
    crm.next =
        request -> {
          if (!targets.add(request.target())) {
            twice.countDown();
          }
          try {
            twice.await(3, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Reply.GOOD;
        };
    job.setOf("http", Setting.SINK_PARALLEL, "60").job().call("direct:lead-sync");
    job.restart();
    try (Job scheduled = job.scheduled()) {
      scheduled.start();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> crm.byId.size() == 60);
    }
    assertThat(crm.requests).hasSize(60);
  }

  private long kept() {
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.select("select count(*) from lead_version where body is not null")
                        .mapTo(Long.class)
                        .one()));
  }

  private WholeJob posting() {
    return job.setOf("http", Setting.SINK_METHOD, "POST").setOf("http", Setting.SINK_PATH, "");
  }

  private static TestCrm.Next onePostInFive(Reply reply) {
    return onePostIn(5, reply);
  }

  private static TestCrm.Next onePostIn(int posts, Reply reply) {
    AtomicInteger count = new AtomicInteger();
    return request ->
        request.method().equals("POST") && count.incrementAndGet() % posts == 0
            ? reply
            : Reply.GOOD;
  }
}
