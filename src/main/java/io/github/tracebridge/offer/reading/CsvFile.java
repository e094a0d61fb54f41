package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the CSV layout of {@code docs/offers.md}, one offer at a time. */
final class CsvFile {
  private static final int LONGEST_HEADER = 65_536;
  private static final int MOST_COLUMNS = 2_000;
  private static final int LONGEST_CELL = 10_000;
  private static final int LONGEST_ROW = 1_000_000;
  private static final Pattern SEPARATOR = Pattern.compile("(?i)\"?sep=([;,\t])\"?[;,\t]*");

  /** How an .xlsx begins, a ZIP, and an .xls. */
  private static final List<String> WORKBOOKS = List.of("504B0304", "D0CF11E0A1B11AE1");

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private final Path file;
  private final CsvForm form;

  CsvFile(Path file, CsvForm form) {
    this.file = file;
    this.form = form;
  }

  /** Reads as far as it can be told what is what, and returns how many offers there were. */
  int read(InputStream in, Findings findings, FoundOffer.Taker taker) throws IOException {
    if (isWorkbook()) {
      findings.found(
          Rule.CSV_FORM,
          new Place("", 1, 1, ""),
          "this is an Excel workbook or another packed file, not CSV: save it as CSV");
      return 0;
    }
    try (Reader text = new BufferedReader(new StrictText(in, charset()), 2 * LONGEST_HEADER)) {
      return rows(text, findings, taker);
    } catch (StrictText.NotText e) {
      findings.found(e.rule(), e.place(), e.sentence());
      return 0;
    }
  }

  private boolean isWorkbook() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String begin = HexFormat.of().withUpperCase().formatHex(in.readNBytes(8));
      return WORKBOOKS.stream().anyMatch(begin::startsWith);
    }
  }

  private Charset charset() throws IOException {
    return form.charset() == CsvForm.Charset.UTF_8 || isUtf8()
        ? StandardCharsets.UTF_8
        : WINDOWS_1252;
  }

  private boolean isUtf8() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      new StrictText(in, StandardCharsets.UTF_8).transferTo(java.io.Writer.nullWriter());
      return true;
    } catch (StrictText.NotText e) {
      return false;
    }
  }

  private int rows(Reader text, Findings findings, FoundOffer.Taker taker) throws IOException {
    CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(delimiter(text))
            .acceptCharsAfterQuotes(false)
            .ignoreDifferentFieldCount(true)
            .maxBufferSize(LONGEST_ROW)
            .build(
                CsvRecordHandler.builder()
                    .maxFields(MOST_COLUMNS)
                    .maxFieldSize(LONGEST_CELL)
                    .maxRecordSize(LONGEST_ROW)
                    .build(),
                text);
    long[] row = {0};
    try {
      return offers(csv.iterator(), row, findings, taker);
    } catch (CsvParseException e) {
      findings.found(
          Rule.CSV_FORM,
          new Place("", (int) row[0] + 1, 1, ""),
          "this is not CSV from here on: is a quote not closed, or a row very long?");
      return 0;
    } catch (UncheckedIOException e) {
      throw cause(e);
    }
  }

  private static IOException cause(UncheckedIOException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof StrictText.NotText notText) {
        return notText;
      }
    }
    return new IOException(fault.getMessage(), fault);
  }

  private int offers(
      Iterator<CsvRecord> records, long[] row, Findings findings, FoundOffer.Taker taker) {
    if (!records.hasNext()) {
      findings.found(Rule.EMPTY_FILE, new Place("", 1, 1, ""), "the file is empty");
      return 0;
    }
    CsvRecord first = records.next();
    boolean isHeader = !first.getField(0).toLowerCase(Locale.ROOT).startsWith("sep=");
    CsvHeader header =
        new CsvHeader(isHeader || !records.hasNext() ? first : records.next(), findings);
    if (!header.isComplete()) {
      return 0;
    }
    CsvOffers offers = new CsvOffers(header, new CsvNumber(form.decimal()), findings, taker);
    boolean any = false;
    while (records.hasNext()) {
      CsvRecord record = records.next();
      row[0] = record.getStartingLineNumber();
      offers.row(record);
      any = true;
    }
    offers.end();
    if (!any) {
      findings.found(
          Rule.OFFER_OR_OFFERS,
          new Place("", 1, 1, ""),
          "expected rows below the header, but there are none");
    }
    return offers.offers();
  }

  /** What Excel's first line says, or the one of semicolon, tab and comma that it has most of. */
  private static char delimiter(Reader text) throws IOException {
    text.mark(LONGEST_HEADER);
    char[] begin = new char[LONGEST_HEADER];
    int length = Math.max(0, text.read(begin, 0, LONGEST_HEADER));
    text.reset();
    String line = new String(begin, 0, length).strip().lines().findFirst().orElse("");
    Matcher said = SEPARATOR.matcher(line);
    if (said.matches()) {
      return said.group(1).charAt(0);
    }
    char best = ';';
    for (char candidate : new char[] {'\t', ','}) {
      best = count(line, candidate) > count(line, best) ? candidate : best;
    }
    return best;
  }

  private static long count(String line, char wanted) {
    return line.chars().filter(c -> c == wanted).count();
  }

  /** The offers as TRACE's JSON. */
  void writeJson(OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        JsonGenerator json =
            new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      ObjectMapper trees = new ObjectMapper();
      json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
      json.writeStartObject();
      json.writeArrayFieldStart("offers");
      Findings findings = new Findings(new OfferRules(Set.of()));
      read(in, findings, offer -> write(trees, json, offer));
      json.writeEndArray();
      json.writeEndObject();
    } catch (UncheckedIOException e) {
      throw cause(e);
    }
  }

  private static void write(ObjectMapper trees, JsonGenerator json, FoundOffer offer) {
    try {
      trees.writeTree(json, offer.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
