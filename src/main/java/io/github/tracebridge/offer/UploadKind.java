package io.github.tracebridge.offer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What TRACE takes offers for; each kind has its own endpoint. */
public enum UploadKind {
  DIRECT_MARKETING("direct-marketing", List.of(3)),
  PPA("ppa", List.of(5, 6));

  private final String wire;
  private final List<Integer> tariffTypes;

  UploadKind(String wire, List<Integer> tariffTypes) {
    this.wire = wire;
    this.tariffTypes = tariffTypes;
  }

  /** The name in TRACE's path, which is that of the inbox's sub-folder too. */
  public String wire() {
    return wire;
  }

  /** The tariff types that go to this kind's endpoint. */
  public List<Integer> tariffTypes() {
    return tariffTypes;
  }

  /** Empty for a tariff type that no endpoint takes. */
  public static Optional<UploadKind> of(int tariffType) {
    return Stream.of(values()).filter(kind -> kind.tariffTypes.contains(tariffType)).findFirst();
  }
}
