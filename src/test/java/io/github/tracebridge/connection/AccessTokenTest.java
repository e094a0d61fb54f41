package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Secret;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokenTest {
  private static final TokenFacts NONE = TokenFacts.of("opaque");
  private static final Instant NOW = Instant.parse("2026-03-04T09:12:44Z");

  @ParameterizedTest
  @CsvSource({
    "PT1H, PT20S, PT59M40S",
    "PT200S, PT20S, PT180S",
    "PT100S, PT20S, PT90S",
    "PT2S, PT20S, PT1.8S",
    "PT1H, PT0S, PT1H"
  })
  void isRenewedAtItsMarginButUsedForNineTenthsOfItsLife(
      Duration life, Duration margin, Duration used) {
    AccessToken token = AccessToken.of(new Secret("token"), NOW, life, margin, NONE);
    assertThat(token.expiresAt()).isEqualTo(NOW.plus(life));
    assertThat(token.isFresh(NOW)).isTrue();
    assertThat(token.isFresh(NOW.plus(used).minusNanos(1))).isTrue();
    assertThat(token.isFresh(NOW.plus(used))).isFalse();
  }

  @Property
  void theMarginIsNeverMoreThanATenth(
      @ForAll @IntRange(min = 1) int life, @ForAll @IntRange int margin) {
    AccessToken token =
        AccessToken.of(
            new Secret("token"), NOW, Duration.ofSeconds(life), Duration.ofSeconds(margin), NONE);
    Duration kept = Duration.between(token.renewAt(), token.expiresAt());
    assertThat(kept)
        .isGreaterThanOrEqualTo(Duration.ZERO)
        .isLessThanOrEqualTo(Duration.ofSeconds(margin))
        .isLessThanOrEqualTo(Duration.ofSeconds(life).dividedBy(10));
  }

  @Property
  void neverShowsItsValue(@ForAll @IntRange(min = 1) int life) {
    AccessToken token =
        AccessToken.of(new Secret("geheim"), NOW, Duration.ofSeconds(life), Duration.ZERO, NONE);
    assertThat(token.toString()).doesNotContain("geheim");
  }
}
