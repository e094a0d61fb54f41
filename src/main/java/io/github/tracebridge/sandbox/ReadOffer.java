package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an offer while the rest of its file is read. Immutable.
 *
 * @param tiers how many offers it would be in store
 * @param fault why it is not imported; null if it is
 * @param draft null if it is not imported
 */
record ReadOffer(int tiers, @Nullable String fault, @Nullable Draft draft) {

  /** What is to be stored, once for each configuration. */
  record Draft(
      String name, String sha256, PriceMatrix matrix, List<OfferConfiguration> configurations) {}

  static ReadOffer of(ObjectNode offer, OfferCheck check) throws IOException {
    String sha256 = CanonicalJson.sha256(offer);
    try {
      check.check(offer);
      String technology = String.valueOf(OfferCheck.technology(offer, check.position()));
      List<OfferConfiguration> configurations = OfferConfiguration.of(offer, technology);
      PriceMatrix matrix = PriceMatrix.of(offer.path("priceMatrix"));
      Draft draft = new Draft(offer.path("name").asText(), sha256, matrix, configurations);
      return new ReadOffer(configurations.size(), null, draft);
    } catch (UnfitOffer e) {
      int tiers = offer.path("configuration").path("capacityTiers").size();
      return new ReadOffer(Math.max(1, tiers), e.sentence(), null);
    }
  }

  /** The same, not imported for the sake of others. */
  ReadOffer leftOut() {
    return draft == null
        ? this
        : new ReadOffer(tiers, "Not imported, because another offer of the file failed", null);
  }
}
