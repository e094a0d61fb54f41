package io.github.tracebridge.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The leads the sandbox holds: each is a function of seed, ordinal and contents; only their order
 * and what was touched is kept. Thread-safe; its lock is the object itself.
 */
public final class LeadBook {
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Clock clock;
  private long seed = 1;
  private LeadIds ids = new LeadIds(seed);
  private LeadIndex index = new LeadIndex(ids);
  private Random random = new Random(seed);
  private final LeadStates states = new LeadStates();
  private LeadSearch search = new LeadSearch(seed, index, states);

  LeadBook(Clock clock) {
    this.clock = clock;
  }

  /** Forgets all leads and begins with so many of the last 30 days. */
  public void fill(int count) {
    fill(Seeding.of(count));
  }

  /** Forgets all leads and begins with others. */
  public synchronized void fill(Seeding seeding) {
    seed = seeding.seed();
    ids = new LeadIds(seed);
    index = new LeadIndex(ids);
    random = new Random(seed);
    states.clear();
    index.fill(seeding, now());
    search = new LeadSearch(seed, index, states);
  }

  /** How many leads there are. */
  public synchronized int size() {
    return index.size();
  }

  /** Adds leads created now. */
  public List<UUID> add(int n) {
    return addLate(n, Duration.ZERO);
  }

  /** Adds leads whose creation time lies in the past, as a late commit does. */
  public synchronized List<UUID> addLate(int n, Duration age) {
    long at = micros(clock.instant().minus(age));
    return IntStream.range(0, n).mapToObj(i -> ids.id(insert(at))).toList();
  }

  /** Adds a lead that is wrong, and returns the id it can be changed and deleted by. */
  public UUID addPoison(Poison kind) {
    return addPoison(kind, 2);
  }

  /** As {@link #addPoison(Poison)}, with the size of a very large one. */
  public synchronized UUID addPoison(Poison kind, int megabytes) {
    Instant created = clock.instant().plus(kind == Poison.FUTURE_CREATED ? AHEAD : Duration.ZERO);
    int ordinal = insert(micros(created));
    states.poison(ordinal, new LeadStates.Poisoned(kind, megabytes));
    return ids.id(ordinal);
  }

  /** Changes any {@code n} leads, fewer if there are fewer, and returns which. */
  public synchronized List<UUID> change(int n) {
    return change(idsOf(any(n)));
  }

  /** Gives leads contents they never had, now; ids that are not there are passed over. */
  public synchronized List<UUID> change(Collection<UUID> leads) {
    return touch(leads, t -> t.newestContent() + 1);
  }

  /** Changes any {@code n} changed leads back, fewer if there are fewer, and returns which. */
  public synchronized List<UUID> changeBack(int n) {
    return changeBack(idsOf(states.touched().sorted().limit(n).boxed().toList()));
  }

  /**
   * Gives leads the contents of the revision before, now, as a further revision; ids that are not
   * there or were never changed are passed over.
   */
  public synchronized List<UUID> changeBack(Collection<UUID> leads) {
    List<UUID> changed = leads.stream().filter(id -> states.isTouched(ids.ordinal(id))).toList();
    return touch(changed, t -> t.before().content());
  }

  /** Deletes any {@code n} leads, fewer if there are fewer, and returns which. */
  public synchronized List<UUID> delete(int n) {
    return delete(idsOf(any(n)));
  }

  /** Deletes leads; ids that are not there are passed over. */
  public synchronized List<UUID> delete(Collection<UUID> leads) {
    List<UUID> there = present(leads);
    for (UUID id : there) {
      int ordinal = ids.ordinal(id);
      index.remove(ordinal);
      states.forget(ordinal);
    }
    search.forget();
    return there;
  }

  /**
   * All leads, oldest first, as they are when the iterator comes by; deleted ones are passed over.
   */
  public Iterator<Truth> truth() {
    int[] order;
    synchronized (this) {
      order = index.copy();
    }
    return Arrays.stream(order).boxed().flatMap(o -> truth(o).stream()).iterator();
  }

  private synchronized List<Truth> truth(int ordinal) {
    if (!index.contains(ordinal)) {
      return List.of();
    }
    Row row = row(ordinal, false);
    return List.of(new Truth(row.id(), row.version().revision(), row.contentKey(), row.poison()));
  }

  /** The lead with this id, if it is there. */
  synchronized @Nullable Row find(UUID id) {
    int ordinal = ids.ordinal(id);
    return index.contains(ordinal) ? row(ordinal, false) : null;
  }

  /** Rows {@code [offset, offset + limit)} of a selection. */
  synchronized Slice slice(
      Selection selection, ListingKnobs.Order order, long offset, int limit, boolean stale) {
    LeadSearch.Found found = search.find(selection);
    Shuffle shuffle = Shuffle.of(order, found.total(), random);
    List<Row> rows = new ArrayList<>();
    for (long i = offset; i < Math.min(found.total(), offset + limit); i++) {
      rows.add(row(found.at().applyAsInt(shuffle.at((int) i)), stale));
    }
    return new Slice(rows, found.total());
  }

  private Row row(int ordinal, boolean stale) {
    LeadStates.Touched state = states.of(ordinal);
    LeadStates.Poisoned poison = states.poison(ordinal);
    return new Row(
        seed,
        ordinal,
        ids.id(ordinal),
        index.created(ordinal),
        stale ? state.before() : state.now(),
        poison == null ? null : poison.kind(),
        poison == null ? 0 : poison.megabytes());
  }

  private int insert(long created) {
    search.forget();
    return index.add(created);
  }

  private List<UUID> touch(Collection<UUID> leads, ToIntFunction<LeadStates.Touched> content) {
    List<UUID> there = present(leads);
    there.forEach(id -> states.touch(ids.ordinal(id), content, now()));
    search.forget();
    return there;
  }

  private List<UUID> present(Collection<UUID> leads) {
    return leads.stream().distinct().filter(id -> index.contains(ids.ordinal(id))).toList();
  }

  private List<Integer> any(int n) {
    int size = index.size();
    return n >= size
        ? IntStream.range(0, size).map(index::at).boxed().toList()
        : random.ints(0, size).distinct().limit(n).map(index::at).boxed().toList();
  }

  private List<UUID> idsOf(Collection<Integer> ordinals) {
    return ordinals.stream().map(ids::id).toList();
  }

  private long now() {
    return micros(clock.instant());
  }

  static long micros(Instant at) {
    return Math.multiplyExact(at.getEpochSecond(), 1_000_000L) + at.getNano() / 1000;
  }
}
