package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.utils.URIUtils;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.URIBuilder;

/**
 * Which request asks for the page that follows an answer: by the answer's Link header, by a link or
 * a continuation token in its body, or by the next number of the page. One for each list: where a
 * link or a token led to a page, the number that its URL may have is not counted on. Not
 * thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-3">RFC 8288, 3</a>
 */
public final class NextPage {
  private static final Pattern LINK =
      Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^,;\"]+(?:\"[^\"]*\")?)*)");
  private static final Pattern NEXT =
      Pattern.compile("(?i);\\s*rel\\s*=\\s*(\"([^\"]*\\s)?next(\\s[^\"]*)?\"|next(?=\\s*(;|$)))");
  private static final List<String> LINKS =
      List.of("/links/next", "/links/next/href", "/_links/next/href", "/next", "/@odata.nextLink");
  private static final List<String> TOKENS =
      List.of("/meta/continuationToken", "/continuationToken");
  private static final String TOKEN_PARAM = "continuationToken";

  private final String pageParam;
  private final PageRows rows = new PageRows();
  private boolean isLed;
  private boolean isFromStart = true;
  private int pages;

  /**
   * @param pageParam name of the query parameter that numbers the pages
   */
  public NextPage(String pageParam) {
    this.pageParam = pageParam;
  }

  /**
   * Empty where the answer was the last page, as far as it tells.
   *
   * @param links values of the answer's Link headers
   * @param body missing where it is no JSON
   */
  public Optional<URI> after(URI request, List<String> links, JsonNode body) {
    isFromStart = isFromStart && (pages > 0 || !isFurtherOn(request));
    pages++;
    rows.add(body);
    Optional<URI> led =
        Stream.of(linked(links), linked(body), continued(request, body))
            .flatMap(Optional::stream)
            .findFirst();
    isLed = isLed || led.isPresent();
    Optional<URI> next = isLed || rows.isEmpty() ? led : numbered(request);
    return next.map(each -> URIUtils.resolve(request, each));
  }

  /**
   * Whether an answer is the page before over again: servers answer so behind their last page, or
   * where they do not know what they were asked by.
   */
  public boolean isRepeated(JsonNode body) {
    return rows.areThoseOf(body);
  }

  /** Whether there was no other than the first. */
  public boolean isSingle() {
    return pages == 1;
  }

  /** What is missing, in a sentence; empty where nothing tells that something is. */
  public Optional<String> shortfall() {
    if (!isFromStart || rows.count() >= rows.total()) {
      return Optional.empty();
    }
    String fact = rows.count() + " rows came, but the answer tells of " + rows.total() + ".";
    return Optional.of(
        !isSingle()
            ? fact
            : fact
                + " If its pages are numbered, add the first one's number, such as "
                + pageParam
                + "=1; --page-param says how it is called.");
  }

  private static Optional<URI> linked(List<String> links) {
    return links.stream()
        .flatMap(value -> LINK.matcher(value).results())
        .filter(link -> NEXT.matcher(link.group(2)).find())
        .findFirst()
        .flatMap(link -> uri(link.group(1)));
  }

  private static Optional<URI> linked(JsonNode body) {
    return text(body, LINKS).flatMap(NextPage::uri);
  }

  private static Optional<URI> continued(URI request, JsonNode body) {
    return text(body, TOKENS).map(token -> with(request, TOKEN_PARAM, token));
  }

  private Optional<URI> numbered(URI request) {
    return number(request)
        .map(number -> with(request, pageParam, String.valueOf(Long.parseLong(number) + 1)));
  }

  private Optional<String> number(URI request) {
    return value(request, pageParam).filter(number -> number.matches("\\d{1,9}"));
  }

  private static Optional<String> value(URI request, String param) {
    return new URIBuilder(request)
        .getQueryParams().stream()
            .filter(each -> each.getName().equals(param))
            .map(NameValuePair::getValue)
            .filter(Objects::nonNull)
            .findFirst();
  }

  /** Whether whoever asks so leaves out the first page; a list may count from 0 or from 1. */
  private boolean isFurtherOn(URI request) {
    return value(request, TOKEN_PARAM).isPresent()
        || number(request).filter(number -> Long.parseLong(number) > 1).isPresent();
  }

  private static URI with(URI request, String param, String value) {
    try {
      return new URIBuilder(request).setParameter(param, value).build();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a URL with another query is one too", e);
    }
  }

  private static Optional<String> text(JsonNode body, List<String> pointers) {
    return pointers.stream()
        .map(body::at)
        .filter(node -> node.isTextual() || node.isIntegralNumber())
        .filter(node -> !node.asText().isBlank())
        .map(JsonNode::asText)
        .findFirst();
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
