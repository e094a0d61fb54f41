package io.github.tracebridge.offer;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a file has older prices for than TRACE has, or may have.
 *
 * @param concerned by label
 * @param configurations how many the file has
 */
record Overtaken(List<Concerned> concerned, int configurations) {
  private static final int MOST_NAMED = 10;

  /**
   * @param later the newest file with a price for it that went up
   */
  record Concerned(String label, long later) {}

  /** Why the file does not go up, and what may be done. */
  String reason() {
    Set<Long> later = new TreeSet<>(concerned.stream().map(Concerned::later).toList());
    return "file "
        + later.iterator().next()
        + (later.size() == 1 ? "" : " and others")
        + " arrived later and went up first, so this one would bring back older prices for "
        + labels()
        + ". "
        + advice();
  }

  private String labels() {
    List<String> named =
        concerned.stream().limit(MOST_NAMED).map(each -> Alike.shown(each.label())).toList();
    int more = concerned.size() - named.size();
    return String.join("; ", named) + (more == 0 ? "" : " and " + more + " more");
  }

  private String advice() {
    int others = configurations - concerned.size();
    return others == 0
        ? "Drop it anew if that is wanted."
        : "For the rest of the file drop it anew without "
            + (concerned.size() == 1 ? "that one" : "those")
            + "; dropped anew as it is, it does bring them back.";
  }
}
