package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.tracebridge.setting.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Single requests by hand with a connection's token and budget, outside of any route. */
public final class Caller implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_REASON = 1 << 16;

  private static final int MOST = 64 << 20;

  /** An answer is held several times over while it is read, masked and shown. */
  private static final int LONGEST_ANSWER =
      (int) Math.min(MOST, Runtime.getRuntime().maxMemory() / 32);

  private final ConnectionSettings connection;
  private final CloseableHttpClient client;
  private final Secrets secrets;

  Caller(ConnectionSettings connection, CloseableHttpClient client, Secrets secrets) {
    this.connection = connection;
    this.client = client;
    this.secrets = secrets;
  }

  /** An answer. */
  public record Answer(int status, String type, List<Header> headers, byte[] body) {
    /** With no more of its body than that many bytes. */
    static Answer of(ClassicHttpResponse answer, int most) throws IOException {
      byte[] body =
          answer.getEntity() == null
              ? new byte[0]
              : answer.getEntity().getContent().readNBytes(most);
      Header type = answer.getFirstHeader("Content-Type");
      return new Answer(
          answer.getCode(),
          type == null ? "" : type.getValue(),
          Arrays.asList(answer.getHeaders()),
          body);
    }

    public boolean isGood() {
      return status >= 200 && status < 300;
    }

    /** Values of the headers of that name. */
    public List<String> values(String name) {
      return headers.stream()
          .filter(header -> header.getName().equalsIgnoreCase(name))
          .map(NameValuePair::getValue)
          .toList();
    }

    /** Missing where it is none. */
    public JsonNode json() {
      try {
        JsonNode json = JSON.readTree(body);
        return json == null ? MissingNode.getInstance() : json;
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }
  }

  /**
   * Where a request for that goes.
   *
   * @param target a path behind the API's base, or a URL
   * @throws IllegalArgumentException with a sentence where it is none
   */
  public URI url(String target) {
    boolean whole = target.matches("(?i)https?://.*");
    try {
      return URI.create(
          whole ? target : connection.apiUrl() + (target.startsWith("/") ? "" : "/") + target);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a path or a URL, with %-escapes where need be, but was \"" + target + "\".", e);
    }
  }

  private void requireOwn(URI url) {
    if (!connection.origins().contains(ConnectionSettings.origin(url))) {
      throw new IllegalArgumentException(
          connection.name()
              + "'s token is for "
              + String.join(" and ", connection.origins())
              + " alone, not for "
              + ConnectionSettings.origin(url)
              + ". Use a path, or set camel.oauth."
              + connection.name()
              + ".api-url.");
    }
  }

  /**
   * Asks for that path to see whether the token is good for the API; says what came.
   *
   * @throws Fault with a sentence that says what to do where it is not
   */
  public String probe(String path) {
    URI url = url(path);
    Answer answer = send("GET", url, new byte[0], "", LONGEST_REASON);
    int status = answer.status();
    if (answer.isGood()) {
      return "ok, " + status;
    }
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    String sentence =
        "%s: %s answered %d%s. %s"
            .formatted(
                connection.name(),
                url,
                status,
                TokenAnswer.reason(body, secrets),
                Refusal.ofProbe(status, connection));
    throw switch (status) {
      case 404 -> new Fault.NotThere(sentence);
      case 401, 403 -> new Fault.Rejected(sentence);
      default -> new Fault.Transient(sentence);
    };
  }

  /**
   * Sends one request and reads its answer whole.
   *
   * @param body nothing for none
   * @throws IllegalArgumentException with a sentence where the URL is not of the connection's own
   *     origins, where its token does not belong
   * @throws Fault.Transient where there is no answer
   * @throws Fault.Rejected where it is larger than there is room for
   */
  public Answer call(String method, URI url, byte[] body, String type) {
    Answer answer = send(method, url, body, type, LONGEST_ANSWER + 1);
    if (answer.body().length > LONGEST_ANSWER) {
      throw new Fault.Rejected(
          "%s: the answer of %s is longer than the %d MB that are read at once. Ask for less%s."
              .formatted(
                  connection.name(),
                  url,
                  LONGEST_ANSWER >> 20,
                  LONGEST_ANSWER < MOST ? ", or set TRACEBRIDGE_HEAP to more" : ""));
    }
    return answer;
  }

  private Answer send(String method, URI url, byte[] body, String type, int most) {
    requireOwn(url);
    ClassicRequestBuilder request =
        ClassicRequestBuilder.create(method)
            .setUri(url)
            .setHeader("Accept", "application/json, */*");
    if (body.length > 0) {
      request.setEntity(body, ContentType.parse(type));
    }
    try {
      return client.execute(
          HttpHost.create(url), request.build(), answer -> Answer.of(answer, most));
    } catch (IOException e) {
      throw new Fault.Transient(
          connection.name()
              + ": "
              + ConnectionSettings.origin(url)
              + " gave no answer ("
              + Reason.of(e)
              + "). Check the address and the network.");
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
