package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.FORM;
import static io.github.tracebridge.sandbox.SandboxUnderTest.PPA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.cli.Tracebridge;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file of 100 MB, made while it is sent, to a sandbox whose heap has no room for it. */
@Timeout(120)
class LargeUploadTest {
  private static final int OFFERS = 1000;
  private static final int ENTRIES = 200;
  private static final String NOTE = "Preise wie besprochen. ".repeat(3600);
  private static final String MATRIX = matrix();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void memoryIsFlat() throws Exception {
    Process sandbox = start();
    try {
      String first = sandbox.inputReader().readLine();
      URI base = URI.create(first.replaceAll(".*(http://[0-9.:]+).*", "$1"));
      JsonNode answer = SandboxJson.read(upload(base, token(base)));
      assertThat(answer.path("success").asBoolean()).isTrue();
      assertThat(answer.path("results")).hasSize(OFFERS);
    } finally {
      sandbox.destroyForcibly().waitFor();
    }
  }

  private static Process start() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Tracebridge.class.getName(),
            "sandbox",
            "--port",
            "0",
            "--leads",
            "0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private String token(URI base) throws Exception {
    String body =
        "{\"clientId\":\"price-desk\",\"clientSecret\":\"sandbox-upload-secret\",\"audience\":\"%s\"}"
            .formatted(Knobs.AUDIENCE);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(SandboxUnderTest.LOGIN))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return SandboxJson.read(sent(request)).path("access_token").asText();
  }

  private String upload(URI base, String token) throws Exception {
    long[] sent = new long[1];
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(PPA))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", FORM)
            .timeout(Duration.ofSeconds(100))
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> form(sent)));
    String answer = sent(request);
    assertThat(sent[0]).isGreaterThan(100_000_000);
    return answer;
  }

  private String sent(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private static InputStream form(long[] sent) {
    String[] around = SandboxUnderTest.part("file", "{\"offers\":[|]}").split("\\|");
    Stream<String> offers =
        IntStream.range(0, OFFERS).mapToObj(i -> (i == 0 ? "" : ",") + offer(i));
    Iterator<String> pieces =
        Stream.of(Stream.of(around[0]), offers, Stream.of(around[1], SandboxUnderTest.END))
            .flatMap(s -> s)
            .iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return pieces.hasNext();
          }

          @Override
          public InputStream nextElement() {
            byte[] piece = pieces.next().getBytes(StandardCharsets.UTF_8);
            sent[0] += piece.length;
            return new ByteArrayInputStream(piece);
          }
        });
  }

  /** Each of another configuration, with the same matrix of 20 kB and a note of 80 kB. */
  private static String offer(int number) {
    ObjectNode offer = Offers.ppa("offer " + number);
    Offers.changed(offer, "/configuration/hedgeSharePercent", "" + number / 10.0);
    offer.putObject("otherPriceComponents").put("note", NOTE);
    return Offers.changed(offer, "/priceMatrix", "'MATRIX'")
        .toString()
        .replace("\"MATRIX\"", MATRIX);
  }

  private static String matrix() {
    ArrayNode matrix = SandboxJson.MAPPER.createArrayNode();
    for (int i = 0; i < ENTRIES; i++) {
      ObjectNode entry = matrix.addObject();
      entry.put("start", "%04dM%02d".formatted(2000 + i / 12, 1 + i % 12)).put("tenor", "1Y");
      ObjectNode prices = entry.putObject("prices");
      for (int year = 2027; year < 2032; year++) {
        prices.put("" + year, 60 + (i * 7919 + year * 31) % 10_000 / 1000.0);
      }
    }
    return matrix.toString();
  }
}
