package io.github.tracebridge.connection;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;

/** A network fault in a few words. */
public final class Reason {
  private Reason() {}

  public static String of(Exception fault) {
    if (fault instanceof UnknownHostException) {
      return "host unknown";
    }
    if (fault instanceof ConnectException) {
      return "connection refused";
    }
    if (fault instanceof InterruptedIOException) {
      return "timed out";
    }
    String message = fault.getMessage();
    return message == null
        ? fault.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
  }
}
