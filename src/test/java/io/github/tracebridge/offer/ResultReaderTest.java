package io.github.tracebridge.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {
  @Test
  void eachResultSpeaksForItselfWhateverStandsAtTheTop() throws IOException {
    assertThat(
            read(
                """
                {"success":true,"more":{"a":[1]},"results":[
                  {"offerId":"7f","success":true,"message":"Imported successfully"},
                  {"offerId":null,"success":false,"message":"no"},
                  {"success":"true"},
                  {}]}"""))
        .extracting(OfferResult::success)
        .containsExactly(true, false, false, false);
  }

  @Test
  void whatIsNoResultCountsAsAFailure() throws IOException {
    assertThat(read("{\"results\":[null,1,\"x\",[]]}"))
        .extracting(OfferResult::success)
        .containsExactly(false, false, false, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"success\":true}",
        "{\"results\":null}",
        "{\"results\":[{\"success\":true}",
        "{\"results\":[{\"success\":true},",
        "{\"results\":[{\"success\":true}]",
        "<html>"
      })
  void anAnswerThatIsCutOrHasNoResultsIsNone(String answer) {
    assertThatIOException().isThrownBy(() -> read(answer));
  }

  private static List<OfferResult> read(String answer) throws IOException {
    return new ResultReader()
        .read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
  }
}
