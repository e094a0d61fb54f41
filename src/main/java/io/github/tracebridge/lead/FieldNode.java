package io.github.tracebridge.lead;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.github.tracebridge.lead.FieldLedger.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One place in a lead; the same for all leads, so that nothing is made for a field known.
 * Thread-safe.
 */
final class FieldNode {
  /** More members of an object, longer names, or such names, are data, which may be of persons. */
  private static final int MOST_MEMBERS = 100;

  private static final int LONGEST_NAME = 100;

  private static final Pattern DATA =
      Pattern.compile("[@\\s\\p{Cc}\\p{Cs}]|\\d{3}|[0-9a-f]{8}-[0-9a-f]{4}-");

  /** What an index of each database holds. */
  private static final int LONGEST_PATH = 500;

  private static final String ANY = "*";

  private final String path;
  private final Map<String, FieldNode> members = new ConcurrentHashMap<>();
  private final Map<JsonNodeType, Sight> sights = new ConcurrentHashMap<>();

  private FieldNode(String path) {
    this.path = path;
  }

  static FieldNode root() {
    return new FieldNode("");
  }

  /** Null where that type was never there. */
  @Nullable Sight sight(JsonNodeType type) {
    return sights.get(type);
  }

  /** Null where another was first. */
  @Nullable Sight add(JsonNodeType type) {
    Sight made = new Sight(this, type);
    return sights.putIfAbsent(type, made) == null ? made : null;
  }

  /**
   * Its member of that name, or that for all names that are data; null where there is none.
   *
   * @param isFull whether none is to be made
   */
  @Nullable FieldNode member(String name, boolean isFull) {
    FieldNode member = members.get(name);
    if (member != null) {
      return member;
    }
    boolean isData =
        members.size() >= MOST_MEMBERS || name.length() > LONGEST_NAME || DATA.matcher(name).find();
    String key = isData ? ANY : name;
    return isFull ? members.get(key) : made(key);
  }

  /** The same for the elements of a list. */
  @Nullable FieldNode element(boolean isFull) {
    return member(ANY, isFull);
  }

  /** The node at that place below; null where nothing was ever there. */
  @Nullable FieldNode at(JsonPointer place) {
    if (place.matches()) {
      return this;
    }
    FieldNode member = member(place.getMatchingProperty(), true);
    return member == null ? null : member.at(place.tail());
  }

  /** Whether the ledger knows it with anything but null. */
  boolean hadValue() {
    return sights.values().stream()
        .filter(sight -> sight.kept != null)
        .anyMatch(s -> s.type != JsonNodeType.NULL && s.type != JsonNodeType.MISSING);
  }

  private @Nullable FieldNode made(String key) {
    String below = path + "/" + key.replace("~", "~0").replace("/", "~1");
    return below.length() > LONGEST_PATH
        ? null
        : members.computeIfAbsent(key, k -> new FieldNode(below));
  }

  /** Takes up a field that the ledger knows, from the root. */
  void restore(Field field) {
    FieldNode node = this;
    for (String part : field.path().substring(1).split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      String below = node.path + "/" + part;
      node = node.members.computeIfAbsent(name, n -> new FieldNode(below));
    }
    JsonNodeType type = JsonNodeType.valueOf(field.type().toUpperCase(Locale.ROOT));
    FieldNode last = node;
    last.sights.computeIfAbsent(type, t -> new Sight(last, t)).kept = field;
  }

  /** Hands over each field below that was seen since, and not on that day before. */
  void seenAgain(LocalDate day, Consumer<Field> fields) {
    sights.values().forEach(sight -> sight.seenAgain(day, fields));
    members.values().forEach(member -> member.seenAgain(day, fields));
  }

  /** A type that values at this place have had. */
  static final class Sight {
    private final FieldNode node;
    private final JsonNodeType type;
    private volatile boolean isSeen;
    private volatile @Nullable Field kept;

    private Sight(FieldNode node, JsonNodeType type) {
      this.node = node;
      this.type = type;
    }

    void see() {
      // a look is cheaper than a write, and this is done for each value of each lead
      if (!isSeen) {
        isSeen = true;
      }
    }

    /** As the ledger keeps it from now on. */
    Field kept(Instant now) {
      Field field = new Field(node.path, type(), now, LocalDate.ofInstant(now, ZoneOffset.UTC));
      kept = field;
      return field;
    }

    /** That a value may be missing surprises nobody, nor that one which was missing comes. */
    boolean isSurprising() {
      List<JsonNodeType> before =
          node.sights.values().stream().filter(s -> s.kept != null).map(s -> s.type).toList();
      return !before.equals(List.of(JsonNodeType.NULL))
          && (type != JsonNodeType.NULL || before.isEmpty());
    }

    private void seenAgain(LocalDate day, Consumer<Field> fields) {
      Field field = kept;
      if (isSeen && field != null && field.lastSeen().isBefore(day)) {
        Field again = new Field(field.path(), field.type(), field.firstSeen(), day);
        kept = again;
        fields.accept(again);
      }
      isSeen = false;
    }

    private String type() {
      return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return node.path + " (" + type() + ")";
    }
  }
}
