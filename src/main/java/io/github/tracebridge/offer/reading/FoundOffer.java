package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What stands in a file where an offer should.
 *
 * @param index from 0 in the file
 * @param refusalsBefore how many there were in the file before this was read
 */
record FoundOffer(int index, JsonNode json, Places places, long refusalsBefore) {
  /** Takes them one after the other. */
  @FunctionalInterface
  interface Taker {
    void take(FoundOffer offer);
  }
}
