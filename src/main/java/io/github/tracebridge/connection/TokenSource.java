package io.github.tracebridge.connection;

/** Where a connection's tokens come from. Its one user calls it from one thread at a time. */
interface TokenSource {
  /**
   * A token to be used from now on.
   *
   * @throws Fault.LoginRefused where there is none before a person does something
   * @throws Fault.Transient where there may be one soon
   */
  AccessToken requestToken();

  /** The API answered 401 to it. */
  default void refused(AccessToken token) {}

  /** Whether there are other credentials by now than those that were refused last. */
  default boolean isMended() {
    return false;
  }

  /** Requests for a token since the process began. */
  long requests();
}
