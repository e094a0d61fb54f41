package io.github.tracebridge.trace;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** JSON pointers in which {@code *} stands for each element of a list. */
final class ElementPointer {
  private ElementPointer() {}

  /**
   * All places that it points at, in their order; missing ones are in it too.
   *
   * @param pointer begins with a slash
   */
  static List<JsonNode> at(JsonNode root, String pointer) {
    List<JsonNode> places = List.of(root);
    for (String part : pointer.substring(1).split("/", -1)) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode place : places) {
        if (part.equals("*")) {
          place.forEach(next::add);
        } else {
          next.add(place.at(JsonPointer.compile("/" + part)));
        }
      }
      places = next;
    }
    return places;
  }
}
