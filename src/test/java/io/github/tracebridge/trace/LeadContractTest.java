package io.github.tracebridge.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadContractTest {
  private static final Instant FROM = Instant.parse("2026-03-04T09:12:44.999Z");

  @ParameterizedTest
  @CsvSource({
    "0, '', page=1&pageSize=100",
    "7, '', page=8&pageSize=100",
    "0, createdFrom, page=1&pageSize=100&createdFrom=2026-03-04T09%3A12%3A44Z",
    "2, updatedFrom, page=3&pageSize=100&updatedFrom=2026-03-04T09%3A12%3A44Z"
  })
  void aPageIsAskedForWithItsFilterRoundedDownToTheSecond(int page, String filter, String query) {
    assertThat(contract(Map.of()).query(page, filter, FROM)).isEqualTo(query);
  }

  @Test
  void withoutATimeThereIsNoFilter() {
    assertThat(contract(Map.of()).query(0, "createdFrom", null)).isEqualTo("page=1&pageSize=100");
  }

  @Test
  void everyNameIsASetting() {
    Map<String, String> names =
        Map.of(
            "trace.leads.page-param", "p",
            "trace.leads.size-param", "",
            "trace.leads.page-base", "0",
            "trace.leads.page-size", "25");
    assertThat(contract(names).query(3, "since", FROM))
        .isEqualTo("p=3&since=2026-03-04T09%3A12%3A44Z");
  }

  @Test
  void aVolatilePathThatIsNoPointerIsRefused() {
    assertThatThrownBy(() -> contract(Map.of("trace.leads.volatile", "/a/*/url,expiresAt")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("trace.leads.volatile")
        .hasMessageContaining("expiresAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api/leads", "leads", "/leads?sort=id", "/leads#all", "/my leads"})
  void aPathThatIsNoneIsRefused(String path) {
    assertThatThrownBy(() -> contract(Map.of("trace.leads.path", path)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "trace.leads.path: expected a path such as /api/crm/leads/energy-tariff, but was"
                + " \"%s\". Correct it.",
            path);
  }

  @Test
  void whatTraceLacksIsAbsent() {
    LeadContract contract =
        contract(
            Map.of(
                "trace.leads.list", "",
                "trace.leads.total", "",
                "trace.leads.created", "",
                "trace.leads.updated", "",
                "trace.leads.updated-from-param", "",
                "trace.leads.volatile", ""));
    assertThat(contract.list().matches()).isTrue();
    assertThat(contract.total()).isNull();
    assertThat(contract.created()).isNull();
    assertThat(contract.updated()).isNull();
    assertThat(contract.updatedFromParam()).isEmpty();
    assertThat(contract.volatilePaths()).isEmpty();
  }

  @Test
  void aNameThatIsNoPointerIsRefused() {
    assertThatThrownBy(() -> contract(Map.of("trace.leads.id", "id")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "trace.leads.id: expected a JSON pointer such as /id, but was \"id\". Correct it.");
  }

  @Test
  void morePerPageThanTraceAllowsIsRefused() {
    assertThatThrownBy(() -> contract(Map.of("trace.leads.page-size", "101")))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("trace.leads.page-size: expected a whole number from 1 to 100");
  }

  static LeadContract contract(Map<String, String> values) {
    return LeadContract.from(Settings.of(values, new Secrets()));
  }
}
