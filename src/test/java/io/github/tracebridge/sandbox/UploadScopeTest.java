package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.END;
import static io.github.tracebridge.sandbox.SandboxUnderTest.FORM;
import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.OPTIONS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.PPA;
import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static io.github.tracebridge.sandbox.SandboxUnderTest.part;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which token came where, seen from the server's side. */
class UploadScopeTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void aTokenForLeadsUploadsNothing() {
    String token = trace.token();
    HttpResponse<String> refused = upload(token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(header(refused, "WWW-Authenticate"))
        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"upload:offers\"");
    assertThat(trace.send(trace.upload(OPTIONS, token, "application/json", "{}")).statusCode())
        .isEqualTo(403);
    Counters counters = trace.sandbox().counters();
    assertThat(counters.wrongScope())
        .containsEntry(RequestKind.UPLOAD, 1L)
        .containsEntry(RequestKind.CONTRACT_OPTIONS, 1L);
    assertThat(counters.tokenUses(RequestKind.UPLOAD, "crm-sync")).isEqualTo(1);
    assertThat(trace.sandbox().offers().truth()).isEmpty();
  }

  @Test
  void aTokenForUploadsReadsNoLeads() {
    HttpResponse<String> refused = trace.get(LEADS, trace.uploadToken());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(header(refused, "WWW-Authenticate"))
        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"read:leads\"");
    Counters counters = trace.sandbox().counters();
    assertThat(counters.wrongScope()).containsExactly(java.util.Map.entry(RequestKind.PAGE, 1L));
    assertThat(counters.tokenUses(RequestKind.PAGE, "price-desk")).isEqualTo(1);
  }

  @Test
  void aTokenThatIsGoodNoMoreIsStillKnown() {
    String token = trace.uploadToken();
    trace.clock.advance(Duration.ofDays(2));
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(401);
    assertThat(upload("forged." + token).statusCode()).isEqualTo(401);
    Counters counters = trace.sandbox().counters();
    assertThat(counters.tokenUses(RequestKind.PAGE, "price-desk")).isEqualTo(1);
    assertThat(counters.tokenUses(RequestKind.UPLOAD, "price-desk")).isZero();
    assertThat(counters.wrongScope()).isEmpty();
  }

  @Test
  void theCountersSayItOverControlToo() {
    upload(trace.uploadToken());
    upload(trace.token());
    trace.options("{}");
    JsonNode counters = json(trace.get("/sandbox/counters"));
    assertThat(counters.path("tokenUses").toString())
        .isEqualTo(
            "{\"upload\":{\"crm-sync\":1,\"price-desk\":1},\"contract-options\":{\"price-desk\":1}}");
    assertThat(counters.path("wrongScope").toString()).isEqualTo("{\"upload\":1}");
    assertThat(counters.path("uploads").toString()).isEqualTo("{\"stored\":1}");
    assertThat(counters.path("offersStored").asInt()).isEqualTo(1);
    JsonNode zero = json(trace.control("DELETE", "/sandbox/counters", ""));
    assertThat(zero.path("tokenUses")).isEmpty();
    assertThat(zero.path("offersStored").asInt()).isZero();
  }

  private HttpResponse<String> upload(String token) {
    String body = part("file", Offers.file(Offers.ppa("a"))) + END;
    return trace.send(trace.upload(PPA, token, FORM, body));
  }
}
