package io.github.tracebridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.delivery.LeadRecords.Lead;
import io.github.tracebridge.delivery.LeadRecords.Standing;
import io.github.tracebridge.leadfile.FileRecords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How leads and their deliveries are shown. */
final class LeadWords {
  private static final JsonMapper MAPPER = new JsonMapper();

  private LeadWords() {}

  static Map<String, @Nullable Object> facts(Lead lead) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", lead.id());
    facts.put("version", lead.version());
    facts.put("kind", lead.kind());
    facts.put("seenAt", lead.seenAt().toString());
    return facts;
  }

  static Map<String, @Nullable Object> facts(Standing standing) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("sink", standing.sink());
    facts.put("lead", standing.leadId());
    facts.put("state", standing.state());
    facts.put("version", standing.version());
    facts.put("since", standing.since().toString());
    facts.put("nextTry", standing.nextTry() == null ? null : standing.nextTry().toString());
    facts.put("reason", standing.reason());
    facts.put("request", standing.request());
    facts.put("response", standing.response());
    return facts;
  }

  static Map<String, @Nullable Object> facts(FileRecords.Standing file) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("path", file.path());
    facts.put("variant", file.variant());
    facts.put("state", file.state());
    facts.put("since", file.since().toString());
    facts.put("bytes", file.bytes());
    facts.put("sha256", file.sha256());
    facts.put("contentType", file.contentType());
    facts.put("reason", file.reason());
    return facts;
  }

  static String words(FileRecords.Standing file) {
    return "file "
        + file.path()
        + ": "
        + file.state().toLowerCase(Locale.ROOT)
        + " since "
        + seconds(file.since())
        + (file.sha256() == null ? "" : ", " + file.bytes() + " bytes, sha256 " + file.sha256())
        + (file.reason() == null ? "" : ", " + file.reason());
  }

  static String words(Standing standing) {
    String reason = standing.reason();
    Instant nextTry = standing.nextTry();
    return standing.sink()
        + ": "
        + standing.state().toLowerCase(Locale.ROOT)
        + " since "
        + seconds(standing.since())
        + (nextTry == null ? "" : ", next try " + seconds(nextTry))
        + (reason == null ? "" : ", " + reason);
  }

  static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  static JsonNode tree(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /** As JSON, in lines. */
  static int print(@Nullable Object value) throws JsonProcessingException {
    System.out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    return ExitCode.DONE;
  }
}
