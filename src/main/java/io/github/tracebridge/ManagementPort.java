package io.github.tracebridge;

import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/**
 * Where health is served.
 *
 * @param port 0 for nowhere
 */
public record ManagementPort(String host, int port) {
  /** As settings say. */
  public static ManagementPort from(Settings settings) {
    return new ManagementPort(
        settings.text(Setting.MANAGEMENT_HOST), settings.count(Setting.MANAGEMENT_PORT, 0, 65_535));
  }

  /** Where a person on this machine finds the page. */
  String page() {
    try {
      return uri() + "/";
    } catch (IOException e) {
      return host + ":" + port;
    }
  }

  /** Whether anything is served. */
  public boolean isOn() {
    return port != 0;
  }

  /** The address by which this machine reaches it, also where it listens at all addresses. */
  public URI uri() throws IOException {
    InetAddress address = InetAddress.getByName(host);
    String name =
        (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
    return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
  }

  /** Camel would go on without it, and nobody would see how the job is. */
  void requireFree() {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "Status and health cannot be served on "
              + host
              + ":"
              + port
              + " ("
              + Reason.of(e)
              + "). Set management.host and management.port to an address of this machine that is"
              + " free; port 0 is none.");
    }
  }
}
