package io.github.tracebridge.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.sink.TestApi.Answer;
import io.github.tracebridge.sink.TestApi.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * HubSpot's batch upsert of leads, as far as it is documented, in an account that has the
 * properties of {@code examples/hubspot}: whatever else a request is goes into {@link #violations}.
 */
public final class TestHubspot implements AutoCloseable {
  public static final String TOKEN = "pat-eu1-0123";
  private static final Path PROPERTIES = Path.of("examples/hubspot/properties.json");

  private final TestApi api = new TestApi(this::answer);
  private final AtomicInteger count = new AtomicInteger();
  public final Set<String> properties = Collections.synchronizedSet(new TreeSet<>());
  public final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  public final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
  public final List<String> created = Collections.synchronizedList(new ArrayList<>());
  public final Map<String, JsonNode> leads = new ConcurrentHashMap<>();
  public volatile Predicate<JsonNode> refuses = lead -> false;

  /** What becomes of the request of that number, from 1. */
  public volatile Function<Integer, Fate> fate = number -> Fate.BY_LEAD;

  /** How a request is answered. */
  public enum Fate {
    /** 207, with what is wrong with which leads. */
    BY_LEAD,
    /** 400 for all of them, where one is wrong. */
    AS_A_WHOLE,
    LOST_AFTER_COMMIT,
    TOO_MANY
  }

  public TestHubspot() {
    try {
      TestApi.JSON
          .readTree(PROPERTIES.toFile())
          .path("inputs")
          .forEach(property -> properties.add(property.path("name").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.add("hs_lead_name");
  }

  public URI uri() {
    return api.uri();
  }

  private Optional<Answer> answer(Request request) {
    JsonNode inputs = request.json().path("inputs");
    sizes.add(inputs.size());
    violations.addAll(violationsOf(request, inputs));
    Set<String> lacking = new TreeSet<>();
    for (JsonNode input : inputs) {
      input.path("properties").fieldNames().forEachRemaining(lacking::add);
    }
    lacking.removeAll(properties);
    if (!lacking.isEmpty()) {
      return Optional.of(Answer.of(400, lacking(lacking)));
    }
    return switch (fate.apply(count.incrementAndGet())) {
      case BY_LEAD -> Optional.of(byLead(inputs));
      case AS_A_WHOLE -> Optional.of(asAWhole(inputs));
      case LOST_AFTER_COMMIT -> {
        byLead(inputs);
        yield Optional.empty();
      }
      case TOO_MANY ->
          Optional.of(
              new Answer(
                  429,
                  error("RATE_LIMITS", "You have reached your limit.")
                      .put("policyName", "TEN_SECONDLY_ROLLING"),
                  Map.of("Retry-After", "1")));
    };
  }

  private static List<String> violationsOf(Request request, JsonNode inputs) {
    List<String> found = new ArrayList<>();
    must(request.method().equals("POST"), "the method " + request.method(), found);
    must(
        request.target().equals("/crm/v3/objects/leads/batch/upsert"),
        "the path " + request.target(),
        found);
    must(request.header().apply("Authorization").equals("Bearer " + TOKEN), "the token", found);
    must(
        request.header().apply("Content-Type").startsWith("application/json"),
        "the content type",
        found);
    must(!inputs.isEmpty() && inputs.size() <= 100, "the number " + inputs.size(), found);
    Set<String> ids = new HashSet<>();
    for (JsonNode input : inputs) {
      must(input.path("id").isTextual(), "no id", found);
      must(ids.add(input.path("id").asText()), "an id is there twice", found);
      must(input.path("idProperty").asText().equals("trace_lead_id"), "idProperty", found);
      must(input.at("/properties/hs_lead_name").isTextual(), "no name", found);
      input
          .path("properties")
          .properties()
          .forEach(p -> must(p.getValue().isTextual(), p.getKey() + " is no string", found));
    }
    return found;
  }

  private static void must(boolean so, String otherwise, List<String> found) {
    if (!so) {
      found.add(otherwise);
    }
  }

  private synchronized Answer byLead(JsonNode inputs) {
    ObjectNode body = TestApi.JSON.createObjectNode().put("status", "COMPLETE");
    ArrayNode results = body.putArray("results");
    ArrayNode errors = TestApi.JSON.createArrayNode();
    for (JsonNode input : inputs) {
      String id = input.path("id").asText();
      if (refuses.test(input)) {
        ObjectNode error = error("VALIDATION_ERROR", "Property values were not valid");
        error.put("status", "error").putObject("context").putArray("ids").add(id);
        errors.add(error);
        continue;
      }
      boolean isNew = leads.put(id, input.path("properties")) == null;
      if (isNew) {
        created.add(id);
      }
      results.addObject().put("id", String.valueOf(id.hashCode())).put("new", isNew);
    }
    if (errors.isEmpty()) {
      return Answer.of(200, body);
    }
    body.put("numErrors", errors.size()).set("errors", errors);
    return Answer.of(207, body);
  }

  private Answer asAWhole(JsonNode inputs) {
    for (JsonNode input : inputs) {
      if (refuses.test(input)) {
        return Answer.of(400, error("VALIDATION_ERROR", "Property values were not valid"));
      }
    }
    return byLead(inputs);
  }

  private static JsonNode lacking(Set<String> names) {
    ArrayNode each = TestApi.JSON.createArrayNode();
    for (String name : names) {
      each.addObject()
          .put("isValid", false)
          .put("message", "Property \"" + name + "\" does not exist")
          .put("error", "PROPERTY_DOESNT_EXIST")
          .put("name", name);
    }
    return error("VALIDATION_ERROR", "Property values were not valid: " + each);
  }

  private static ObjectNode error(String category, String message) {
    ObjectNode error = TestApi.JSON.createObjectNode();
    return error.put("message", message).put("category", category);
  }

  @Override
  public void close() {
    api.close();
  }
}
