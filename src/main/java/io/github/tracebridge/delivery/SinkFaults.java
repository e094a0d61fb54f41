package io.github.tracebridge.delivery;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.mapping.Unmapped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;

/** What it means for a parcel that a sink's route broke off. */
final class SinkFaults {
  private static final Statuses USUAL = new Statuses(Map.of());

  private SinkFaults() {}

  static Verdict verdict(Exception fault) {
    if (fault instanceof HttpOperationFailedException answer) {
      String body = Optional.ofNullable(answer.getResponseBody()).orElse("");
      return USUAL.verdict(answer.getStatusCode(), body);
    }
    if (fault instanceof Fault ours) {
      return Verdict.of(kind(ours), sentence(ours), "");
    }
    if (fault instanceof Unmapped unmapped) {
      // it was not sent: the mapping of requests is for a person to mend
      String place = unmapped.place().replaceAll("[: ]+$", "");
      return Verdict.of(Verdict.Kind.CLOSED, place + ".", "");
    }
    if (fault instanceof IOException || fault instanceof HttpException) {
      return Verdict.of(
          isBeforeSending(fault) ? Verdict.Kind.NOT_NOW : Verdict.Kind.LOST,
          "it gave no answer (" + reason(fault) + ").",
          "");
    }
    return Verdict.of(Verdict.Kind.UNKNOWN, brokenOff(fault), "");
  }

  /** What a route says of its fault may name the person whose lead it is: only ours speak. */
  private static String brokenOff(Exception fault) {
    return fault instanceof SinkException
        ? sentence(fault)
        : "its route broke off with " + fault.getClass().getSimpleName() + ".";
  }

  private static String reason(Exception fault) {
    boolean isKnown =
        isBeforeSending(fault)
            || fault instanceof InterruptedIOException
            || fault instanceof SSLException;
    return isKnown ? Reason.of(fault) : fault.getClass().getSimpleName();
  }

  private static Verdict.Kind kind(Fault fault) {
    if (fault instanceof Fault.Unknown) {
      return Verdict.Kind.UNKNOWN;
    }
    if (fault instanceof Fault.Rejected) {
      return Verdict.Kind.REFUSED;
    }
    return fault instanceof Fault.LoginRefused || fault instanceof Fault.NotThere
        ? Verdict.Kind.CLOSED
        : Verdict.Kind.NOT_NOW;
  }

  private static String sentence(Exception fault) {
    String text = String.valueOf(fault.getMessage());
    return text.endsWith(".") ? text : text + ".";
  }

  private static boolean isBeforeSending(Throwable fault) {
    return fault instanceof ConnectException
        || fault instanceof ConnectTimeoutException
        || fault instanceof UnknownHostException
        || fault instanceof NoRouteToHostException
        || fault instanceof SSLHandshakeException;
  }
}
