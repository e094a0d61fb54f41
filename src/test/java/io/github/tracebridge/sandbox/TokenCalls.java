package io.github.tracebridge.sandbox;

import static io.github.tracebridge.sandbox.SandboxUnderTest.json;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks the siblings' token endpoints as their documents print it. */
record TokenCalls(SandboxUnderTest sandbox) {
  static final String DER_CONNECT = "/am/oauth2/realms/root/realms/difesp/access_token";
  static final String OPEN_ESG = "/o/token/";
  static final String JWT_SYSTEM = "/oauth/v2/token";
  static final String FORM = "application/x-www-form-urlencoded";
  static final String GRANT = "grant_type=client_credentials";
  static final String DER_FORM =
      GRANT + "&client_id=der-client&client_secret=sandbox-der-secret&scope=esp";

  HttpResponse<String> derConnect() {
    return post(DER_CONNECT, DER_FORM);
  }

  HttpResponse<String> openEsg() {
    return basic(OPEN_ESG, "esg-client:sandbox-esg-secret");
  }

  HttpResponse<String> jwtSystem() {
    return basic(JWT_SYSTEM, "jwt-client:sandbox-jwt-secret");
  }

  /** A form without an Authorization header. */
  HttpResponse<String> post(String path, String form) {
    return post(path, FORM, "", form);
  }

  HttpResponse<String> basic(String path, String pair) {
    return post(path, FORM, "Basic " + base64(pair, StandardCharsets.UTF_8), GRANT);
  }

  /**
   * @param authorization empty for none
   */
  HttpResponse<String> post(String path, String contentType, String authorization, String body) {
    HttpRequest.Builder request =
        sandbox.request(path).POST(HttpRequest.BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return sandbox.send(request);
  }

  static String token(HttpResponse<String> answer) {
    return json(answer).path("access_token").asText();
  }

  static String base64(String text, Charset charset) {
    return Base64.getEncoder().encodeToString(text.getBytes(charset));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
