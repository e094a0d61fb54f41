package io.github.tracebridge.lead;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk under way, kept in the ledger as JSON beside each page: where it stands and what would
 * prove its end. A walk is one or more passes from the first page to the last; rows may move
 * between pages meanwhile, so a pass steps back when the total shrinks, reads the head again at its
 * end, and is repeated until nothing is missing. Not thread-safe: it lives within one transaction.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
final class OpenWalk {
  private static final int TRIES = 3;

  /** A total that goes up and down without end must not keep a pass going without end. */
  private static final int MORE_THAN_ENOUGH = 4;

  /** What the next page is read for, or how the walk ended. */
  enum Phase {
    READING,
    HEAD,
    NEXT_PASS,
    PROVED,
    UNPROVED
  }

  /** Fingerprint of TRACE's address and names; a walk of another, or by others, begins anew. */
  String contract = "";

  /** Inclusive lower bound of the date filter; null for everything. */
  @Nullable Instant from;

  /** Its exclusive upper bound; null where there is none. */
  @Nullable Instant to;

  /** Number of the pass from which on rows count as seen in this walk. */
  long firstPass;

  long pass;
  Phase phase = Phase.READING;

  /** The next page, counted from 0. */
  int page;

  WalkTally tally = new WalkTally();

  /** Distinct rows seen since {@link #firstPass}. */
  long walkRows;

  private @Nullable Long total;
  private String digest = "";
  private int lastPage;
  private int largestPage;
  private PassTally seen = new PassTally();
  private int failures;
  private @Nullable Long missing;
  private int tries;

  /** Why it can never be proved; null where it may be. */
  private @Nullable String hopeless;

  OpenWalk() {}

  OpenWalk(String contract, @Nullable Instant from, long pass) {
    this.contract = contract;
    this.from = from;
    this.firstPass = pass;
    this.pass = pass;
  }

  boolean isOver() {
    return phase == Phase.PROVED || phase == Phase.UNPROVED;
  }

  /** Whether there is a page behind the next one, by what was seen so far. */
  boolean isFollowed() {
    return phase == Phase.READING && total != null && (page + 1L) * largestPage < total;
  }

  /** How far it has come, for people. */
  String progress() {
    return total == null ? walkRows + " leads" : walkRows + " of " + total + " leads";
  }

  /** What kept it from being proved, for people. */
  String shortfall() {
    if (hopeless != null) {
      return hopeless;
    }
    return total == null
        ? "two passes did not see the same leads"
        : walkRows
            + " of "
            + total
            + " leads seen, "
            + seen.skipped
            + (seen.skipped == 1 ? " page" : " pages")
            + " without an answer";
  }

  /**
   * Takes the page in and decides what comes next.
   *
   * @throws io.github.tracebridge.connection.Fault.Transient where the page contradicts what TRACE
   *     said before, so that it has to be asked for again
   */
  void take(PageFacts facts) {
    facts.requireOther(page, digest, total);
    if (facts.total().isPresent() && isPromised(facts.total().getAsLong())) {
      facts.requireRows(page);
    }
    count(facts);
    int stepBack = stepBack(facts);
    total = facts.total().isPresent() ? facts.total().getAsLong() : null;
    if (stepBack > 0) {
      jumpTo(Math.max(0, (phase == Phase.HEAD ? lastPage : page) - stepBack));
    } else if (phase == Phase.HEAD) {
      takeHead(facts);
    } else if (isEnd(facts)) {
      end();
    } else {
      page++;
      digest = facts.digest();
    }
    boolean under = phase == Phase.READING || phase == Phase.HEAD;
    boolean fruitless = total == null && seen.isFruitless();
    if (under && (fruitless || seen.pages > MORE_THAN_ENOUGH * (expectedPages() + 20))) {
      conclude(false);
    }
  }

  /**
   * Leaves out a page that gives no answer, once; the walk cannot be proved by this pass then.
   *
   * @return whether there is hope in the next page
   */
  boolean skip() {
    failures++;
    if (failures == 1 && phase == Phase.READING) {
      seen.skipped++;
      page++;
      return true;
    }
    if (phase == Phase.READING) {
      seen.skipped--;
      page--;
    }
    failures = 0;
    return false;
  }

  /**
   * TRACE says that there is no such page: the end, or the list shrank to before it where more rows
   * were told of.
   */
  void takeNone() {
    failures = 0;
    if (total != null && isPromised(total)) {
      refused();
    } else if (phase == Phase.HEAD) {
      conclude(true);
    } else {
      end();
    }
  }

  /** A page was refused, and not for a moment: another pass has to do without its like. */
  void refused() {
    seen.skipped++;
    conclude(false);
  }

  /** It is over, for there is no hope to prove it. */
  void giveUp(String reason) {
    hopeless = reason;
    phase = Phase.UNPROVED;
  }

  /** What was asked for, where it has both ends. */
  Window window() {
    return new Window(Objects.requireNonNull(from), Objects.requireNonNull(to));
  }

  void nextPass(long number) {
    pass = number;
    phase = Phase.READING;
    seen = new PassTally();
    failures = 0;
    jumpTo(0);
  }

  /** Whether so many leads are more than the pages before this one can hold. */
  private boolean isPromised(long leads) {
    boolean sizeUnknown = largestPage == 0 && seen.skipped > 0;
    return !sizeUnknown && (long) page * Math.max(1, largestPage) < leads;
  }

  private void count(PageFacts facts) {
    tally.count(facts);
    seen.count(facts);
    walkRows += facts.brought().newInWalk();
    largestPage = Math.max(largestPage, facts.rows());
    failures = 0;
  }

  /** Rows moved up when the total shrank: how many pages back the first unseen one may be. */
  private int stepBack(PageFacts facts) {
    if (total == null || facts.total().isEmpty() || facts.total().getAsLong() >= total) {
      return 0;
    }
    long gone = total - facts.total().getAsLong();
    firstPass = pass;
    walkRows = seen.rows;
    missing = null;
    int size = Math.max(1, largestPage);
    return (int) Math.min(Integer.MAX_VALUE, (gone + size - 1) / size + 1);
  }

  private long expectedPages() {
    return total == null || largestPage == 0 ? page : total / largestPage;
  }

  private void jumpTo(int target) {
    phase = Phase.READING;
    page = target;
    digest = "";
  }

  private boolean isEnd(PageFacts facts) {
    if (total != null) {
      return facts.rows() == 0 || (page + 1L) * largestPage >= total;
    }
    boolean shorter = page > 0 && facts.rows() < largestPage;
    return facts.rows() == 0 || shorter;
  }

  /** A single answer shows one moment; of several, the head may have grown meanwhile. */
  private void end() {
    lastPage = page;
    if (page == 0) {
      conclude(true);
    } else {
      jumpTo(0);
      phase = Phase.HEAD;
    }
  }

  private void takeHead(PageFacts facts) {
    boolean known = facts.brought().newInWalk() < facts.rows();
    if (known || facts.rows() == 0) {
      conclude(true);
    } else {
      page++;
    }
  }

  /**
   * @param atEnd whether the pass came to its end; rows that were deleted meanwhile count as seen,
   *     so that the numbers alone prove nothing
   */
  private void conclude(boolean atEnd) {
    long lacking = seen.skipped + (total == null ? 0 : Math.max(0, total - walkRows));
    boolean complete = atEnd && lacking == 0 && (total != null || isSeenTwice());
    if (complete) {
      phase = Phase.PROVED;
      return;
    }
    boolean nearer = atEnd && total != null && (missing == null || lacking < missing);
    tries = nearer ? 1 : tries + 1;
    missing = lacking;
    phase = tries >= TRIES ? Phase.UNPROVED : Phase.NEXT_PASS;
  }

  /** Where no total is told: one page with rows is whole, more are proved by a second pass. */
  private boolean isSeenTwice() {
    boolean onePage = seen.pagesWithRows <= 1 && firstPass == pass;
    boolean again = firstPass < pass && seen.news == 0 && seen.rows == walkRows;
    return onePage || again;
  }
}
