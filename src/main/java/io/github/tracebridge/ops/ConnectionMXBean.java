package io.github.tracebridge.ops;

/** How one set of credentials fares, as JMX shows it. No value holds a secret. */
public interface ConnectionMXBean {
  @Figure(value = "Time until the token in use expires; -1 where there is none.", unit = "s")
  long getTokenExpirySeconds();

  @Figure(value = "Requests for a token by this process.", unit = "requests", counter = true)
  long getTokenRequests();

  @Figure(
      value = "Why the authorization server refuses the credentials; empty where it does not.",
      threshold = "not empty")
  String getComplaint();

  @Figure("Where its tokens are asked for; empty where none are.")
  String getTokenEndpoint();

  @Action(
      "Asks for a new token now, also where the last one was refused; says how long it lives. Spends"
          + " a request of the quota.")
  String renewToken();
}
