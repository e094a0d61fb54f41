package io.github.tracebridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request is spent on, by its URL. */
class PurposesTest {
  private static final String API = "https://api.example/v1";

  @ParameterizedTest
  @CsvSource({
    "/leads?page=1, lead-pages",
    "/leads, lead-pages",
    "/leads?page=1&from=2026-03-04&to=2026-03-05, windows",
    "/leads?to=2026-03-05, windows",
    "/leads?page=1&upto=3&note=to=2, lead-pages",
    "/leads/17?to=2, other",
    "/tariff-management/ppa/upload, other"
  })
  void leadsAreAskedForByPageOrWindow(String target, String purpose) {
    assertThat(ofLeads("to").apply(URI.create(API + target))).isEqualTo(purpose);
  }

  @Test
  void whereThereIsNoFilterThereIsNoWindow() {
    URI page = URI.create(API + "/leads?page=1&=2026-03-05");
    assertThat(ofLeads("").apply(page)).isEqualTo("lead-pages");
  }

  @Test
  void theQueryOfAWindowIsKnownAsOne() {
    WindowContract window = window("to");
    Instant from = Instant.parse("2026-03-04T00:00:00Z");
    Function<URI, String> purposes = Purposes.ofLeads(URI.create(API), window);
    String live = window.leads().query(3, "from", from);
    String asked = window.query(3, from, from.plusSeconds(60));
    assertThat(purposes.apply(URI.create(API + "/leads?" + live))).isEqualTo("lead-pages");
    assertThat(purposes.apply(URI.create(API + "/leads?" + asked))).isEqualTo("windows");
  }

  @ParameterizedTest
  @CsvSource({
    "/tariff-management/direct-marketing/upload, uploads",
    "/tariff-management/ppa/upload, uploads",
    "/options?x=1, read-backs",
    "/leads, other"
  })
  void offersGoUpAndAreReadBack(String target, String purpose) {
    UploadContract contract =
        UploadContract.from(settings(Map.of("trace.upload.contract-options-path", "/options")));
    assertThat(Purposes.ofOffers(URI.create(API), contract).apply(URI.create(API + target)))
        .isEqualTo(purpose);
  }

  private static Function<URI, String> ofLeads(String createdTo) {
    return Purposes.ofLeads(URI.create(API), window(createdTo));
  }

  private static WindowContract window(String createdTo) {
    Settings settings =
        settings(
            Map.of(
                "trace.leads.path", "/leads",
                "trace.leads.created-from-param", "from",
                "trace.leads.created-to-param", createdTo));
    return WindowContract.from(LeadContract.from(settings), settings);
  }

  private static Settings settings(Map<String, String> values) {
    return Settings.of(values, new Secrets());
  }
}
