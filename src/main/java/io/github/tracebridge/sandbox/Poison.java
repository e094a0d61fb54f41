package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What can be wrong with a lead; in JSON {@code without-id} and so on. */
public enum Poison {
  /** The member {@code id} is missing. */
  WITHOUT_ID,
  /** {@code id} is null. */
  NULL_ID,
  /** A JSON string stands where an object should. */
  STRING_LEAD,
  /** {@code createdAt} is a number. */
  WRONG_CREATED_TYPE,
  /** {@code createdAt} lies a day ahead; the lead is listed and filtered there. */
  FUTURE_CREATED,
  /** A {@code tariffType} of 42 with members nobody knows. */
  UNKNOWN_TARIFF,
  /** A number, right by JSON's grammar, that is too large for any computer. */
  HUGE_NUMBER,
  /** A string of some megabytes. */
  VERY_LARGE;

  /**
   * @throws IllegalArgumentException naming the nearest known name
   */
  @JsonCreator
  static Poison of(String wire) {
    return Arrays.stream(values())
        .filter(kind -> kind.wire().equals(wire))
        .findFirst()
        .orElseThrow(
            () ->
                KnobMerge.unknown(
                    "poison",
                    wire,
                    KnobMerge.nearest(wire, Arrays.stream(values()).map(Poison::wire).toList())));
  }

  @JsonValue
  String wire() {
    return SandboxJson.kebab(this);
  }
}
