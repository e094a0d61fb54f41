package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with one file: the first of it is kept, the rest counted. Not thread-safe. */
final class Findings {
  static final int MOST = 200;

  private static final Comparator<Violation> ORDER =
      Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column);

  private final OfferRules rules;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();
  private long refusals;
  private boolean more;

  Findings(OfferRules rules) {
    this.rules = rules;
  }

  /** Place and sentence are asked for only where the finding is kept. */
  void found(Rule rule, Supplier<Place> where, Supplier<String> sentence) {
    boolean warns = rules.warnsOnly(rule);
    refusals += warns ? 0 : 1;
    List<Violation> kept = warns ? warnings : violations;
    if (kept.size() == MOST) {
      more = true;
      return;
    }
    Place place = where.get();
    kept.add(
        new Violation(
            place.pointer(),
            place.line(),
            place.column(),
            place.columnName(),
            rule.text(),
            sentence.get()));
  }

  void found(Rule rule, Place place, String sentence) {
    found(rule, () -> place, () -> sentence);
  }

  /** About a value of an offer, unless that was said before. */
  void found(Rule rule, FoundOffer offer, JsonPointer at, Supplier<String> sentence) {
    if (!offer.places().isSaid(at)) {
      found(rule, () -> offer.places().at(at), sentence);
    }
  }

  /** Whether no more violations are kept, and it is said that there are more: enough is known. */
  boolean isOver() {
    return more && violations.size() == MOST;
  }

  /** How many so far refuse the file. */
  long refusals() {
    return refusals;
  }

  List<Violation> violations() {
    return violations.stream().sorted(ORDER).toList();
  }

  List<Violation> warnings() {
    return warnings.stream().sorted(ORDER).toList();
  }

  boolean more() {
    return more;
  }
}
