package io.github.tracebridge.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.tracebridge.connection.RetryAfter;
import io.github.tracebridge.delivery.Parcel;
import io.github.tracebridge.delivery.Verdict;
import io.github.tracebridge.mapping.Mappings;
import io.github.tracebridge.mapping.Unmapped;
import io.github.tracebridge.setting.Setting;
import java.io.IOException;
import java.io.InputStream;
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
    return inDoubt && of(sink).isAskable();
  }

  /** The request that asks for it. */
  public void ask(
      Exchange exchange,
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel) {
    prepare(exchange.getMessage(), "GET", of(sink).lookUp().path(), parcel);
    exchange.getMessage().setBody(null);
  }

  /** Leaves a verdict where that settles it; else it is to be written. */
  public void answer(
      Exchange exchange,
      @ExchangeProperty("sink") String sink,
      @ExchangeProperty("parcel") Parcel parcel,
      @ExchangeProperty("record") String record,
      @Header(Exchange.HTTP_RESPONSE_CODE) int status,
      @Body @Nullable InputStream body)
      throws IOException {
    CrmAnswer answer = CrmAnswer.read(status, body);
    boolean tellsVersions = parcel.items().get(0).isFirst() || of(sink).findsVersions();
    switch (of(sink).lookUp().read(answer)) {
      case MISSING -> exchange.removeProperty("verdict");
      case THERE ->
          exchange.setProperty(
              "verdict",
              tellsVersions
                  ? Verdict.delivered()
                  : toAPerson("it has the lead, but which version cannot be told."));
      case NOT_NOW ->
          exchange.setProperty(
              "verdict",
              Verdict.of(
                  Verdict.Kind.NOT_NOW, "it answered " + said(answer) + " to a look-up.", ""));
      case UNCLEAR ->
          exchange.setProperty(
              "verdict",
              toAPerson(
                  "its answer to a look-up does not tell whether it has the lead; see "
                      + Setting.SINK_LOOK_UP_FOUND.property(sink)
                      + "."));
    }
    exchange.getMessage().setBody(record);
  }

  private static Verdict toAPerson(String reason) {
    return Verdict.of(Verdict.Kind.REFUSED, reason, "");
  }

  private static String said(CrmAnswer answer) {
    return answer.isGood() ? answer.status() + " without JSON" : String.valueOf(answer.status());
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
      @Body @Nullable InputStream body)
      throws IOException {
    CrmAnswer answer = CrmAnswer.read(status, body);
    Verdict verdict =
        byAnswer(sink, parcel, answer)
            .orElseGet(() -> of(sink).statuses().verdict(status, answer.text()));
    Duration wait =
        retryAfter == null ? null : RetryAfter.read(retryAfter, clock.instant()).orElse(null);
    exchange.setProperty("verdict", verdict.after(wait));
  }

  /** Empty where its status decides. */
  private Optional<Verdict> byAnswer(String sink, Parcel parcel, CrmAnswer answer) {
    Mappings own = Objects.requireNonNull(mappings.get(sink), sink);
    boolean isGood = of(sink).statuses().isDelivered(answer.status());
    if (isGood && answer.isPage()) {
      return unclear("it answered " + answer.status() + " with a page for people.");
    }
    if (!own.readsAnswers()) {
      return Optional.empty();
    }
    if (isGood && !answer.isJson() && !answer.isBare()) {
      return unclear("it answered " + answer.status() + " without JSON.");
    }
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    parcel.items().forEach(item -> ids.add(item.leadId()));
    Map<String, JsonNode> variables = Map.of("status", new IntNode(answer.status()), "ids", ids);
    try {
      return own.answer(answer.isJson() ? answer.json() : NullNode.instance, variables)
          .flatMap(made -> AnswerVerdict.of(made, parcel.items().size()));
    } catch (Unmapped e) {
      return unclear("its answer is not understood: the mapping of its answers fails.");
    }
  }

  private static Optional<Verdict> unclear(String reason) {
    return Optional.of(Verdict.of(Verdict.Kind.UNKNOWN, reason, ""));
  }

  private HttpSinkSettings of(String sink) {
    return Objects.requireNonNull(sinks.get(sink), sink);
  }
}
