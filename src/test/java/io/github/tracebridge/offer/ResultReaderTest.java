package io.github.tracebridge.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {
  private final Secrets secrets = new Secrets();

  @Test
  void eachResultSpeaksForItselfWhateverStandsAtTheTop() throws IOException {
    assertThat(
            read(
                """
                {"success":true,"more":{"a":[1]},"results":[
                  {"offerId":"7f","success":true,"message":"Imported successfully"},
                  {"offerId":null,"success":false,"message":"no"},
                  {"success":"True"},
                  {"success":"false"}]}"""))
        .extracting(OfferResult::success)
        .containsExactly(true, false, true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "<html>",
        "{\"success\":true}",
        "{\"results\":null}",
        "{\"results\":[null]}",
        "{\"results\":[1,\"x\"]}",
        "{\"results\":[{\"offerId\":\"7f\"}]}",
        "{\"results\":[{\"success\":\"yes\"}]}"
      })
  void whatCannotBeUnderstoodIsNoResult(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(ResultReader.NoResults.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"results\":[{\"success\":true}",
        "{\"results\":[{\"success\":true},",
        "{\"results\":[{\"success\":true}]",
      })
  void anAnswerThatIsCutIsToldFromThat(String answer) {
    assertThatIOException()
        .isThrownBy(() -> read(answer))
        .isNotInstanceOf(ResultReader.NoResults.class);
  }

  @Test
  void moreResultsThanAFileCanHaveAreNotKept() {
    String many = "{\"success\":true},".repeat(200_001);
    assertThatThrownBy(() -> read("{\"results\":[" + many))
        .isInstanceOf(ResultReader.NoResults.class)
        .hasMessage("it has more than 200000 results");
  }

  @Test
  void aTokenThatTraceRepeatsIsNotKept() throws IOException {
    secrets.keepToken(new Secret("geheim/1"));
    assertThat(read("{\"results\":[{\"success\":false,\"message\":\"no geheim\\/1\"}]}"))
        .extracting(OfferResult::message)
        .containsExactly("no ***");
  }

  private List<OfferResult> read(String answer) throws IOException {
    return new ResultReader(secrets)
        .read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
  }
}
