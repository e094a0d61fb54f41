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

  private final Password password;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final WrongPasswords wrong;

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
    this.wrong = new WrongPasswords(clock);
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
          && InetAddress.getByName(address(request)).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String address(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }

  /** Whether no password is looked at now, for too many wrong ones came from there. */
  boolean isClosedTo(HttpServerRequest request) {
    return wrong.isClosedTo(address(request));
  }

  /** Whether the request brings the password. */
  boolean mayActByPassword(HttpServerRequest request) {
    String said = request.getHeader("Authorization");
    if (said == null || !said.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    try {
      byte[] plain = Base64.getDecoder().decode(said.substring(6).strip());
      String[] parts = new String(plain, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 && parts[0].equals(USER) && isRight(address(request), parts[1]);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isRight(String address, String said) {
    if (wrong.isClosedTo(address)) {
      return false;
    }
    boolean isRight = password.is(said);
    if (isRight) {
      wrong.right(address);
    } else {
      wrong.wrong(address);
    }
    return isRight;
  }

  /**
   * Signs in whoever knows the password; empty for all others.
   *
   * @param asked what this side is called by whoever asks
   * @param address where that is
   */
  synchronized Optional<Cookie> signIn(@Nullable HostAndPort asked, String address, String said) {
    if (!isRight(address, said)) {
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

  Optional<Cookie> signIn(HttpServerRequest request, String said) {
    return signIn(request.authority(), address(request), said);
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
