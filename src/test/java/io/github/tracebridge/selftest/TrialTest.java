package io.github.tracebridge.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.sandbox.Sandbox;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broken promise leaves behind is found; here no job runs at all. */
class TrialTest {
  @TempDir Path folder;

  private Sandbox sandbox;
  private Trial trial;

  @BeforeEach
  void begin() throws IOException {
    sandbox = Sandbox.start(0, Weather.knobs(), Clock.systemUTC());
    trial = new Trial(folder, sandbox, 1, Map.of(), Clock.systemUTC());
    Files.writeString(folder.resolve("log"), "10:00:00 INFO  all is well\n");
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  @Test
  void nothingSpeaksAgainstNothing() throws IOException {
    assertThat(trial.promises()).allSatisfy((promise, against) -> assertThat(against).isEmpty());
  }

  @Test
  void aLeadThatIsNotDeliveredIsLost() throws IOException {
    sandbox.leads().fill(1);
    assertThat(broken()).containsExactly("no lead is lost");
  }

  @Test
  void aTokenInTheLogIsFoundAlsoBesideHalfALetter() throws IOException {
    Files.write(folder.resolve("log"), "\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(broken()).isEmpty();
    Files.write(folder.resolve("log"), "\u00e4\neyJh\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(broken()).containsExactly("no secret and no token is in the log");
  }

  @Test
  void soIsAnAuthorizationToAnUnknownAddress() throws IOException {
    URL elsewhere = sandbox.uri().resolve("/elsewhere").toURL();
    HttpURLConnection request = (HttpURLConnection) elsewhere.openConnection();
    request.setRequestProperty("Authorization", "Bearer of-someone");
    assertThat(request.getResponseCode()).isEqualTo(404);
    assertThat(broken()).containsExactly("no request has a token that is not for it");
  }

  @Test
  void soIsAReceiptThatTellsOfMoreLostAnswersThanThereCanBe() throws IOException {
    trial.offers().drop("A", "{}");
    Path done = Files.createDirectories(folder.resolve("data/offers/unclear"));
    Files.move(folder.resolve("data/offers/inbox/A.json"), done.resolve("A.json"));
    Files.writeString(done.resolve("A.json.receipt.txt"), "unclear");
    Files.writeString(
        done.resolve("A.json.receipt.json"),
        "{\"file\":\"A.json\",\"outcome\":\"unclear\",\"lostAnswers\":1,\"number\":1}");
    assertThat(broken()).containsExactly("no offer is at TRACE otherwise than its receipt says");
  }

  private List<String> broken() throws IOException {
    return trial.promises().entrySet().stream()
        .filter(promise -> !promise.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }
}
