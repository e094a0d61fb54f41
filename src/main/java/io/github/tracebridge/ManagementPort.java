package io.github.tracebridge;

import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where health is served.
 *
 * @param port 0 for nowhere
 */
record ManagementPort(String host, int port) {
  static ManagementPort from(Settings settings) {
    return new ManagementPort(
        settings.text(Setting.MANAGEMENT_HOST), settings.count(Setting.MANAGEMENT_PORT, 0, 65_535));
  }

  /** Where a person finds the page, on this machine. */
  String page() {
    return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port + "/";
  }

  /** Whether anything is served. */
  boolean isOn() {
    return port != 0;
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
