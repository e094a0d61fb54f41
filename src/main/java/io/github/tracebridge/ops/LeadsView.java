package io.github.tracebridge.ops;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.lead.Certificate;
import io.github.tracebridge.lead.Certificates;
import io.github.tracebridge.lead.Fields;
import io.github.tracebridge.lead.WalkLedger;
import io.github.tracebridge.lead.WalkReport;
import io.github.tracebridge.lead.WindowWalks;
import io.github.tracebridge.lead.WindowWalks.Purpose;
import io.github.tracebridge.lead.WindowWalks.Standing;
import io.github.tracebridge.ledger.LedgerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The MBean {@code io.github.tracebridge:type=Leads}. Thread-safe. */
public final class LeadsView extends Pausable implements LeadsMXBean {
  private static final Duration LIFE = Duration.ofSeconds(1);
  private static final Duration NEWS = Duration.ofDays(1);

  private final WalkReport report;
  private final Fields fields;
  private final LeadFreshness freshness;
  private final BooleanSupplier walk;
  private final Clock wall;
  private volatile @Nullable Surprise surprise;
  private final Recent<Optional<Instant>> proved;
  private final Recent<Optional<Certificate>> certificate;
  private final Recent<List<Certificate>> gaps;
  private final Recent<List<Standing>> windows;

  /** New or lost fields, as they were said. */
  private record Surprise(String sentence, Instant at) {}

  /** What it reads in the ledger. */
  public record Sources(WalkLedger walks, Certificates certificates, WindowWalks windows) {}

  /**
   * @param walk begins the walks that are due, and says whether none was under way
   */
  public LeadsView(
      Sources ledger,
      WalkReport report,
      Fields fields,
      LeadFreshness freshness,
      Flow flow,
      BooleanSupplier walk,
      Clock wall,
      Clock steady) {
    super(flow);
    this.report = report;
    this.fields = fields;
    fields.listen(sentence -> surprise = new Surprise(sentence, wall.instant()));
    this.freshness = freshness;
    this.walk = walk;
    this.wall = wall;
    this.proved = new Recent<>(ledger.walks()::lastProved, Optional.empty(), LIFE, steady);
    this.certificate = new Recent<>(ledger.certificates()::last, Optional.empty(), LIFE, steady);
    this.gaps = new Recent<>(ledger.certificates()::gaps, List.of(), LIFE, steady);
    this.windows =
        new Recent<>(
            () ->
                Stream.of(Purpose.values())
                    .flatMap(purpose -> ledger.windows().open(purpose).stream())
                    .toList(),
            List.of(),
            LIFE,
            steady);
  }

  @Override
  public List<Watch.Condition> conditions() {
    return List.of(
        Watch.Condition.of(Trouble.WALK, this::brokenWalk),
        Watch.Condition.of(Trouble.STALE_WALK, freshness::stale),
        Watch.Condition.of(Trouble.WAITING_LEAD, freshness::waiting),
        Watch.Condition.of(Trouble.FIELDS, this::newFields),
        Watch.Condition.of(Trouble.GAP, this::unaccounted),
        pausedCondition());
  }

  /** Where the credentials or the ledger are the reason, they are incidents of their own. */
  private Optional<String> brokenWalk() {
    boolean isOther =
        report
            .fault()
            .filter(f -> f instanceof Fault.LoginRefused || f instanceof LedgerException)
            .isPresent();
    return Optional.of(report.complaint()).filter(words -> !isOther && !words.isEmpty());
  }

  private Optional<String> newFields() {
    Surprise last = surprise;
    return last == null || last.at().plus(NEWS).isBefore(wall.instant())
        ? Optional.empty()
        : Optional.of(last.sentence());
  }

  private Optional<String> unaccounted() {
    return gaps.get().stream()
        .findFirst()
        .map(
            first ->
                "gap %d in the certificate of %s to %s, of %d such certificates"
                    .formatted(first.gap(), first.from(), first.to(), gaps.get().size()));
  }

  @Override
  public String getLastProvedWalk() {
    return proved.get().map(Instant::toString).orElse("");
  }

  @Override
  public long getLastProvedWalkAgeSeconds() {
    return proved
        .get()
        .map(time -> Math.max(0, Duration.between(time, wall.instant()).toSeconds()))
        .orElse(-1L);
  }

  @Override
  public String getWalkProgress() {
    return report.progress();
  }

  @Override
  public String getComplaint() {
    return report.complaint();
  }

  @Override
  public long getSeen() {
    return report.seen();
  }

  @Override
  public long getRejected() {
    return report.rejected();
  }

  @Override
  public int getFields() {
    return fields.count();
  }

  @Override
  public String getNewFields() {
    return newFields().orElse("");
  }

  @Override
  public String getWindow() {
    return windows.get().stream().map(LeadsView::words).collect(Collectors.joining("; "));
  }

  private static String words(Standing window) {
    return window.purpose().id()
        + " of "
        + window.window()
        + ": "
        + (window.progress().isEmpty() ? "not begun yet" : window.progress())
        + (window.waits() == null ? "" : "; waits: " + window.waits());
  }

  @Override
  public String getCertificate() {
    return certificate
        .get()
        .map(
            last ->
                "%s to %s, made %s: %d at TRACE, %d fetched, %d missing before, gap %d"
                    .formatted(
                        last.from(),
                        last.to(),
                        last.madeAt(),
                        last.source(),
                        last.fetched(),
                        last.missing(),
                        last.gap()))
        .orElse("");
  }

  @Override
  public long getGap() {
    return certificate.get().isEmpty() ? -1 : gaps.get().stream().mapToLong(Certificate::gap).sum();
  }

  @Override
  public String walkNow() {
    if (!walk.getAsBoolean()) {
      String progress = report.progress();
      throw new IllegalStateException(
          "walks are under way" + (progress.isEmpty() ? "." : ": " + progress));
    }
    return "begun";
  }
}
