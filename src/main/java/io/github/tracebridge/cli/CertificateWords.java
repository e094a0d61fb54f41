package io.github.tracebridge.cli;

import io.github.tracebridge.lead.Certificate;
import io.github.tracebridge.lead.Certificate.AtSink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a certificate is shown. */
final class CertificateWords {
  private CertificateWords() {}

  static String of(Certificate c) {
    StringBuilder text = new StringBuilder();
    line(text, "window", c.from() + " to " + c.to() + ", its end not included");
    line(text, "made", LeadWords.seconds(c.madeAt()).toString());
    line(text, "source", c.source() + words(c.rejectedRows(), "that are no leads"));
    line(text, "ids", "sha256 " + c.idHash());
    line(
        text,
        "fetched",
        c.fetched()
            + words(c.vanished(), "vanished from TRACE")
            + (c.forgotten() == 0 ? "" : ", and " + c.forgotten() + " forgotten"));
    line(text, "missing", c.missing() == 0 ? "0" : c.missing() + " before, taken in by this walk");
    c.missingIds().forEach(id -> line(text, "", id));
    long more = c.missing() - c.missingIds().size();
    if (more > 0) {
      line(text, "", "and " + more + " more");
    }
    c.sinks().forEach(sink -> line(text, "sink " + sink.sink(), words(sink)));
    line(text, "gap", String.valueOf(c.gap()));
    if (c.undated() > 0) {
      line(
          text,
          "note",
          c.undated()
              + " of these leads have no time at trace.leads.created, so of such leads it is not"
              + " known which vanished");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-16s  %s%n", name, value));
  }

  private static String words(long count, String what) {
    return count == 0 ? "" : ", of them " + count + " " + what;
  }

  private static String words(AtSink sink) {
    return "%d delivered, %d rejected, %d pending%s"
        .formatted(
            sink.delivered(),
            sink.rejected(),
            sink.pending(),
            sink.gap() == 0 ? "" : ", " + sink.gap() + " unaccounted for");
  }

  static Map<String, @Nullable Object> facts(Certificate c) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("from", c.from().toString());
    facts.put("to", c.to().toString());
    facts.put("madeAt", c.madeAt().toString());
    facts.put("source", c.source());
    facts.put("idHash", c.idHash());
    facts.put("rejectedRows", c.rejectedRows());
    facts.put("forgotten", c.forgotten());
    facts.put("fetched", c.fetched());
    facts.put("vanished", c.vanished());
    facts.put("undated", c.undated());
    facts.put("missing", c.missing());
    facts.put("missingIds", c.missingIds());
    facts.put("sinks", c.sinks().stream().map(CertificateWords::facts).toList());
    facts.put("gap", c.gap());
    return facts;
  }

  private static Map<String, Object> facts(AtSink sink) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("sink", sink.sink());
    facts.put("delivered", sink.delivered());
    facts.put("rejected", sink.rejected());
    facts.put("pending", sink.pending());
    facts.put("gap", sink.gap());
    return facts;
  }
}
