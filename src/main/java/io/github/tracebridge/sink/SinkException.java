package io.github.tracebridge.sink;

/** A sink does not take leads; the message is the sentence for the user. */
public final class SinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SinkException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
