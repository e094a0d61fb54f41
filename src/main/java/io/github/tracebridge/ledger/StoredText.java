package io.github.tracebridge.ledger;

import java.nio.charset.StandardCharsets;

/** Text that every database gives back as it got it: whole UTF-8 without U+0000. */
public final class StoredText {
  private StoredText() {}

  /** The same with a question mark for whatever cannot be stored. */
  public static String of(String text) {
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return whole.replace('\0', '?');
  }

  public static boolean is(String text) {
    return of(text).equals(text);
  }
}
