package io.github.tracebridge.leadfile;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Hosts that only this machine, or its network, can reach. */
final class InsideHost {
  private InsideHost() {}

  /** Whether any address of it is such; a name without an address is none. */
  static boolean is(String host) {
    return addresses(host).stream().anyMatch(InsideHost::isInside);
  }

  /** Whether both are this machine. */
  static boolean areOne(String host, String other) {
    return isLoopback(host) && isLoopback(other);
  }

  private static boolean isLoopback(String host) {
    List<InetAddress> addresses = addresses(host);
    return !addresses.isEmpty() && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
  }

  private static List<InetAddress> addresses(String host) {
    try {
      return Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  /**
   * Loopback, link-local, private (RFC 1918, RFC 4193), behind a carrier's translation (RFC 6598),
   * or to many at once.
   */
  private static boolean isInside(InetAddress address) {
    byte[] octets = address.getAddress();
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || address instanceof Inet6Address && (octets[0] & 0xFE) == 0xFC
        || octets[0] == 100 && (octets[1] & 0xC0) == 64 && octets.length == 4;
  }
}
