package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * openESG's report templates, in pages that the {@code Link} header joins (RFC 8288).
 *
 * @param rows how many there are
 */
record ReportTemplates(int rows) {
  private static final int DEFAULT_SIZE = 25;
  private static final int MAX_SIZE = 100;

  /** A page that is not there is answered 404. */
  Answer page(Call call) {
    Query query = new Query(call.query());
    int page;
    int size;
    try {
      page = query.integer("page", 1);
      size = query.integer("page_size", DEFAULT_SIZE);
    } catch (Query.Refused e) {
      return missing();
    }
    if (size < 1 || size > MAX_SIZE || page < 1 || (page > 1 && (page - 1L) * size >= rows)) {
      return missing();
    }
    int from = (page - 1) * size;
    ObjectNode answer = SandboxJson.MAPPER.createObjectNode();
    ArrayNode results = answer.putArray("results");
    for (int i = from; i < Math.min(rows, from + size); i++) {
      results.add(template(i + 1));
    }
    List<String> links = links(call, page, size, from + size < rows);
    Answer found = Answer.json(200, answer);
    return links.isEmpty() ? found : found.with("Link", String.join(", ", links));
  }

  private static Answer missing() {
    return Answer.json(404, Map.of("detail", "Not Found"));
  }

  private static List<String> links(Call call, int page, int size, boolean more) {
    List<String> links = new ArrayList<>();
    if (page > 1) {
      links.add(link(call, page - 1, size, "prev"));
    }
    if (more) {
      links.add(link(call, page + 1, size, "next"));
    }
    return links;
  }

  private static String link(Call call, int page, int size, String relation) {
    return "<http://%s%s?page=%d&page_size=%d>; rel=\"%s\""
        .formatted(call.host(), call.path(), page, size, relation);
  }

  private static ObjectNode template(int number) {
    ObjectNode template = SandboxJson.MAPPER.createObjectNode();
    template.put("id", number);
    template.put("organization", 1);
    template.put("key", "template-" + number);
    template.put("name", "Report template " + number);
    template.put("description", "");
    template.putObject("catalog").put("id", 1).put("key", "catalog").put("name", "Catalog");
    return template;
  }
}
