package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static io.github.tracebridge.sandbox.TokenCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The siblings' lists, page after page. */
class SiblingPagesTest {
  private static final String ENTITIES = "/connect/v1/onboarding/entities";
  private static final String TEMPLATES = "/api/v1/report-templates";

  @RegisterExtension final SandboxUnderTest sandbox = new SandboxUnderTest();
  private final TokenCalls calls = new TokenCalls(sandbox);

  @Test
  void entitiesGoOnByContinuationTokenUntilThereIsNone() {
    List<String> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String query = "";
    while (query != null) {
      JsonNode page = json(entities(query));
      page.path("data").forEach(row -> ids.add(row.path("id").asText()));
      sizes.add(page.path("data").size());
      JsonNode next = page.at("/meta/continuationToken");
      assertThat(page.at("/meta/pageSize").asInt()).isEqualTo(25);
      assertThat(page.at("/links/next").isMissingNode()).isEqualTo(next.isMissingNode());
      query = next.isMissingNode() ? null : "?continuationToken=" + next.asText();
    }
    assertThat(sizes).containsExactly(25, 25, 10);
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void theLinkToTheNextEntitiesIsWholeAndKeepsThePageSize() {
    JsonNode page = json(entities("?pageSize=40"));
    String next = page.at("/links/next").asText();
    String base = sandbox.sandbox().uri().toString();
    assertThat(next).startsWith(base + ENTITIES + "?").contains("pageSize=40");
    JsonNode last = json(sandbox.get(next.substring(base.length()), der()));
    assertThat(last.path("data")).hasSize(20);
    assertThat(last.at("/data/0/id")).isNotEqualTo(page.at("/data/0/id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?pageSize=0", "?pageSize=101", "?pageSize=x", "?continuationToken=x"})
  void whatCannotBeAPageOfEntitiesIsRefused(String query) {
    assertThat(entities(query).statusCode()).isEqualTo(400);
  }

  @Test
  void templatesGoOnByTheLinkHeader() {
    List<String> keys = new ArrayList<>();
    List<String> links = new ArrayList<>();
    String path = TEMPLATES + "?page_size=20";
    String base = sandbox.sandbox().uri().toString();
    while (!path.isEmpty()) {
      HttpResponse<String> page = sandbox.get(path, token(calls.openEsg()));
      keys.addAll(json(page).findValuesAsText("key"));
      String link = header(page, "Link");
      links.add(link.replace(base + TEMPLATES, ""));
      path = link.contains("next") ? link.replaceAll(".*<([^>]*)>; rel=\"next\".*", "$1") : "";
      path = path.replace(base, "");
    }
    assertThat(links)
        .containsExactly(
            "<?page=2&page_size=20>; rel=\"next\"",
            "<?page=1&page_size=20>; rel=\"prev\", <?page=3&page_size=20>; rel=\"next\"",
            "<?page=2&page_size=20>; rel=\"prev\"");
    assertThat(keys).filteredOn(key -> key.startsWith("template-")).hasSize(60);
    assertThat(keys).filteredOn(key -> key.startsWith("template-")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"?page=0, 404", "?page=4, 404", "?page=x, 404", "?page=3, 200"})
  void aPageOfTemplatesThatIsNotThereIsNotFound(String query, int status) {
    assertThat(sandbox.get(TEMPLATES + query, token(calls.openEsg())).statusCode())
        .isEqualTo(status);
  }

  @Test
  void howManyRowsThereAreIsAKnob() {
    sandbox.turn("{siblings:{rows:0}}");
    JsonNode entities = json(entities(""));
    assertThat(entities.path("data").isArray()).isTrue();
    assertThat(entities.path("data")).isEmpty();
    HttpResponse<String> templates = sandbox.get(TEMPLATES, token(calls.openEsg()));
    assertThat(templates.body()).isEqualTo("{\"results\":[]}");
    assertThat(header(templates, "Link")).isEqualTo("absent");
    sandbox.turn("{siblings:{rows:25}}");
    assertThat(json(entities("")).at("/meta/continuationToken").isMissingNode()).isTrue();
    assertThat(header(sandbox.get(TEMPLATES, token(calls.openEsg())), "Link")).isEqualTo("absent");
  }

  private HttpResponse<String> entities(String query) {
    return sandbox.get(ENTITIES + query, der());
  }

  private String der() {
    return token(calls.derConnect());
  }
}
