package io.github.tracebridge.cli;

import io.github.tracebridge.connection.QuotaGate;
import io.github.tracebridge.trace.Purposes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What requests were spent on, in words. */
final class Bill {
  /** A purpose, in the order of the words. */
  private record Item(String purpose, String one, String many) {
    String words(long count) {
      return count + " " + (count == 1 ? one : many);
    }
  }

  private static final Item ALL = new Item("", "request", "requests");

  private static final List<Item> ITEMS =
      List.of(
          new Item(QuotaGate.LOGIN, "login", "logins"),
          new Item(Purposes.LEAD_PAGES, "lead page", "lead pages"),
          new Item(Purposes.WINDOWS, "page of a window", "pages of windows"),
          new Item(Purposes.FILES, "file", "files"),
          new Item(Purposes.UPLOADS, "upload", "uploads"),
          new Item(Purposes.READ_BACKS, "read-back", "read-backs"));

  private Bill() {}

  /** Such as {@code 9 requests: 1 login, 8 lead pages}. */
  static String words(Map<String, Long> bill) {
    long all = bill.values().stream().mapToLong(Long::longValue).sum();
    long other = all;
    List<String> words = new ArrayList<>();
    for (Item item : ITEMS) {
      long count = bill.getOrDefault(item.purpose(), 0L);
      other -= count;
      if (count > 0) {
        words.add(item.words(count));
      }
    }
    if (other > 0) {
      words.add(other + " other");
    }
    return ALL.words(all) + (words.isEmpty() ? "" : ": " + String.join(", ", words));
  }
}
