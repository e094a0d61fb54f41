package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.sink.TestCrm;
import io.github.tracebridge.sink.TestCrm.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CRM says is taken for what it means, and nothing for what it does not say. */
class CrmAnswersTest {
  private static final String PAGE = "<html>Down for maintenance</html>";

  @TempDir Path folder;
  private final TestCrm crm = new TestCrm();
  private WholeJob job;

  @BeforeEach
  void begin() {
    job =
        new WholeJob(folder)
            .leads(10)
            .set(Setting.LEADS_SINKS, "http")
            .setOf("http", Setting.SINK_URL, crm.uri() + "/leads");
  }

  @AfterEach
  void end() {
    job.close();
    crm.close();
  }

  @Test
  void aPageForPeopleIsNoAnswer() {
    crm.body = PAGE;
    deliver();
    assertThat(job.deliveries("state = 'DONE'")).isEmpty();
    assertThat(job.deliveries("reason = 'it answered 200 with a page for people.'")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, "", "{\"ok\": [tr", "{\"ok\": \"ERR-17\"}"})
  void whereAMappingReadsAnswersOnlyWhatItUnderstandsCounts(String body) throws IOException {
    mapping("crm.answer", "{\"ok\": number(.ok) == 0}");
    crm.body = body;
    deliver();
    assertThat(job.deliveries("state = 'DONE'")).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotTellIsUnknown() throws IOException {
    mapping("crm.answer", "{\"ok\": false, \"unknown\": true, \"reason\": \"odd\"}");
    deliver();
    assertThat(job.deliveries("state = 'DUE' and reason = 'odd.'")).isNotEmpty();
  }

  /** Each as the CRM answers where it has the lead, and where it has not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                | [{}]                                  | []",
        "                | {'total':1,'rows':[{}]}               | {'total':0,'rows':[]}",
        "/records        | {'warnings':[],'records':[{}]}        | {'warnings':[],'records':[]}",
        "/records        | {'links':[{}],'records':[{}]}         | {'links':[{}],'records':[]}",
        "/items          | {'count':1,'items':[{}]}              | {'count':0,'items':null}",
        "/count          | {'count':1}                           | {'count':0}"
      })
  void whatALookUpFindsIsKnownByItsPlace(String place, String there, String missing)
      throws Exception {
    lookingUp(place == null ? "" : place);
    crm.found = has -> (has ? there : missing).replace('\'', '"');
    crm.next = onePostInThree(Reply.LOST);
    job.sync();
    assertThat(crm.made).hasSize(10).doesNotHaveDuplicates();
    assertThat(job.deliveries("state <> 'DONE'")).isEmpty();
  }

  /** The CRM has done each of them, or none of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "          | {'error':'database down'}",
        "          | {'links':[{}],'records':[{}]}",
        "/records  | {'error':'database down'}",
        "/records  | {}"
      })
  void aLookUpThatDoesNotTellIsLeftToAPerson(String place, String said) throws Exception {
    lookingUp(place == null ? "" : place);
    crm.found = has -> said.replace('\'', '"');
    crm.next = onePostInThree(Reply.LOST);
    job.sync();
    assertThat(crm.made).hasSize(10).doesNotHaveDuplicates();
    assertThat(job.deliveries("state = 'QUARANTINED' and reason like '%look-up-found.'"))
        .hasSize(3);
  }

  @Test
  void aPageForPeopleToALookUpPasses() throws Exception {
    lookingUp("");
    AtomicInteger pages = new AtomicInteger(2);
    crm.found = has -> pages.getAndDecrement() > 0 ? PAGE : has ? "[{}]" : "[]";
    crm.next = onePostInThree(Reply.LOST);
    job.sync();
    assertThat(crm.made).hasSize(10).doesNotHaveDuplicates();
    assertThat(job.deliveries("state <> 'DONE'")).isEmpty();
  }

  @Test
  void aLongAnswerIsNotReadToItsEnd() throws Exception {
    crm.body = "{\"text\":\"" + "x".repeat(60 << 20) + "\"}";
    job.sync();
    assertThat(crm.byId).hasSize(10);
    assertThat(job.deliveries("state <> 'DONE'")).isEmpty();
  }

  @Test
  void aLeadThatAMappingCannotCalculateHoldsUpNoOther() throws Exception {
    String odd = job.leadIds().get(4);
    mapping("crm", "{\"id\": $id, \"share\": 10 / (if ($id == \"" + odd + "\") 0 else 1)}");
    job.sync();
    assertThat(crm.byId).hasSize(9);
    assertThat(job.deliveries("state = 'QUARANTINED'"))
        .extracting("lead_id", "reason")
        .containsExactly(
            tuple(
                odd,
                "the mapping " + folder.resolve("crm.jslt") + " fails with ArithmeticException"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method=POST,path=/leads,look-up=/leads | sinks.http.look-up: it does not say which lead",
        "method=POST,path=/leads,repeat=look-up | sinks.http.look-up is not set",
        "batch=50 | sinks.http.path: /{id} is one lead's, but a request has up to 50",
        "method=POST,path=/batch,batch=50,key-header=Idempotency-Key | sinks.http.key-header: the key",
        "look-up=?id={id},look-up-found=records | a JSON pointer such as /records"
      })
  void whatWouldLoseLeadsOrWriteThemTwiceIsRefusedAtStart(String settings, String sentence) {
    for (String pair : settings.split(",")) {
      String[] parts = pair.split("=", 2);
      job.set("sinks.http." + parts[0].strip(), parts[1]);
    }
    assertThatThrownBy(job::job)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(sentence.strip());
  }

  private void deliver() {
    job.job().call("direct:lead-sync");
    job.deliver();
  }

  private void lookingUp(String found) {
    job.setOf("http", Setting.SINK_METHOD, "POST")
        .setOf("http", Setting.SINK_PATH, "")
        .setOf("http", Setting.SINK_LOOK_UP, "?ref={id}")
        .setOf("http", Setting.SINK_LOOK_UP_FOUND, found)
        .setOf("http", Setting.SINK_LOOK_UP_AFTER, "10ms");
  }

  private void mapping(String name, String text) throws IOException {
    Files.writeString(folder.resolve("crm.jslt"), "{\"id\": $id}");
    Files.writeString(folder.resolve(name + ".jslt"), text);
    job.setOf("http", Setting.SINK_MAPPING, folder.resolve("crm.jslt").toString());
  }

  private static TestCrm.Next onePostInThree(Reply reply) {
    AtomicInteger count = new AtomicInteger();
    return request ->
        request.method().equals("POST") && count.incrementAndGet() % 3 == 0 ? reply : Reply.GOOD;
  }
}
