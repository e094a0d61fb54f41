package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.PageReader;
import io.github.tracebridge.trace.TariffKinds;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;

/** Reads the first page of leads without taking it in, to see whether TRACE answers as expected. */
public final class LeadCheck {
  private final LeadContract contract;
  private final PageReader reader;

  public LeadCheck(LeadContract contract) {
    this.contract = contract;
    this.reader = new PageReader(contract);
  }

  /** The query of the first page of all leads. */
  public String query() {
    return contract.query(0, "", null);
  }

  /**
   * Says what the answer is like.
   *
   * @throws Fault where it is not a page of leads
   */
  public String read(@Body InputStream answer) {
    Ids ids = new Ids();
    reader.read(answer, ids);
    if (ids.rows > 0 && ids.leads == 0) {
      throw new Fault.Rejected(
          "TRACE %s: none of %d rows has an id at \"%s\". Set trace.leads.id."
              .formatted(contract.path(), ids.rows, contract.id()));
    }
    int repeated = ids.leads - ids.distinct.size();
    return repeated == 0
        ? "ok"
        : "ok, but %d of %d rows have the id of another one. Check trace.leads.id."
            .formatted(repeated, ids.rows);
  }

  private final class Ids implements PageReader.Rows<RuntimeException> {
    private final ContentHash hash = new ContentHash(List.of());
    private final Set<String> distinct = new HashSet<>();
    private int rows;
    private int leads;

    @Override
    public void row(JsonNode element, long bytes) {
      rows++;
      LeadRow row = LeadRow.read(element, contract, TariffKinds.NONE, hash);
      if (row.isLead()) {
        leads++;
        distinct.add(row.id());
      }
    }

    @Override
    public void unreadable(String reason) {
      rows++;
    }
  }
}
