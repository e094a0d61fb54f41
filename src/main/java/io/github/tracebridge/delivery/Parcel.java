package io.github.tracebridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a sink in one request.
 *
 * @param inDoubt whether it went out before and nobody knows what came of it; then it is one item
 */
public record Parcel(List<Item> items, boolean inDoubt) {

  public Parcel {
    items = List.copyOf(items);
  }

  /**
   * A version of a lead, as the sink gets it.
   *
   * @param seq its number in the ledger's log
   * @param isFirst whether the sink has no version of this lead yet
   * @param replays how often a person sent it again after it was refused
   * @param attempts how often it went out before, without success
   * @param tariffKind by which the lead is counted; empty for none
   * @param timedFrom from when on its first delivery is timed; null where it is not
   * @param record what the mapping made of it
   */
  public record Item(
      String leadId,
      long seq,
      int version,
      boolean isFirst,
      int replays,
      int attempts,
      String tariffKind,
      @Nullable Instant timedFrom,
      JsonNode record) {

    /** The same for each attempt, another for each version, and after each replay. */
    public String key() {
      return leadId + "-" + version + (replays == 0 ? "" : "-" + replays);
    }
  }

  /** Both halves of one that has two items or more. */
  List<Parcel> halves() {
    int middle = items.size() / 2;
    return List.of(
        new Parcel(items.subList(0, middle), inDoubt),
        new Parcel(items.subList(middle, items.size()), inDoubt));
  }

  List<String> leadIds() {
    return items.stream().map(Item::leadId).toList();
  }

  boolean isSingle() {
    return items.size() == 1;
  }
}
