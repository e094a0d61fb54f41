package io.github.tracebridge.lead;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * What one pass of a walk saw, kept in the ledger as JSON with the walk. Not thread-safe: it lives
 * within one transaction.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
final class PassTally {
  /** Without a total, so many pages in a row with nothing new in the pass lead to no end. */
  private static final int FRUITLESS = 20;

  int pages;
  int pagesWithRows;

  /** Pages that were left out or refused. */
  int skipped;

  /** Distinct rows. */
  long rows;

  /** Those that no pass of the walk saw before. */
  long news;

  private int barren;

  void count(PageFacts facts) {
    pages++;
    pagesWithRows += facts.rows() > 0 ? 1 : 0;
    rows += facts.brought().newInPass();
    news += facts.brought().newInWalk();
    barren = facts.rows() > 0 && facts.brought().newInPass() == 0 ? barren + 1 : 0;
  }

  boolean isFruitless() {
    return barren >= FRUITLESS;
  }
}
