package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which fields leads have had, and of which types: what is new is said once, for the contract may
 * have changed. What comes before the first walk was proved is what there is. Thread-safe.
 */
public final class Fields {
  private static final Logger LOG = LoggerFactory.getLogger(Fields.class);
  private static final int MOST_NAMED = 10;
  private static final String NULL = "null";

  /** Names that are data make no end of fields. */
  private static final int MOST = 5000;

  /** So many members of an object, or such names, are data, which may be of persons. */
  private static final int MOST_MEMBERS = 100;

  private static final Pattern DATA = Pattern.compile("[@\\s]|\\d{3}|[0-9a-f]{8}-[0-9a-f]{4}-");
  private static final Set<JsonNodeType> WITHIN =
      EnumSet.of(JsonNodeType.OBJECT, JsonNodeType.ARRAY);

  private final Jdbi jdbi;
  private final Clock clock;
  private final Node root = new Node("");
  private final Queue<Field> fresh = new ConcurrentLinkedQueue<>();
  private final Set<Field> known = ConcurrentHashMap.newKeySet();
  private volatile Consumer<String> listener = sentence -> {};

  public Fields(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A field of leads.
   *
   * @param path as a JSON pointer, {@code *} for each element of a list
   * @param type of JSON: string, number, boolean, object, array, null
   */
  public record Field(String path, String type) {}

  /** One place in a lead; the same for all leads, so that nothing is made for a field known. */
  private static final class Node {
    private final String path;
    private final Map<String, Node> members = new ConcurrentHashMap<>();
    private final Set<JsonNodeType> types = ConcurrentHashMap.newKeySet();

    Node(String path) {
      this.path = path;
    }

    Node member(String name) {
      Node member = members.get(name);
      if (member != null) {
        return member;
      }
      boolean isData = members.size() >= MOST_MEMBERS || DATA.matcher(name).find();
      return members.computeIfAbsent(
          isData ? "*" : name, n -> new Node(path + "/" + n.replace("~", "~0").replace("/", "~1")));
    }
  }

  /** Is told each sentence about new fields, too. */
  public void listen(Consumer<String> all) {
    listener = all;
  }

  /** How many fields are known. */
  public int count() {
    load();
    return known.size();
  }

  /** Looks at one lead. */
  void see(JsonNode lead) {
    see(lead, root);
  }

  private void see(JsonNode value, Node here) {
    JsonNodeType type = value.getNodeType();
    if (here.types.add(type) && here != root) {
      fresh.add(new Field(here.path, type.name().toLowerCase(Locale.ROOT)));
    }
    if (WITHIN.contains(type) && known.size() + fresh.size() < MOST) {
      value.properties().forEach(member -> see(member.getValue(), here.member(member.getKey())));
      if (value.isArray()) {
        value.forEach(element -> see(element, here.member("*")));
      }
    }
  }

  /**
   * Keeps what is new, and says so; behind each page.
   *
   * @param isFirst whether no walk was proved before that page
   */
  void settle(boolean isFirst) {
    List<Field> some = new ArrayList<>();
    for (Field field = fresh.poll(); field != null; field = fresh.poll()) {
      some.add(field);
    }
    if (some.isEmpty()) {
      return;
    }
    load();
    List<Field> surprising = some.stream().filter(this::isSurprising).toList();
    some.removeIf(field -> !known.add(field));
    keep(some);
    if (!surprising.isEmpty() && !isFirst) {
      say(surprising);
    }
  }

  /** That a value may be missing surprises nobody, nor that one which was missing comes. */
  private boolean isSurprising(Field field) {
    List<String> before =
        known.stream().filter(k -> k.path().equals(field.path())).map(Field::type).toList();
    return !before.contains(field.type())
        && !before.equals(List.of(NULL))
        && (!field.type().equals(NULL) || before.isEmpty());
  }

  private void say(List<Field> some) {
    String named =
        some.stream()
            .limit(MOST_NAMED)
            .map(field -> field.path() + " (" + field.type() + ")")
            .collect(Collectors.joining(", "));
    int more = some.size() - MOST_NAMED;
    String sentence =
        "leads have fields that they never had: "
            + named
            + (more > 0 ? " and " + more + " more" : "")
            + ". They are delivered as they come.";
    LOG.warn(sentence);
    listener.accept(sentence);
  }

  private synchronized void load() {
    if (known.isEmpty()) {
      known.addAll(
          jdbi.withHandle(
              tx ->
                  tx.select("select path, type from lead_field")
                      .map((row, context) -> new Field(row.getString(1), row.getString(2)))
                      .list()));
    }
  }

  private void keep(List<Field> some) {
    Instant now = clock.instant();
    jdbi.useTransaction(
        tx ->
            some.forEach(
                field ->
                    tx.execute(
                        "insert into lead_field (path, type, first_seen) values (?, ?, ?)"
                            + " on conflict (path, type) do nothing",
                        field.path(),
                        field.type(),
                        now)));
  }
}
