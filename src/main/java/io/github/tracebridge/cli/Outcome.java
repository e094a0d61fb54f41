package io.github.tracebridge.cli;

import io.github.tracebridge.Job;
import io.github.tracebridge.LeadFlow;
import io.github.tracebridge.OfferFlow;
import io.github.tracebridge.leadfile.FileFetching;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run came to, as a line and an exit code. */
record Outcome(String words, boolean refused, boolean failed, boolean needsPerson) {
  private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

  static Outcome of(Job job) {
    List<Outcome> flows = new ArrayList<>();
    job.leads().map(Outcome::of).ifPresent(flows::add);
    job.offers().map(Outcome::of).ifPresent(flows::add);
    flows.add(new Outcome(Bill.words(job.gate().bill()), false, false, false));
    return new Outcome(
        String.join("; ", flows.stream().map(Outcome::words).toList()),
        flows.stream().anyMatch(Outcome::refused),
        flows.stream().anyMatch(Outcome::failed),
        flows.stream().anyMatch(Outcome::needsPerson));
  }

  private static Outcome of(LeadFlow leads) {
    long pending = leads.deliveries().pending();
    long rejected = leads.report().rejected();
    long quarantined = leads.sinks().quarantined();
    boolean complained =
        !leads.report().complaint().isEmpty() || leads.deliveries().complaint().isPresent();
    long files = leads.files().map(FileFetching::fetched).orElse(0L);
    long filesPending = leads.files().map(FileFetching::pending).orElse(0L);
    long missed = leads.files().map(FileFetching::missed).orElse(0L);
    return new Outcome(
        "%d seen, %d delivered, %d pending, %d rejected%s"
                .formatted(
                    leads.report().seen(),
                    leads.deliveries().delivered(),
                    pending,
                    rejected,
                    quarantined == 0 ? "" : ", " + quarantined + " in quarantine")
            + words(files, " files fetched")
            + words(filesPending, " files pending")
            + words(missed, " files gone or refused"),
        leads.report().fault().map(ExitCode::of).orElse(0) == ExitCode.BAD_USE,
        complained || pending + filesPending > 0,
        rejected + quarantined + missed > 0);
  }

  private static String words(long count, String what) {
    return count == 0 ? "" : ", " + count + what;
  }

  private static Outcome of(OfferFlow offers) {
    int working = offers.ledger().working().size();
    int stuck = offers.stuck().words().size();
    int waiting = offers.inbox().waiting() - stuck;
    return new Outcome(
        "offers: "
            + offers.tally().words()
            + (working == 0 ? "" : ", " + working + " pending")
            + (stuck == 0 ? "" : ", " + stuck + " stuck")
            + (waiting <= 0 ? "" : ", " + waiting + " not taken yet"),
        offers.complaint().map(ExitCode::of).orElse(0) == ExitCode.BAD_USE,
        working > 0 || stuck > 0,
        offers.tally().needsPerson());
  }

  /** Prints the line, or logs it where lines are for machines, and returns the exit code. */
  int print(String command) {
    if (Logging.isJson()) {
      LOG.info("{}: {}", command, words);
    } else {
      System.out.printf("%s: %s%n", command, words);
    }
    return exitCode();
  }

  private int exitCode() {
    if (refused) {
      return ExitCode.BAD_USE;
    }
    if (failed) {
      return ExitCode.FAILED;
    }
    return needsPerson ? ExitCode.NEEDS_PERSON : ExitCode.DONE;
  }
}
