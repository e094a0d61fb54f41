package io.github.tracebridge.leadfile;

import io.github.tracebridge.leadfile.FileTable.Due;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A file on its way, from one address to the next. Used by one thread at a time. */
final class Fetch {
  final Due due;
  final LeadFile file;

  /** Where its lead is looked for once more; null where that is not needed, or it was found. */
  FreshLeads.@Nullable Search search;

  /** Where to ask next; null before it departs and when it is there. */
  @Nullable URI address;

  /** Whether some other host was asked: from then on the token stays here. */
  boolean hasLeftTrace;

  int hops;

  Fetch(Due due, LeadFile file) {
    this.due = due;
    this.file = file;
  }
}
