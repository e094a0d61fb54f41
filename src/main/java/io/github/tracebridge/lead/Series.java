package io.github.tracebridge.lead;

import io.github.tracebridge.trace.LeadContract;
import java.util.List;
import java.util.Locale;

/** A series of walks: those of the schedule have cursors of their own, the others have windows. */
enum Series {
  /** What was created since its cursor. */
  CREATED,
  /** What was changed since its cursor. */
  UPDATED,
  /** Everything, to find what slipped and what vanished. */
  FULL,
  /** What was created in a window, to prove that it is there. */
  VERIFY,
  /** What was created in a window, to bring it. */
  BACKFILL;

  /** Those that move by the schedule. */
  static final List<Series> LIVE = List.of(CREATED, UPDATED, FULL);

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Series of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** Whether it walks windows that were asked for, and has no cursor. */
  boolean isWindow() {
    return !LIVE.contains(this);
  }

  /** Where the ledger keeps the last pass of this series that saw a row. */
  String passColumn() {
    return id() + "_pass";
  }

  /** The name of its date filter; empty for none. */
  String filter(LeadContract contract) {
    return switch (this) {
      case CREATED, VERIFY, BACKFILL -> contract.createdFromParam();
      case UPDATED -> contract.updatedFromParam();
      case FULL -> "";
    };
  }
}
