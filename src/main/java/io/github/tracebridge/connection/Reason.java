package io.github.tracebridge.connection;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

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
    if (fault instanceof SSLException) {
      return ofTls(fault);
    }
    String message = fault.getMessage();
    return message == null
        ? fault.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
  }

  private static String ofTls(Exception fault) {
    if (fault instanceof SSLPeerUnverifiedException) {
      return "its certificate is for another host";
    }
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return "its certificate is not trusted; http.truststore says whom to trust";
      }
    }
    return "TLS failed: " + fault.getMessage();
  }
}
