package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @BeforeEach
  void fill() {
    trace.sandbox().leads().fill(30);
  }

  @Test
  void loginFails() {
    once(FaultKind.LOGIN_500);
    assertThat(trace.login().statusCode()).isEqualTo(500);
    once(FaultKind.LOGIN_401);
    assertThat(trace.login().statusCode()).isEqualTo(401);
    assertThat(trace.login().statusCode()).isEqualTo(200);
  }

  @Test
  void loginAndBodyAreSlow() {
    Fault slow = Fault.next(1).delayed(Duration.ofMillis(80));
    trace.sandbox().faults().set(FaultKind.LOGIN_SLOW, slow);
    trace.sandbox().faults().set(FaultKind.SLOW_BODY, slow);
    long before = System.nanoTime();
    String token = trace.token();
    long between = System.nanoTime();
    JsonNode page = json(trace.get(LEADS, token));
    assertThat(between - before).isGreaterThanOrEqualTo(80_000_000L);
    assertThat(System.nanoTime() - between).isGreaterThanOrEqualTo(80_000_000L);
    assertThat(page.path("items")).hasSize(30);
  }

  @Test
  void allTokensAreRevokedAfterThePage() {
    String token = trace.token();
    once(FaultKind.REVOKE_TOKENS);
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(200);
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(401);
    assertThat(trace.sandbox().counters().revocations()).isEqualTo(1);
  }

  @Test
  void aGoodTokenIsRefusedOnce() {
    String token = trace.token();
    once(FaultKind.UNAUTHORIZED);
    HttpResponse<String> refused = trace.get(LEADS, token);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(200);
  }

  @Test
  void limitsWithAndWithoutRetryAfter() {
    Fault fault = Fault.next(1).delayed(Duration.ofSeconds(7));
    trace.sandbox().faults().set(FaultKind.LIMITED, fault);
    HttpResponse<String> limited = trace.page("");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(header(limited, "Retry-After")).isEqualTo("7");
    assertThat(header(limited, "X-RateLimit-Reset")).isEqualTo("7");
    once(FaultKind.LIMITED_BARE);
    HttpResponse<String> bare = trace.page("");
    assertThat(bare.statusCode()).isEqualTo(429);
    assertThat(SandboxUnderTest.headers(bare))
        .doesNotContainKeys("retry-after", "x-ratelimit-remaining", "x-ratelimit-reset");
  }

  @Test
  void serverFaults() {
    once(FaultKind.UNAVAILABLE_NO_QUOTA);
    HttpResponse<String> spent = trace.page("");
    assertThat(spent.statusCode()).isEqualTo(503);
    assertThat(header(spent, "X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(header(spent, "X-RateLimit-Reset")).isEqualTo("1");
    once(FaultKind.UNAVAILABLE);
    HttpResponse<String> plain = trace.page("");
    assertThat(plain.statusCode()).isEqualTo(503);
    assertThat(header(plain, "X-RateLimit-Remaining")).isEqualTo("96");
    once(FaultKind.SERVER_ERROR);
    assertThat(trace.page("").statusCode()).isEqualTo(500);
  }

  @Test
  void anHtmlPageLooksLikeSuccess() {
    once(FaultKind.HTML_PAGE);
    HttpResponse<String> answer = trace.page("");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith("text/html");
    assertThat(answer.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void aBodyIsCutBelowItsLength() throws IOException {
    once(FaultKind.CUT_BODY);
    String raw = trace.raw(LEADS, trace.token());
    int length = Integer.parseInt(raw.replaceAll("(?s).*Content-Length: (\\d+)\r.*", "$1"));
    assertThat(raw).startsWith("HTTP/1.1 200");
    assertThat(raw.substring(raw.indexOf("\r\n\r\n") + 4).length()).isBetween(1, length - 1);
  }

  @Test
  void aChunkedBodyIsCutBeforeItsEnd() throws IOException {
    once(FaultKind.CUT_CHUNKED);
    String raw = trace.raw(LEADS, trace.token());
    assertThat(raw).containsIgnoringCase("Transfer-Encoding: chunked").contains("\"items\":[");
    assertThat(raw).doesNotContain("totalCount").doesNotEndWith("0\r\n\r\n");
  }

  @Test
  void theConnectionIsReset() {
    String token = trace.token();
    once(FaultKind.RESET);
    assertThatThrownBy(() -> trace.raw(LEADS, token)).isInstanceOf(SocketException.class);
    assertThat(trace.sandbox().counters().status(200)).isEqualTo(1);
  }

  @Test
  void aPageRepeatsThePreviousOne() {
    List<String> first = trace.ids("?pageSize=10");
    once(FaultKind.REPEATED_PAGE);
    JsonNode second = trace.pageJson("?pageSize=10&page=2");
    assertThat(second.path("page").asInt()).isEqualTo(2);
    assertThat(second.path("items").findValuesAsText("reference")).hasSize(10);
    assertThat(second.path("items").get(0).path("id").asText()).isEqualTo(first.get(0));
  }

  @Test
  void aPageIsMissingWhileTheTotalStands() {
    trace.sandbox().faults().set(FaultKind.MISSING_PAGE, Fault.next(1).onPage(2));
    assertThat(trace.ids("?pageSize=10")).hasSize(10);
    JsonNode second = trace.pageJson("?pageSize=10&page=2");
    assertThat(second.path("items")).isEmpty();
    assertThat(second.path("totalCount").asInt()).isEqualTo(30);
  }

  @Test
  void aStaleAnswerShowsTheRevisionBefore() {
    UUID id = trace.sandbox().leads().change(1).get(0);
    String before = lead(id).path("reference").asText();
    String updatedBefore = lead(id).path("updatedAt").asText();
    trace.clock.advance(Duration.ofSeconds(9));
    trace.sandbox().leads().change(List.of(id));
    once(FaultKind.STALE_ANSWER);
    JsonNode stale = lead(id);
    assertThat(stale.path("reference").asText()).isEqualTo(before);
    assertThat(stale.path("updatedAt").asText()).isEqualTo(updatedBefore);
    assertThat(lead(id).path("reference").asText()).isNotEqualTo(before);
  }

  @Test
  void leadsMoveDuringTheWalk() {
    once(FaultKind.LEAD_INSERTED);
    assertThat(trace.pageJson("").path("totalCount").asInt()).isEqualTo(31);
    once(FaultKind.LEAD_DELETED);
    assertThat(trace.pageJson("").path("totalCount").asInt()).isEqualTo(30);
    once(FaultKind.LEAD_CHANGED);
    JsonNode items = trace.pageJson("").path("items");
    assertThat(items.findValuesAsText("updatedAt")).filteredOn(at -> !at.equals("null")).hasSize(1);
  }

  @Test
  void aFaultStrikesOnItsPageOnlyAndIsCounted() {
    trace.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.next(1).onPage(3));
    assertThat(trace.page("?pageSize=10&page=2").statusCode()).isEqualTo(200);
    assertThat(trace.page("?pageSize=10&page=3").statusCode()).isEqualTo(500);
    assertThat(trace.page("?pageSize=10&page=3").statusCode()).isEqualTo(200);
    assertThat(trace.sandbox().counters().faults(FaultKind.SERVER_ERROR)).isEqualTo(1);
  }

  @Test
  void aRateIsAProbabilityOfSeededDice() {
    trace.turn("{quota:{requests:0}}");
    trace.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(0.3));
    List<Integer> first = hundredStatuses();
    List<Integer> second = hundredStatuses();
    assertThat(first).filteredOn(status -> status == 500).hasSizeBetween(15, 45);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void faultsComeAfterTokenAndQuota() {
    trace.turn("{quota:{requests:2}}");
    trace.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1));
    assertThat(trace.get(LEADS).statusCode()).isEqualTo(401);
    String token = trace.token();
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(500);
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(429);
  }

  @Test
  void unknownNamesAndBadValuesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trace.sandbox().faults().put(SandboxJson.read("{'cut-bodi':{}}")))
        .withMessageContaining("nearest known name is \"cut-body\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trace.sandbox().faults().put(SandboxJson.read("{reset:{rate:2}}")))
        .withMessageContaining("expected 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trace.sandbox().faults().put(SandboxJson.read("{reset:{nxt:2}}")))
        .withMessageContaining("nxt");
  }

  private List<Integer> hundredStatuses() {
    trace.sandbox().faults().seed(7);
    String token = trace.token();
    return IntStream.range(0, 100).mapToObj(i -> trace.get(LEADS, token).statusCode()).toList();
  }

  private JsonNode lead(UUID id) {
    for (JsonNode lead : trace.pageJson("").path("items")) {
      if (lead.path("id").asText().equals(id.toString())) {
        return lead;
      }
    }
    throw new AssertionError("no lead " + id);
  }

  private void once(FaultKind kind) {
    trace.sandbox().faults().set(kind, Fault.next(1));
  }
}
