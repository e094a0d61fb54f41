package io.github.tracebridge.offer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.offer.reading.Offer;
import io.github.tracebridge.offer.reading.OfferReader;
import io.github.tracebridge.trace.UploadContract;
import io.github.tracebridge.trace.UploadContract.ResultOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;

/**
 * What TRACE's results mean: which offers are published, what the file came to, and what is kept as
 * the last accepted versions. Each step may be done again after a crash.
 */
public final class Settlement {
  private static final JsonGenerator.Feature CLOSES = JsonGenerator.Feature.AUTO_CLOSE_TARGET;

  private final OfferFolders folders;
  private final OfferLedger ledger;
  private final PriceBook prices;
  private final OfferReader reader;
  private final UploadContract contract;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  Settlement(
      OfferFolders folders,
      OfferLedger ledger,
      PriceBook prices,
      OfferReader reader,
      UploadContract contract,
      Clock clock) {
    this.folders = folders;
    this.ledger = ledger;
    this.prices = prices;
    this.reader = reader;
    this.contract = contract;
    this.clock = clock;
  }

  /** Decides on a file whose answer is in. */
  public void settle(@ExchangeProperty("file") long id) {
    OfferFile file = ledger.require(id);
    if (file.state() != OfferState.SENT) {
      return;
    }
    try {
      settle(file);
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
  }

  private void settle(OfferFile file) throws IOException {
    Path upload = folders.upload(file.id());
    List<Results.Sent> sent = new ArrayList<>();
    reader.read(
        upload,
        null,
        offer -> sent.add(new Results.Sent(offer.name(), offer.configurations().size())));
    Results results = Results.of(ledger.history().results(file.id()), sent, contract.resultOrder());
    OfferOutcome outcome = results.outcome();
    if (outcome == OfferOutcome.REJECTED && file.lostAnswers() > 0) {
      outcome = OfferOutcome.UNCLEAR;
    }
    Map<Integer, List<Integer>> published = results.published(sent, outcome);
    boolean isKnown =
        outcome != OfferOutcome.PARTIAL || contract.resultOrder() == ResultOrder.KNOWN;
    try (PriceBook.Accepting accepting = prices.new Accepting(file.id(), clock.instant())) {
      reader.read(upload, null, offer -> accept(accepting, offer, isKnown ? published : Map.of()));
    }
    if (outcome == OfferOutcome.PARTIAL) {
      DurableFiles.write(
          folders.failed(file.id()),
          out -> {
            try (JsonGenerator generator = json.createGenerator(out).disable(CLOSES)) {
              writeFailed(generator, upload, published);
            }
          });
    }
    ledger.settled(
        file.id(), results.all(), outcome, reason(outcome, sent.size(), published, results));
  }

  private static void accept(
      PriceBook.Accepting accepting, Offer offer, Map<Integer, List<Integer>> published) {
    List<Integer> tiers = published.getOrDefault(offer.index(), List.of());
    accepting.accept(offer, tiers.stream().map(offer.configurations()::get).toList());
  }

  private static String reason(
      OfferOutcome outcome, int offers, Map<Integer, List<Integer>> published, Results results) {
    String all = Judge.count(offers, "offer");
    return switch (outcome) {
      case DONE -> all + ".";
      case REJECTED -> "TRACE refused " + (offers == 1 ? "its offer." : "all of its " + all + ".");
      case PARTIAL ->
          "TRACE took "
              + published.size()
              + " of "
              + all
              + ", or some of their tiers. Its results are taken to come in the order of the file.";
      default ->
          "TRACE gave "
              + Judge.count(results.all().size(), "result")
              + " for "
              + all
              + ", so it cannot be told which are published. Look on TRACE.";
    };
  }

  /** The offers that failed, each with its failed tiers alone. */
  private void writeFailed(JsonGenerator out, Path upload, Map<Integer, List<Integer>> published)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("offers");
    reader.read(upload, null, offer -> writeFailed(out, offer, published));
    out.writeEndArray();
    out.writeEndObject();
  }

  private void writeFailed(JsonGenerator out, Offer offer, Map<Integer, List<Integer>> published) {
    List<Integer> good = published.getOrDefault(offer.index(), List.of());
    if (good.size() == offer.configurations().size()) {
      return;
    }
    ObjectNode failed = offer.json().deepCopy();
    if (failed.path("configuration").path("capacityTiers") instanceof ArrayNode tiers) {
      for (int tier = tiers.size() - 1; tier >= 0; tier--) {
        if (good.contains(tier)) {
          tiers.remove(tier);
        }
      }
    }
    try {
      json.writeTree(out, failed);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
