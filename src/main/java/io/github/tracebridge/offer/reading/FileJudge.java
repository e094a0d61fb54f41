package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges the offers of one file, each by itself and all together, and hands on those that no rule
 * refuses. Of the file it keeps the keys of its configurations alone.
 */
final class FileJudge implements FoundOffer.Taker {
  private static final int MOST_CONFIGURATIONS = 200_000;
  private static final JsonPointer TARIFF_TYPE = JsonPointer.compile("/tariffType");

  private final @Nullable UploadKind folder;
  private final Findings findings;
  private final OfferSink sink;
  private final Map<Key, Integer> lines = new HashMap<>();
  private @Nullable UploadKind kind;

  /** The half of a SHA-256 tells configurations apart. */
  private record Key(long high, long low) {
    static Key of(String hash) {
      return new Key(
          Long.parseUnsignedLong(hash, 0, 16, 16), Long.parseUnsignedLong(hash, 16, 32, 16));
    }
  }

  /**
   * @param folder the kind that the file's folder is for; null where it is for all
   */
  FileJudge(@Nullable UploadKind folder, Findings findings, OfferSink sink) {
    this.folder = folder;
    this.findings = findings;
    this.sink = sink;
  }

  /** Where the file's offers go, by the first that says so; else by the folder. */
  @Nullable UploadKind kind() {
    return kind == null ? folder : kind;
  }

  @Override
  public void take(FoundOffer offer) {
    if (!(offer.json() instanceof ObjectNode json)) {
      findings.found(
          Rule.OFFER_OR_OFFERS,
          offer,
          JsonPointer.empty(),
          () -> "expected an offer, but was " + Words.typed(offer.json()));
      return;
    }
    Optional<UploadKind> told = kindOf(json.path("tariffType"));
    if (findings.isOver()) {
      return;
    }
    told.ifPresentOrElse(k -> checkEndpoint(offer, k), () -> refuseTariffType(offer));
    UploadKind schema = told.orElseGet(() -> guess(json));
    new OfferJudge(offer, schema, findings).judge();
    if (told.isPresent() && fits(json)) {
      handOn(offer, json);
    }
  }

  private static boolean fits(JsonNode json) {
    int tiers = json.path("configuration").path(Configurations.TIERS).size();
    return tiers <= OfferJudge.MOST_TIERS;
  }

  private void handOn(FoundOffer offer, ObjectNode json) {
    List<Configuration> configurations = Configurations.of(json);
    checkRepetition(offer, configurations);
    if (findings.refusals() == offer.refusalsBefore()) {
      String name = json.path("name").asText();
      int tariffType = json.path("tariffType").intValue();
      sink.offer(new Offer(offer.index(), name, tariffType, json, configurations));
    }
  }

  private static Optional<UploadKind> kindOf(JsonNode tariffType) {
    return tariffType.isIntegralNumber() && tariffType.canConvertToInt()
        ? UploadKind.of(tariffType.intValue())
        : Optional.empty();
  }

  /** Where the tariff type says nothing all else can be judged: by what the offer looks like. */
  private UploadKind guess(JsonNode json) {
    JsonNode configuration = json.path("configuration");
    boolean marketing =
        Stream.of("directMarketingType", "enumerationType", "serviceFeeType")
            .anyMatch(configuration::has);
    boolean ppa =
        Stream.of("ppaStructure", "guaranteeOfOrigin", "negativePrices", "hedgeSharePercent")
            .anyMatch(configuration::has);
    UploadKind usual = kind();
    if (marketing == ppa && usual != null) {
      return usual;
    }
    return marketing ? UploadKind.DIRECT_MARKETING : UploadKind.PPA;
  }

  private void refuseTariffType(FoundOffer offer) {
    JsonNode value = offer.json().path("tariffType");
    findings.found(
        Rule.TARIFF_TYPE,
        offer,
        TARIFF_TYPE,
        () ->
            "expected 3 (direct marketing), 5 (PPA upstream) or 6 (PPA downstream), but "
                + (value.isMissingNode() ? "it is missing" : "was " + Words.typed(value)));
  }

  private void checkEndpoint(FoundOffer offer, UploadKind told) {
    if (kind == null) {
      kind = told;
    }
    UploadKind expected = folder == null ? kind : folder;
    if (told != expected) {
      findings.found(
          Rule.ONE_ENDPOINT,
          offer,
          TARIFF_TYPE,
          () ->
              "expected an offer for "
                  + expected.wire()
                  + (folder == null ? " as before it in the file" : " by the folder's name")
                  + ", but "
                  + Words.value(offer.json().path("tariffType"))
                  + " is one for "
                  + told.wire());
    }
  }

  private void checkRepetition(FoundOffer offer, List<Configuration> configurations) {
    if (lines.size() + configurations.size() > MOST_CONFIGURATIONS) {
      findings.found(
          Rule.TOO_LARGE,
          offer,
          JsonPointer.empty(),
          () -> "more than 200,000 configurations are in the file");
      return;
    }
    int line = offer.places().at(JsonPointer.empty()).line();
    for (Configuration configuration : configurations) {
      Integer first = lines.putIfAbsent(Key.of(configuration.key()), line);
      if (first != null) {
        findings.found(
            Rule.SAME_CONFIGURATION,
            offer,
            JsonPointer.empty(),
            () ->
                "the same configuration is in line "
                    + first
                    + " already: "
                    + configuration.label());
      }
    }
  }
}
