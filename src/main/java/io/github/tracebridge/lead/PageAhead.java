package io.github.tracebridge.lead;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.log.CorrelationIds;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.ExchangeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the page that follows while the one before is stored. It is asked for when the answer to
 * the one before is there, and what turns out not to be the next page is dropped, so a walk takes
 * the same pages in the same order. Answers are held in memory only: one that Camel keeps in a
 * file, which ends with its exchange, is asked for again. Thread-safe, as long as one thread walks
 * a series.
 */
public final class PageAhead {
  private static final String CALL = "direct:trace-call";
  private static final String NAME = "page-ahead";

  private final Function<String, @Nullable String> following;
  private final ProducerTemplate template;
  private final Executor thread;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /** A request under way, or its answer. */
  private record Asked(String query, CompletableFuture<Exchange> call) {
    Exchange answer() {
      try {
        return call.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Fault.Stopping();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a page could not be asked for", e.getCause());
      }
    }
  }

  /**
   * @param following the query of the page behind the one that a series is at; null where none is
   *     known to follow
   */
  public PageAhead(CamelContext camel, Function<String, @Nullable String> following) {
    this.following = following;
    template = camel.createProducerTemplate();
    thread = camel.getExecutorServiceManager().newSingleThreadExecutor(NAME, NAME);
  }

  /**
   * Whether this very page was asked for ahead; waits until it is answered, and drops any other.
   *
   * @throws Fault.Stopping when the thread is interrupted meanwhile
   */
  public boolean isAsked(
      @ExchangeProperty("series") String series, @Header(Exchange.HTTP_QUERY) String query) {
    Asked ahead = asked.get(series);
    boolean isAsked = ahead != null && ahead.query().equals(query) && isUsable(ahead.answer());
    if (!isAsked) {
      asked.remove(series);
    }
    return isAsked;
  }

  /**
   * Gives the answer that was asked for ahead to the exchange, once.
   *
   * @throws Exception what the call came to, where there is no answer
   */
  public void take(Exchange exchange, @ExchangeProperty("series") String series) throws Exception {
    Exchange answer = Objects.requireNonNull(asked.remove(series)).answer();
    if (answer.getException() != null) {
      throw answer.getException();
    }
    exchange.getMessage().copyFrom(answer.getMessage());
  }

  /**
   * A page is there: asks for the one that follows, and does not wait for it. A page that had to be
   * repeated may have to be again, so nothing is asked for behind it.
   */
  public void ask(
      Exchange exchange,
      @ExchangeProperty("series") String series,
      @ExchangeProperty("attempts") int attempts) {
    String query = following.apply(series);
    if (query != null && attempts == 1 && isUsable(exchange)) {
      asked.put(series, new Asked(query, call(exchange, query)));
    }
  }

  /** A walk is over, or broken off: by the next one the answer would be an old one. */
  public void forget(@ExchangeProperty("series") String series) {
    asked.remove(series);
  }

  private CompletableFuture<Exchange> call(Exchange walk, String query) {
    Exchange request =
        ExchangeBuilder.anExchange(walk.getContext())
            .withHeader(Exchange.HTTP_QUERY, query)
            .build();
    CorrelationIds.share(walk, request);
    return CompletableFuture.supplyAsync(() -> template.send(CALL, request), thread);
  }

  private static boolean isUsable(Exchange answer) {
    return answer.getException() != null
        || !(answer.getMessage().getBody() instanceof StreamCache body)
        || body.inMemory();
  }
}
