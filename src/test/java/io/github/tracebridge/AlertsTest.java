package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is named by alerts.url hears of each incident once, and of its end. */
class AlertsTest {
  @TempDir Path folder;
  private final Webhook others = new Webhook();
  private WholeJob whole;

  @BeforeEach
  void begin() {
    whole =
        new WholeJob(folder)
            .leads(3)
            .set(Setting.HTTP_RETRIES, "0")
            .set(Setting.ALERTS_URL, others.url());
  }

  @AfterEach
  void end() {
    whole.close();
    others.close();
  }

  @Test
  void anIncidentIsToldOnceAndItsEndToo() throws Exception {
    breakWalk();
    look();
    look();
    assertThat(others.heard())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.path("event").asText()).isEqualTo("opened");
              assertThat(alert.path("incident").asText()).isEqualTo("walk");
              assertThat(alert.path("text").asText())
                  .startsWith("tracebridge: walk: TRACE answered 500.")
                  .contains("Nothing is lost");
              assertThat(alert.path("closedAt").isNull()).isTrue();
            });
    mendWalk();
    look();
    look();
    assertThat(others.words()).containsExactly("opened walk", "closed walk");
    JsonNode end = others.heard().get(1);
    String begun = others.heard().get(0).path("openedAt").asText();
    assertThat(end.path("openedAt").asText()).isEqualTo(begun);
    assertThat(end.path("text").asText())
        .startsWith("tracebridge: over: walk, which began at " + begun + ": TRACE answered 500.")
        .doesNotContain("Nothing is lost");
    assertThat(end.path("remedy").isNull()).isTrue();
  }

  @Test
  void aRestartTellsNothingAnew() throws Exception {
    breakWalk();
    look();
    whole.restart().sync();
    look();
    mendWalk();
    look();
    assertThat(others.words()).containsExactly("opened walk", "closed walk");
  }

  @Test
  void whatTheyRefusedIsToldLaterAndWhatWasOverMeanwhileIsNot() throws Exception {
    others.answer(503);
    breakWalk();
    look();
    mendWalk();
    others.answer(204);
    whole.restart();
    look();
    assertThat(others.heard()).isEmpty();
  }

  @Test
  void everyRefusedOfferFileIsToldOf() throws Exception {
    whole.offers();
    for (int file : List.of(1, 2)) {
      Path inbox = Files.createDirectories(folder.resolve("offers/inbox"));
      Files.writeString(inbox.resolve("prices-" + file + ".json"), "{");
      whole.sync();
      Awaitility.await()
          .until(
              () -> {
                look();
                return others.heard().size() == file;
              });
      assertThat(others.heard().get(file - 1).path("text").asText())
          .contains("prices-" + file + ".json is not published");
    }
  }

  @Test
  void aTestIsTakenOrItsAnswerSaid() throws Exception {
    assertThat(whole.job().checkAlerts(false)).startsWith("not tried");
    assertThat(others.heard()).isEmpty();
    assertThat(whole.job().checkAlerts(true)).startsWith("ok");
    assertThat(others.heard())
        .singleElement()
        .satisfies(alert -> assertThat(alert.path("event").asText()).isEqualTo("test"));
    others.answer(503);
    assertThatThrownBy(() -> whole.job().checkAlerts(true))
        .hasMessage("alerts.url answered 503. Check the address.");
  }

  @Test
  void whereNobodyIsNamedNoTestCanBeSent() {
    whole.set(Setting.ALERTS_URL, "");
    assertThat(whole.job().hasAlerts()).isFalse();
    assertThatThrownBy(() -> whole.job().checkAlerts(true))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("alerts.url: ");
  }

  private void breakWalk() throws Exception {
    whole.sandbox().faults().set(FaultKind.SERVER_ERROR, Fault.rate(1));
    whole.sync();
  }

  private void mendWalk() throws Exception {
    whole.sandbox().faults().clear();
    whole.sync();
  }

  private void look() {
    whole.job().call("direct:watch");
    whole.job().call("direct:alerts");
  }
}
