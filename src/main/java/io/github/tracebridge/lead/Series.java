package io.github.tracebridge.lead;

import io.github.tracebridge.trace.LeadContract;
import java.util.Locale;

/** A series of walks with a cursor of its own. */
enum Series {
  /** What was created since its cursor. */
  CREATED,
  /** What was changed since its cursor. */
  UPDATED,
  /** Everything, to find what slipped and what vanished. */
  FULL;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Series of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** Where the ledger keeps the last pass of this series that saw a row. */
  String passColumn() {
    return id() + "_pass";
  }

  /** The name of its date filter; empty for none. */
  String filter(LeadContract contract) {
    return switch (this) {
      case CREATED -> contract.createdFromParam();
      case UPDATED -> contract.updatedFromParam();
      case FULL -> "";
    };
  }
}
