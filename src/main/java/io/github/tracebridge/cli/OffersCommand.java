package io.github.tracebridge.cli;

import io.github.tracebridge.offer.reading.OfferReader;
import io.github.tracebridge.offer.reading.OfferRules;
import io.github.tracebridge.offer.reading.UploadKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tariff offers, before they go to TRACE. */
@Command(
    name = "offers",
    description = "Judges offer files, shows what became of them, approves and resubmits.")
final class OffersCommand implements Runnable {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "offers: say offers validate FILE, or see offers --help.");
  }

  @Command(
      name = "validate",
      description = "Judges files by the rules of docs/offers.md; asks nobody, sends nothing.")
  int validate(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE|FOLDER",
              description = "A .json or .csv file, or a folder with such files at any depth.")
          List<Path> paths,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    OfferFiles files = OfferFiles.of(paths);
    if (files.missing().isPresent()) {
      System.err.println("tracebridge: " + files.missing().get() + " is not there.");
      return ExitCode.BAD_USE;
    }
    OfferReader reader = new OfferReader(OfferRules.from(program.settings(Map.of())));
    return new OfferReport(reader, json).print(files.all());
  }

  @Command(name = "template", description = "Prints a CSV file to begin with.")
  int template(
      @Parameters(
              arity = "0..1",
              paramLabel = "direct-marketing|ppa",
              defaultValue = "direct-marketing",
              description = "What the offers are; direct-marketing if nothing is said.")
          String kind)
      throws IOException {
    String name = "/offers/" + kind(kind).wire() + ".csv";
    try (InputStream in =
        Objects.requireNonNull(OffersCommand.class.getResourceAsStream(name), name)) {
      in.transferTo(System.out);
    }
    System.out.flush();
    return ExitCode.DONE;
  }

  @Command(name = "status", description = "Shows the newest files and what became of them.")
  int status(
      @Option(
              names = "--last",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many files; 20 if nothing is said.")
          int most,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws IOException {
    try (OfferDesk desk = OfferDesk.open(program)) {
      System.out.print(json ? desk.json(most) : desk.table(most));
    }
    return ExitCode.DONE;
  }

  @Command(name = "approve", description = "Lets a held file go up, at the job's next look.")
  int approve(
      @Parameters(
              paramLabel = "NUMBER",
              description = "As offers status shows it.",
              converter = FileNumber.class)
          long id)
      throws IOException {
    try (OfferDesk desk = OfferDesk.open(program)) {
      desk.marks().approve(id);
    } catch (IllegalArgumentException e) {
      return refused(e);
    }
    System.out.println("file " + id + " is approved; it goes up at the job's next look");
    return ExitCode.DONE;
  }

  @Command(
      name = "resubmit",
      description = "Lets a file go up once more, at the job's next look; also where TRACE has it.")
  int resubmit(
      @Parameters(
              paramLabel = "NUMBER",
              description = "As offers status shows it.",
              converter = FileNumber.class)
          long id)
      throws IOException {
    try (OfferDesk desk = OfferDesk.open(program)) {
      desk.marks().resubmit(id);
    } catch (IllegalArgumentException e) {
      return refused(e);
    }
    System.out.println("file " + id + " goes up once more at the job's next look");
    return ExitCode.DONE;
  }

  private static int refused(IllegalArgumentException fault) {
    System.err.println("tracebridge: " + fault.getMessage());
    return ExitCode.BAD_USE;
  }

  /** The number of a file. */
  static final class FileNumber implements CommandLine.ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (!text.matches("\\d{1,18}")) {
        throw new CommandLine.TypeConversionException(
            "expected a number as offers status shows it, but was \"" + text + "\"");
      }
      return Long.valueOf(text);
    }
  }

  private UploadKind kind(String text) {
    return Stream.of(UploadKind.values())
        .filter(kind -> kind.wire().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    new CommandLine(this),
                    "offers template: expected direct-marketing or ppa, but was \""
                        + text
                        + "\"."));
  }
}
