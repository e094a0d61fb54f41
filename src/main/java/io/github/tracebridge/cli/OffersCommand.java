package io.github.tracebridge.cli;

import io.github.tracebridge.offer.OfferReader;
import io.github.tracebridge.offer.OfferRules;
import io.github.tracebridge.offer.UploadKind;
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
@Command(name = "offers", description = "Judges offer files, and prints templates of them.")
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
