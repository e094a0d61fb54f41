package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/** Answers what is below {@code /sandbox/}: the hand on the knobs. Thread-safe. */
final class ControlDesk {
  static final String PATH = "/sandbox/";
  private static final List<String> ORDERS =
      List.of("fill", "add", "addLate", "change", "changeBack", "delete", "poison", "megabytes");

  private static final int MOST_ALERTS = 100;

  private final Sandbox sandbox;

  /** What it was told as others' webhook, the newest last. */
  private final Deque<JsonNode> alerts = new ConcurrentLinkedDeque<>();

  ControlDesk(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Answer answer(Call call) {
    try {
      return route(call);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Answer.json(400, Map.of("error", "" + e.getMessage()));
    }
  }

  private Answer route(Call call) {
    String what = call.method() + " " + call.path().substring(PATH.length());
    switch (what) {
      case "GET knobs", "GET faults", "GET counters" -> {}
      case "PUT knobs" -> sandbox.turn(SandboxJson.read(call.body()));
      case "PUT faults" -> sandbox.faults().put(SandboxJson.read(call.body()));
      case "DELETE faults" -> sandbox.faults().clear();
      case "DELETE counters" -> sandbox.resetCounters();
      case "POST revoke" -> sandbox.revokeTokens();
      case "POST alerts" -> {
        alerts.add(SandboxJson.read(call.body()));
        while (alerts.size() > MOST_ALERTS) {
          alerts.poll();
        }
        return Answer.json(200, Map.of());
      }
      case "GET alerts" -> {
        return lines(alerts.iterator());
      }
      case "POST leads" -> {
        return Answer.json(200, leads(SandboxJson.read(call.body())));
      }
      case "GET leads/truth" -> {
        return lines(sandbox.leads().truth());
      }
      case "GET offers/truth" -> {
        return lines(sandbox.offers().truth().iterator());
      }
      default -> {
        return Answer.json(404, Map.of("error", "the sandbox has no " + what));
      }
    }
    return Answer.json(200, state(call.path().substring(PATH.length())));
  }

  private Object state(String what) {
    return switch (what) {
      case "knobs" -> sandbox.knobs();
      case "faults" -> sandbox.faults().json();
      default -> sandbox.counters();
    };
  }

  private ObjectNode leads(JsonNode orders) {
    for (String name : orders.properties().stream().map(Map.Entry::getKey).toList()) {
      if (!ORDERS.contains(name)) {
        throw KnobMerge.unknown("order", name, KnobMerge.nearest(name, ORDERS));
      }
    }
    LeadBook book = sandbox.leads();
    if (orders.has("fill")) {
      book.fill(seeding(orders.get("fill")));
    }
    ObjectNode done = SandboxJson.MAPPER.createObjectNode();
    put(done, "add", orders, book::add, ControlDesk::noIds);
    late(done, orders);
    put(done, "change", orders, book::change, book::change);
    put(done, "changeBack", orders, book::changeBack, book::changeBack);
    put(done, "delete", orders, book::delete, book::delete);
    if (orders.has("poison")) {
      Poison kind = SandboxJson.convert(orders.get("poison"), Poison.class);
      UUID id = book.addPoison(kind, orders.path("megabytes").asInt(2));
      done.putArray("poison").add(id.toString());
    }
    return done.put("size", book.size());
  }

  private void late(ObjectNode done, JsonNode orders) {
    JsonNode late = orders.get("addLate");
    if (late != null) {
      Duration age = SandboxJson.duration(late.path("age").asText());
      fill(done.putArray("addLate"), sandbox.leads().addLate(late.path("n").asInt(1), age));
    }
  }

  private static void put(
      ObjectNode done,
      String name,
      JsonNode orders,
      IntFunction<List<UUID>> some,
      Function<Collection<UUID>, List<UUID>> those) {
    JsonNode order = orders.get(name);
    if (order == null) {
      return;
    }
    if (order.isArray()) {
      List<UUID> ids =
          StreamSupport.stream(order.spliterator(), false)
              .map(id -> UUID.fromString(id.asText()))
              .toList();
      fill(done.putArray(name), those.apply(ids));
    } else if (order.canConvertToInt()) {
      fill(done.putArray(name), some.apply(order.asInt()));
    } else {
      throw new IllegalArgumentException(
          name + ": expected a number or a list of ids, but was " + order);
    }
  }

  private static List<UUID> noIds(Collection<UUID> ids) {
    throw new IllegalArgumentException("add: expected a number, but was " + ids);
  }

  private static void fill(ArrayNode list, List<UUID> ids) {
    ids.forEach(id -> list.add(id.toString()));
  }

  private static Seeding seeding(JsonNode fill) {
    if (fill.canConvertToInt()) {
      return Seeding.of(fill.asInt());
    }
    ObjectNode all = SandboxJson.MAPPER.valueToTree(Seeding.of(0));
    KnobMerge.merge(all, fill);
    return SandboxJson.convert(all, Seeding.class);
  }

  private static Answer lines(Iterator<?> all) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    while (all.hasNext()) {
      lines.writeBytes(SandboxJson.write(all.next()));
      lines.write('\n');
    }
    return Answer.of(200, "application/x-ndjson", lines.toByteArray());
  }
}
