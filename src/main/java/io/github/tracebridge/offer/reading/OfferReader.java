package io.github.tracebridge.offer.reading;

import io.github.tracebridge.file.HashedInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

  private enum Format {
    JSON,
    CSV;

    static Optional<Format> of(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      return Stream.of(values())
          .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
          .findFirst();
    }
  }

  /** Whether the file's ending is one that can be read, in small letters or capitals. */
  public static boolean reads(Path file) {
    return Format.of(file).isPresent();
  }

  /**
   * Judges the whole file and hands on each offer that no rule refuses; after more violations than
   * are kept, none.
   *
   * @param place the kind that the file's folder is for; null where it is for all
   * @throws IOException only where the file cannot be read from disk
   */
  public Reading read(Path file, @Nullable UploadKind place, OfferSink each) throws IOException {
    Findings findings = new Findings(rules);
    FileJudge judge = new FileJudge(place, findings, each);
    try (HashedInput in = new HashedInput(Files.newInputStream(file))) {
      int offers = read(file, in, findings, judge);
      in.transferTo(OutputStream.nullOutputStream());
      return new Reading(
          judge.kind(),
          offers,
          in.bytes(),
          in.hash(),
          findings.violations(),
          findings.warnings(),
          findings.more());
    }
  }

  private int read(Path file, InputStream in, Findings findings, FileJudge judge)
      throws IOException {
    Optional<Format> format = Format.of(file);
    if (format.isEmpty()) {
      findings.found(
          Rule.FILE_ENDING,
          Place.inJson("", 1, 1),
          "expected a name that ends in .json or .csv, but was "
              + Words.quoted(file.getFileName().toString()));
      return 0;
    }
    return format.get() == Format.JSON
        ? readJson(in, findings, judge)
        : new CsvFile(file, rules.csv()).read(in, findings, judge);
  }

  private static int readJson(InputStream in, Findings findings, FileJudge judge)
      throws IOException {
    StrictText text = new StrictText(in, StandardCharsets.UTF_8);
    JsonFile json = new JsonFile(text, findings, judge);
    try {
      json.read();
    } catch (StrictText.NotText e) {
      findings.found(e.rule(), e.place(), e.sentence());
    }
    if (text.isMarked()) {
      findings.found(
          Rule.BYTE_ORDER_MARK,
          Place.inJson("", 1, 1),
          "the file begins with a byte order mark, which is dropped");
    }
    return json.offers();
  }

  /**
   * Writes what goes to TRACE: JSON without a byte order mark, CSV converted, the same offers as
   * were judged. Only for a file that was found good.
   */
  public void writeJson(Path file, OutputStream out) throws IOException {
    if (Format.of(file).equals(Optional.of(Format.CSV))) {
      new CsvFile(file, rules.csv()).writeJson(out);
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(3);
      boolean marked = in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF;
      if (!marked) {
        in.reset();
      }
      in.transferTo(out);
    }
  }
}
