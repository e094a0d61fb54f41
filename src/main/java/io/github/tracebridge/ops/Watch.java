package io.github.tracebridge.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what is wrong by looking at conditions again and again, and says when an incident
 * begins and when it ends. What is open is kept in the ledger too, so that a restart begins no
 * incident anew; where the ledger is away, memory will do. Thread-safe: every method locks it.
 */
public final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** How long a new process may take until it knows what is wrong still. */
  private static final Duration FINDING_OUT = Duration.ofMinutes(3);

  private final List<Condition> conditions;
  private final IncidentTable table;
  private final Consumer<Incident> listener;
  private final Clock clock;
  private final Map<Key, Incident> open = new LinkedHashMap<>();
  private final List<Incident> ended = new ArrayList<>();

  /** Of a process before this one, and not found again yet: a new one has to find out first. */
  private final Set<Key> unseen = new HashSet<>();

  private Instant knowsSince = Instant.MIN;
  private boolean isRestored;

  /** What makes two looks see the same incident. */
  record Key(Trouble trouble, String subject) {}

  /**
   * What may be wrong.
   *
   * @param now what is concerned, and why, in a sentence each; none where nothing is wrong
   */
  public record Condition(Trouble trouble, Supplier<Map<String, String>> now) {
    /** Of the job as a whole. */
    static Condition of(Trouble trouble, Supplier<Optional<String>> now) {
      return of(trouble, "", now);
    }

    /** Of one subject alone. */
    static Condition of(Trouble trouble, String subject, Supplier<Optional<String>> now) {
      return new Condition(
          trouble, () -> now.get().map(sentence -> Map.of(subject, sentence)).orElse(Map.of()));
    }
  }

  /**
   * @param listener is told each incident as it begins and as it ends
   */
  public Watch(
      List<Condition> conditions, IncidentTable table, Consumer<Incident> listener, Clock clock) {
    this.conditions = List.copyOf(conditions);
    this.table = table;
    this.listener = listener;
    this.clock = clock;
  }

  /** Looks once. */
  public synchronized void look() {
    restore();
    Map<Key, Incident> gone = new LinkedHashMap<>(open);
    for (Condition condition : conditions) {
      try {
        condition
            .now()
            .get()
            .forEach(
                (subject, sentence) -> {
                  Key key = new Key(condition.trouble(), subject);
                  gone.remove(key);
                  found(key, sentence(sentence));
                });
      } catch (RuntimeException e) {
        // the ledger is away, so nobody knows: it stays as it was
        gone.keySet().removeIf(key -> key.trouble() == condition.trouble());
      }
    }
    if (clock.instant().isAfter(knowsSince)) {
      unseen.clear();
    }
    gone.values().stream().filter(each -> !unseen.contains(each.key())).forEach(this::end);
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  /** What a process before this one left. */
  private void restore() {
    if (isRestored) {
      return;
    }
    try {
      for (Incident incident : table.unfinished()) {
        if (incident.closedAt() == null) {
          open.put(incident.key(), incident);
          if (!incident.trouble().isKnownAtOnce()) {
            unseen.add(incident.key());
          }
        } else {
          ended.add(incident);
        }
      }
      isRestored = true;
      knowsSince = clock.instant().plus(FINDING_OUT);
    } catch (RuntimeException e) {
      LOG.debug("incidents are not read", e);
    }
  }

  private void found(Key key, String sentence) {
    unseen.remove(key);
    Incident before = open.get(key);
    if (before == null) {
      Incident begun = save(Incident.begin(key, sentence, clock.instant()));
      open.put(key, begun);
      LOG.info("incident {}: {}", begun.title(), begun.sentence());
      listener.accept(begun);
    } else if (before.id() == 0) {
      open.put(key, save(before.saying(sentence)));
    } else if (!before.sentence().equals(sentence)) {
      open.put(key, before.saying(sentence));
    }
  }

  private void end(Incident incident) {
    open.remove(incident.key());
    Incident closed = save(incident.closed(clock.instant()));
    if (closed.isToTell()) {
      ended.add(closed);
    }
    LOG.info("incident {} is over, which began at {}", closed.title(), closed.openedAt());
    listener.accept(closed);
  }

  /** Memory will do where the ledger is away. */
  private Incident save(Incident incident) {
    try {
      return table.save(incident);
    } catch (RuntimeException e) {
      LOG.debug("an incident is not written", e);
      return incident;
    }
  }

  /** Whether this process found it itself; of what one before it left it may not know yet. */
  public synchronized boolean isSeen(Incident incident) {
    return !unseen.contains(incident.key());
  }

  /** What is wrong now, by when it began. */
  public synchronized List<Incident> open() {
    return open.values().stream().sorted(Comparator.comparing(Incident::openedAt)).toList();
  }

  /**
   * Takes what others are to hear of, each once: it counts as told from here on, also after a
   * crash.
   */
  synchronized List<Incident> takeUntold() {
    List<Incident> untold =
        Stream.concat(ended.stream(), open.values().stream())
            .filter(incident -> incident.isToTell() && !unseen.contains(incident.key()))
            .toList();
    ended.clear();
    for (Incident incident : untold) {
      Incident told = save(incident.told(true));
      open.replace(told.key(), incident, told);
    }
    return untold;
  }

  /**
   * Others did not hear of it, for certain: it is told again, but for one that is over meanwhile.
   */
  synchronized void notTold(Incident incident) {
    if (incident.closedAt() != null) {
      ended.add(save(incident));
    } else if (open.containsKey(incident.key())) {
      open.computeIfPresent(
          incident.key(), (key, now) -> now.isSameAs(incident) ? save(now.told(false)) : now);
    } else if (ended.removeIf(incident::isSameAs)) {
      LOG.debug("{} was over before others could hear of it", incident.title());
    }
  }
}
