package io.github.tracebridge.delivery;

/**
 * A sink does not take leads; the message is the sentence for the user, and holds nothing that a
 * lead tells.
 */
public final class SinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SinkException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
