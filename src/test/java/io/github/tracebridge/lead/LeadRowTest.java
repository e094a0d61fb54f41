package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import io.github.tracebridge.trace.TariffKinds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadRowTest {
  private static final LeadContract CONTRACT =
      LeadContract.from(Settings.of(Map.of(), new Secrets()));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-03-04T09:12:44Z,2026-03-04T09:12:44Z",
        "2026-03-04T10:12:44.5+01:00,2026-03-04T09:12:44.5Z",
        "2026-03-04T09:12:44,2026-03-04T09:12:44Z",
        "2026-03-04T09:12:44.1234567,2026-03-04T09:12:44.1234567Z",
        "2026-03-04T09:12Z,2026-03-04T09:12:00Z",
        "yesterday,-",
        "2026-03-04,-",
        "+10000-01-01T00:00:00Z,-",
        "0000-12-31T23:59:59Z,-",
      })
  void aTimeWithoutAnOffsetIsUtcAndNoTimeIsNull(String text, Instant time) throws Exception {
    assertThat(read("{\"id\":\"a\",\"createdAt\":\"" + text + "\"}").created()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\"} | a", "{\"id\":17} | 17", "{\"id\":\" \"} | ``", "{\"id\":null} | ``",
        "{\"id\":1.5} | ``", "{\"id\":{}} | ``", "{} | ``", "\"text\" | ``"
      })
  void whatHasNoIdIsNoLead(String json, String id) throws Exception {
    assertThat(read(json).id()).isEqualTo(id);
    assertThat(read(json).isLead()).isEqualTo(!id.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "a\\udc00b", "\\udc00\\ud800"})
  void anIdThatNoDatabaseCouldGiveBackIsNone(String id) throws Exception {
    LeadRow row = read("{\"id\":\"" + id + "\"}");
    assertThat(row.isLead()).isFalse();
    assertThat(row.rejection()).isEqualTo("no usable id at trace.leads.id");
    assertThat(row.body()).isEqualTo("{\"id\":\"" + id + "\"}");
  }

  @Test
  void anIdMayHaveAnyOtherCharacter() throws Exception {
    assertThat(read("{\"id\":\"\\ud83d\\ude00 ß\\u0001\"}").id()).isEqualTo("😀 ß\u0001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\\ud800 | \\ud800",
        "a\\uDFFFb | a\\udfffb",
        "\\udc00\\ud800 | \\udc00\\ud800",
        "\\ud83d\\ude00 | 😀",
        "\\ud83d\\ud83d\\ude00 | \\ud83d😀",
        "\\\\ud800 | \\\\ud800",
        "\\u0000 | \\u0000"
      })
  void aBodyKeepsWhatUtf8CannotWrite(String received, String kept) throws Exception {
    String body = read("{\"id\":1,\"" + received + "\":\"" + received + "\"}").body();
    assertThat(body).isEqualTo("{\"id\":1,\"" + kept + "\":\"" + kept + "\"}");
  }

  @Test
  void contentsThatDifferInThatAreTwoVersions() throws Exception {
    assertThat(
            Stream.of("?", "\\ud800", "\\udfff", "\\\\ud800")
                .map(text -> "{\"id\":1,\"a\":\"" + text + "\"}")
                .map(LeadRowTest::hash))
        .doesNotHaveDuplicates();
  }

  private static String hash(String json) {
    try {
      return read(json).hash();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static LeadRow read(String json) throws Exception {
    return LeadRow.read(
        new JsonMapper().readTree(json), CONTRACT, TariffKinds.NONE, new ContentHash(List.of()));
  }
}
