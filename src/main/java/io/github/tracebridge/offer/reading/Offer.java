package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One tariff offer of a file.
 *
 * @param index from 0 in the file
 * @param json as read, numbers without loss
 * @param configurations one a capacity tier; one where there is no tier
 */
public record Offer(
    int index, String name, int tariffType, ObjectNode json, List<Configuration> configurations) {
  public Offer {
    configurations = List.copyOf(configurations);
  }
}
