package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.selftest.DeliveredLines.Verdict;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever TRACE's list of leads is like, discover finds settings by which every lead comes. */
class DiscoveryTest {
  @TempDir Path folder;
  private WholeJob whole;

  @BeforeEach
  void begin() {
    whole = new WholeJob(folder).leads(130);
    whole.sandbox().leads().change(30);
  }

  @AfterEach
  void end() {
    whole.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{listing:{envelopeKey:'data',totalKey:'total'}}",
        "{listing:{envelopeKey:'',totalKey:''}}",
        "{paging:{pageParam:'pageIndex',pageBase:0,sizeParam:'take'}}",
        "{paging:{pageParam:'pageNumber',sizeParam:'limit',maxSize:40,defaultSize:10}}",
        "{listing:{order:'unstable',totalKey:'pagination.totalRecords'}}",
        "{listing:{createdFromParam:'createdAfter',updatedFromParam:'modifiedSince'}}",
        "{listing:{createdFromParam:'',updatedFromParam:''}}",
        "{lead:{withUpdatedAt:false},listing:{updatedFromParam:''}}",
        "{listing:{order:'created-asc',beyondLast:'404'},paging:{overMax:'400'}}",
        "{listing:{totalKey:'',beyondLast:'400'},paging:{pageBase:0,defaultSize:100}}",
        "{paging:{maxSize:50,defaultSize:20,overMax:'400'}}",
        "{lead:{updatedAtNullUntilChange:false,discriminator:'string'},paging:{pageBase:0}}"
      })
  void everyLeadComesByWhatWasFound(String knobs) throws Exception {
    whole.turn(knobs);
    String config = whole.settingsFile().toString();
    assertThat(Tracebridge.run("discover", "--config", config, "--write")).isZero();
    assertThat(whole.counters().requests(RequestKind.PAGE))
        .as("far below what TRACE allows a minute")
        .isLessThan(80);
    assertThat(Tracebridge.run("sync", "--once", "--config", config))
        .as(Files.readString(Path.of(config)))
        .isZero();
    assertThat(whole.verdict()).isEqualTo(Verdict.FLAWLESS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theFirstNumberIsFoundWithoutATotalAndWithoutAnOrder(int base) throws Exception {
    whole.turn(
        "{listing:{order:'unstable',totalKey:'',beyondLast:'404'},paging:{pageBase:%d,overMax:'400'}}"
            .formatted(base));
    String config =
        whole.set(Setting.PAGE_BASE, String.valueOf(1 - base)).settingsFile().toString();
    assertThat(Tracebridge.run("discover", "--config", config, "--write")).isZero();
    assertThat(whole.counters().requests(RequestKind.PAGE)).isLessThan(80);
    assertThat(SettingsLoader.read(Path.of(config)))
        .containsEntry(Setting.PAGE_BASE.property(), String.valueOf(base));
  }
}
