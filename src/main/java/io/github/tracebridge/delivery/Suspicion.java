package io.github.tracebridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What in a text may tell of a person: what a lead tells, in whatever spelling; addresses of mail;
 * five digits and more; and each word in capitals that is not on the list of harmless ones. Where
 * one thing is suspicious, nothing but harmless words and codes is believed. Immutable.
 */
final class Suspicion {
  private static final int SHORTEST = 3;
  private static final int LONG_ENOUGH_WITHIN = 5;
  private static final int MOST_DIGITS = 4;

  private static final Set<String> HARMLESS = harmless();

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern PART =
      Pattern.compile("\\p{Lu}?\\p{Ll}+|\\p{Lu}+(?!\\p{Ll})|\\p{N}+");
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");
  private static final Pattern SMALL = Pattern.compile("[\\p{Ll}_]+\\d{0,2}");

  /** An address of mail, a number as phones have it, or a word; bounded, for texts are long. */
  private static final String PIECE =
      "[^\\s<>\"'(),;:]{1,64}@[^\\s<>\"'(),;:]{1,255}"
          + "|(?<![\\p{L}\\p{N}])\\+?\\p{N}(?:[\\p{N}\\h()/.-]{0,40}\\p{N})?(?![\\p{L}\\p{N}])"
          + "|[\\p{L}\\p{M}\\p{N}_]+";

  private final String leadId;
  private final Pattern piece;
  private final Set<String> values = new HashSet<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  Suspicion(String leadId, JsonNode lead) {
    this.leadId = leadId;
    this.piece = Pattern.compile((leadId.isEmpty() ? "" : Pattern.quote(leadId) + "|") + PIECE);
    collect(lead);
  }

  private void collect(JsonNode node) {
    if (node.isContainerNode()) {
      node.fieldNames().forEachRemaining(names::add);
      node.forEach(this::collect);
    } else if ((node.isTextual() || node.isNumber()) && !node.asText().equals(leadId)) {
      String value = node.asText().strip();
      add(fold(value), values);
      Matcher word = WORD.matcher(value);
      while (word.find()) {
        if (!isHarmless(word.group())) {
          add(fold(word.group()), words);
        }
      }
    }
  }

  private static void add(String folded, Set<String> to) {
    if (folded.length() >= SHORTEST) {
      to.add(folded);
    }
  }

  /** Whether all of the text may be shown. */
  boolean isNone(String text) {
    return piece.matcher(text).results().allMatch(found -> isPlain(found.group()));
  }

  /** The text with nothing of it but what is harmless whatever is beside it. */
  String mask(String text, String mask) {
    return piece
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(isSureOf(found.group()) ? found.group() : mask));
  }

  /** Whether the lead tells that, in any spelling. */
  boolean isOfLead(String text) {
    String folded = fold(text);
    return values.contains(folded)
        || words.contains(folded)
        || WORD.matcher(text).results().anyMatch(word -> words.contains(fold(word.group())))
        || words.stream()
            .anyMatch(word -> word.length() >= LONG_ENOUGH_WITHIN && folded.contains(word));
  }

  /** As sentences have it: not in capitals, or known. */
  private boolean isPlain(String piece) {
    return isSureOf(piece)
        || !isOfLead(piece)
            && (SMALL.matcher(piece).matches()
                || hasNoDigits(piece) && parts(piece, part -> isSmall(part) || isHarmless(part)));
  }

  private boolean isSureOf(String piece) {
    if (piece.equals(leadId) || names.contains(piece)) {
      return true;
    }
    if (piece.indexOf('@') >= 0 || isOfLead(piece)) {
      return false;
    }
    if (isNumber(piece)) {
      return piece.chars().filter(Character::isDigit).count() <= MOST_DIGITS;
    }
    return CODE.matcher(piece).matches()
        || piece.endsWith("__c")
        || hasNoDigits(piece) && parts(piece, Suspicion::isHarmless);
  }

  private static boolean isNumber(String piece) {
    return piece.chars().noneMatch(Character::isLetter);
  }

  private static boolean hasNoDigits(String piece) {
    return piece.chars().noneMatch(Character::isDigit);
  }

  /** Whether a name such as lastName or Last_Name is made of such words alone. */
  private static boolean parts(String piece, Predicate<String> are) {
    String rest = PART.matcher(piece).replaceAll(part -> are.test(part.group()) ? "" : "?");
    return rest.chars().allMatch(letter -> letter == '_');
  }

  private static boolean isSmall(String part) {
    return part.chars().allMatch(Character::isLowerCase);
  }

  private static boolean isHarmless(String word) {
    return HARMLESS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** The same for every spelling: ü, ue and u; small and capital; with blanks and without. */
  private static String fold(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("ø", "o")
            .replace("æ", "ae")
            .replace("ł", "l");
    return Normalizer.normalize(plain, Normalizer.Form.NFD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .replaceAll("(?<=[aou])e", "");
  }

  private static Set<String> harmless() {
    try (InputStream in = Suspicion.class.getResourceAsStream("/delivery/harmless-words.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
