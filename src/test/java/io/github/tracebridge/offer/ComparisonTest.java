package io.github.tracebridge.offer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.offer.reading.Configuration;
import io.github.tracebridge.offer.reading.Offer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
  private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");
  private static final List<Configuration> TIERS =
      IntStream.range(0, 300).mapToObj(i -> new Configuration("k" + i, "tier " + i)).toList();

  @TempDir Path folder;
  private Ledger ledger;
  private PriceBook prices;

  private void open(Database database) {
    ledger = Ledger.open(database.fresh(folder));
    prices = new PriceBook(ledger);
  }

  @AfterEach
  void end() {
    ledger.close();
  }

  @ParameterizedTest
  @EnumSource
  void anAcceptedOfferIsKeptOnceHoweverManyTiersItHas(Database database) throws Exception {
    open(database);
    accept(1, offer(70, 2), TIERS);
    assertThat(bodies()).isEqualTo(1);
    accept(2, offer(71, 2), TIERS.subList(0, 299));
    assertThat(bodies()).isEqualTo(2);
    accept(3, offer(71, 2), TIERS);
    assertThat(bodies()).isEqualTo(1);
    assertThat(prices.body(prices.accepted(TIERS.get(7)).orElseThrow())).contains(":71}");
  }

  @ParameterizedTest
  @EnumSource
  void anOfferThatCameTooLateIsNotKept(Database database) throws Exception {
    open(database);
    accept(2, offer(70, 2), TIERS);
    accept(1, offer(60, 2), TIERS);
    assertThat(bodies()).isEqualTo(1);
    assertThat(prices.body(prices.accepted(TIERS.get(0)).orElseThrow())).contains(":70}");
  }

  @ParameterizedTest
  @EnumSource
  void tiersWithOneHistoryAreComparedAsOne(Database database) throws Exception {
    open(database);
    accept(1, offer(70, 2), TIERS);
    Comparison comparison = compare(offer(77, 1));
    assertThat(comparison.tooFar())
        .hasValue(
            "300 prices move by more than 5 %, most of all tier 0 and 299 more tiers, 2027 1Y"
                + " /2027: 70 to 77 (10.0 %)");
    assertThat(text(comparison))
        .contains("0 entries new, 300 changed, 0 unchanged, 300 missing")
        .contains("Missing\n    tier 0 and 299 more tiers: 2028 1Y\n");
  }

  @ParameterizedTest
  @EnumSource
  void ofManyTheFirstAreNamedAndTheRestCounted(Database database) throws Exception {
    open(database);
    accept(1, offer(70, 60), TIERS.subList(0, 1));
    accept(2, offer(10, 70), TIERS.subList(1, 2));
    Comparison comparison = compare(offer(77, 60));
    JsonNode json = comparison.json();
    assertThat(json.at("/changed/first/0/entries")).hasSize(50);
    assertThat(json.at("/greatestMoves")).hasSize(50);
    assertThat(json.at("/moreMoves").asInt()).isEqualTo(70);
    assertThat(json.at("/changed/more").asInt()).isEqualTo(70);
    assertThat(json.at("/missing/first/0/entries")).hasSize(10);
    assertThat(text(comparison)).contains("; 120 by more than 5 %\n", "\n    and 70 more\n");
  }

  @ParameterizedTest
  @EnumSource
  void whatALaterFileTookIsNamed(Database database) throws Exception {
    open(database);
    try (PriceBook.Noting noting = prices.new Noting(1)) {
      noting.offer(offer(70, 2));
    }
    accept(2, offer(71, 2), TIERS.subList(0, 1));
    assertThat(prices.overtaken(1).reason())
        .isEqualTo(
            "file 2 arrived later and went up first, so this one would bring back older prices for"
                + " tier 0. For the rest of the file drop it anew without that one; dropped anew as"
                + " it is, it does bring them back.");
    accept(3, offer(71, 2), TIERS.subList(1, 12));
    assertThat(prices.overtaken(1).reason())
        .startsWith("file 2 and others arrived later")
        .contains("tier 0; tier 1; tier 10; ", " and 2 more. ", "without those; ");
  }

  private Comparison compare(Offer offer) {
    Comparison comparison = new Comparison(prices, BigDecimal.valueOf(5));
    int known = prices.accepted(TIERS.get(2)).isPresent() ? 300 : 2;
    comparison.offer(new Offer(0, "A", 5, offer.json(), offer.configurations().subList(0, known)));
    return comparison;
  }

  private static String text(Comparison comparison) {
    StringWriter text = new StringWriter();
    new ComparisonText(comparison.json()).write(new PrintWriter(text));
    return text.toString();
  }

  private void accept(long file, Offer offer, List<Configuration> configurations) {
    try (PriceBook.Accepting accepting = prices.new Accepting(file, AT)) {
      accepting.accept(offer, configurations);
    }
  }

  private int bodies() {
    return ledger
        .jdbi()
        .withHandle(
            tx -> tx.select("select count(*) from accepted_body").mapTo(Integer.class).one());
  }

  /** With an entry a year from 2027 on. */
  private static Offer offer(int price, int years) throws Exception {
    String entries =
        IntStream.range(2027, 2027 + years)
            .mapToObj(
                year ->
                    "{\"start\":\"%1$d\",\"tenor\":\"1Y\",\"prices\":{\"%1$d\":%2$d}}"
                        .formatted(year, price))
            .collect(Collectors.joining(","));
    ObjectNode json =
        (ObjectNode) new ObjectMapper().readTree("{\"priceMatrix\":[" + entries + "]}");
    return new Offer(0, "A", 5, json, TIERS);
  }
}
