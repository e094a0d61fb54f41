package io.github.tracebridge.leadfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.leadfile.FileFault.Meaning;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.LeadTime;
import io.github.tracebridge.trace.PageReader;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * URLs as TRACE gives them now, in memory alone and for minutes: a page that was asked for one lead
 * serves those beside it too. Thread-safe.
 */
final class FreshLeads {
  private static final int MOST = 1000;
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final LeadFiles files;
  private final LeadContract contract;
  private final PageReader reader;
  private final Clock clock;
  private final Map<String, Fresh> leads = new LinkedHashMap<>();

  FreshLeads(LeadFiles files, LeadContract contract, Clock clock) {
    this.files = files;
    this.contract = contract;
    this.reader = new PageReader(contract);
    this.clock = clock;
  }

  private record Fresh(Instant since, Map<String, String> urls) {}

  /** Where a lead is looked for: on the page that begins with its time, then on the last one. */
  static final class Search {
    private final String leadId;
    private final Instant created;
    private int page;

    private Search(String leadId, Instant created) {
      this.leadId = leadId;
      this.created = created;
    }
  }

  boolean knows(String leadId) {
    synchronized (leads) {
      Fresh fresh = leads.get(leadId);
      return fresh != null && clock.instant().isBefore(fresh.since().plus(LIFE));
    }
  }

  /** Null where the lead has that file no more. */
  @Nullable String url(String leadId, String fileId) {
    synchronized (leads) {
      Fresh fresh = leads.get(leadId);
      return fresh == null ? null : fresh.urls().get(fileId);
    }
  }

  void forget(String leadId) {
    synchronized (leads) {
      leads.remove(leadId);
    }
  }

  /**
   * @throws FileFault where TRACE cannot be asked for one lead
   */
  Search search(String leadId, JsonNode lead) {
    Instant created = LeadTime.read(lead, contract.created());
    if (created == null || contract.createdFromParam().isEmpty()) {
      throw new FileFault(
          Meaning.GONE,
          "its URL has expired, and without trace.leads.created and"
              + " trace.leads.created-from-param TRACE cannot be asked for another");
    }
    return new Search(leadId, created);
  }

  String query(Search search) {
    return contract.query(search.page, contract.createdFromParam(), search.created);
  }

  /**
   * Takes in an answer.
   *
   * @return where to look next; null where it was found
   * @throws FileFault where it is on none of the pages
   */
  @Nullable Search take(Search search, InputStream page) {
    Map<String, Fresh> found = new HashMap<>();
    OptionalLong total = reader.read(page, new Rows(found));
    keep(found);
    if (found.containsKey(search.leadId)) {
      return null;
    }
    long last = (total.orElse(0) - 1) / contract.pageSize();
    if (search.page > 0 || last < 1) {
      throw new FileFault(Meaning.LATER, "its URL has expired, and its lead was not found anew");
    }
    search.page = (int) last;
    return search;
  }

  private void keep(Map<String, Fresh> found) {
    synchronized (leads) {
      leads.keySet().removeAll(found.keySet());
      leads.putAll(found);
      var oldest = leads.keySet().iterator();
      while (leads.size() > MOST) {
        oldest.next();
        oldest.remove();
      }
    }
  }

  private final class Rows implements PageReader.Rows<RuntimeException> {
    private final Map<String, Fresh> found;

    Rows(Map<String, Fresh> found) {
      this.found = found;
    }

    @Override
    public void row(JsonNode row, long bytes) {
      String id = row.at(contract.id()).asText("");
      Map<String, String> urls = new HashMap<>();
      for (LeadFile file : files.of(id, row)) {
        if (file.url() != null) {
          urls.put(file.id(), file.url());
        }
      }
      found.put(id, new Fresh(clock.instant(), urls));
    }

    @Override
    public void unreadable(String reason) {
      // it is no lead, so it has no files
    }
  }
}
