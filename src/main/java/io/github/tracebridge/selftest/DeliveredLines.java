package io.github.tracebridge.selftest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.sandbox.Poison;
import io.github.tracebridge.sandbox.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the file sink wrote, in the order in which it did. Not thread-safe. */
public final class DeliveredLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What cannot be delivered, as it is no lead. */
  public static final Set<Poison> NO_LEADS =
      Set.of(Poison.WITHOUT_ID, Poison.NULL_ID, Poison.STRING_LEAD, Poison.HUGE_NUMBER);

  private final List<Line> lines = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();

  private DeliveredLines() {}

  /**
   * One version of a lead.
   *
   * @param reference what the sandbox tells contents apart by; empty for a vanished lead
   */
  public record Line(String id, int version, String kind, String hash, String reference) {}

  /** What is wrong: one sentence a thing. */
  public record Verdict(List<String> lost, List<String> duplicated, List<String> malformed) {
    /** Nothing is. */
    public static final Verdict FLAWLESS = new Verdict(List.of(), List.of(), List.of());
  }

  /** Reads what is in the sink's folder; nothing was written where there is none. */
  public static DeliveredLines read(Path folder) {
    DeliveredLines all = new DeliveredLines();
    if (!Files.exists(folder)) {
      return all;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.toString().endsWith(".ndjson")) {
          all.addFile(file);
        } else {
          all.malformed.add("left over: " + file.getFileName());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** What is no line of a lead, or no file of lines. */
  public List<String> malformed() {
    return malformed;
  }

  /** How many lines. */
  public int size() {
    return lines.size();
  }

  /** Those of a kind, such as {@code created}. */
  public List<Line> of(String kind) {
    return lines.stream().filter(line -> line.kind().equals(kind)).toList();
  }

  /** Those of one lead. */
  public List<Line> ofLead(Object id) {
    return lines.stream().filter(line -> line.id().equals(id.toString())).toList();
  }

  /** Holds the lines against the leads there are; deleted leads may have lines too. */
  public Verdict against(Iterator<Truth> truth) {
    Map<String, List<Line>> byLead = new LinkedHashMap<>();
    lines.forEach(line -> byLead.computeIfAbsent(line.id(), id -> new ArrayList<>()).add(line));
    List<String> lost = new ArrayList<>();
    List<String> duplicated = new ArrayList<>();
    truth.forEachRemaining(
        lead -> {
          List<Line> got = byLead.getOrDefault(lead.id().toString(), List.of());
          if (lead.poison() == null || !NO_LEADS.contains(lead.poison())) {
            requireLatest(lead, got, lost);
            requireNoMoreThan(lead.revision() + 1, lead, got, duplicated);
          }
        });
    byLead.values().forEach(got -> requireEachVersionOnce(got, lost, duplicated));
    return new Verdict(lost, duplicated, malformed);
  }

  private void addFile(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      malformed.add("no UTF-8: " + file.getFileName());
      return;
    }
    int end = text.lastIndexOf('\n') + 1;
    if (end < text.length() || end == 0) {
      malformed.add("no end of line: " + file.getFileName() + " ends with " + text.substring(end));
    }
    text.substring(0, end).lines().forEach(this::addLine);
  }

  private void addLine(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      boolean vanished = json.path("kind").asText().equals("vanished");
      if (!json.path("leadId").isTextual() || json.path("lead").isObject() == vanished) {
        malformed.add(text);
        return;
      }
      lines.add(
          new Line(
              json.get("leadId").asText(),
              json.path("version").asInt(),
              json.path("kind").asText(),
              json.path("hash").asText(),
              json.path("lead").path("reference").asText()));
    } catch (JsonProcessingException e) {
      malformed.add(text);
    }
  }

  private static void requireLatest(Truth lead, List<Line> got, List<String> lost) {
    String last = got.isEmpty() ? "nothing" : got.get(got.size() - 1).reference();
    if (!last.equals(lead.contentKey())) {
      lost.add(lead.id() + ": expected " + lead.contentKey() + " last, but was " + last);
    }
  }

  private static void requireNoMoreThan(
      int most, Truth lead, List<Line> got, List<String> duplicated) {
    if (got.size() > most) {
      duplicated.add(lead.id() + ": expected " + most + " lines at most, but was " + got);
    }
  }

  /** Versions count from 1 in the order of the lines, each with other contents than the last. */
  private static void requireEachVersionOnce(
      List<Line> got, List<String> lost, List<String> duplicated) {
    Line before = null;
    for (Line line : got) {
      int next = before == null ? 1 : before.version() + 1;
      if (line.version() > next) {
        lost.add(line.id() + ": expected version " + next + ", but was " + line);
      } else if (line.version() < next
          || before != null && before.reference().equals(line.reference())) {
        duplicated.add(before + " and then " + line);
      }
      before = line;
    }
  }
}
