package io.github.tracebridge.log;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Has every step of every route log with the ids of what it is about, on whatever thread: of its
 * run, and what stands in the exchange's properties. Thread-safe.
 *
 * <p>Camel's own MDC knows exchanges, which differ within a run, and neither sinks nor files.
 */
public final class CorrelationIds implements InterceptStrategy {
  /** Id of the exchange that a run began with; copies of that exchange keep it. */
  private static final String RUN = "tracebridge.run";

  private static final String TRACE_ID = "trace.id";

  /** What ids are called, by the property that has them; in it may also be what is no id. */
  private static final Map<String, String> NAMES =
      Map.of(
          "series", "tracebridge.series",
          "window", "tracebridge.window",
          "sink", "tracebridge.sink",
          "batchName", "tracebridge.batch",
          "file", "tracebridge.file",
          "fileName", "file.name");

  /** Id of the run that this thread is at work for; null outside of one. */
  public static @Nullable String run() {
    return MDC.get(TRACE_ID);
  }

  /** Has an exchange that is about to begin log with the ids of another one. */
  public static void share(Exchange from, Exchange to) {
    to.setProperty(RUN, from.getProperty(RUN));
    NAMES.keySet().forEach(property -> to.setProperty(property, from.getProperty(property)));
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode step, Processor target, @Nullable Processor next) {
    return new Step(target);
  }

  private static final class Step extends DelegateAsyncProcessor {
    Step(Processor target) {
      super(target);
    }

    /** What is left of a step for later begins with a step of its own, or logs nothing. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Map<String, String> before = MDC.getCopyOfContextMap();
      put(exchange);
      try {
        return super.process(exchange, callback);
      } finally {
        restore(before);
      }
    }

    private static void put(Exchange exchange) {
      MDC.put(TRACE_ID, run(exchange));
      NAMES.forEach(
          (property, name) -> {
            Object id = exchange.getProperty(property);
            if (id instanceof String || id instanceof Number) {
              MDC.put(name, id.toString());
            }
          });
    }

    private static String run(Exchange exchange) {
      String run = exchange.getProperty(RUN, String.class);
      if (run == null) {
        run = exchange.getExchangeId();
        exchange.setProperty(RUN, run);
      }
      return run;
    }

    private static void restore(@Nullable Map<String, String> before) {
      if (before == null) {
        MDC.clear();
      } else {
        MDC.setContextMap(before);
      }
    }
  }
}
