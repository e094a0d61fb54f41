package io.github.tracebridge.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.delivery.DeliveredCounts;
import io.github.tracebridge.delivery.LeadRecords;
import io.github.tracebridge.delivery.LeadRecords.Selection;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferOutcome;
import io.github.tracebridge.offer.OfferRecords;
import io.github.tracebridge.ops.Incident;
import io.github.tracebridge.ops.IncidentTable;
import io.github.tracebridge.ops.Monitor;
import io.github.tracebridge.ops.Recent;
import io.github.tracebridge.ops.Trouble;
import io.github.tracebridge.ops.Watch;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows: every MBean's attributes as they are over JMX, and lists for which those are
 * too narrow. It names leads by their ids and nobody. Thread-safe.
 */
public final class StatusJson {
  private static final int MOST = 20;
  private static final int DAYS = 14;
  private static final int MOST_INCIDENTS = 50;
  private static final int MOST_VIOLATIONS = 3;
  private static final int MOST_OF_A_KIND = 4;
  private static final Duration LIFE = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Monitor> monitors;
  private final Watch watch;
  private final IncidentTable incidents;
  private final LeadRecords leads;
  private final DeliveredCounts counts;
  private final Optional<OfferRecords> offers;
  private final Clock clock;
  private final Recent<Map<String, @Nullable Object>> recent;

  /**
   * @param offers empty where that flow is off
   * @param steady a clock that never jumps
   */
  public StatusJson(
      List<Monitor> monitors,
      Watch watch,
      IncidentTable incidents,
      LeadRecords leads,
      DeliveredCounts counts,
      Optional<OfferRecords> offers,
      Clock clock,
      Clock steady) {
    this.monitors = List.copyOf(monitors);
    this.watch = watch;
    this.incidents = incidents;
    this.leads = leads;
    this.counts = counts;
    this.offers = offers;
    this.clock = clock;
    this.recent = new Recent<>(this::look, Map.of(), LIFE, steady);
  }

  /**
   * How it all stands, or stood within the last second: however many look, it is asked for once.
   *
   * @param token of whoever signed in; null for all others
   */
  Map<String, @Nullable Object> now(@Nullable String token) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(recent.get());
    if (token != null) {
      all.put("token", token);
    }
    return all;
  }

  private Map<String, @Nullable Object> look() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("at", clock.instant().toString());
    Map<String, Object> beans = new LinkedHashMap<>();
    monitors.forEach(
        monitor -> beans.put(monitor.name().getKeyPropertyListString(), monitor.values()));
    all.put("beans", beans);
    List<Incident> open = watch.open();
    all.put("incidents", ofEachKind(open).map(this::openFacts).toList());
    all.put(
        "openOf",
        open.stream()
            .collect(
                Collectors.groupingBy(
                    incident -> incident.trouble().id(), TreeMap::new, Collectors.counting())));
    all.put("timeline", list(() -> incidents.newest(MOST_INCIDENTS), StatusJson::facts));
    all.put(
        "quarantine",
        list(
            () -> leads.rejected(new Selection(null, List.of(), null, null), MOST),
            StatusJson::facts));
    all.put("days", list(() -> counts.counts(DAYS), StatusJson::facts));
    offers.ifPresent(
        records -> all.put("files", list(() -> records.newest(MOST), StatusJson::facts)));
    return all;
  }

  /** The first of each kind: the page shows no more of them. */
  private static Stream<Incident> ofEachKind(List<Incident> open) {
    Map<Trouble, List<Incident>> kinds =
        open.stream().collect(Collectors.groupingBy(Incident::trouble));
    return new TreeMap<>(kinds)
        .values().stream().flatMap(kind -> kind.stream().limit(MOST_OF_A_KIND));
  }

  private Map<String, @Nullable Object> openFacts(Incident incident) {
    Map<String, @Nullable Object> facts = facts(incident);
    facts.put("meaning", incident.trouble().meaning());
    facts.put("remedy", incident.trouble().remedy());
    facts.put("seen", watch.isSeen(incident));
    return facts;
  }

  private interface Facts<T> {
    Map<String, @Nullable Object> of(T one);
  }

  /** Null where the ledger is away: none would be another thing. */
  private static <T> @Nullable List<Map<String, @Nullable Object>> list(
      Supplier<List<T>> source, Facts<T> facts) {
    try {
      return source.get().stream().map(facts::of).toList();
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static Map<String, @Nullable Object> facts(Incident incident) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("trouble", incident.trouble().id());
    facts.put("subject", incident.subject());
    facts.put("sentence", incident.sentence());
    facts.put("opened", incident.openedAt().toString());
    facts.put("closed", incident.closedAt() == null ? null : incident.closedAt().toString());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(LeadRecords.Standing lead) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("sink", lead.sink());
    facts.put("lead", lead.leadId());
    facts.put("state", lead.state().toLowerCase(Locale.ROOT));
    facts.put("version", lead.version());
    facts.put("since", lead.since().toString());
    facts.put("reason", lead.reason());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(DeliveredCounts.Count count) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("day", count.day().toString());
    facts.put("sink", count.sink());
    facts.put("kind", count.kind());
    facts.put("leads", count.leads());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(OfferFile file) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("number", file.id());
    facts.put("name", file.title());
    facts.put("arrived", file.arrivedAt().toString());
    facts.put("state", file.state().name().toLowerCase(Locale.ROOT));
    facts.put(
        "outcome", file.outcome() == null ? null : file.outcome().name().toLowerCase(Locale.ROOT));
    facts.put("offers", file.offers());
    facts.put("reason", file.reason());
    if (file.outcome() != OfferOutcome.DONE && file.findings() != null) {
      violations(file.findings(), facts);
    }
    return facts;
  }

  /** The first of them: the receipt has all. */
  private static void violations(String findings, Map<String, @Nullable Object> facts) {
    List<Map<String, String>> first = new ArrayList<>();
    try {
      JsonNode all = JSON.readTree(findings).path("violations");
      for (JsonNode each : all) {
        if (first.size() < MOST_VIOLATIONS) {
          first.add(Map.of("text", each.path("text").asText(), "rule", each.path("rule").asText()));
        }
      }
      facts.put("violations", first);
      facts.put("moreViolations", all.size() - first.size());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
