package io.github.tracebridge.ops;

import io.github.tracebridge.connection.Connection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** An MBean {@code io.github.tracebridge:type=Connection,name=…}. Thread-safe. */
public final class ConnectionView implements ConnectionMXBean {
  private final Connection connection;
  private final Clock steady;

  public ConnectionView(Connection connection, Clock steady) {
    this.connection = connection;
    this.steady = steady;
  }

  /** What may be wrong with it. */
  public List<Watch.Condition> conditions() {
    return List.of(
        Watch.Condition.of(Trouble.LOGIN, connection.settings().name(), connection::refusal));
  }

  @Override
  public long getTokenExpirySeconds() {
    return connection
        .tokenExpiry()
        .map(expiry -> Math.max(0, Duration.between(steady.instant(), expiry).toSeconds()))
        .orElse(-1L);
  }

  @Override
  public long getTokenRequests() {
    return connection.tokenRequests();
  }

  @Override
  public String getComplaint() {
    return connection.refusal().orElse("");
  }

  @Override
  public String getTokenEndpoint() {
    URI endpoint = connection.settings().tokenEndpoint();
    return endpoint == null ? "" : endpoint.toString();
  }

  @Override
  public String renewToken() {
    if (connection.settings().tokenEndpoint() == null) {
      throw new IllegalStateException("its token is given, not asked for.");
    }
    connection.renewToken();
    return "a new token, good for " + getTokenExpirySeconds() + " s";
  }
}
