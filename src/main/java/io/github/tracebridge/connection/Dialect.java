package io.github.tracebridge.connection;

import io.github.tracebridge.setting.SettingException;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** How an authorization server wants to be asked for a token; one small class each. */
public interface Dialect {

  /** The request for a token, whole; it is sent once and not repeated. */
  ClassicHttpRequest tokenRequest(ConnectionSettings connection);

  boolean needsAudience();

  /**
   * The dialect of that name.
   *
   * @param property the setting that names the dialect, for the message
   */
  static Dialect named(String name, String property) {
    return switch (name) {
      case "trace-m2m" -> new TraceM2m();
      default ->
          throw new SettingException(
              property + ": expected trace-m2m, but was \"" + name + "\". Correct it.");
    };
  }
}
