package io.github.tracebridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnobsTest {
  private final Knobs defaults = Knobs.defaults();

  @Test
  void readsWhatItWrites() {
    String json = new String(SandboxJson.write(defaults), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(defaults.with(json)).isEqualTo(defaults);
  }

  @Test
  void mergesAndLeavesTheRest() {
    Knobs turned = defaults.with("{quota:{requests:5,window:'10s'},paging:{overMax:'400'}}");
    assertThat(turned.quota().requests()).isEqualTo(5);
    assertThat(turned.quota().window()).isEqualTo(Duration.ofSeconds(10));
    assertThat(turned.quota().limitedStatus()).isEqualTo(429);
    assertThat(turned.paging().overMax()).isEqualTo(PagingKnobs.OverMax.REFUSE);
    assertThat(turned.listing()).isEqualTo(defaults.listing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {quota:{request:5}}          | unknown knob "quota.request"; the nearest known name is "quota.requests"
          {qouta:{}}                   | unknown knob "qouta"; the nearest known name is "quota"
          {quota:7}                    | knob quota: expected a JSON object, but was 7
          {quota:{limitedStatus:418}}  | knob quota.limitedStatus: expected 429 or 503, but was 418
          {quota:{window:'soon'}}      | expected a duration such as PT60S or 60s
          {quota:{window:'PT0S'}}      | knob quota.window: expected a positive duration, but was PT0S
          {quota:{requests:-1}}        | knob quota.requests: expected 0 or more, but was -1
          {quota:{reset:null}}         | knob quota.reset: expected a value, but was null
          {quota:{kind:'rolling'}}     | quota.kind: expected one of "fixed", "sliding", but was "rolling"
          {listing:{beyondLast:'500'}} | listing.beyondLast: expected one of "empty", "404", "400", but was "500"
          {paging:{overMax:true}}      | paging.overMax: expected one of "clamp", "400", but was true
          {paging:{maxSize:'many'}}    | paging.maxSize: expected a whole number, but was "many"
          {lead:{withUpdatedAt:'on'}}  | lead.withUpdatedAt: expected true or false, but was "on"
          {quota:{window:'soon'}}      | quota.window: expected a duration such as PT60S or 60s, but was "soon"
          {paging:{pageBase:2}}        | knob paging.pageBase: expected 0 or 1, but was 2
          {paging:{defaultSize:101}}   | knob paging.defaultSize: expected 1 to paging.maxSize, but was 101
          {listing:{leadsPath:'x'}}    | knob listing.leadsPath: expected a path from /, but was x
          {upload:{pathPrefix:'api'}}  | knob upload.pathPrefix: expected nothing, or a path from / that does not end in /, but was api
          {upload:{pathPrefix:'/'}}    | knob upload.pathPrefix: expected nothing, or a path
          {upload:{partName:''}}       | knob upload.partName: expected a name, but was empty
          {upload:{scope:' '}}         | knob upload.scope: expected a scope, but was blank
          {upload:{partial:'some'}}    | upload.partial: expected one of "independent", "all-or-nothing", but was "some"
          {upload:{topLevel:null}}     | knob upload.topLevel: expected a value, but was null
          {siblings:{rows:-1}}         | knob siblings.rows: expected 0 to 1000000, but was -1
          {siblings:{openESG:{}}}      | unknown knob "siblings.openESG"; the nearest known name is "siblings.openEsg"
          {siblings:{openEsg:{tokenTtl:'0s'}}}        | knob siblings.openEsg.tokenTtl: expected at least one second, but was PT0S
          {siblings:{jwtSystem:{tokenType:null}}}     | knob siblings.jwtSystem.tokenType: expected a value, but was null
          {siblings:{derConnect:{errorForm:'none'}}}  | siblings.derConnect.errorForm: expected one of "pair", "error-only", "problem", "empty", but was "none"
          {siblings:{openEsg:{clients:[{id:'a',secret:'b'}]}}} | knob siblings.openEsg.clients[0].scopes: expected a value, but was null
          {login:{tokenTtl:'10ms'}}    | knob login.tokenTtl: expected at least one second
          {login:{clients:[{id:'a',secret:'b',audience:'c',scopes:[],scop:1}]}} | unknown name "login.clients[0].scop"; the nearest known name is "scopes"
          """)
  void refusesWithASentence(String change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.with(change))
        .withMessageContaining(message)
        .withMessageNotContaining("io.github");
  }

  @Test
  void printsNoSecret() {
    assertThat(defaults.toString())
        .contains("crm-sync", "der-client", "esg-client", "jwt-client")
        .doesNotContain("sandbox-secret", "sandbox-der", "sandbox-esg", "sandbox-jwt");
  }
}
