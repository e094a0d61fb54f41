package io.github.tracebridge.offer;

import io.github.tracebridge.trace.UploadContract.ResultOrder;
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
  private final boolean counted;
  private final boolean told;

  /**
   * @param counted whether there is one for each offer, or for each tier
   * @param told whether it is known which is which
   */
  private Results(List<OfferResult> all, boolean counted, boolean told) {
    this.all = all;
    this.counted = counted;
    this.told = told;
  }

  /** An offer that was sent. */
  record Sent(String name, int tiers) {}

  static Results of(List<OfferResult> answer, List<Sent> sent, ResultOrder order) {
    int tiers = sent.stream().mapToInt(Sent::tiers).sum();
    if (answer.size() != sent.size() && answer.size() != tiers) {
      return new Results(answer, false, false);
    }
    if (order == ResultOrder.OTHER && answer.size() > 1) {
      return new Results(answer, true, false);
    }
    List<OfferResult> mapped = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      if (answer.size() == sent.size()) {
        mapped.add(of(answer.get(i), i, -1, sent.get(i)));
      } else {
        for (int tier = 0; tier < sent.get(i).tiers(); tier++) {
          mapped.add(of(answer.get(mapped.size()), i, tier, sent.get(i)));
        }
      }
    }
    return new Results(mapped, true, true);
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
  OfferOutcome outcome() {
    boolean any = all.stream().anyMatch(OfferResult::success);
    boolean every = all.stream().allMatch(OfferResult::success);
    if (!counted || all.isEmpty()) {
      return OfferOutcome.UNCLEAR;
    }
    if (every) {
      return OfferOutcome.DONE;
    }
    if (!any) {
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
