package io.github.tracebridge.offer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file, for machines and for people. Written again it is the same: all that it
 * says is in the ledger.
 */
final class Receipt {
  /** Added to the name of the file. */
  static final String JSON_ENDING = ".receipt.json";

  static final String TEXT_ENDING = ".receipt.txt";

  private static final JsonGenerator.Feature CLOSES = JsonGenerator.Feature.AUTO_CLOSE_TARGET;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OfferFile file;
  private final List<OfferHistory.Event> events;
  private final List<OfferResult> results;

  Receipt(OfferFile file, List<OfferHistory.Event> events, List<OfferResult> results) {
    this.file = file;
    this.events = events;
    this.results = results;
  }

  void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter().disable(CLOSES)) {
      json.writeStartObject();
      json.writeNumberField("number", file.id());
      json.writeStringField("file", file.path());
      json.writeStringField("sha256", file.sha256());
      json.writeNumberField("bytes", file.bytes());
      json.writeStringField("kind", file.kind());
      json.writeNumberField("offers", file.offers());
      json.writeStringField("outcome", OfferFolders.outcome(file).name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", file.reason());
      json.writeStringField("arrivedAt", file.arrivedAt().toString());
      json.writeStringField("uploadedAt", text(file.uploadedAt()));
      json.writeStringField("endedAt", text(file.endedAt()));
      json.writeNumberField("lostAnswers", file.lostAnswers());
      json.writeArrayFieldStart("results");
      for (OfferResult result : results) {
        write(json, result);
      }
      json.writeEndArray();
      JsonNode findings = read(file.findings());
      json.writeObjectField("violations", findings.path("violations"));
      json.writeObjectField("warnings", findings.path("warnings"));
      json.writeObjectField("comparison", read(file.comparison()));
      json.writeArrayFieldStart("events");
      for (OfferHistory.Event event : events) {
        json.writeStartObject();
        json.writeStringField("at", event.at().toString());
        json.writeStringField("what", event.what());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, OfferResult result) throws IOException {
    json.writeStartObject();
    if (result.offer() >= 0) {
      json.writeNumberField("offer", result.offer() + 1);
      json.writeStringField("name", result.name());
    }
    if (result.tier() != null) {
      json.writeNumberField("tier", result.tier() + 1);
    }
    json.writeBooleanField("success", result.success());
    json.writeStringField("offerId", result.offerId());
    json.writeStringField("message", result.message());
    json.writeEndObject();
  }

  void writeText(OutputStream out) {
    PrintWriter text = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    text.printf("%s: %s%n%n", file.title(), OfferMarks.state(file));
    if (file.reason() != null) {
      text.printf("%s%n%n", file.reason());
    }
    text.printf("File number  %d%n", file.id());
    text.printf("Arrived      %s, %d bytes%n", file.arrivedAt(), file.bytes());
    text.printf("SHA-256      %s%n", file.sha256());
    text.printf("Ended        %s%n", text(file.endedAt()));
    results(text);
    findings(text, "violations", "What is wrong");
    findings(text, "warnings", "Warnings");
    comparison(file, text);
    text.printf("%nWhat happened%n");
    events.forEach(event -> text.printf("  %s  %s%n", event.at(), event.what()));
    text.flush();
  }

  private void results(PrintWriter text) {
    if (results.isEmpty()) {
      return;
    }
    text.printf("%nTRACE's results%n");
    for (OfferResult result : results) {
      String which = result.offer() < 0 ? "?" : (result.offer() + 1) + ". " + result.name();
      text.printf(
          "  %s%s: %s%s%n",
          which,
          result.tier() == null ? "" : ", tier " + (result.tier() + 1),
          result.success() ? "published" : "NOT published",
          result.message() == null ? "" : " (" + result.message() + ")");
    }
  }

  private void findings(PrintWriter text, String member, String title) {
    JsonNode list = read(file.findings()).path(member);
    if (!list.isEmpty()) {
      text.printf("%n%s%n", title);
      list.forEach(
          each ->
              text.printf("  %s [%s]%n", each.path("text").asText(), each.path("rule").asText()));
    }
  }

  /** How the file's prices differ from the last accepted ones. */
  static void comparison(OfferFile file, PrintWriter text) {
    new ComparisonText(read(file.comparison())).write(text);
  }

  private static JsonNode read(@Nullable String json) {
    try {
      return json == null ? MissingNode.getInstance() : JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("the ledger's own JSON is none", e);
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
