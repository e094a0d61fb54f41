package io.github.tracebridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiblingTokensTest {
  private static final Tokens.Bearer BEARER = new Tokens.Bearer("esg-client", List.of("read"));
  private static final SystemKnobs KNOBS = SystemKnobs.openEsg();

  private final MutableClock clock = new MutableClock(SandboxUnderTest.START);
  private final SiblingTokens tokens = new SiblingTokens(clock);

  @Test
  void noTokenThatIsGoodIsForgottenAndOnlyTheNewestOfTheBadAreKept() {
    String first = mint();
    for (int i = 0; i < 1500; i++) {
      mint();
    }
    assertThat(tokens.verify(first, Sibling.OPEN_ESG, KNOBS)).contains(BEARER);
    clock.advance(Duration.ofHours(1));
    String last = mint();
    assertThat(tokens.verify(last, Sibling.OPEN_ESG, KNOBS)).contains(BEARER);
    assertThat(tokens.minted()).hasSize(1000).endsWith(last);
    assertThat(tokens.client(first)).isEmpty();
  }

  private String mint() {
    return tokens.mint(Sibling.OPEN_ESG, BEARER, Duration.ofHours(1));
  }
}
