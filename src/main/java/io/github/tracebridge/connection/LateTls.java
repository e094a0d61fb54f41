package io.github.tracebridge.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.HostnameVerifier;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.function.Suppliers;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.LayeredConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Camel's HTTP component, whose endpoints read whom Java trusts with their first connection over
 * TLS. Those that a {@link Connection} configures never ask: it brings connections of its own.
 */
@SuppressWarnings("deprecation") // what Camel's component is made of
public final class LateTls extends HttpComponent {

  @Override
  protected Registry<ConnectionSocketFactory> createConnectionRegistry(
      HostnameVerifier names, @Nullable SSLContextParameters parameters, boolean useSystem)
      throws GeneralSecurityException, IOException {
    if (parameters != null || useSystem) {
      return super.createConnectionRegistry(names, parameters, useSystem);
    }
    return RegistryBuilder.<ConnectionSocketFactory>create()
        .register("http", PlainConnectionSocketFactory.getSocketFactory())
        .register("https", new Late(names))
        .build();
  }

  private static final class Late implements LayeredConnectionSocketFactory {
    private final Supplier<LayeredConnectionSocketFactory> tls;

    Late(HostnameVerifier names) {
      tls =
          Suppliers.memorize(
              () -> new SSLConnectionSocketFactory(SSLContexts.createDefault(), names));
    }

    @Override
    public Socket createSocket(HttpContext context) throws IOException {
      return tls.get().createSocket(context);
    }

    @Override
    public Socket connectSocket(
        TimeValue timeout,
        Socket socket,
        HttpHost host,
        InetSocketAddress remote,
        InetSocketAddress local,
        HttpContext context)
        throws IOException {
      return tls.get().connectSocket(timeout, socket, host, remote, local, context);
    }

    @Override
    public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
        throws IOException {
      return tls.get().createLayeredSocket(socket, target, port, context);
    }
  }
}
