package io.github.tracebridge.setting;

/** A setting is missing, unknown or wrong; the message is the sentence for the user. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingException(String sentence) {
    super(sentence);
  }
}
