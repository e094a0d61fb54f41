package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void knobsAreReadAndMerged() {
    JsonNode turned = json(trace.control("PUT", "/sandbox/knobs", "{\"quota\":{\"requests\":5}}"));
    assertThat(turned.at("/quota/requests").asInt()).isEqualTo(5);
    assertThat(json(trace.get("/sandbox/knobs"))).isEqualTo(turned);
    assertThat(trace.sandbox().knobs()).isEqualTo(Knobs.defaults().with("{quota:{requests:5}}"));
    HttpResponse<String> refused = trace.control("PUT", "/sandbox/knobs", "{\"quotas\":{}}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("error").asText()).contains("nearest known name is \"quota\"");
  }

  @Test
  void alertsAreTakenAndTheLastHundredRead() {
    for (int i = 1; i <= 101; i++) {
      assertThat(trace.control("POST", "/sandbox/alerts", "{\"text\":\"" + i + "\"}").statusCode())
          .isEqualTo(200);
    }
    assertThat(trace.get("/sandbox/alerts").body().lines())
        .hasSize(100)
        .startsWith("{\"text\":\"2\"}")
        .endsWith("{\"text\":\"101\"}");
    assertThat(trace.control("POST", "/sandbox/alerts", "text").statusCode()).isEqualTo(400);
  }

  @Test
  void countersAreReadAndReset() {
    trace.page("");
    JsonNode counters = json(trace.get("/sandbox/counters"));
    assertThat(counters.at("/requests/login").asInt()).isEqualTo(1);
    assertThat(counters.at("/requests/page").asInt()).isEqualTo(1);
    assertThat(counters.at("/statuses/200").asInt()).isEqualTo(2);
    assertThat(counters.path("first").asText()).isEqualTo("2026-03-04T09:12:44.123456Z");
    JsonNode zero = json(trace.control("DELETE", "/sandbox/counters", ""));
    assertThat(zero.path("requests")).isEmpty();
    assertThat(zero.path("first").isNull()).isTrue();
  }

  @Test
  void faultsAreSwitched() {
    JsonNode faults =
        json(
            trace.control(
                "PUT",
                "/sandbox/faults",
                "{\"seed\":7,\"server-error\":{\"next\":1,\"page\":1},"
                    + "\"slow-body\":{\"rate\":0.5,\"delay\":\"2s\"}}"));
    assertThat(faults.toString())
        .contains(
            "\"server-error\":{\"next\":1,\"page\":1}",
            "\"slow-body\":{\"rate\":0.5,\"delay\":\"PT2S\"}");
    trace.control("PUT", "/sandbox/faults", "{\"slow-body\":null}");
    assertThat(trace.page("").statusCode()).isEqualTo(500);
    assertThat(json(trace.get("/sandbox/faults")).toString())
        .isEqualTo("{\"server-error\":{\"next\":0,\"page\":1}}");
    assertThat(json(trace.control("DELETE", "/sandbox/faults", ""))).isEmpty();
    assertThat(trace.control("PUT", "/sandbox/faults", "{\"slow\":{}}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void leadsAreAddedChangedAndDeleted() {
    assertThat(leads("{\"fill\":5}").path("size").asInt()).isEqualTo(5);
    JsonNode done = leads("{\"add\":2,\"addLate\":{\"n\":1,\"age\":\"2h\"},\"change\":3}");
    assertThat(done.path("add")).hasSize(2);
    assertThat(done.path("addLate")).hasSize(1);
    assertThat(done.path("change")).hasSize(3);
    assertThat(done.path("size").asInt()).isEqualTo(8);
    String id = done.path("change").get(0).asText();
    assertThat(leads("{\"changeBack\":[\"" + id + "\"]}").path("changeBack")).hasSize(1);
    assertThat(leads("{\"delete\":[\"" + id + "\"]}").path("delete").get(0).asText()).isEqualTo(id);
    assertThat(leads("{\"delete\":1,\"changeBack\":9}").path("size").asInt()).isEqualTo(6);
  }

  @Test
  void leadsArePoisonedAndSeeded() {
    JsonNode done =
        leads(
            "{\"fill\":{\"count\":6,\"ties\":3,\"seed\":9,\"newest\":\"1h\",\"spread\":\"2d\"},"
                + "\"poison\":\"very-large\",\"megabytes\":1}");
    assertThat(done.path("poison")).hasSize(1);
    HttpResponse<String> answer = trace.page("");
    assertThat(answer.body().length()).isGreaterThan(512 * 1024);
    assertThat(json(answer).findValuesAsText("createdAt").stream().distinct()).hasSize(3);
  }

  @Test
  void ordersThatAreWrongAreRefused() {
    assertThat(trace.post("/sandbox/leads", "{\"ad\":1}").body()).contains("\\\"add\\\"");
    assertThat(trace.post("/sandbox/leads", "{\"poison\":\"no-id\"}").statusCode()).isEqualTo(400);
    assertThat(trace.post("/sandbox/leads", "{\"change\":\"x\"}").statusCode()).isEqualTo(400);
    assertThat(trace.post("/sandbox/leads", "{\"add\":[]}").statusCode()).isEqualTo(400);
    assertThat(trace.post("/sandbox/leads", "{").statusCode()).isEqualTo(400);
    assertThat(trace.post("/sandbox/leads", "{\"addLate\":{\"age\":\"old\"}}").statusCode())
        .isEqualTo(400);
    assertThat(trace.get("/sandbox/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void theTruthIsOneLeadALine() {
    trace.sandbox().leads().fill(3);
    trace.sandbox().leads().addPoison(Poison.NULL_ID);
    trace.sandbox().leads().change(4);
    List<String> lines = trace.get("/sandbox/leads/truth").body().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(SandboxJson.read(lines.get(0)).propertyStream().map(e -> e.getKey()))
        .containsExactly("id", "revision", "contentKey");
    assertThat(SandboxJson.read(lines.get(3)).path("poison").asText()).isEqualTo("null-id");
    assertThat(trace.pageJson("").findValuesAsText("reference"))
        .containsExactlyInAnyOrderElementsOf(
            lines.stream().map(l -> SandboxJson.read(l).path("contentKey").asText()).toList());
  }

  @Test
  void revokesAndCountsNoControlRequest() {
    String token = trace.token();
    trace.control("POST", "/sandbox/revoke", "");
    assertThat(trace.get(LEADS, token).statusCode()).isEqualTo(401);
    trace.get("/sandbox/knobs", token);
    Counters counters = trace.sandbox().counters();
    assertThat(counters.requests()).containsOnlyKeys(RequestKind.LOGIN, RequestKind.PAGE);
    assertThat(counters.strayAuthorizations()).isZero();
  }

  private JsonNode leads(String orders) {
    return json(trace.post("/sandbox/leads", orders));
  }
}
