package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.tracebridge.cli.Tracebridge;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.setting.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tracebridge check} beside a job that runs, and alone. */
class CheckTest {
  @TempDir Path folder;

  private final PrintStream before = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private WholeJob made;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(before);
    made.close();
  }

  @ParameterizedTest
  @EnumSource
  void looksBesideARunningJobAndSpendsOfItsQuota(Database database) throws Exception {
    LedgerSettings ledger = database.fresh(folder);
    made =
        new WholeJob(folder)
            .leads(20)
            .set(Setting.LEDGER_URL, ledger.url())
            .set(Setting.LEDGER_USERNAME, ledger.username())
            .set(Setting.QUOTA_REQUESTS, "1000")
            .set(Setting.QUOTA_WINDOW, "10m");
    try (Job job = made.scheduled()) {
      job.start();
      await().until(() -> made.lines().size() == 20 && made.pages() == 3);
      int left = job.gate().left();
      long asked = made.pages() + logins();

      int code = check();

      assertThat(said.toString(StandardCharsets.UTF_8))
          .isEqualToIgnoringNewLines(
              """
              settings                  ok
              ledger and routes         ok, in use by a running job
              token of trace-crm        ok, lives 24 h, scope read:leads, audience https://sandbox.tracebridge/trace
              a page of TRACE's leads   ok
              folder of sink file       ok
              """);
      assertThat(code).isZero();
      assertThat(made.pages() + logins() - asked).isEqualTo(2);
      assertThat(job.gate().left()).isEqualTo(left - 2);
      assertThat(job.camel().isStarted()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://trace_crm:8080", "http://127.0.0.1:99999", "trace"})
  void aWrongSettingStandsInTheRowOfSettings(String url) throws Exception {
    made = new WholeJob(folder).set(Setting.AUTH_URL, url);
    assertThat(check()).isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("settings                  FAILED: trace.auth-url: expected ")
        .hasLineCount(1);
  }

  @Test
  void saysThatRowsHaveTheIdOfAnother() throws Exception {
    made = new WholeJob(folder).leads(50).set(Setting.LEAD_ID, "/company/countryCode");
    assertThat(check()).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "a page of TRACE's leads   ok, but 19 of 20 rows have the id of another one. Check"
                + " trace.leads.id.");
  }

  private long logins() {
    return made.counters().requests(RequestKind.LOGIN);
  }

  private int check() throws IOException {
    return Tracebridge.run("check", "--config", made.settingsFile().toString());
  }
}
