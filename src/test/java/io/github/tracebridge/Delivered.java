package io.github.tracebridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.sandbox.LeadBook;
import io.github.tracebridge.sandbox.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the file sink wrote, read back and held against what the sandbox has. */
public record Delivered(List<JsonNode> lines, int malformed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every finished file below the folder, in the order in which they were written. */
  public static Delivered in(Path folder) {
    List<JsonNode> lines = new ArrayList<>();
    int malformed = 0;
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        String text = Files.readString(file);
        malformed += text.isEmpty() || text.endsWith("\n") ? 0 : 1;
        for (String line : text.split("\n")) {
          try {
            lines.add(JSON.readTree(line));
          } catch (JsonProcessingException e) {
            malformed++;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Delivered(lines, malformed);
  }

  /** Leads whose latest contents are not what was delivered last. */
  public List<String> lost(LeadBook book) {
    Map<String, String> latest = new HashMap<>();
    lines.forEach(line -> latest.put(id(line), contents(line)));
    List<String> lost = new ArrayList<>();
    for (Iterator<Truth> truth = book.truth(); truth.hasNext(); ) {
      Truth lead = truth.next();
      boolean keyed = lead.poison() == null || !lead.poison().name().matches(".*(ID|STRING_LEAD)");
      if (keyed && !lead.contentKey().equals(latest.get(lead.id().toString()))) {
        lost.add(lead.id().toString());
      }
    }
    return lost;
  }

  /** Lines that repeat a version, or the contents of the line of that lead before. */
  public List<String> duplicated() {
    Set<String> versions = new HashSet<>();
    Map<String, String> before = new HashMap<>();
    List<String> duplicated = new ArrayList<>();
    for (JsonNode line : lines) {
      String version = id(line) + " version " + line.path("version").asInt();
      String contents = contents(line);
      if (!versions.add(version) || contents.equals(before.put(id(line), contents))) {
        duplicated.add(version);
      }
    }
    return duplicated;
  }

  private static String id(JsonNode line) {
    return line.path("leadId").asText();
  }

  private static String contents(JsonNode line) {
    return line.path("lead").path("reference").asText("vanished");
  }
}
