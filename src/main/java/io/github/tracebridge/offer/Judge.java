package io.github.tracebridge.offer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.file.HashedInput;
import io.github.tracebridge.offer.reading.OfferReader;
import io.github.tracebridge.offer.reading.Reading;
import io.github.tracebridge.offer.reading.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;

/**
 * Decides what is to be done with a claimed file: upload it, leave it waiting, hold it, or set it
 * aside. Thread-safe, as long as one thread works on a file.
 */
public final class Judge {
  private static final int LONGEST_SIDECAR = 4096;

  private final OfferFolders folders;
  private final OfferSettings settings;
  private final OfferLedger ledger;
  private final PriceBook prices;
  private final OfferReader reader;
  private final Upload upload;

  Judge(
      OfferFolders folders,
      OfferSettings settings,
      OfferLedger ledger,
      PriceBook prices,
      OfferReader reader,
      Upload upload) {
    this.folders = folders;
    this.settings = settings;
    this.ledger = ledger;
    this.prices = prices;
    this.reader = reader;
    this.upload = upload;
  }

  /**
   * Whether the file is to be uploaded now; all else that is to be done with it is in the ledger.
   */
  public boolean isToUpload(@ExchangeProperty("file") long id) {
    OfferFile file = ledger.require(id);
    if (file.state() != OfferState.CLAIMED) {
      return false;
    }
    if (file.findings() != null && prices.before(id).isPresent()) {
      return false;
    }
    try {
      return judge(file);
    } catch (IOException e) {
      throw folders.notWritable(e);
    }
  }

  private boolean judge(OfferFile file) throws IOException {
    Path path = folders.inProgress(file);
    if (!Files.exists(path)) {
      return reject(file, "it was taken out of " + folders.where(file) + "; nothing was sent.");
    }
    if (!file.place().isEmpty() && file.placeKind().isEmpty()) {
      return reject(
          file,
          "it lay in inbox/"
              + file.place()
              + ". Put it into inbox/direct-marketing, inbox/ppa or inbox itself.");
    }
    Comparison comparison = new Comparison(prices, settings.holdAbove());
    Reading reading;
    try (PriceBook.Noting noting = prices.new Noting(file.id())) {
      reading =
          reader.read(
              path,
              file.placeKind().orElse(null),
              offer -> {
                noting.offer(offer);
                comparison.offer(offer);
              });
    }
    if (!reading.sha256().equals(file.sha256())) {
      return reject(file, "its content is not what it was when it arrived. Drop it anew.");
    }
    if (isNotAsItsSidecarSays(path, reading)) {
      return reject(file, "its .sha256 does not have its hash in hex digits. Send both anew.");
    }
    ledger.judged(file, reading, findings(reading).toString(), comparison.json().toString());
    if (!reading.isGood()) {
      return reject(file, violations(reading));
    }
    return judge(file, comparison);
  }

  private boolean judge(OfferFile file, Comparison comparison) throws IOException {
    if (prices.after(file.id()).isPresent()) {
      return reject(file, prices.overtaken(file.id()).reason());
    }
    Optional<Long> older = prices.before(file.id());
    if (older.isPresent()) {
      ledger.wait(file.id(), "file " + older.get() + " for the same configuration goes up first");
      return false;
    }
    if (!file.forced() && prices.isAllAccepted(file.id())) {
      prices.confirm(file.id());
      ledger.decide(
          file.id(),
          OfferOutcome.DUPLICATE,
          "it is equal to the last version of all its configurations. To upload it all the same:"
              + " tracebridge offers resubmit "
              + file.id()
              + ".");
      return false;
    }
    Optional<String> tooFar = comparison.tooFar();
    if (tooFar.isPresent() && !file.approved()) {
      ledger.hold(
          file.id(), tooFar.get() + ". Approve it: tracebridge offers approve " + file.id() + ".");
      return false;
    }
    if (upload.isAway()) {
      return false;
    }
    prepare(file);
    return true;
  }

  /** What goes to TRACE is a copy that nobody else writes, of what was judged. */
  private void prepare(OfferFile file) throws IOException {
    Path path = folders.inProgress(file);
    DurableFiles.write(folders.upload(file.id()), out -> reader.writeJson(path, out));
    if (!HashedInput.sha256(path).equals(file.sha256())) {
      throw new IOException("it was written while it was read");
    }
  }

  private boolean reject(OfferFile file, String reason) {
    OfferOutcome outcome = file.lostAnswers() > 0 ? OfferOutcome.UNCLEAR : OfferOutcome.REJECTED;
    ledger.decide(file.id(), outcome, reason);
    return false;
  }

  /**
   * Each tool puts other words around the hash. A sidecar that cannot be read says nothing of the
   * file, and so not what it is.
   */
  private boolean isNotAsItsSidecarSays(Path path, Reading reading) {
    Path sidecar = OfferFolders.beside(path, OfferSettings.Sidecar.SHA256.ending());
    if (settings.sidecar() != OfferSettings.Sidecar.SHA256 || !Files.exists(sidecar)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(sidecar)) {
      String said = new String(in.readNBytes(LONGEST_SIDECAR), StandardCharsets.ISO_8859_1);
      return !said.toLowerCase(Locale.ROOT).contains(reading.sha256());
    } catch (IOException e) {
      return true;
    }
  }

  /** The first in full, for whoever reads no further. */
  private static String violations(Reading reading) {
    Violation first = reading.violations().get(0);
    String all =
        count(reading.violations().size(), "violation") + (reading.more() ? " and more" : "");
    return all + "; nothing was sent. The first: " + first + " [" + first.rule() + "].";
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static ObjectNode findings(Reading reading) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    fill(json.putArray("violations"), reading.violations());
    fill(json.putArray("warnings"), reading.warnings());
    json.put("more", reading.more());
    return json;
  }

  private static void fill(ArrayNode list, List<Violation> findings) {
    for (Violation each : findings) {
      ObjectNode json = list.addObject();
      json.put("rule", each.rule());
      json.put("pointer", each.pointer());
      json.put("line", each.line());
      json.put("column", each.column());
      if (each.columnName() != null) {
        json.put("columnName", each.columnName());
      }
      json.put("text", each.toString());
    }
  }
}
