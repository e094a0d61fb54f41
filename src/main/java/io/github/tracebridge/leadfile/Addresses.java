package io.github.tracebridge.leadfile;

import io.github.tracebridge.connection.ConnectionSettings;
import io.github.tracebridge.connection.Transport;
import io.github.tracebridge.leadfile.FileFault.Meaning;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the addresses of files, as leads and redirects tell them. Immutable. */
final class Addresses {
  private static final String LEGAL = "-._~:/?#[]@!$&'()*+,;=%";

  private final ConnectionSettings trace;
  private final List<String> plainHosts;

  Addresses(ConnectionSettings trace, List<String> plainHosts) {
    this.trace = trace;
    this.plainHosts = List.copyOf(plainHosts);
  }

  /**
   * The address that a lead tells; a relative one is TRACE's.
   *
   * @throws FileFault where it is none
   */
  URI of(String url) {
    URI told = read(url);
    if (told.isAbsolute()) {
      return told;
    }
    String base = trace.apiUrl().toString();
    String path = trace.apiUrl().getRawPath();
    boolean hasPath = path != null && !path.isEmpty() && url.startsWith(path + "/");
    return url.startsWith("/") && !url.startsWith("//") && !hasPath
        ? read(base + told)
        : read(base + "/").resolve(told);
  }

  /** Where a redirect leads. */
  URI next(URI from, String location) {
    return from.resolve(read(location));
  }

  boolean isTraces(URI address) {
    return address.getHost() != null && trace.mayBeSentTo(address);
  }

  /** The same of what a lead tells; no address at all is nobody's. */
  boolean isTraces(String url) {
    try {
      return isTraces(of(url));
    } catch (FileFault e) {
      return false;
    }
  }

  /**
   * Lets pass what may be asked.
   *
   * @throws FileFault for all else
   */
  void require(URI address) {
    String scheme = String.valueOf(address.getScheme());
    if (!scheme.matches("(?i)https?") || address.getHost() == null) {
      throw new FileFault(Meaning.REFUSED, "its address is not one of the web");
    }
    if (isForbidden(address.getHost())) {
      throw new FileFault(
          Meaning.REFUSED,
          "its address is within this machine or its network; add "
              + address.getHost()
              + " to http.plain-hosts to take it");
    }
    if (!Transport.isSafe(address, plainHosts)) {
      throw new FileFault(
          Meaning.REFUSED,
          "its address is plain http; add "
              + address.getHost()
              + " to http.plain-hosts to take it");
    }
  }

  /** Whoever is outside must not have this side ask its own neighbours. */
  private boolean isForbidden(String host) {
    return InsideHost.is(host)
        && !plainHosts.contains(host)
        && Stream.of(trace.apiUrl(), trace.tokenEndpoint())
            .filter(Objects::nonNull)
            .map(URI::getHost)
            .noneMatch(known -> host.equalsIgnoreCase(known) || InsideHost.areOne(host, known));
  }

  /** Whatever no URI may hold is encoded. */
  private static URI read(String text) {
    StringBuilder legal = new StringBuilder();
    text.strip()
        .codePoints()
        .forEach(
            c -> {
              if (c < 128 && Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0) {
                legal.appendCodePoint(c);
              } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                  legal.append('%').append("%02X".formatted(b));
                }
              }
            });
    try {
      return new URI(legal.toString());
    } catch (URISyntaxException e) {
      throw new FileFault(Meaning.REFUSED, "its address is not one of the web");
    }
  }
}
