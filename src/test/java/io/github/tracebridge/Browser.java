package io.github.tracebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Somebody at the page of a job: keeps cookies, and sends what a browser would. */
final class Browser {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final int port;

  Browser(int port) {
    this.port = port;
  }

  /**
   * @param headers names and values in turn
   */
  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, Map<String, String> body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode status() throws IOException, InterruptedException {
    return JSON.readTree(get("/status.json").body());
  }

  HttpResponse<String> signIn(String password) throws IOException, InterruptedException {
    return post("/login", Map.of("password", password));
  }

  /** Does it as the page does, with the token that it has. */
  HttpResponse<String> act(String bean, String operation, String value)
      throws IOException, InterruptedException {
    return post("/act", action(bean, operation, value), "X-CSRF-Token", token());
  }

  static Map<String, String> action(String bean, String operation, String value) {
    return Map.of("bean", bean, "operation", operation, "value", value);
  }

  String token() throws IOException, InterruptedException {
    return status().path("token").asText();
  }

  /** The status line of an answer to a page that was found by another name. */
  String asked(String host, String path, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n".formatted(path, host)
              + String.join("", lines)
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  static String basic(String password) {
    byte[] plain = ("operator:" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain);
  }
}
