package io.github.tracebridge.discovery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.Caller;
import io.github.tracebridge.connection.NextPage;
import io.github.tracebridge.setting.Setting;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.URIBuilder;

/** How a list goes on whose pages have no numbers, by which alone the walk can ask. */
final class OtherPaging {
  private static final List<String> OFFSETS =
      List.of(
          "offset",
          "skip",
          "start",
          "startIndex",
          "startAt",
          "from",
          "first",
          "firstResult",
          "$skip",
          "begin");
  private static final Pattern NEXT =
      Pattern.compile(
          "(?i).*/((@odata\\.)?next(_?(link|url|uri))?|[^/]*(cursor|continuation|token)[^/]*)"
              + "(/href)?");
  private static final URI ANYWHERE = URI.create("http://localhost/");
  private static final int DEEPEST = 3;
  private static final String WHAT = "paging";

  private final Paging paging;
  private final Paging.Names names;
  private final Caller.Answer one;

  /**
   * @param one an answer behind which there is more
   */
  OtherPaging(Paging paging, Paging.Names names, Caller.Answer one) {
    this.paging = paging;
    this.names = names;
    this.one = one;
  }

  /** Parameters that are numbers in the link to what follows. */
  List<String> linked() {
    return link().stream()
        .flatMap(next -> new URIBuilder(next).getQueryParams().stream())
        .filter(param -> String.valueOf(param.getValue()).matches("\\d{1,9}"))
        .map(NameValuePair::getName)
        .toList();
  }

  private Optional<URI> link() {
    return new NextPage("").after(ANYWHERE, one.values("Link"), one.json());
  }

  /** Whether it is a number of rows, not of pages: with the next one all move up by a row. */
  boolean countsRows(String name) {
    List<JsonNode> second = paging.ids(name, 2);
    return movedUp(paging.ids(name, 1), second) && movedUp(second, paging.ids(name, 3));
  }

  private static boolean movedUp(List<JsonNode> before, List<JsonNode> after) {
    return before.size() > 1
        && !after.isEmpty()
        && after.get(0).equals(before.get(1))
        && !after.get(0).equals(before.get(0));
  }

  /** What there is instead of numbered pages; empty where nothing tells. */
  Optional<Finding> find(Stream<String> numbers) {
    List<JsonNode> unnumbered = paging.ids();
    return Stream.concat(numbers, OFFSETS.stream())
        .distinct()
        .filter(name -> !paging.ids(name, 2).equals(unnumbered) && countsRows(name))
        .findFirst()
        .map(name -> byRow(name, paging.ids(name, 1).equals(unnumbered) ? "1" : "0"))
        .or(this::byName);
  }

  private Finding byRow(String name, String base) {
    String seen = name + "=2 begins with the second row of " + name + "=1. The walk counts pages: ";
    if (paging.sized(1).isEmpty()) {
      return Finding.obstacle(WHAT, "by row", seen + "no setting fits.");
    }
    String evidence =
        seen
            + "only %s=%s, page-base=%s, page-size=1 fits, a request a lead."
                .formatted(Setting.PAGE_PARAM.property(), name, base);
    boolean isSet =
        names.now(Setting.PAGE_PARAM).equals(name)
            && names.now(Setting.PAGE_BASE).equals(base)
            && names.now(Setting.PAGE_SIZE).equals("1");
    return isSet
        ? Finding.fact(WHAT, "by row", evidence)
        : Finding.obstacle(WHAT, "by row", evidence);
  }

  private Optional<Finding> byName() {
    return next(one.json(), JsonPointer.empty(), 0)
        .map(JsonPointer::toString)
        .findFirst()
        .or(() -> link().map(link -> "Link header"))
        .map(
            where ->
                Finding.obstacle(
                    WHAT,
                    where,
                    "that names what follows, and no usual number turned the page: no setting makes"
                        + " the walk, which counts pages, go on there."));
  }

  private static Stream<JsonPointer> next(JsonNode node, JsonPointer here, int depth) {
    if (node.isObject() && depth < DEEPEST) {
      return node.properties().stream()
          .flatMap(
              member -> next(member.getValue(), here.appendProperty(member.getKey()), depth + 1));
    }
    boolean tells = node.isTextual() && !node.asText().isBlank();
    return tells && NEXT.matcher(here.toString()).matches() ? Stream.of(here) : Stream.empty();
  }

  /** Where neither numbers nor names were found, though there is more than came. */
  static Finding unknown(int total, int most) {
    return Finding.obstacle(
        WHAT,
        "not found",
        "of %d rows no more than %d came, and no usual number turned the page. Set %s by hand."
            .formatted(total, most, Setting.PAGE_PARAM.property()));
  }
}
