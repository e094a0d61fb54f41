package io.github.tracebridge.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.trace.UploadContract.ResultOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
  /** Two offers, the second with two capacity tiers. */
  private static final List<Results.Sent> SENT =
      List.of(new Results.Sent("A", 1), new Results.Sent("B", 2));

  @ParameterizedTest
  @CsvSource({
    "++, DONE",
    "+++, DONE",
    "++++, UNCLEAR",
    "----, UNCLEAR",
    "--, REJECTED",
    "---, REJECTED",
    "+-, PARTIAL",
    "++-, PARTIAL",
    "+, UNCLEAR",
    "-, UNCLEAR",
    "'', UNCLEAR",
    "+++-, UNCLEAR",
  })
  void theirNumberSaysWhatTheyAreFor(String answer, OfferOutcome outcome) {
    assertThat(Results.of(answer(answer), SENT, ResultOrder.ASSUMED).outcome()).isEqualTo(outcome);
  }

  @Test
  void oneAnOfferIsForAllOfItsTiers() {
    Results results = Results.of(answer("-+"), SENT, ResultOrder.ASSUMED);
    assertThat(results.published(SENT, OfferOutcome.PARTIAL)).isEqualTo(Map.of(1, List.of(0, 1)));
    assertThat(results.all()).extracting(OfferResult::name).containsExactly("A", "B");
  }

  @Test
  void oneATierIsForThatTierAlone() {
    Results results = Results.of(answer("+-+"), SENT, ResultOrder.ASSUMED);
    assertThat(results.published(SENT, OfferOutcome.PARTIAL))
        .isEqualTo(Map.of(0, List.of(0), 1, List.of(1)));
    assertThat(results.all()).extracting(OfferResult::tier).containsExactly(0, 0, 1);
  }

  @Test
  void nothingCountsAsPublishedWhereItCannotBeTold() {
    assertThat(
            Results.of(answer("+++-"), SENT, ResultOrder.ASSUMED)
                .published(SENT, OfferOutcome.UNCLEAR))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"++, DONE", "--, REJECTED", "+-, UNCLEAR", "++-, UNCLEAR", "+++, DONE"})
  void outOfOrderTheyTellOnlyWhereAllAreAlike(String answer, OfferOutcome outcome) {
    Results results = Results.of(answer(answer), SENT, ResultOrder.OTHER);
    assertThat(results.outcome()).isEqualTo(outcome);
    assertThat(results.all()).extracting(OfferResult::offer).containsOnly(-1);
  }

  private static List<OfferResult> answer(String signs) {
    List<OfferResult> results = new ArrayList<>();
    for (char sign : signs.toCharArray()) {
      results.add(new OfferResult(results.size(), -1, null, "", sign == '+', null, null));
    }
    return results;
  }
}
