package io.github.tracebridge.ops;

import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** The MBean {@code io.github.tracebridge:type=Ledger}. Thread-safe. */
public final class LedgerView implements LedgerMXBean {
  private static final long LITTLE_ROOM = 100_000_000;

  /** Leads are counted one by one, which takes its time where there are a million. */
  private static final Duration LONG = Duration.ofSeconds(15);

  private final Ledger ledger;
  private final Path folder;
  private final Supplier<Optional<String>> heard;
  private final Recent<Counts> counts;
  private final Recent<Optional<String>> probe;

  private record Counts(long leads, long versions) {}

  /**
   * @param folder where data is kept
   * @param heard why it could not be worked with when somebody last tried; empty where it could
   */
  public LedgerView(Ledger ledger, Path folder, Supplier<Optional<String>> heard, Clock steady) {
    this.ledger = ledger;
    this.folder = folder;
    this.heard = heard;
    this.counts = new Recent<>(this::count, new Counts(0, 0), LONG, steady);
    this.probe = new Recent<>(this::ask, Optional.empty(), Duration.ofSeconds(1), steady);
  }

  /** What may be wrong with it. */
  public List<Watch.Condition> conditions() {
    return List.of(
        Watch.Condition.of(Trouble.LEDGER, this::complaint),
        Watch.Condition.of(Trouble.DISK, this::littleRoom));
  }

  /** Why it cannot be worked with; empty where it can. */
  Optional<String> complaint() {
    return heard.get().or(probe::get);
  }

  private Optional<String> ask() {
    try {
      ledger.jdbi().useHandle(handle -> handle.execute("select 1 from lead limit 1"));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          LedgerException.explain(e)
              .map(Exception::getMessage)
              .orElseGet(() -> String.valueOf(e.getMessage())));
    }
  }

  private Optional<String> littleRoom() {
    long free = getFreeBytes();
    return free >= 0 && free < LITTLE_ROOM
        ? Optional.of(free / 1_000_000 + " MB are free on the disk of " + folder)
        : Optional.empty();
  }

  private Counts count() {
    Jdbi jdbi = ledger.jdbi();
    return jdbi.withHandle(
        handle ->
            new Counts(
                handle.select("select count(*) from lead").mapTo(Long.class).one(),
                handle
                    .select("select coalesce(max(seq), 0) from lead_version")
                    .mapTo(Long.class)
                    .one()));
  }

  @Override
  public String getPlace() {
    return ledger.place();
  }

  @Override
  public String getComplaint() {
    return complaint().orElse("");
  }

  @Override
  public long getLeads() {
    return counts.get().leads();
  }

  @Override
  public long getVersions() {
    return counts.get().versions();
  }

  @Override
  public long getSizeBytes() {
    try {
      return ledger.file().isPresent() ? Files.size(ledger.file().get()) : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public long getFreeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
