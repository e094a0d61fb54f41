package io.github.tracebridge.setting;

/** A setting is missing, unknown or wrong; the message is the sentence for the user. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingException(String sentence) {
    super(sentence);
  }

  /** The sentence about a value that is not what it should be. */
  public static SettingException wrong(String property, String expected, String value) {
    return new SettingException(
        property + ": expected " + expected + ", but was \"" + value + "\". Correct it.");
  }
}
