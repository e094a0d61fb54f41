package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * DER Connect's entities: their types, and onboarding requests in pages.
 *
 * @param rows how many requests there are
 */
record Entities(int rows) {
  private static final List<String> TYPES =
      List.of(
          "Battery",
          "ChargePoint",
          "EV",
          "HeatPump",
          "SolarPlant",
          "RetrofitMeter",
          "Meter",
          "Inverter");
  private static final int DEFAULT_SIZE = 25;
  private static final int MAX_SIZE = 100;
  private static final Pattern PLACE = Pattern.compile("after:(\\d{1,9})");

  static Answer types() {
    ObjectNode answer = SandboxJson.MAPPER.createObjectNode();
    ArrayNode data = answer.putArray("data");
    for (String type : TYPES) {
      data.addObject().put("type", type).putArray("brands").add("Acme").add("Contoso");
    }
    return Answer.json(200, answer);
  }

  /**
   * @throws Query.Refused if the page size or the token cannot be
   */
  Answer page(Call call) {
    Query query = new Query(call.query());
    int size = query.integer("pageSize", DEFAULT_SIZE);
    if (size < 1 || size > MAX_SIZE) {
      throw new Query.Refused("pageSize", Integer.toString(size));
    }
    int from = place(query.one("continuationToken"));
    int to = (int) Math.min(rows, (long) from + size);
    ObjectNode answer = SandboxJson.MAPPER.createObjectNode();
    ArrayNode data = answer.putArray("data");
    for (int i = from; i < to; i++) {
      data.add(request(i));
    }
    ObjectNode links = answer.putObject("links");
    ObjectNode meta = answer.putObject("meta");
    if (to < rows) {
      String token = token(to);
      String next = call.path() + "?continuationToken=" + token + "&pageSize=" + size;
      links.put("next", "http://" + call.host() + next);
      meta.put("continuationToken", token);
    }
    meta.put("pageSize", size);
    return Answer.json(200, answer);
  }

  private static ObjectNode request(int number) {
    ObjectNode request = SandboxJson.MAPPER.createObjectNode();
    request.put("id", id("request", number));
    request.put("principalId", id("principal", 0));
    request.put("requestType", "Entity");
    request.put("status", "Succeeded");
    request.put("created", "2026-01-05T08:00:00Z");
    request
        .putObject("data")
        .putObject("entity")
        .put("id", id("entity", number))
        .put("type", TYPES.get(number % TYPES.size()))
        .put("brand", "Acme")
        .putNull("identifier")
        .put("created", "2026-01-05T08:00:00Z");
    request.putArray("errors");
    return request;
  }

  private static String id(String what, int number) {
    return UUID.nameUUIDFromBytes((what + number).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String token(int from) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("after:" + from).getBytes(StandardCharsets.UTF_8));
  }

  private static int place(@Nullable String token) {
    if (token == null) {
      return 0;
    }
    Matcher place = PLACE.matcher(text(token));
    if (!place.matches()) {
      throw new Query.Refused("continuationToken", token);
    }
    return Integer.parseInt(place.group(1));
  }

  private static String text(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
