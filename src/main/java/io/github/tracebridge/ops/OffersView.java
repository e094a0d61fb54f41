package io.github.tracebridge.ops;

import io.github.tracebridge.offer.Inbox;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferOutcome;
import io.github.tracebridge.offer.OfferParts;
import io.github.tracebridge.offer.OfferRecords;
import io.github.tracebridge.offer.OfferState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The MBean {@code io.github.tracebridge:type=Offers}. Thread-safe. */
public final class OffersView extends Pausable implements OffersMXBean {
  private static final Duration LIFE = Duration.ofSeconds(1);

  private final OfferParts offers;
  private final Inbox inbox;
  private final OfferFreshness freshness;
  private final Clock steady;
  private final Clock wall;
  private final Recent<Standing> standing;

  /** How they stand in the ledger, at one time. */
  private record Standing(
      List<OfferFile> working,
      List<OfferFile> held,
      List<OfferFile> refused,
      Map<String, Long> counts,
      Optional<Instant> lastUpload) {
    static final Standing NONE =
        new Standing(List.of(), List.of(), List.of(), Map.of(), Optional.empty());

    static Standing of(OfferParts offers) {
      OfferRecords ledger = offers.ledger();
      return new Standing(
          ledger.working(),
          ledger.in(Set.of(OfferState.HELD)),
          offers.refused(),
          ledger.counts(),
          ledger.lastUpload());
    }
  }

  public OffersView(
      OfferParts offers, OfferFreshness freshness, Flow flow, Clock steady, Clock wall) {
    super(flow);
    this.offers = offers;
    this.inbox = offers.inbox();
    this.freshness = freshness;
    this.steady = steady;
    this.wall = wall;
    this.standing = new Recent<>(() -> Standing.of(offers), Standing.NONE, LIFE, steady);
  }

  @Override
  public List<Watch.Condition> conditions() {
    return List.of(
        new Watch.Condition(
            Trouble.OFFER_REFUSED,
            () -> each(standing.get().refused(), f -> Objects.requireNonNull(f.outcome()).words())),
        new Watch.Condition(Trouble.OFFER_HELD, () -> each(standing.get().held(), file -> "held")),
        Watch.Condition.of(Trouble.OFFER_WAITING, this::waiting),
        pausedCondition());
  }

  /** Each file is an incident of its own, for each is somebody's to look at. */
  private static Map<String, String> each(List<OfferFile> files, Function<OfferFile, String> how) {
    Map<String, String> sentences = new TreeMap<>();
    files.forEach(
        file -> sentences.put("file " + file.id(), file.title() + " is " + how.apply(file)));
    return sentences;
  }

  private Optional<String> waiting() {
    return getStuck().stream().findFirst().or(freshness::waiting);
  }

  @Override
  public int getWaiting() {
    return inbox.waiting();
  }

  @Override
  public long getOldestWaitingAgeSeconds() {
    return age(inbox.oldest(), steady);
  }

  @Override
  public long getInProgress() {
    return standing.get().working().size() + getHeld();
  }

  @Override
  public long getOldestInProgressAgeSeconds() {
    return age(standing.get().working().stream().findFirst().map(OfferFile::arrivedAt), wall);
  }

  @Override
  public long getHeld() {
    return standing.get().held().size();
  }

  @Override
  public long getRefused() {
    return standing.get().refused().size();
  }

  @Override
  public Map<String, Long> getFiles() {
    Map<String, Long> files = new TreeMap<>();
    for (OfferOutcome outcome : OfferOutcome.values()) {
      String name = outcome.name();
      files.put(name.toLowerCase(Locale.ROOT), standing.get().counts().getOrDefault(name, 0L));
    }
    return files;
  }

  @Override
  public String getLastUpload() {
    return standing.get().lastUpload().map(Instant::toString).orElse("");
  }

  @Override
  public String getComplaint() {
    return standing.get().working().stream()
        .map(OfferFile::reason)
        .filter(reason -> reason != null)
        .findFirst()
        .orElse("");
  }

  @Override
  public List<String> getStuck() {
    return offers.stuck().words();
  }

  @Override
  public String approve(long number) {
    return ask(
        () -> offers.marks().approve(number), "file " + number + " goes up at the next look");
  }

  @Override
  public String resubmit(long number) {
    return ask(
        () -> offers.marks().resubmit(number),
        "file " + number + " goes up once more at the next look");
  }

  private interface Mark {
    void put() throws IOException;
  }

  private static String ask(Mark mark, String done) {
    try {
      mark.put();
      return done;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long age(Optional<Instant> since, Clock clock) {
    return since
        .map(time -> Math.max(0, Duration.between(time, clock.instant()).toSeconds()))
        .orElse(0L);
  }
}
