package io.github.tracebridge.offer;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that could not be taken on though it was time, each said once for as long as it is there
 * and the reason stays. They hold no other file back. Thread-safe.
 */
public final class StuckFiles {
  private static final Logger LOG = LoggerFactory.getLogger(StuckFiles.class);

  private final OfferFolders folders;
  private final Map<Path, String> reasons = new LinkedHashMap<>();

  StuckFiles(OfferFolders folders) {
    this.folders = folders;
  }

  synchronized void say(Path file, String reason) {
    if (!reason.equals(reasons.put(file, reason))) {
      LOG.warn("offers: {} is left where it is: {}", title(file), reason);
    }
  }

  synchronized void over(Path file) {
    reasons.remove(file);
  }

  synchronized void forgetGone() {
    reasons.keySet().removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
  }

  /** A line each, such as {@code inbox/a.json: access denied}; none where all is well. */
  public synchronized List<String> words() {
    List<String> words = new ArrayList<>();
    reasons.forEach((file, reason) -> words.add(title(file) + ": " + reason));
    return words;
  }

  private String title(Path file) {
    return OfferFile.visible(folders.relative(file));
  }
}
