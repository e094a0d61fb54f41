package io.github.tracebridge.lead;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.github.tracebridge.lead.FieldLedger.Field;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which fields leads have had, and of which types: what is new is said once, for the contract may
 * have changed. What comes before the first walk was proved is what there is. Thread-safe.
 */
public final class Fields {
  private static final Logger LOG = LoggerFactory.getLogger(Fields.class);
  private static final int MOST_NAMED = 10;

  private final FieldLedger ledger;
  private final Clock clock;
  private final FieldNode root = FieldNode.root();
  private final Queue<FieldNode.Sight> fresh = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile Consumer<String> listener = sentence -> {};
  private volatile boolean isLoaded;

  public Fields(Jdbi jdbi, Clock clock) {
    this.ledger = new FieldLedger(jdbi);
    this.clock = clock;
  }

  /** Is told each sentence about new fields, too. */
  public void listen(Consumer<String> all) {
    listener = all;
  }

  /** How many fields are known. */
  public int count() {
    load();
    return count.get();
  }

  /** Takes up what the ledger knows, once; before leads are looked at. */
  synchronized void load() {
    if (!isLoaded) {
      List<Field> all = ledger.all();
      all.forEach(root::restore);
      count.set(all.size());
      isLoaded = true;
    }
  }

  /** Looks at one lead. */
  void see(JsonNode lead) {
    within(lead, root);
  }

  private void see(JsonNode value, @Nullable FieldNode here) {
    if (here == null) {
      return;
    }
    JsonNodeType type = value.getNodeType();
    if (here.sight(type) == null) {
      if (isFull()) {
        return;
      }
      FieldNode.Sight made = here.add(type);
      if (made != null) {
        count.incrementAndGet();
        fresh.add(made);
      }
    }
    Objects.requireNonNull(here.sight(type)).see();
    within(value, here);
  }

  private void within(JsonNode value, FieldNode here) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(member -> see(member.getValue(), here.member(member.getKey(), isFull())));
    } else if (value.isArray()) {
      value.forEach(element -> see(element, here.element(isFull())));
    }
  }

  private boolean isFull() {
    return count.get() >= FieldLedger.MOST;
  }

  /**
   * Keeps what is new, and says so; behind each page.
   *
   * @param isFirst whether no walk was proved before that page
   */
  synchronized void settle(boolean isFirst) {
    if (fresh.isEmpty()) {
      return;
    }
    List<FieldNode.Sight> some = List.copyOf(fresh);
    List<String> surprising =
        some.stream().filter(FieldNode.Sight::isSurprising).map(Object::toString).toList();
    Instant now = clock.instant();
    ledger.add(some.stream().map(sight -> sight.kept(now)).toList());
    some.forEach(sight -> fresh.poll());
    if (!surprising.isEmpty() && !isFirst) {
      sayNew(surprising);
    }
    if (isFull()) {
      say(
          "leads have had %d fields of all types, as many as are watched: a new one is not noticed"
                  .formatted(FieldLedger.MOST)
              + " any more. See state show --fields.");
    }
  }

  /**
   * Says so, once as long as the ledger lives, where leads have had a value at that place.
   *
   * @param sentence that they have lost what it held
   */
  synchronized void lost(JsonPointer place, String sentence) {
    FieldNode node = root.at(place);
    if (node == null || !node.hadValue()) {
      return;
    }
    FieldNode.Sight made = node.add(JsonNodeType.MISSING);
    if (made != null) {
      count.incrementAndGet();
      ledger.add(List.of(made.kept(clock.instant())));
      say(sentence);
    }
    Objects.requireNonNull(node.sight(JsonNodeType.MISSING)).see();
  }

  /** Keeps the day on which fields were last seen; behind each walk. */
  synchronized void walked() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<Field> again = new ArrayList<>();
    root.seenAgain(today, again::add);
    if (!again.isEmpty()) {
      ledger.seen(again);
    }
  }

  private void sayNew(List<String> fields) {
    String named = fields.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = fields.size() - MOST_NAMED;
    say(
        "leads have fields that they never had: "
            + named
            + (more > 0 ? " and " + more + " more" : "")
            + ". They are delivered as they come.");
  }

  private void say(String sentence) {
    LOG.warn(sentence);
    listener.accept(sentence);
  }
}
