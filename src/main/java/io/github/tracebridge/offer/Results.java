package io.github.tracebridge.offer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which offer each of TRACE's results is for. Whether it gives one an offer or one a capacity tier
 * is not known, so their number says it.
 */
final class Results {
  private final List<OfferResult> all;
  private final boolean told;

  private Results(List<OfferResult> all, boolean told) {
    this.all = all;
    this.told = told;
  }

  /** An offer that was sent. */
  record Sent(String name, int tiers) {}

  /**
   * @param inOrder whether their order is that of the file; else one of several cannot be told
   */
  static Results of(List<OfferResult> answer, List<Sent> sent, boolean inOrder) {
    if (!inOrder && answer.size() > 1) {
      return new Results(answer, false);
    }
    List<OfferResult> mapped = new ArrayList<>();
    int tiers = sent.stream().mapToInt(Sent::tiers).sum();
    if (answer.size() == sent.size()) {
      for (int i = 0; i < sent.size(); i++) {
        mapped.add(of(answer.get(i), i, -1, sent.get(i)));
      }
      return new Results(mapped, true);
    }
    if (answer.size() == tiers) {
      for (int i = 0; i < sent.size(); i++) {
        for (int tier = 0; tier < sent.get(i).tiers(); tier++) {
          mapped.add(of(answer.get(mapped.size()), i, tier, sent.get(i)));
        }
      }
      return new Results(mapped, true);
    }
    return new Results(answer, false);
  }

  private static OfferResult of(OfferResult result, int offer, int tier, Results.Sent sent) {
    return new OfferResult(
        result.position(),
        offer,
        tier < 0 ? null : tier,
        sent.name(),
        result.success(),
        result.offerId(),
        result.message());
  }

  List<OfferResult> all() {
    return all;
  }

  /** What they come to for the whole file. */
  OfferOutcome outcome(int offers) {
    boolean any = all.stream().anyMatch(OfferResult::success);
    boolean every = !all.isEmpty() && all.stream().allMatch(OfferResult::success);
    if (every && all.size() >= offers) {
      return OfferOutcome.DONE;
    }
    if (!any && !all.isEmpty() && all.size() >= offers) {
      return OfferOutcome.REJECTED;
    }
    return told ? OfferOutcome.PARTIAL : OfferOutcome.UNCLEAR;
  }

  /** Which tiers of each offer are published, by index; all of an offer that has none. */
  Map<Integer, List<Integer>> published(List<Sent> sent, OfferOutcome outcome) {
    Map<Integer, List<Integer>> published = new HashMap<>();
    for (int offer = 0; offer < sent.size() && outcome == OfferOutcome.DONE; offer++) {
      published.put(offer, every(sent.get(offer)));
    }
    if (outcome != OfferOutcome.PARTIAL) {
      return published;
    }
    for (OfferResult result : all) {
      if (result.success()) {
        List<Integer> tiers =
            result.tier() == null ? every(sent.get(result.offer())) : List.of(result.tier());
        published.computeIfAbsent(result.offer(), offer -> new ArrayList<>()).addAll(tiers);
      }
    }
    return published;
  }

  private static List<Integer> every(Sent offer) {
    return IntStream.range(0, offer.tiers()).boxed().toList();
  }
}
