package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.Home;
import io.github.tracebridge.Sinks;
import io.github.tracebridge.delivery.LeadRecords.Lead;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.mapping.Unmapped;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries a sink's mapping, or another in its place, on leads. */
final class LeadMapping {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SAMPLE = "examples/leads/lead.json";

  private final Mappings own;
  private final Mappings tried;
  private final Home home;

  private LeadMapping(Mappings own, Mappings tried, Home home) {
    this.own = own;
    this.tried = tried;
    this.home = home;
  }

  /**
   * @param other instead of the sink's own; null for that
   */
  static LeadMapping of(Settings settings, String sink, @Nullable Path other, Home home) {
    return new LeadMapping(
        Sinks.mappings(settings, sink, null, home),
        Sinks.mappings(settings, sink, other, home),
        home);
  }

  int sample() throws IOException {
    String body = Files.readString(home.folder().resolve(SAMPLE));
    String id = JSON.readTree(body).path("id").asText();
    return print(new Mappings.Source(id, 1, "created", "2026-03-04T09:00:00.000000Z", body));
  }

  int one(Lead lead) throws IOException {
    return print(source(lead));
  }

  private int print(Mappings.Source source) throws IOException {
    try {
      JsonNode record = tried.record(source);
      System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record));
      return ExitCode.DONE;
    } catch (Unmapped e) {
      System.out.println("quarantine: " + e.getMessage());
      return ExitCode.NEEDS_PERSON;
    }
  }

  /** Says of all of them what differs, field by field, and which would go into quarantine. */
  int compare(List<Lead> leads) {
    int differing = 0;
    int failing = 0;
    int looked = 0;
    for (Lead lead : leads) {
      if (lead.body() == null) {
        continue;
      }
      looked++;
      String before = words(own, lead);
      String after = words(tried, lead);
      if (after.startsWith(FAILS)) {
        failing++;
      }
      if (!before.equals(after)) {
        differing++;
        System.out.printf("%s%n  - %s%n  + %s%n", lead.id(), before, after);
      }
    }
    System.out.printf(
        "%d leads: %d would differ, %d would go into quarantine%n", looked, differing, failing);
    return failing > 0 ? ExitCode.NEEDS_PERSON : ExitCode.DONE;
  }

  private static final String FAILS = "quarantine: ";

  private static String words(Mappings mappings, Lead lead) {
    try {
      return mappings.record(source(lead)).toString();
    } catch (Unmapped e) {
      return FAILS + e.getMessage();
    }
  }

  private static Mappings.Source source(Lead lead) {
    return new Mappings.Source(
        lead.id(),
        lead.version(),
        lead.kind(),
        lead.seenAt().toString(),
        Optional.ofNullable(lead.body()).orElse("null"));
  }
}
