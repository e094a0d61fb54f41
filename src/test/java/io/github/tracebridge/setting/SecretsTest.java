package io.github.tracebridge.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

  @Test
  void secretsThatOverlapAreMaskedBoth() {
    secrets.keep("x", new Secret("geheim"));
    secrets.keep("x", new Secret("heimweh"));
    assertThat(secrets.mask("geheimweh")).isEqualTo("***");
  }

  /** The last but one as .NET's JSON writes it, the last in Latin-1 for UTF-8. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "g:h/%+&= \"\\ü",
        "g%3Ah%2F%25%2B%26%3D+%22%5C%C3%BC",
        "g%3ah%2f%25%2b%26%3d%20%22%5c%c3%bc",
        "g:h/%25%2B%26%3D%20%22%5C%C3%BC",
        "g:h/%+&= \\\"\\\\ü",
        "g:h\\/%+&= \\\"\\\\\\u00fc",
        "g:h/%\\u002B\\u0026= \\u0022\\\\\\u00FC",
        "g:h/%+&= \"\\Ã¼"
      })
  void aSecretIsMaskedAsAServerMayWriteItBack(String written) {
    secrets.keep("x", new Secret("g:h/%+&= \"\\ü"));
    secrets.keepToken(new Secret("to+k/en=="));
    assertThat(secrets.mask("you sent " + written + "!")).isEqualTo("you sent ***!");
    assertThat(secrets.mask("\"to\\u002bk\\/en%3D%3D\"")).isEqualTo("\"***\"");
    assertThat(secrets.mask("g:h, to k")).isEqualTo("g:h, to k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "i:", "id:", "app:", "a%3Ab:"})
  void aSecretWithinABasicCredentialIsMaskedToo(String id) {
    secrets.keep("x", new Secret("ge:heim/1"));
    for (String sent : new String[] {"ge:heim/1", "ge%3Aheim%2F1"}) {
      byte[] pair = (id + sent).getBytes(StandardCharsets.UTF_8);
      String masked = secrets.mask("Basic " + Base64.getEncoder().encodeToString(pair) + " end");
      assertThat(masked).matches("Basic ?[A-Za-z0-9+/]{0,8}[*]{3}={0,2} ?end");
    }
  }

  @Test
  void bytesAreMaskedInWhateverTheyAre() throws IOException {
    secrets.keep("x", new Secret("größe"));
    byte[] before = {0, (byte) 0xff, (byte) 0x80};
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
      body.write(before);
      body.write("größe".getBytes(charset));
    }
    assertThat(new String(secrets.mask(body.toByteArray()), StandardCharsets.ISO_8859_1))
        .isEqualTo("\0\u00ff\u0080***\0\u00ff\u0080***");
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
