package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an offer file, reads it, and keeps what came of it. */
final class ReadFile {
  final List<Offer> offers = new ArrayList<>();
  final Reading reading;
  private final OfferReader reader;
  private final Path file;

  ReadFile(Path file, byte[] bytes, Map<String, String> settings, @Nullable UploadKind folder)
      throws IOException {
    this.file = Files.write(file, bytes);
    this.reader = new OfferReader(OfferRules.from(Settings.of(settings, new Secrets())));
    this.reading = reader.read(file, folder, offers::add);
  }

  ReadFile(Path file, String text) throws IOException {
    this(file, text.getBytes(StandardCharsets.UTF_8), Map.of(), null);
  }

  List<String> violations() {
    return reading.violations().stream().map(v -> v + " [" + v.rule() + "]").toList();
  }

  List<String> warnings() {
    return reading.warnings().stream().map(v -> v + " [" + v.rule() + "]").toList();
  }

  List<JsonNode> json() {
    return offers.stream().map(offer -> (JsonNode) offer.json()).toList();
  }

  /** What would go to TRACE. */
  byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reader.writeJson(file, out);
    return out.toByteArray();
  }
}
