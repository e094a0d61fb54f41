package io.github.tracebridge.offer.reading;

import java.util.Optional;

/** What TRACE takes offers for; each kind has its own endpoint. */
public enum UploadKind {
  DIRECT_MARKETING("direct-marketing"),
  PPA("ppa");

  private final String wire;

  UploadKind(String wire) {
    this.wire = wire;
  }

  /** The name in TRACE's path, which is that of the inbox's sub-folder too. */
  public String wire() {
    return wire;
  }

  /** Empty for a tariff type that no endpoint takes. */
  public static Optional<UploadKind> of(int tariffType) {
    return switch (tariffType) {
      case 3 -> Optional.of(DIRECT_MARKETING);
      case 5, 6 -> Optional.of(PPA);
      default -> Optional.empty();
    };
  }
}
