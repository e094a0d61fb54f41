package io.github.tracebridge.ops;

import io.github.tracebridge.leadfile.FileFetching;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The MBean {@code io.github.tracebridge:type=Files}. Thread-safe. */
public final class FilesView extends Pausable implements FilesMXBean {
  private final FileFetching files;
  private final Recent<Long> pending;

  public FilesView(FileFetching files, Flow flow, Clock steady) {
    super(flow);
    this.files = files;
    this.pending = new Recent<>(files::pending, 0L, Duration.ofSeconds(1), steady);
  }

  @Override
  public List<Watch.Condition> conditions() {
    return List.of(Watch.Condition.of(Trouble.FILES, files::complaint), pausedCondition());
  }

  @Override
  public long getFetched() {
    return files.fetched();
  }

  @Override
  public long getPending() {
    return pending.get();
  }

  @Override
  public long getMissed() {
    return files.missed();
  }

  @Override
  public String getComplaint() {
    return files.complaint().orElse("");
  }
}
