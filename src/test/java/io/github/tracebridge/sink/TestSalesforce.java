package io.github.tracebridge.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.sink.TestApi.Answer;
import io.github.tracebridge.sink.TestApi.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What Salesforce documents of its token endpoint and of the upsert of sObject Collections, and
 * nothing that it does not: whatever else a request is goes into {@link #violations}.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm">
 *     Upsert records using sObject Collections</a>
 */
public final class TestSalesforce implements AutoCloseable {
  public static final String FIELD = "Trace_Id__c";
  private static final String PATH = "/services/data/v60.0/composite/sobjects/Lead/" + FIELD;
  private static final String TOKEN = "00D!session";
  private static final Set<String> FIELDS =
      Set.of(
          "attributes",
          FIELD,
          "FirstName",
          "LastName",
          "Company",
          "Email",
          "Phone",
          "Street",
          "PostalCode",
          "City",
          "LeadSource",
          "Description");

  private final TestApi api = new TestApi(this::answer);
  private final AtomicInteger upserts = new AtomicInteger();
  public final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  public final List<String> created = Collections.synchronizedList(new ArrayList<>());
  public final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
  public final Map<String, JsonNode> leads = new ConcurrentHashMap<>();

  /** By what error a record is refused; empty: it is not. */
  public volatile Function<JsonNode, Optional<String>> refuses = lead -> Optional.empty();

  /** What becomes of the request of that number, from 1. */
  public volatile Function<Integer, Fate> fate = number -> Fate.ANSWERED;

  /** What becomes of a request. */
  public enum Fate {
    ANSWERED,
    LOST_AFTER_COMMIT,
    UNAVAILABLE,
    NO_REQUESTS_LEFT,
    NO_SUCH_FIELD
  }

  public URI uri() {
    return api.uri();
  }

  private Optional<Answer> answer(Request request) {
    if (request.target().equals("/services/oauth2/token")) {
      ObjectNode token = TestApi.JSON.createObjectNode();
      token.put("access_token", TOKEN).put("token_type", "Bearer");
      token.put("instance_url", uri().toString()).put("issued_at", "1763760000000");
      return Optional.of(Answer.of(200, token));
    }
    JsonNode records = request.json().path("records");
    violations.addAll(violationsOf(request, records));
    sizes.add(records.size());
    return switch (fate.apply(upserts.incrementAndGet())) {
      case ANSWERED -> Optional.of(Answer.of(200, upsert(records)));
      case LOST_AFTER_COMMIT -> {
        upsert(records);
        yield Optional.empty();
      }
      case UNAVAILABLE -> whole(503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable");
      case NO_REQUESTS_LEFT ->
          whole(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
      case NO_SUCH_FIELD ->
          whole(
              404,
              "NOT_FOUND",
              "Provided external ID field does not exist or is not accessible: " + FIELD);
    };
  }

  private static Optional<Answer> whole(int status, String code, String message) {
    ArrayNode errors = TestApi.JSON.createArrayNode();
    errors.addObject().put("message", message).put("errorCode", code);
    return Optional.of(Answer.of(status, errors));
  }

  private static List<String> violationsOf(Request request, JsonNode records) {
    List<String> found = new ArrayList<>();
    must(request.method().equals("PATCH"), "the method " + request.method(), found);
    must(request.target().equals(PATH), "the path " + request.target(), found);
    must(request.header().apply("Authorization").equals("Bearer " + TOKEN), "the token", found);
    must(
        request.header().apply("Content-Type").startsWith("application/json"),
        "the content type " + request.header().apply("Content-Type"),
        found);
    must(!request.json().path("allOrNone").asBoolean(true), "allOrNone", found);
    must(!records.isEmpty() && records.size() <= 200, "the number " + records.size(), found);
    Set<String> ids = new HashSet<>();
    for (JsonNode record : records) {
      must(record.at("/attributes/type").asText().equals("Lead"), "attributes.type", found);
      must(!record.has("id") && !record.has("Id"), "a record id", found);
      must(ids.add(record.path(FIELD).asText("")), "the external id is there twice", found);
      must(!record.path(FIELD).asText("").isEmpty(), "no external id", found);
      record.fieldNames().forEachRemaining(n -> must(FIELDS.contains(n), "the field " + n, found));
    }
    return found;
  }

  private static void must(boolean so, String otherwise, List<String> found) {
    if (!so) {
      found.add(otherwise);
    }
  }

  private synchronized ArrayNode upsert(JsonNode records) {
    ArrayNode results = TestApi.JSON.createArrayNode();
    for (JsonNode record : records) {
      String id = record.path(FIELD).asText();
      Optional<String> error = missing(record).or(() -> refuses.apply(record));
      ObjectNode result = results.addObject();
      result.put("success", error.isEmpty());
      ArrayNode errors = result.putArray("errors");
      if (error.isPresent()) {
        String[] parts = error.get().split(": ", 2);
        errors.addObject().put("statusCode", parts[0]).put("message", parts[1]).putArray("fields");
        continue;
      }
      boolean isNew = leads.put(id, record) == null;
      result.put("id", "00Q" + id.hashCode()).put("created", isNew);
      if (isNew) {
        created.add(id);
      }
    }
    return results;
  }

  private static Optional<String> missing(JsonNode record) {
    for (String field : List.of("LastName", "Company")) {
      if (record.path(field).asText("").isBlank()) {
        return Optional.of("REQUIRED_FIELD_MISSING: Required fields are missing: [" + field + "]");
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    api.close();
  }
}
