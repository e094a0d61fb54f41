package io.github.tracebridge.page;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may look, and who may act. From this machine everybody may look; whoever acts, or looks from
 * afar, needs the password. Thread-safe: every method that changes something locks it.
 */
final class Guard {
  /** The one user there is. */
  static final String USER = "operator";

  private static final String COOKIE = "tracebridge";
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> PROXIED = Set.of("Forwarded", "X-Forwarded-For", "Via");
  private static final Duration SESSION = Duration.ofHours(8);
  private static final int MOST_SESSIONS = 100;
  private static final int WRONG_AT_ONCE = 5;
  private static final Duration PENANCE = Duration.ofSeconds(30);

  private final Password password;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private int wrong;
  private Instant closedUntil = Instant.MIN;

  /**
   * Somebody who signed in.
   *
   * @param token what the page sends back with each action, which no other site knows
   */
  private record Session(String token, Instant until) {}

  /**
   * @param clock steady
   */
  Guard(Password password, Clock clock) {
    this.password = password;
    this.clock = clock;
  }

  /** Whether whoever asks may look. */
  boolean mayLook(HttpServerRequest request) {
    return isHere(request) || mayActByPassword(request) || session(request).isPresent();
  }

  /**
   * From this machine and by its own name: a name of another site's that leads here is none, though
   * a browser would follow it. Nor is whoever comes by a proxy of this machine's.
   */
  private static boolean isHere(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    try {
      return asked != null
          && PROXIED.stream().allMatch(header -> request.getHeader(header) == null)
          && HERE.contains(asked.host())
          && InetAddress.getByName(request.remoteAddress().hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether the request brings the password; five wrong ones in a row close it for a while. */
  boolean mayActByPassword(HttpServerRequest request) {
    String said = request.getHeader("Authorization");
    if (said == null || !said.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    try {
      byte[] plain = Base64.getDecoder().decode(said.substring(6).strip());
      String[] parts = new String(plain, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 && parts[0].equals(USER) && isRight(parts[1]);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private synchronized boolean isRight(String said) {
    Instant now = clock.instant();
    if (now.isBefore(closedUntil)) {
      return false;
    }
    if (password.is(said)) {
      wrong = 0;
      return true;
    }
    wrong++;
    if (wrong >= WRONG_AT_ONCE) {
      wrong = 0;
      closedUntil = now.plus(PENANCE);
    }
    return false;
  }

  /**
   * Signs in whoever knows the password; empty for all others.
   *
   * @param asked what this side is called by whoever asks
   */
  synchronized Optional<Cookie> signIn(@Nullable HostAndPort asked, String said) {
    if (!isRight(said)) {
      return Optional.empty();
    }
    String id = nonce();
    sessions.put(id, new Session(nonce(), clock.instant().plus(SESSION)));
    if (sessions.size() > MOST_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return Optional.of(
        Cookie.cookie(cookieName(asked), id)
            .setPath("/")
            .setHttpOnly(true)
            .setSameSite(CookieSameSite.STRICT));
  }

  /** With the port as the browser knows it: jobs on one host would share a cookie else. */
  private static String cookieName(@Nullable HostAndPort asked) {
    return asked == null ? COOKIE : COOKIE + "-" + asked.port();
  }

  synchronized void signOut(HttpServerRequest request) {
    Cookie cookie = request.getCookie(cookieName(request.authority()));
    if (cookie != null) {
      sessions.remove(cookie.getValue());
    }
  }

  /** What the page sends with each action; empty for whoever did not sign in. */
  Optional<String> token(HttpServerRequest request) {
    return session(request).map(Session::token);
  }

  /** Whether the request is of a session, and of our page and no other site's. */
  boolean mayActBySession(HttpServerRequest request) {
    String sent = request.getHeader("X-CSRF-Token");
    return sent != null && token(request).filter(sent::equals).isPresent();
  }

  /** Whether another site's page had a browser send it. */
  static boolean isOfAnotherSite(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private synchronized Optional<Session> session(HttpServerRequest request) {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> session.until().isBefore(now));
    Cookie cookie = request.getCookie(cookieName(request.authority()));
    return cookie == null ? Optional.empty() : Optional.ofNullable(sessions.get(cookie.getValue()));
  }

  private String nonce() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
