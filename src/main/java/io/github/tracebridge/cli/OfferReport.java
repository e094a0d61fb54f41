package io.github.tracebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.offer.reading.OfferReader;
import io.github.tracebridge.offer.reading.Reading;
import io.github.tracebridge.offer.reading.UploadKind;
import io.github.tracebridge.offer.reading.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints what the rules say of offer files, file by file. */
final class OfferReport {
  private final OfferReader reader;
  private final boolean json;
  private int good;
  private int refused;
  private int unreadable;
  private int violations;
  private int warnings;

  OfferReport(OfferReader reader, boolean json) {
    this.reader = reader;
    this.json = json;
  }

  /** Prints all and returns the exit code. */
  int print(List<Path> files) throws IOException {
    try (JsonGenerator out = json ? generator() : null) {
      for (Path file : files) {
        print(file, out);
      }
      end(out);
    }
    if (unreadable > 0) {
      return ExitCode.FAILED;
    }
    return refused > 0 ? ExitCode.NEEDS_PERSON : ExitCode.DONE;
  }

  private static JsonGenerator generator() throws IOException {
    JsonGenerator out =
        new JsonMapper()
            .createGenerator(System.out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter();
    out.writeStartObject();
    out.writeArrayFieldStart("files");
    return out;
  }

  private void print(Path file, @Nullable JsonGenerator out) throws IOException {
    Reading reading;
    try {
      reading = reader.read(file, folder(file), offer -> {});
    } catch (IOException e) {
      unreadable++;
      System.err.println("tracebridge: " + file + " cannot be read: " + e.getMessage());
      return;
    }
    good += reading.isGood() ? 1 : 0;
    refused += reading.isGood() ? 0 : 1;
    violations += reading.violations().size();
    warnings += reading.warnings().size();
    if (out == null) {
      lines(file, reading).forEach(System.out::println);
    } else {
      out.writePOJO(asJson(file, reading));
    }
  }

  /** Where it lies in a folder that is named for one kind, as in an inbox. */
  private static @Nullable UploadKind folder(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String name = folder == null ? "" : String.valueOf(folder.getFileName());
    return Stream.of(UploadKind.values())
        .filter(kind -> kind.wire().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The lines for people, each beginning with the file's name. */
  static List<String> lines(Path file, Reading reading) {
    String name = file.toString().replaceAll("\\p{Cntrl}", "?");
    UploadKind kind = reading.kind();
    String offers = reading.offers() == 1 ? "1 offer" : reading.offers() + " offers";
    Stream<String> head =
        reading.isGood() && kind != null
            ? Stream.of(name + ": ok, " + offers + " for " + kind.wire())
            : Stream.empty();
    Stream<String> more =
        reading.more()
            ? Stream.of(name + ": there is more; these are the first of each sort")
            : Stream.empty();
    return Stream.of(
            head,
            reading.violations().stream().map(v -> line(name, v, "")),
            reading.warnings().stream().map(v -> line(name, v, ", warning")),
            more)
        .flatMap(lines -> lines)
        .toList();
  }

  private static String line(String name, Violation violation, String severity) {
    return name + " " + violation + " [" + violation.rule() + severity + "]";
  }

  private static Map<String, Object> asJson(Path file, Reading reading) {
    UploadKind kind = reading.kind();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", file.toString());
    map.put("good", reading.isGood());
    map.put("kind", kind == null ? null : kind.wire());
    map.put("offers", reading.offers());
    map.put("bytes", reading.bytes());
    map.put("sha256", reading.sha256());
    map.put("violations", reading.violations());
    map.put("warnings", reading.warnings());
    map.put("more", reading.more());
    return map;
  }

  private void end(@Nullable JsonGenerator out) throws IOException {
    if (out == null) {
      System.out.printf(
          "%d ok, %d refused; %d violations, %d warnings%n", good, refused, violations, warnings);
      return;
    }
    out.writeEndArray();
    out.writeNumberField("ok", good);
    out.writeNumberField("refused", refused);
    out.writeEndObject();
    out.flush();
    System.out.println();
  }
}
