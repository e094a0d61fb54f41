package io.github.tracebridge.sandbox;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What a lead can be filtered by; a function of seed, ordinal and contents. Immutable. Texts are
 * escaped as JSON wants them.
 */
record LeadFacts(String status, String firstName, String lastName, String email, String company) {

  static LeadFacts of(long seed, int ordinal, int content) {
    Dice same = new Dice(seed, ordinal, 1);
    String first = same.of(LeadWords.FIRST_NAMES);
    String last = same.of(LeadWords.LAST_NAMES);
    String stem = same.of(LeadWords.COMPANY_STEMS);
    String form = same.of(LeadWords.COMPANY_FORMS);
    int start = same.below(2) * same.below(4);
    String status = LeadWords.STATUSES.get((start + content) % 4);
    String email = ascii(first) + "." + ascii(last) + "@" + ascii(stem) + ".example";
    return new LeadFacts(status, first, last, email, stem + " " + form);
  }

  private static String ascii(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    String german =
        text.toLowerCase(Locale.ROOT)
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("ß", "ss");
    String rest = isAscii(german) ? german : Normalizer.normalize(german, Normalizer.Form.NFD);
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c >= 'a' && c <= 'z' || c == '-' || c >= '0' && c <= '9') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
