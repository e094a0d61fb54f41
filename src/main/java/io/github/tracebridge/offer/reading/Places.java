package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonPointer;

/** Where the values of one offer stand in its file. */
interface Places {
  /** The place of a value, or of the nearest around it where it is missing. */
  Place at(JsonPointer inOffer);

  /** Whether what is wrong with that value was said when it was read. */
  default boolean isSaid(JsonPointer inOffer) {
    return false;
  }
}
