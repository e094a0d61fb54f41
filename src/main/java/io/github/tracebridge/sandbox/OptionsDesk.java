package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/** Answers questions for contract options. Thread-safe. */
final class OptionsDesk {
  private static final String PATH = "/tariff-management/offers/schedules/contract-options";

  private final OfferBook offers;
  private final Faults faults;
  private final FaultAnswers instead;

  OptionsDesk(OfferBook offers, Faults faults, FaultAnswers instead) {
    this.offers = offers;
    this.faults = faults;
    this.instead = instead;
  }

  static boolean isAt(String path, Knobs knobs) {
    return path.equals(knobs.upload().pathPrefix() + PATH);
  }

  Answer answer(Call call) {
    return faults
        .strike(FaultKind.Stage.OPTIONS, OptionalInt.empty())
        .map(strike -> instead.of(strike, call.knobs()))
        .orElseGet(() -> asked(call));
  }

  private Answer asked(Call call) {
    if (!call.contentType().startsWith("application/json")) {
      return Errors.of(415, call.knobs());
    }
    try {
      JsonNode question = OfferFile.STRICT.readTree(call.body());
      if (!(question instanceof ObjectNode terms)) {
        throw new UnfitOffer("$", "an object is required");
      }
      return options(terms);
    } catch (UnfitOffer e) {
      return Errors.invalid("$", e.sentence(), call.knobs());
    } catch (JsonProcessingException | NumberFormatException e) {
      return Errors.invalid("$", "The body is not JSON.", call.knobs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer options(ObjectNode question) throws UnfitOffer, IOException {
    OfferCheck.require(
        question.path("tariffType").isIntegralNumber(), "tariffType", "an integer is required");
    OfferCheck.require(question.path("configuration").isObject(), "configuration", "required");
    String technology = OfferCheck.technology(question, UploadKnobs.TechnologyPosition.EITHER);
    OfferCheck.require(technology != null, "technology", "required");
    var capacity = OfferCheck.number(question.path("installedCapacity"), "installedCapacity");
    String terms = OfferConfiguration.terms(question, String.valueOf(technology));
    ArrayNode options = OfferFile.STRICT.createArrayNode();
    for (OfferBook.Priced offer : offers.newest(terms, capacity)) {
      for (JsonNode entry : offer.matrix().entries()) {
        options.add(option((ObjectNode) entry, offer.version()));
      }
    }
    return Answer.json(200, options);
  }

  private static ObjectNode option(ObjectNode entry, OfferVersion version) {
    return entry
        .put("offerId", version.offerId().toString())
        .put("offerName", version.name())
        .put("createdAt", version.createdAt().toString());
  }
}
