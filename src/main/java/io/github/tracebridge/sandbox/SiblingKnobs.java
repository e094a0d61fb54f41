package io.github.tracebridge.sandbox;

/**
 * What is unknown of the systems beside TRACE. Immutable.
 *
 * @param rows how many entities and report templates their lists have
 */
public record SiblingKnobs(
    int rows, SystemKnobs derConnect, SystemKnobs openEsg, SystemKnobs jwtSystem) {
  private static final int MOST_ROWS = 1_000_000;

  public SiblingKnobs {
    KnobRule.require(rows >= 0 && rows <= MOST_ROWS, "siblings.rows", "0 to " + MOST_ROWS, rows);
    KnobRule.given("siblings.derConnect", derConnect);
    KnobRule.given("siblings.openEsg", openEsg);
    KnobRule.given("siblings.jwtSystem", jwtSystem);
  }

  static SiblingKnobs defaults() {
    return new SiblingKnobs(
        60, SystemKnobs.derConnect(), SystemKnobs.openEsg(), SystemKnobs.jwtSystem());
  }

  SystemKnobs of(Sibling system) {
    return switch (system) {
      case DER_CONNECT -> derConnect;
      case OPEN_ESG -> openEsg;
      case JWT_SYSTEM -> jwtSystem;
    };
  }
}
