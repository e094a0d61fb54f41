package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.MutableClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox for each test, and a plain client that hides nothing. */
final class SandboxUnderTest implements BeforeEachCallback, AfterEachCallback {
  static final String LEADS = "/api/crm/leads/energy-tariff";
  static final String LOGIN = "/api/auth/m2m-login";
  static final String PPA = "/tariff-management/ppa/upload";
  static final String DIRECT_MARKETING = "/tariff-management/direct-marketing/upload";
  static final String OPTIONS = "/tariff-management/offers/schedules/contract-options";
  static final String FORM = "multipart/form-data; boundary=limit";
  static final String END = "--limit--\r\n";
  static final Instant START = Instant.parse("2026-03-04T09:12:44.123456Z");

  final MutableClock clock = new MutableClock(START);
  private final HttpClient http = HttpClient.newHttpClient();
  private Sandbox sandbox;

  @Override
  public void beforeEach(ExtensionContext context) {
    sandbox = Sandbox.start(0, Knobs.defaults(), clock);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    sandbox.close();
  }

  Sandbox sandbox() {
    return sandbox;
  }

  void turn(String knobs) {
    sandbox.knobs(sandbox.knobs().with(knobs));
  }

  HttpResponse<String> login(String client, String secret, String audience) {
    return post(
        LOGIN,
        "{\"clientId\":\"%s\",\"clientSecret\":\"%s\",\"audience\":\"%s\"}"
            .formatted(client, secret, audience));
  }

  HttpResponse<String> login() {
    return login("crm-sync", "sandbox-secret", Knobs.AUDIENCE);
  }

  String token() {
    return json(login()).path("access_token").asText();
  }

  String uploadToken() {
    HttpResponse<String> login = login("price-desk", "sandbox-upload-secret", Knobs.AUDIENCE);
    return json(login).path("access_token").asText();
  }

  /** Logs in and uploads a file of PPA offers. */
  HttpResponse<String> upload(String file) {
    return upload(PPA, file);
  }

  HttpResponse<String> upload(String path, String file) {
    return form(path, FORM, part("file", file) + END);
  }

  HttpResponse<String> form(String path, String contentType, String body) {
    return send(upload(path, uploadToken(), contentType, body));
  }

  HttpRequest.Builder upload(String path, String token, String contentType, String body) {
    return request(path)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  static String part(String name, String file) {
    return "--limit\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"Preise für März.json\"\r\nContent-Type: application/json\r\n\r\n%s\r\n"
        .formatted(name, file);
  }

  HttpResponse<String> options(String question) {
    return send(
        request(OPTIONS)
            .header("Authorization", "Bearer " + uploadToken())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question)));
  }

  HttpResponse<String> get(String path, String token) {
    return send(request(path).header("Authorization", "Bearer " + token));
  }

  /** Logs in and asks for a page. */
  HttpResponse<String> page(String query) {
    return get(LEADS + query, token());
  }

  JsonNode pageJson(String query) {
    return json(page(query));
  }

  List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    pageJson(query).path("items").forEach(lead -> ids.add(lead.path("id").asText()));
    return ids;
  }

  HttpResponse<String> post(String path, String body) {
    return control("POST", path, body);
  }

  HttpResponse<String> control(String method, String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.uri() + path)).timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** All bytes of an answer up to the end of the connection, as they come. */
  String raw(String path, String token) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", sandbox.uri().getPort())) {
      String head = "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n";
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.formatted(path, token).getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return SandboxJson.read(answer.body());
  }

  static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("absent");
  }

  static Map<String, List<String>> headers(HttpResponse<String> answer) {
    return answer.headers().map();
  }
}
