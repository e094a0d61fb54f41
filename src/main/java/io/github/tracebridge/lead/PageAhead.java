package io.github.tracebridge.lead;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the page that follows while the one before is stored. No request leaves before the
 * answer to the last one is there, so TRACE sees the same pages in the same order, and a walk
 * proves the same. What turns out not to be the next page is dropped. Answers are held in memory
 * only: one that Camel keeps in a file is asked for again. Thread-safe, as long as one thread walks
 * a series.
 */
public final class PageAhead {
  private static final String CALL = "direct:trace-call";
  private static final String NAME = "page-ahead";

  private final Function<String, @Nullable String> following;
  private final ProducerTemplate template;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /** A request under way, or its answer. */
  private record Asked(String query, CompletableFuture<Exchange> answer) {}

  /**
   * @param following the query of the page behind the one that a series is at; null where none is
   *     known to follow
   */
  public PageAhead(CamelContext camel, Function<String, @Nullable String> following) {
    this.following = following;
    template = camel.createProducerTemplate();
    template.setExecutorService(
        camel.getExecutorServiceManager().newSingleThreadExecutor(NAME, NAME));
  }

  /** A walk begins: an answer from before shows how things were then. */
  public void forget(@ExchangeProperty("series") String series) {
    asked.remove(series);
  }

  /** Whether this very page was asked for ahead; waits for what was, in any case. */
  public boolean isAsked(
      @ExchangeProperty("series") String series, @Header(Exchange.HTTP_QUERY) String query)
      throws ExecutionException, InterruptedException {
    Asked ahead = asked.get(series);
    if (ahead == null) {
      return false;
    }
    Exchange answer = ahead.answer().get();
    boolean isThere = answer.getException() != null || isInMemory(answer);
    return isThere && ahead.query().equals(query);
  }

  /**
   * Gives the answer that was asked for ahead to the exchange, once.
   *
   * @throws Exception what the call came to, where there is no answer
   */
  public void take(Exchange exchange, @ExchangeProperty("series") String series) throws Exception {
    Exchange answer = Objects.requireNonNull(asked.remove(series)).answer().get();
    if (answer.getException() != null) {
      throw answer.getException();
    }
    exchange.getMessage().copyFrom(answer.getMessage());
  }

  /** A page is there: asks for the one that follows, and does not wait for it. */
  public void ask(Exchange exchange, @ExchangeProperty("series") String series) {
    String query = following.apply(series);
    if (query == null || !isInMemory(exchange)) {
      asked.remove(series);
    } else {
      asked.put(series, new Asked(query, call(query)));
    }
  }

  private CompletableFuture<Exchange> call(String query) {
    return template.asyncSend(
        CALL, request -> request.getMessage().setHeader(Exchange.HTTP_QUERY, query));
  }

  private static boolean isInMemory(Exchange answer) {
    return answer.getMessage().getBody() instanceof StreamCache body && body.inMemory();
  }
}
