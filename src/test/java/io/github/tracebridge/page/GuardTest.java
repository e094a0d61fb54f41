package io.github.tracebridge.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import io.github.tracebridge.setting.Secret;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final String RIGHT = "geheim-of-the-desk";
  private static final HostAndPort HERE = HostAndPort.create("localhost", 8090);

  private final MutableClock clock = new MutableClock(Instant.EPOCH);
  private final Guard guard = new Guard(new Password(new Secret(RIGHT)), clock);

  @Test
  void fiveWrongPasswordsCloseItForHalfAMinute() {
    wrong(5);
    assertThat(signIn(RIGHT)).isEmpty();
    clock.advance(Duration.ofMillis(29_999));
    assertThat(signIn(RIGHT)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(signIn(RIGHT)).isPresent();
  }

  @Test
  void theyCloseItForTheirAddressAlone() {
    wrong(5);
    assertThat(guard.signIn(HERE, "127.0.0.2", RIGHT)).isPresent();
    assertThat(signIn(RIGHT)).isEmpty();
  }

  @Test
  void whatIsSaidMeanwhileClosesItNoLonger() {
    wrong(5);
    clock.advance(Duration.ofSeconds(15));
    wrong(20);
    clock.advance(Duration.ofSeconds(15));
    assertThat(signIn(RIGHT)).isPresent();
  }

  @Test
  void aRightOneBetweenThemBeginsTheCountAnew() {
    wrong(4);
    assertThat(signIn(RIGHT)).isPresent();
    wrong(4);
    assertThat(signIn(RIGHT)).isPresent();
  }

  @Test
  void noScriptAndNoOtherSiteGetsTheCookieAndEachPortHasItsOwn() {
    Cookie cookie = signIn(RIGHT).orElseThrow();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getSameSite()).isEqualTo(CookieSameSite.STRICT);
    assertThat(cookie.getName()).isEqualTo("tracebridge-8090");
    assertThat(cookie.getValue()).isNotEqualTo(signIn(RIGHT).orElseThrow().getValue());
  }

  private void wrong(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(signIn("wrong")).isEmpty();
    }
  }

  private Optional<Cookie> signIn(String said) {
    return guard.signIn(HERE, "127.0.0.1", said);
  }
}
