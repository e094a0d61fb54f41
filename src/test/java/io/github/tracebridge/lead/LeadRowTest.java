package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.LeadContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static LeadRow read(String json) throws Exception {
    return LeadRow.read(new JsonMapper().readTree(json), CONTRACT, new ContentHash(List.of()));
  }
}
