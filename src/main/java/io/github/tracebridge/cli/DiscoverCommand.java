package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.Home;
import io.github.tracebridge.Job;
import io.github.tracebridge.LeadFlow;
import io.github.tracebridge.connection.Caller;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.discovery.Asker;
import io.github.tracebridge.discovery.Discovery;
import io.github.tracebridge.discovery.Finding;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.SettingsLoader;
import io.github.tracebridge.trace.LeadContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Proposes settings for TRACE's list of leads, from real answers. */
@Command(
    name = "discover",
    description = "Finds out how TRACE's list of leads is named, and proposes settings.")
final class DiscoverCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A saved answer, looked at instead of asking TRACE.")
  private @Nullable Path file;

  @Option(
      names = "--write",
      description = "Writes what differs into the settings file, guesses left out.")
  private boolean write;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Settings settings = program.settings(Map.of());
    List<Finding> findings = file == null ? ask(settings) : read(settings, file);
    if (json) {
      System.out.println(asJson(findings, settings));
    } else {
      print(findings, settings);
    }
    if (write) {
      write(findings, settings);
    }
    return findings.stream().anyMatch(Finding::isObstacle) ? ExitCode.NEEDS_PERSON : ExitCode.DONE;
  }

  private static List<Finding> read(Settings settings, Path file) throws IOException {
    try {
      JsonNode answer = new ObjectMapper().readTree(file.toFile());
      return new Discovery(settings, Clock.systemUTC()).of(answer);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--file: expected a saved JSON answer in " + file + ", but it cannot be read as one.", e);
    }
  }

  private List<Finding> ask(Settings settings) throws IOException {
    try (Job job = Job.toCheck(settings, program.secrets(), Home.find())) {
      Connection leads =
          job.leads()
              .map(LeadFlow::connection)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there are no credentials for leads. Set camel.oauth.trace-crm.*, or name"
                              + " a saved answer by --file."));
      try (Caller caller = leads.caller()) {
        AtomicInteger asked = new AtomicInteger();
        List<Finding> findings =
            new Discovery(settings, Clock.systemUTC()).of(asker(caller, settings, asked));
        System.err.println("asked TRACE " + asked.get() + " times");
        return findings;
      }
    }
  }

  private static Asker asker(Caller caller, Settings settings, AtomicInteger asked) {
    String path = settings.text(Setting.LEADS_PATH);
    return query -> {
      asked.incrementAndGet();
      URIBuilder url = new URIBuilder(caller.url(path));
      query.forEach(url::addParameter);
      return caller.call("GET", java.net.URI.create(url.toString()), new byte[0], "");
    };
  }

  private static void print(List<Finding> findings, Settings settings) {
    System.out.printf("   %-34s %-30s %-10s %s%n", "setting", "value", "confidence", "because");
    for (Finding each : findings) {
      System.out.printf(
          "%-2s %-34s %-30s %-10s %s%n",
          differs(each, settings) ? "*" : "",
          each.what(),
          each.value().isEmpty() ? "(empty)" : visible(each.value()),
          each.setting() == null ? "" : name(each.confidence()),
          visible(each.evidence()));
    }
    if (findings.stream().anyMatch(each -> differs(each, settings))) {
      System.out.println(
          "* differs from what is set now; --write writes it, low confidence left out");
    }
  }

  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String name(Finding.Confidence confidence) {
    return confidence.name().toLowerCase(Locale.ROOT);
  }

  private static boolean differs(Finding finding, Settings settings) {
    return finding.setting() != null && !settings.text(finding.setting()).equals(finding.value());
  }

  private static String asJson(List<Finding> findings, Settings settings) throws IOException {
    List<Map<String, Object>> rows =
        findings.stream()
            .map(
                each -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put(each.setting() == null ? "fact" : "setting", each.what());
                  row.put("value", each.value());
                  row.put("confidence", name(each.confidence()));
                  row.put("evidence", each.evidence());
                  row.put("differs", differs(each, settings));
                  return row;
                })
            .toList();
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows);
  }

  private void write(List<Finding> findings, Settings settings) throws IOException {
    Map<String, String> changes = new LinkedHashMap<>();
    findings.stream()
        .filter(each -> differs(each, settings))
        .filter(each -> each.confidence() != Finding.Confidence.LOW)
        .forEach(each -> changes.put(each.what(), each.value()));
    Path target = program.settingsFile();
    SettingsLoader loader = program.loader(warning -> {});
    int written = write(target, changes, loader);
    System.err.println(written + " settings written to " + target);
    changes
        .keySet()
        .forEach(
            name ->
                loader
                    .above(name)
                    .ifPresent(
                        other -> System.err.println(other + " wins over the file. Unset it.")));
  }

  private int write(Path target, Map<String, String> changes, SettingsLoader loader) {
    try {
      return new SettingsFile(target)
          .set(changes, part -> LeadContract.from(loader.load(part, changes, program.secrets())));
    } catch (SettingException e) {
      throw new IllegalStateException(
          "nothing was written, for it would be refused: " + e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException(
          target
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + "). Set by hand what differs.");
    }
  }
}
