package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.LEADS;
import static io.github.tracebridge.sandbox.SandboxUnderTest.header;
import static io.github.tracebridge.sandbox.SandboxUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @BeforeEach
  void fill() {
    trace.sandbox().leads().fill(205);
  }

  @Test
  void pagesOfFiftyByDefaultAndAHundredAtMost() {
    JsonNode page = trace.pageJson("");
    assertThat(page.path("items")).hasSize(50);
    assertThat(page.path("page").asInt()).isEqualTo(1);
    assertThat(page.path("pageSize").asInt()).isEqualTo(50);
    assertThat(page.path("totalCount").asInt()).isEqualTo(205);
    assertThat(page.path("totalPages").asInt()).isEqualTo(5);
    assertThat(trace.ids("?pageSize=1000")).hasSize(100);
    assertThat(trace.sandbox().counters().rowsSent()).isEqualTo(150);
  }

  @Test
  void allPagesTogetherAreAllLeadsOnce() {
    List<String> seen =
        Stream.of(1, 2, 3).flatMap(p -> trace.ids("?pageSize=100&page=" + p).stream()).toList();
    List<String> truth = new ArrayList<>();
    trace.sandbox().leads().truth().forEachRemaining(lead -> truth.add(lead.id().toString()));
    Collections.reverse(truth);
    assertThat(seen).isEqualTo(truth).doesNotHaveDuplicates().hasSize(205);
    assertThat(trace.ids("?page=6")).isEmpty();
    assertThat(trace.ids("?page=2147483647")).isEmpty();
  }

  @Test
  void sizesAndNamesAreKnobs() {
    trace.turn(
        "{paging:{pageParam:'pageIndex',sizeParam:'take',pageBase:0,defaultSize:7,maxSize:9}}");
    List<String> first = trace.ids("");
    assertThat(first).hasSize(7);
    assertThat(trace.ids("?pageIndex=0")).isEqualTo(first);
    assertThat(trace.ids("?pageIndex=1&TAKE=10")).hasSize(9).doesNotContainAnyElementsOf(first);
    assertThat(trace.ids("?page=3&pageSize=2")).isEqualTo(first);
  }

  @Test
  void aSizeOverTheMaximumCanBeRefused() {
    trace.turn("{paging:{overMax:'400'}}");
    assertThat(trace.page("?pageSize=101").statusCode()).isEqualTo(400);
    assertThat(trace.page("?pageSize=100").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"empty, 200", "404, 404", "400, 400"})
  void whatAPageBehindTheLastGetsIsAKnob(String beyondLast, int status) {
    trace.turn("{listing:{beyondLast:'" + beyondLast + "'}}");
    assertThat(trace.page("?page=5").statusCode()).isEqualTo(200);
    assertThat(trace.page("?page=6").statusCode()).isEqualTo(status);
    trace.sandbox().leads().fill(0);
    assertThat(trace.page("?page=1").statusCode()).as("the first is always there").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=0",
        "page=x",
        "page=1&page=2",
        "pageSize=0",
        "pageSize=-1",
        "createdFrom=yesterday",
        "createdFrom=2026-03-01T00:00:00+01:00",
        "createdFrom=2026-02-30T00:00:00Z",
        "updatedFrom=1",
        "updatedFrom=2026-03-04T",
        "updatedFrom=2026-03-04T25:00:00Z",
        "createdFrom=2026-03-04T00:00:00%2B99:00",
        "createdFrom=2026-03-04T00:00:00Z%5BEurope/Berlin%5D",
        "createdFrom=2026-03-04T00:00:00%5BEurope/Berlin%5D",
        "createdFrom=0000-12-31",
        "createdFrom=%2B10000-01-01",
        "createdTo=%2B999999999-12-31",
        "createdTo=-999999999-01-01T00:00:00Z",
        "updatedFrom=%2B999999999-12-31T23:59:59.999999999Z"
      })
  void refusesWhatCannotBeRead(String query) {
    HttpResponse<String> answer = trace.page("?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    String name = query.substring(0, query.indexOf('='));
    assertThat(json(answer).path("errors").has(name)).isTrue();
    assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo("98");
  }

  @Test
  void datesAtTheEdgesOfTimeSelectAllOrNothing() {
    assertThat(total("?createdFrom=0001-01-01")).isEqualTo(205);
    assertThat(total("?createdTo=9999-12-31T23:59:59.9999999Z")).isEqualTo(205);
    assertThat(total("?createdFrom=9999-12-31T23:59:59.9999999Z")).isZero();
  }

  @Test
  void theEnvelopeIsAKnob() {
    trace.turn("{listing:{envelopeKey:'data',totalKey:'pagination.total'}}");
    JsonNode page = trace.pageJson("");
    assertThat(page.path("data")).hasSize(50);
    assertThat(page.path("pagination").path("total").asInt()).isEqualTo(205);
    assertThat(page.path("pagination").path("page").asInt()).isEqualTo(1);
    trace.turn("{listing:{totalKey:''}}");
    assertThat(trace.pageJson("").propertyStream().map(e -> e.getKey()))
        .containsExactly("data", "page", "pageSize");
    trace.turn("{listing:{envelopeKey:''}}");
    assertThat(trace.pageJson("").isArray()).isTrue();
  }

  @Test
  void thePathIsAKnob() {
    trace.turn("{listing:{leadsPath:'/crm/v2/leads'}}");
    assertThat(trace.get("/crm/v2/leads", trace.token()).statusCode()).isEqualTo(200);
    assertThat(trace.page("").statusCode()).isEqualTo(404);
    assertThat(trace.sandbox().counters().strayAuthorizations()).isEqualTo(1);
    assertThat(trace.sandbox().counters().requests(RequestKind.OTHER)).isEqualTo(1);
  }

  @Test
  void theOrderIsAKnob() {
    List<String> newestFirst = trace.ids("?pageSize=100");
    trace.turn("{listing:{order:'created-asc'}}");
    List<String> oldestFirst = new ArrayList<>(trace.ids("?pageSize=100&page=3"));
    Collections.reverse(oldestFirst);
    assertThat(newestFirst).startsWith(oldestFirst.toArray(String[]::new));
    trace.turn("{listing:{order:'unstable'}}");
    List<String> some = trace.ids("?pageSize=100");
    assertThat(some).doesNotHaveDuplicates().isNotEqualTo(newestFirst);
    assertThat(trace.ids("?pageSize=100")).isNotEqualTo(some);
  }

  @Test
  void createdBoundsAreInclusiveAndExclusive() {
    JsonNode third = trace.pageJson("").path("items").get(2);
    String at = third.path("createdAt").asText();
    assertThat(trace.ids("?createdFrom=" + at)).hasSize(3).contains(third.path("id").asText());
    assertThat(trace.ids("?CREATEDFROM=" + at)).hasSize(3);
    assertThat(trace.pageJson("?createdTo=" + at).path("totalCount").asInt()).isEqualTo(202);
    assertThat(trace.pageJson("?createdFrom=" + at + "&createdTo=" + at).path("totalCount").asInt())
        .isZero();
    assertThat(trace.pageJson("?createdFrom=2026-03-04").path("totalCount").asInt())
        .isEqualTo(trace.pageJson("?createdFrom=2026-03-04T00:00:00").path("totalCount").asInt());
    assertThat(trace.ids("?createdFrom=2026-03-04T01:00:00%2B01:00"))
        .isEqualTo(trace.ids("?createdFrom=2026-03-04T00:00:00Z"));
  }

  @Test
  void filterNamesAreKnobsAndAbsentOnesAreIgnored() {
    trace.turn("{listing:{createdFromParam:'since',createdToParam:'',updatedFromParam:''}}");
    assertThat(total("?since=2027-01-01")).isZero();
    assertThat(total("?createdFrom=2027-01-01")).isEqualTo(205);
    assertThat(total("?createdTo=2020-01-01&updatedFrom=2027-01-01")).isEqualTo(205);
  }

  @Test
  void anUpdatedFilterDropsFreshLeads() {
    String now = "2026-03-04T09:12:44.123456Z";
    assertThat(total("?updatedFrom=2020-01-01")).isZero();
    String id = trace.sandbox().leads().change(1).get(0).toString();
    assertThat(trace.ids("?updatedFrom=" + now)).containsExactly(id);
    assertThat(total("?updatedFrom=2026-03-04T09:12:44.1234561Z")).isZero();
    trace.turn("{lead:{updatedAtNullUntilChange:false}}");
    assertThat(total("?updatedFrom=2020-01-01")).isEqualTo(205);
    assertThat(trace.ids("?updatedFrom=" + now)).containsExactly(id);
  }

  @Test
  void updatedAtIsAKnob() {
    assertThat(first().path("updatedAt").isNull()).isTrue();
    trace.turn("{lead:{updatedAtNullUntilChange:false}}");
    assertThat(first().path("updatedAt").asText()).isEqualTo(first().path("createdAt").asText());
    trace.turn("{lead:{withUpdatedAt:false}}");
    assertThat(first().has("updatedAt")).isFalse();
  }

  @Test
  void theDiscriminatorIsAKnob() {
    assertThat(first().at("/tariffs/0/tariffType").isInt()).isTrue();
    trace.turn("{lead:{discriminator:'string'}}");
    assertThat(first().at("/tariffs/0/tariffType").asText())
        .isIn("DirectMarketing", "PpaUpstream", "PpaDownstream");
  }

  @Test
  void presignedUrlsChangeUnlessToldNotTo() {
    assertThat(urls()).isNotEmpty().isNotEqualTo(urls());
    trace.turn("{lead:{presignedUrlsChange:false,filesBase:'http://127.0.0.1:9'}}");
    List<String> urls = urls();
    trace.clock.advance(Duration.ofSeconds(9));
    assertThat(urls).isEqualTo(urls()).allMatch(url -> url.startsWith("http://127.0.0.1:9/"));
  }

  @Test
  void filtersOnContents() {
    JsonNode lead = first();
    String email = lead.at("/contact/email").asText();
    assertThat(trace.ids("?email=" + email.toUpperCase(java.util.Locale.ROOT)))
        .contains(lead.path("id").asText());
    assertThat(total("?status=new") + total("?status=InProgress&status=Won&status=Lost"))
        .isEqualTo(205);
    assertThat(total("?companyName=gmbh")).isBetween(1, 204);
    assertThat(total("?contactName=nobody")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"'', original", "?variant=processed, processed"})
  void attachmentsRedirectToPresignedUrls(String query, String variant) {
    trace.turn("{lead:{filesBase:'https://files.trace.example'}}");
    String path = processedUrl().replace("=processed", "=original");
    HttpResponse<String> answer = trace.get(path.replaceAll("\\?.*", "") + query, trace.token());
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location"))
        .startsWith("https://files.trace.example/")
        .contains("/" + variant + "?X-Amz-Algorithm=");
    assertThat(trace.get(path).statusCode()).isEqualTo(401);
    assertThat(trace.get(path.replace("/attachments/", "/attachments/0"), trace.token()))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"variant=z", "variant=original&variant=processed"})
  void anAttachmentHasTwoVariants(String query) {
    HttpResponse<String> answer =
        trace.get(LEADS + "/x/attachments/y/download?" + query, trace.token());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("errors").has("variant")).isTrue();
  }

  @Test
  void onlyGetReads() {
    assertThat(trace.post(LEADS, "{}").statusCode()).isEqualTo(405);
  }

  private String processedUrl() {
    return trace.pageJson("?pageSize=100").findValuesAsText("processedDownloadUrl").stream()
        .filter(url -> url.startsWith("/"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> urls() {
    return trace.pageJson("?pageSize=9").findValuesAsText("url");
  }

  private JsonNode first() {
    return trace.pageJson("?pageSize=1").path("items").get(0);
  }

  private int total(String query) {
    return trace.pageJson(query).path("totalCount").asInt();
  }
}
