package io.github.tracebridge.leadfile;

import io.github.tracebridge.connection.Fault;
import io.github.tracebridge.connection.Reason;
import java.io.IOException;
import java.util.Set;

/** Why a file was not fetched, and what that means for it. Its sentence names nothing of a lead. */
final class FileFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What it means. */
  enum Meaning {
    /** Worth another try. */
    LATER,
    /** Its URL does not hold any more. */
    EXPIRED,
    /** It is not there any more. */
    GONE,
    /** It is there and not wanted. */
    REFUSED
  }

  private static final Set<Integer> EXPIRED = Set.of(400, 401, 403);

  private final Meaning meaning;

  FileFault(Meaning meaning, String sentence) {
    super(sentence);
    this.meaning = meaning;
  }

  /** A status that is neither the file nor the way to it. */
  static FileFault refusal(Fetch fetch, int status) {
    String said = (fetch.hasLeftTrace ? "the file store" : "TRACE") + " answered " + status;
    if (status == 404 || status == 410) {
      return new FileFault(Meaning.GONE, said);
    }
    boolean isOld = fetch.hasLeftTrace && fetch.hops == 0 && EXPIRED.contains(status);
    return new FileFault(isOld ? Meaning.EXPIRED : Meaning.LATER, said);
  }

  /** What anything that broke off the fetch means. */
  static FileFault of(Exception fault) {
    if (fault instanceof FileFault known) {
      return known;
    }
    return new FileFault(
        Meaning.LATER,
        fault instanceof Fault
            ? String.valueOf(fault.getMessage()).replaceAll("\\.$", "")
            : fault instanceof IOException
                ? "no answer came (" + Reason.of(fault) + ")"
                : "the route broke off (" + fault.getClass().getSimpleName() + ")");
  }

  Meaning meaning() {
    return meaning;
  }
}
