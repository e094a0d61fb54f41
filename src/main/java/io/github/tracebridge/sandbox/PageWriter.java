package io.github.tracebridge.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a page: the rows, and around them what the knobs say. Immutable. */
record PageWriter(Knobs knobs, Presigner presigner) {

  byte[] write(PageRequest request, List<Row> rows, int total) {
    StringBuilder out = new StringBuilder(512 + rows.size() * 2048);
    String envelope = knobs.listing().envelopeKey();
    if (!envelope.isEmpty()) {
      out.append("{\"").append(envelope).append("\":");
    }
    rows(out, rows);
    if (!envelope.isEmpty()) {
      numbers(out, request, total);
      out.append('}');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void rows(StringBuilder out, List<Row> rows) {
    LeadWriter writer = new LeadWriter(out, knobs, presigner);
    char separator = '[';
    for (Row row : rows) {
      out.append(separator);
      writer.write(row);
      separator = ',';
    }
    out.append(rows.isEmpty() ? "[]" : "]");
  }

  private void numbers(StringBuilder out, PageRequest request, int total) {
    String key = knobs.listing().totalKey();
    int dot = key.indexOf('.');
    out.append(',');
    if (dot > 0) {
      out.append('"').append(key, 0, dot).append("\":{");
    }
    out.append("\"page\":").append(request.page());
    out.append(",\"pageSize\":").append(request.size());
    if (!key.isEmpty()) {
      long pages = (total + request.size() - 1L) / request.size();
      out.append(",\"").append(key.substring(dot + 1)).append("\":").append(total);
      out.append(",\"totalPages\":").append(pages);
    }
    out.append(dot > 0 ? "}" : "");
  }
}
