package io.github.tracebridge.offer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads an offer file, TRACE's JSON or the CSV layout by the file's ending, and judges it offer by
 * offer. Thread-safe.
 */
public final class OfferReader {
  private final OfferRules rules;

  public OfferReader(OfferRules rules) {
    this.rules = rules;
  }

  /**
   * Judges the whole file and hands on each offer that no rule refuses.
   *
   * @param place the kind that the file's folder is for; null where it is for all
   * @throws IOException only where the file cannot be read from disk
   */
  public Reading read(Path file, @Nullable UploadKind place, OfferSink each) throws IOException {
    throw new UnsupportedOperationException(rules.toString());
  }

  /** Writes what goes to TRACE: JSON without a byte order mark, CSV converted. */
  public void writeJson(Path file, OutputStream out) throws IOException {
    throw new UnsupportedOperationException(rules.toString());
  }
}
