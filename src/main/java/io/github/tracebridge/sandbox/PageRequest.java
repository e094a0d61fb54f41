package io.github.tracebridge.sandbox;

import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page asked for. Immutable.
 *
 * @param page as the client numbers it
 */
record PageRequest(int page, int size, Selection selection) {

  /**
   * @throws Query.Refused if a parameter cannot be read or is out of range
   */
  static PageRequest of(Query query, Knobs knobs) {
    PagingKnobs paging = knobs.paging();
    int page = query.integer(paging.pageParam(), paging.pageBase());
    if (page < paging.pageBase()) {
      throw new Query.Refused(paging.pageParam(), Integer.toString(page));
    }
    return new PageRequest(page, size(query, paging), selection(query, knobs));
  }

  private static int size(Query query, PagingKnobs paging) {
    int size = query.integer(paging.sizeParam(), paging.defaultSize());
    boolean over = size > paging.maxSize();
    if (size < 1 || over && paging.overMax() == PagingKnobs.OverMax.REFUSE) {
      throw new Query.Refused(paging.sizeParam(), Integer.toString(size));
    }
    return Math.min(size, paging.maxSize());
  }

  private static Selection selection(Query query, Knobs knobs) {
    ListingKnobs listing = knobs.listing();
    return new Selection(
        time(query, listing.createdFromParam()),
        time(query, listing.createdToParam()),
        time(query, listing.updatedFromParam()),
        !knobs.lead().updatedAtNullUntilChange(),
        new Selection.Facets(
            List.copyOf(query.all("status")),
            query.one("companyName"),
            query.one("email"),
            query.one("contactName")));
  }

  private static @Nullable Long time(Query query, String name) {
    String text = query.one(name);
    if (text == null) {
      return null;
    }
    try {
      // Rounded up: what lies between two microseconds was not created at the lower one.
      return LeadBook.micros(Times.query(text).plusNanos(999));
    } catch (DateTimeException e) {
      throw new Query.Refused(name, text);
    }
  }

  long offset(int pageBase) {
    return (long) (page - pageBase) * size;
  }
}
