package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Single requests by hand with a connection's token and budget, outside of any route. */
public final class Caller implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_ANSWER = 64 << 20;

  private final ConnectionSettings connection;
  private final CloseableHttpClient client;

  Caller(ConnectionSettings connection, CloseableHttpClient client) {
    this.connection = connection;
    this.client = client;
  }

  /** An answer, whole. */
  public record Answer(int status, String type, List<Header> headers, byte[] body) {
    static Answer of(ClassicHttpResponse answer) throws IOException {
      byte[] body =
          answer.getEntity() == null
              ? new byte[0]
              : EntityUtils.toByteArray(answer.getEntity(), LONGEST_ANSWER);
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
    int status = call("GET", url, new byte[0], "").status();
    String said = connection.name() + ": " + url + " answered " + status;
    String own = "camel.oauth." + connection.name();
    switch (status) {
      case 401 ->
          throw new Fault.Rejected(
              said + " to a new token. Check that audience, scope and api-url of " + own + " fit.");
      case 403 ->
          throw new Fault.Rejected(
              said + ": the credentials lack a scope or a permission. Have it granted.");
      case 404 -> throw new Fault.NotThere(said + ". Check " + own + ".api-url and .probe.");
      default -> {
        if (status >= 300) {
          throw new Fault.Transient(said + ".");
        }
      }
    }
    return "ok, " + status;
  }

  /**
   * Sends one request and reads its answer whole.
   *
   * @param body nothing for none
   * @throws IllegalArgumentException with a sentence where the URL is not of the connection's own
   *     origins, where its token does not belong
   * @throws Fault.Transient where there is no answer
   */
  public Answer call(String method, URI url, byte[] body, String type) {
    requireOwn(url);
    ClassicRequestBuilder request =
        ClassicRequestBuilder.create(method)
            .setUri(url)
            .setHeader("Accept", "application/json, */*");
    if (body.length > 0) {
      request.setEntity(body, ContentType.parse(type));
    }
    try {
      return client.execute(HttpHost.create(url), request.build(), Answer::of);
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
