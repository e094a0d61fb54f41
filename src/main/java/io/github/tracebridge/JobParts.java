package io.github.tracebridge;

import io.github.tracebridge.connection.AnswerDeadline;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.HttpSettings;
import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.connection.Transport;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.setting.Secrets;
import java.time.Clock;
import org.apache.camel.main.Main;

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

  /** Makes a connection to TRACE and shows it to the routes by its name. */
  Connection connect(ConnectionSettings settings) {
    return connect(settings, gate);
  }

  /** The same with a budget of its own. */
  Connection connect(ConnectionSettings settings, QuotaGate gate) {
    var deadline = new AnswerDeadline(http.answerTimeout());
    var logins = Connection.loginClient(transport, deadline);
    Connection connection =
        new Connection(settings, gate, transport, logins, deadline, secrets, steady);
    main.bind(settings.name(), connection);
    return connection;
  }
}
