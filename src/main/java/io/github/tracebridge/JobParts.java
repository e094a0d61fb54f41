package io.github.tracebridge;

import io.github.tracebridge.connection.AnswerDeadline;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.HttpSettings;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.Transport;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ops.Flow;
import io.github.tracebridge.setting.Secrets;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the flows of a job share.
 *
 * @param gate the one budget of requests to TRACE, whichever connection sends them
 * @param wall the time of day
 * @param steady a clock that never jumps
 */
record JobParts(
    Main main,
    Ledger ledger,
    QuotaGate gate,
    HttpSettings http,
    Transport transport,
    Secrets secrets,
    Clock wall,
    Clock steady) {
  private static final Logger LOG = LoggerFactory.getLogger(JobParts.class);

  /** Routes to be paused and resumed together. */
  Flow flow(String name, String... routes) {
    return new Flow(main.getCamelContext(), name, List.of(routes));
  }

  /** Sends to a route and does not wait for it; always true. */
  boolean begin(String endpoint) {
    Thread thread =
        new Thread(
            () -> {
              try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
                template.sendBodyAndHeaders(endpoint, null, Map.of());
              } catch (Exception e) {
                LOG.warn("{} broken off: {}", endpoint, e.getMessage());
              }
            },
            "by-hand");
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  /**
   * Makes a connection to TRACE and shows it to the routes by its name.
   *
   * @param purposes what a request is spent on, by its URL
   */
  Connection connect(ConnectionSettings settings, Function<URI, String> purposes) {
    return connect(settings, gate, purposes);
  }

  /** The same with a budget of its own. */
  Connection connect(ConnectionSettings settings, QuotaGate gate, Function<URI, String> purposes) {
    var deadline = new AnswerDeadline(http.answerTimeout());
    var logins = Connection.loginClient(transport, deadline);
    Connection connection =
        new Connection(
            settings, gate, transport, logins, deadline, secrets, purposes, steady, wall);
    main.bind(settings.name(), connection);
    return connection;
  }
}
