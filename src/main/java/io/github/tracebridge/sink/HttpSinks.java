package io.github.tracebridge.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.tracebridge.connection.RetryAfter;
import io.github.tracebridge.delivery.Parcel;
import io.github.tracebridge.delivery.Verdict;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.mapping.Unmapped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The steps of writing leads into CRMs over HTTP, by their settings. Thread-safe. */
public final class HttpSinks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, HttpSinkSettings> sinks;
  private final Map<String, Mappings> mappings;
  private final Clock clock;

  /** Both by the sink's name. */
  public HttpSinks(
      Map<String, HttpSinkSettings> sinks, Map<String, Mappings> mappings, Clock clock) {
    this.sinks = Map.copyOf(sinks);
    this.mappings = Map.copyOf(mappings);
    this.clock = clock;
  }

  /** Whether the CRM may have it already, and can be asked. */
  public boolean asksFirst(
      @ExchangeProperty("sink") String sink, @ExchangeProperty("inDoubt") boolean inDoubt) {
    return inDoubt && !of(sink).lookUp().isEmpty();
  }

  /** The request that asks for it. */
  public void ask(
      Exchange exchange,
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel) {
    prepare(exchange.getMessage(), "GET", of(sink).lookUp(), parcel);
    exchange.getMessage().setBody(null);
  }

  /** Leaves a verdict where that settles it; else it is to be written. */
  public void answer(
      Exchange exchange,
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel,
      @ExchangeProperty("record") String record,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Body @Nullable String body) {
    boolean found = status / 100 == 2 && isSomething(body);
    boolean missing = status == 404 || status == 410 || status / 100 == 2 && !found;
    if (found && !parcel.items().get(0).isFirst() && !of(sink).findsVersions()) {
      exchange.setProperty(
          "verdict",
          Verdict.of(
              Verdict.Kind.REFUSED, "it has the lead, but which version cannot be told.", ""));
    } else if (found) {
      exchange.setProperty("verdict", Verdict.delivered());
    } else if (!missing) {
      exchange.setProperty(
          "verdict",
          Verdict.of(Verdict.Kind.NOT_NOW, "it answered " + status + " to a look-up.", ""));
    }
    exchange.getMessage().setBody(record);
  }

  /** An empty list or object is how searches say that they found nothing. */
  private static boolean isSomething(@Nullable String body) {
    JsonNode found = parse(body);
    if (found.isArray() || found.isMissingNode() || found.isNull()) {
      return !found.isEmpty();
    }
    Optional<JsonNode> list =
        found.properties().stream().map(Map.Entry::getValue).filter(JsonNode::isArray).findFirst();
    return list.map(rows -> !rows.isEmpty()).orElse(!found.isObject() || !found.isEmpty());
  }

  /** The request that writes. */
  public void request(
      Exchange exchange,
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel) {
    HttpSinkSettings settings = of(sink);
    Message message = exchange.getMessage();
    prepare(message, settings.method(), settings.path(), parcel);
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    settings.headers().forEach(message::setHeader);
    if (!settings.keyHeader().isEmpty() && parcel.items().size() == 1) {
      message.setHeader(settings.keyHeader(), parcel.items().get(0).key());
    }
  }

  private static void prepare(Message message, String method, String template, Parcel parcel) {
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_METHOD, method);
    message.setHeader("Accept", "application/json");
    String target = template;
    if (parcel.items().size() == 1) {
      Parcel.Item item = parcel.items().get(0);
      target =
          target
              .replace("{id}", encoded(item.leadId()))
              .replace("{version}", String.valueOf(item.version()))
              .replace("{key}", encoded(item.key()));
    }
    int query = target.indexOf('?');
    message.setHeader(Exchange.HTTP_PATH, query < 0 ? target : target.substring(0, query));
    if (query >= 0) {
      message.setHeader(Exchange.HTTP_QUERY, target.substring(query + 1));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Leaves what the answer means. */
  public void judge(
      Exchange exchange,
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Header("Retry-After") @Nullable String retryAfter,
      @Body @Nullable String body) {
    Verdict verdict =
        byAnswer(sink, parcel, status, body)
            .orElseGet(
                () -> of(sink).statuses().verdict(status, Optional.ofNullable(body).orElse("")));
    Duration wait =
        retryAfter == null ? null : RetryAfter.read(retryAfter, clock.instant()).orElse(null);
    exchange.setProperty("verdict", verdict.after(wait));
  }

  /** Empty where no mapping makes anything of the answer. */
  private Optional<Verdict> byAnswer(
      String sink, Parcel parcel, int status, @Nullable String body) {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    parcel.items().forEach(item -> ids.add(item.leadId()));
    Map<String, JsonNode> variables = Map.of("status", new IntNode(status), "ids", ids);
    JsonNode answer = parse(body);
    JsonNode input = answer.isMissingNode() ? JSON.nullNode() : answer;
    try {
      return Objects.requireNonNull(mappings.get(sink), sink)
          .answer(input, variables)
          .flatMap(made -> AnswerVerdict.of(made, parcel.items().size()));
    } catch (Unmapped e) {
      return Optional.empty();
    }
  }

  private static JsonNode parse(@Nullable String body) {
    try {
      return body == null || body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private HttpSinkSettings of(String sink) {
    return Objects.requireNonNull(sinks.get(sink), sink);
  }
}
