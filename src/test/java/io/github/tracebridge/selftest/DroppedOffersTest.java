package io.github.tracebridge.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever proves by it believes what it finds. */
class DroppedOffersTest {
  @TempDir Path folder;

  private Sandbox sandbox;
  private DroppedOffers offers;

  @BeforeEach
  void drop() throws IOException {
    sandbox = Sandbox.start(0, Knobs.defaults(), Clock.systemUTC());
    offers = new DroppedOffers(folder, sandbox.offers());
    offers.drop("A", 1, 70);
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  @Test
  void oneThatIsStillInTheInboxIsNotExplained() throws IOException {
    assertThat(offers.unexplained()).hasSize(2).first().asString().contains("inbox/A.json");
  }

  @Test
  void norIsOneThatIsGone() throws IOException {
    Files.delete(folder.resolve("inbox/A.json"));
    assertThat(offers.unexplained()).containsExactly("expected 1 receipts, but were 0");
  }

  @Test
  void norIsOneWhoseReceiptIsWithoutIt() throws IOException {
    end("done", "done");
    Files.delete(folder.resolve("done/A.json"));
    assertThat(offers.unexplained()).containsExactly("expected 1 receipts, but were 0");
  }

  @Test
  void norIsOneThatPeopleAreToldNothingOf() throws IOException {
    end("done", "done");
    Files.writeString(folder.resolve("done/A.json.receipt.txt"), "");
    assertThat(offers.unexplained()).containsExactly("expected 1 receipts, but were 0");
  }

  @Test
  void oneWithItsReceiptIs() throws IOException {
    end("rejected", "rejected");
    assertThat(offers.unexplained()).isEmpty();
    assertThat(offers.unsaid()).isEmpty();
  }

  @Test
  void oneThatIsSaidToBeAtTraceAndIsNotIsFound() throws IOException {
    end("done", "done");
    assertThat(offers.unsaid()).hasSize(1).first().asString().startsWith("A is at TRACE 0 times");
  }

  private void end(String place, String outcome) throws IOException {
    Files.createDirectories(folder.resolve(place));
    Files.move(folder.resolve("inbox/A.json"), folder.resolve(place + "/A.json"));
    Files.writeString(folder.resolve(place + "/A.json.receipt.txt"), outcome);
    Files.writeString(
        folder.resolve(place + "/A.json.receipt.json"),
        "{\"file\":\"A.json\",\"outcome\":\"%s\",\"number\":1}".formatted(outcome));
  }
}
