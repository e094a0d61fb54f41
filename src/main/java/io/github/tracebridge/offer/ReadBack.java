package io.github.tracebridge.offer;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.offer.reading.Offer;
import io.github.tracebridge.offer.reading.OfferReader;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.UploadContract;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks TRACE's contract options what became of an upload whose answer was lost (contract, 7). Only
 * that all of its prices are served proves something: that they are not may mean that they come
 * late. Off unless {@code offers.read-back} is set, for the form of these calls is only inferred.
 */
public final class ReadBack {
  /** More would take all of a quota. */
  private static final int MOST_QUERIES = 50;

  private static final BigDecimal ANY_CAPACITY = BigDecimal.ONE;

  private final OfferFolders folders;
  private final OfferSettings settings;
  private final OfferLedger ledger;
  private final OfferReader reader;
  private final UploadContract contract;
  private final ContentHash hash = new ContentHash(List.of());
  private final ObjectMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  ReadBack(
      OfferFolders folders,
      OfferSettings settings,
      OfferLedger ledger,
      OfferReader reader,
      UploadContract contract) {
    this.folders = folders;
    this.settings = settings;
    this.ledger = ledger;
    this.reader = reader;
    this.contract = contract;
  }

  /** One question: whether the newest offer of a configuration has these prices. */
  static final class Query {
    private final int offer;
    private final String name;
    private final String body;
    private final Map<String, String> expected;
    private @Nullable String foundId;

    Query(int offer, String name, String body, Map<String, String> expected) {
      this.offer = offer;
      this.name = name;
      this.body = body;
      this.expected = expected;
    }

    /** What is sent. */
    @Override
    public String toString() {
      return body;
    }
  }

  /** Whether the file's upload may have arrived, and TRACE is to be asked. */
  public boolean isWanted(@ExchangeProperty("file") long id) {
    OfferFile file = ledger.require(id);
    return settings.readBack() && file.state() == OfferState.CLAIMED && file.lostNow() > 0;
  }

  /** Path of the contract options. */
  public String path() {
    return contract.contractOptionsPath();
  }

  /** The questions that would show all of the file's prices; none where they are too many. */
  public List<Query> queries(@ExchangeProperty("file") long id) {
    List<Query> queries = new ArrayList<>();
    try {
      reader.read(folders.upload(id), null, offer -> add(queries, offer));
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
    return queries.size() > MOST_QUERIES ? List.of() : queries;
  }

  private void add(List<Query> queries, Offer offer) {
    if (queries.size() > MOST_QUERIES) {
      return;
    }
    ObjectNode configuration = offer.json().path("configuration").deepCopy();
    JsonNode tiers = configuration.remove("capacityTiers");
    JsonNode inside = configuration.remove("technology");
    ObjectNode query = json.createObjectNode();
    query.put("tariffType", offer.tariffType());
    query.set(
        "technology", offer.json().has("technology") ? offer.json().get("technology") : inside);
    query.set("countryCode", offer.json().get("countryCode"));
    query.set("configuration", configuration);
    for (int tier = 0; tier < offer.configurations().size(); tier++) {
      query.put("installedCapacity", capacity(tiers == null ? null : tiers.get(tier)));
      queries.add(
          new Query(
              offer.index(),
              offer.name(),
              query.toString(),
              prices(offer.json().path("priceMatrix"))));
    }
  }

  /** One that the tier covers however its bounds count. */
  private static BigDecimal capacity(@Nullable JsonNode tier) {
    return tier == null
        ? ANY_CAPACITY
        : tier.path("min")
            .decimalValue()
            .add(tier.path("max").decimalValue())
            .divide(BigDecimal.valueOf(2));
  }

  private Map<String, String> prices(JsonNode entries) {
    Map<String, String> prices = new HashMap<>();
    for (JsonNode entry : entries) {
      prices.put(
          entry.path("start").asText() + " " + entry.path("tenor").asText(),
          hash.of(entry.path("prices")));
    }
    return prices;
  }

  /** Takes one answer in. */
  public void answered(
      @ExchangeProperty("file") long id,
      @ExchangeProperty("query") Query query,
      @Body InputStream answer) {
    try {
      JsonNode options = json.readTree(answer);
      if (options.isArray() && prices(options).equals(query.expected) && isNew(options, id)) {
        query.foundId = options.path(0).path("offerId").asText("");
      }
    } catch (IOException e) {
      throw new Fault.Transient("TRACE's contract options cannot be read.");
    }
  }

  /**
   * A version from before the upload proves nothing: it may have the same prices and other fees.
   */
  private boolean isNew(JsonNode options, long id) {
    Instant begun = ledger.require(id).uploadedAt();
    for (JsonNode option : options) {
      try {
        Instant created = OffsetDateTime.parse(option.path("createdAt").asText()).toInstant();
        if (begun == null || created.isBefore(begun)) {
          return false;
        }
      } catch (DateTimeParseException e) {
        return false;
      }
    }
    return !options.isEmpty();
  }

  /** Ends the matter where TRACE serves all of the prices, or where all else was tried. */
  public void conclude(
      @ExchangeProperty("file") long id, @ExchangeProperty("queries") List<Query> queries) {
    if (!queries.isEmpty() && queries.stream().allMatch(query -> query.foundId != null)) {
      ledger.tell(id, "TRACE serves these prices: the upload without an answer arrived");
      ledger.answered(id, results(queries));
    } else if (ledger.require(id).lostNow() > 1) {
      ledger.decide(
          id,
          OfferOutcome.UNCLEAR,
          "two uploads had no answer, and TRACE does not serve all of these prices.");
    }
  }

  /** TRACE could not be asked; it is as if nobody had. */
  public void failed(
      @ExchangeProperty("file") long id,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception fault) {
    if (Fault.isStopping(fault)) {
      return;
    }
    ledger.tell(id, "TRACE's contract options could not be asked: " + fault.getMessage());
    conclude(id, List.of());
  }

  private static List<OfferResult> results(List<Query> queries) {
    List<OfferResult> results = new ArrayList<>();
    for (Query query : queries) {
      if (results.isEmpty() || results.get(results.size() - 1).offer() != query.offer) {
        results.add(
            new OfferResult(
                results.size(), query.offer, null, query.name, true, query.foundId, "read back"));
      }
    }
    return results;
  }
}
