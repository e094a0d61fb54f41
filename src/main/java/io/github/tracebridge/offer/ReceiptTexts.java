package io.github.tracebridge.offer;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What there is to read of an offer file, for whoever looks from afar. Thread-safe. */
public final class ReceiptTexts {
  private static final int LONGEST = 1 << 20;

  private final OfferFolders folders;
  private final OfferRecords ledger;

  ReceiptTexts(OfferFolders folders, OfferRecords ledger) {
    this.folders = folders;
    this.ledger = ledger;
  }

  /**
   * The receipt of a finished file, its first megabyte; what a held one would change. Empty where
   * there is no such file, it is under way, or its receipt was taken away.
   */
  public Optional<String> of(long number) {
    return ledger.find(number).flatMap(this::text);
  }

  private Optional<String> text(OfferFile file) {
    return switch (file.state()) {
      case HELD -> Optional.of(held(file));
      case ARCHIVED -> receipt(folders.last(file, OfferFolders.outcome(file)));
      default -> Optional.empty();
    };
  }

  private static String held(OfferFile file) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(file.reason());
    Receipt.comparison(file, out);
    return text.toString();
  }

  private static Optional<String> receipt(Path file) {
    Path receipt = OfferFolders.beside(file, Receipt.TEXT_ENDING);
    if (!Files.isRegularFile(receipt)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(receipt)) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
