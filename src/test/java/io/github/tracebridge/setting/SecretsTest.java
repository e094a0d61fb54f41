package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private final Secrets secrets = new Secrets();

  @Test
  void aSecretPrintsAsStars() {
    Secret secret = new Secret("geheim");
    assertThat(secret).hasToString("***");
    assertThat("" + secret + String.valueOf(secret)).isEqualTo("******");
    assertThat(secret.reveal()).isEqualTo("geheim");
  }

  @Test
  void aFingerprintTellsSecretsApartAndNothingElse() {
    assertThat(new Secret("geheim").fingerprint())
        .matches("[0-9a-f]{8}")
        .isEqualTo(new Secret("geheim").fingerprint())
        .isNotEqualTo(new Secret("geheim2").fingerprint());
  }

  @Test
  void secretsAreEqualByTheirValue() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b")).isNotEqualTo("a");
  }

  @Test
  void everyKnownSecretAndTokenIsMasked() {
    secrets.keep("x", new Secret("geheim"));
    secrets.keepToken(new Secret("tok.en"));
    assertThat(secrets.mask("geheim, xgeheimx, tok.en, token")).isEqualTo("***, x***x, ***, token");
  }

  @Test
  void aSecretThatBeginsWithAnotherIsMaskedWhole() {
    secrets.keep("x", new Secret("geheim"));
    secrets.keep("x", new Secret("geheim-2027"));
    secrets.keepToken(new Secret("geheim-2027-token"));
    assertThat(secrets.mask("geheim-2027-token geheim-2027 geheim")).isEqualTo("*** *** ***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abc"})
  void oneThatWouldMaskHalfTheLogIsRefused(String secret) {
    assertThatThrownBy(() -> secrets.keep("ledger.password", new Secret(secret)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "ledger.password: expected a secret of at least 4 characters, as a shorter one cannot"
                + " be masked in the log. Have a longer one made.");
    secrets.keepToken(new Secret(secret));
    assertThat(secrets.mask("abcdef")).isEqualTo("abcdef");
  }

  @Test
  void configuredSecretsAreKeptForGoodAndTheNewestTokensToo() {
    secrets.keep("x", new Secret("geheim"));
    IntStream.range(100, 133).forEach(i -> secrets.keepToken(new Secret("token" + i)));
    assertThat(secrets.mask("geheim token101 token132")).isEqualTo("*** *** ***");
    assertThat(secrets.mask("token100")).isEqualTo("token100");
  }
}
