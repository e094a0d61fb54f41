package io.github.tracebridge.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mappings of one sink: what is made of a lead, of several records a request, and of an answer
 * what it says of each. They stand beside each other: {@code crm.jslt}, {@code crm.request.jslt},
 * {@code crm.answer.jslt}; the last two may be missing. Thread-safe.
 */
public final class Mappings {
  private static final String ENDING = ".jslt";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final @Nullable Mapping lead;
  private final @Nullable Mapping request;
  private final @Nullable Mapping answer;
  private final FileReferences files;

  private Mappings(
      @Nullable Mapping lead,
      @Nullable Mapping request,
      @Nullable Mapping answer,
      FileReferences files) {
    this.lead = lead;
    this.request = request;
    this.answer = answer;
    this.files = files;
  }

  /** The same, and {@code $files} are what that says. */
  public Mappings with(FileReferences references) {
    return new Mappings(lead, request, answer, references);
  }

  /**
   * Reads them.
   *
   * @param lead the first of them
   * @param mayBeMissing whether a lead goes out as it is where that file is missing
   * @throws io.github.tracebridge.setting.SettingException where one cannot be read
   */
  public static Mappings read(Path lead, boolean mayBeMissing) {
    String name = String.valueOf(lead.getFileName());
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return new Mappings(
        mayBeMissing && !Files.exists(lead) ? null : Mapping.read(lead),
        beside(lead.resolveSibling(stem + ".request" + ENDING)),
        beside(lead.resolveSibling(stem + ".answer" + ENDING)),
        FileReferences.NONE);
  }

  private static @Nullable Mapping beside(Path file) {
    return Files.exists(file) ? Mapping.read(file) : null;
  }

  /**
   * A lead's version, which a mapping may ask for by {@code $id}, {@code $version}, {@code $kind},
   * {@code $seenAt} and {@code $files}.
   *
   * @param kind created or changed
   * @param body as received
   */
  public record Source(String id, int version, String kind, String seenAt, String body) {
    /** The lead as JSON, its numbers as they were written. */
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the ledger has a lead that is no JSON", e);
      }
    }

    private Map<String, JsonNode> variables(JsonNode files) {
      return Map.of(
          "files", files,
          "id", new TextNode(id),
          "version", new IntNode(version),
          "kind", new TextNode(kind),
          "seenAt", new TextNode(seenAt));
    }
  }

  /**
   * What the sink gets of a lead.
   *
   * @throws Unmapped where the lead lacks what is needed
   */
  public JsonNode record(Source source) {
    JsonNode json = source.json();
    return lead == null
        ? json
        : lead.apply(json, source.variables(files.references(source.id(), json)));
  }

  /** The body of a request for these records, or for the one. */
  public JsonNode request(JsonNode records) {
    return request == null ? records : request.apply(records, Map.of());
  }

  /** Whether there is a mapping that says what answers mean. */
  public boolean readsAnswers() {
    return answer != null;
  }

  /** What an answer says of each record; empty where nobody knows how to tell. */
  public Optional<JsonNode> answer(JsonNode body, Map<String, JsonNode> variables) {
    return answer == null ? Optional.empty() : Optional.of(answer.apply(body, variables));
  }
}
