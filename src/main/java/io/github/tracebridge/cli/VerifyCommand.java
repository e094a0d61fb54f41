package io.github.tracebridge.cli;

import io.github.tracebridge.lead.Certificate;
import io.github.tracebridge.lead.Certificates;
import io.github.tracebridge.lead.Window;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.lead.WindowWalks.Standing;
import io.github.tracebridge.lead.WindowWalks.State;
import io.github.tracebridge.ledger.Ledger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** Proves that all leads of a window are there. */
@Command(
    name = "verify",
    description = {
      "Walks a window once more, takes in what is missing, and certifies what became of its leads.",
      "Exits with 0 where nothing was missing, 3 where something was, 1 where it is not proved."
    })
final class VerifyCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Mixin private WindowOptions options = new WindowOptions();

  @Option(
      names = "--day",
      paramLabel = "YYYY-MM-DD",
      description = "Leads created on that day, in UTC; yesterday if nothing is said.",
      converter = Day.class)
  private @Nullable LocalDate day;

  @Option(names = "--last", description = "Shows the last certificate, and walks nothing.")
  private boolean last;

  @Option(names = "--cancel", description = "Gives the open one up; what it brought stays.")
  private boolean cancel;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** A day as a person writes it. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "expected a day such as 2026-11-01, but was \"" + text + "\"");
      }
    }
  }

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws Exception {
    WindowDesk desk = new WindowDesk(program);
    try {
      if (cancel || last) {
        options.requireNoneBeside(cancel ? "--cancel" : "--last");
      }
      if (cancel) {
        return desk.cancel(Purpose.VERIFY);
      }
      return last ? showLast(desk) : verify(desk, window());
    } catch (IllegalArgumentException e) {
      System.err.println("tracebridge: verify: " + e.getMessage());
      return ExitCode.BAD_USE;
    }
  }

  private Window window() {
    Optional<Window> said = options.window();
    if (said.isPresent() && day != null) {
      throw new IllegalArgumentException("say either --day, or --from and --to.");
    }
    Instant now = clock.instant();
    LocalDate yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
    Window window = said.orElseGet(() -> Window.of(day == null ? yesterday : day));
    if (window.to().isAfter(now)) {
      throw new IllegalArgumentException(
          "the window ends at " + window.to() + ", which is still to come. Name one that is over.");
    }
    return window;
  }

  private int verify(WindowDesk desk, Window window) throws Exception {
    Standing ended = desk.run(Purpose.VERIFY, window);
    if (ended.state() != State.PROVED) {
      System.err.println(
          "tracebridge: verify: "
              + window
              + " is not proved: "
              + (ended.state() == State.CANCELLED ? "it was given up" : ended.result())
              + ".");
      return ExitCode.FAILED;
    }
    try (Ledger ledger = LeadsCommand.open(desk.settings())) {
      return show(new Certificates(ledger.jdbi()).of(ended.id()).orElseThrow());
    }
  }

  private int showLast(WindowDesk desk) throws Exception {
    try (Ledger ledger = LeadsCommand.open(desk.settings())) {
      Optional<Certificate> found = new Certificates(ledger.jdbi()).last();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("there is no certificate yet.");
      }
      return show(found.get());
    }
  }

  private int show(Certificate certificate) throws Exception {
    if (json) {
      LeadWords.print(CertificateWords.facts(certificate));
    } else {
      System.out.print(CertificateWords.of(certificate));
    }
    if (certificate.gap() != 0) {
      return ExitCode.FAILED;
    }
    return certificate.missing() == 0 ? ExitCode.DONE : ExitCode.NEEDS_PERSON;
  }
}
