package io.github.tracebridge.page;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.plugin.JolokiaPlatformHttpPlugin;
import org.apache.camel.support.ResolverHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Camel's Jolokia, begun by the first who asks for it. What it lets through is in {@code
 * jolokia-access.xml}. Thread-safe: the method locks it.
 */
final class Jolokia implements Handler<RoutingContext> {
  private static final Pattern LOOKING =
      Pattern.compile("/observe/jolokia(/?|/(read|list|search|version)(/.*)?)");
  private static final Pattern JSON = Pattern.compile("(?i)(application|text)/json\\b.*");

  private final CamelContext camel;
  private @Nullable Handler<RoutingContext> handler;

  Jolokia(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * Whether no page of another site could have had a browser send it, with a password that the
   * browser keeps: by a link or a form it may send a GET, or a POST of the types of forms.
   */
  static boolean isOurs(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      return LOOKING.matcher(request.path()).matches() && request.getParam("p") == null;
    }
    String type = request.getHeader("Content-Type");
    return request.method().equals(HttpMethod.POST) && type != null && JSON.matcher(type).matches();
  }

  @Override
  public void handle(RoutingContext context) {
    handler().handle(context);
  }

  @SuppressWarnings("unchecked")
  private synchronized Handler<RoutingContext> handler() {
    if (handler == null) {
      JolokiaPlatformHttpPlugin plugin =
          ResolverHelper.resolveService(
                  camel,
                  camel.getCamelContextExtension().getBootstrapFactoryFinder(),
                  "platform-http/" + JolokiaPlatformHttpPlugin.NAME,
                  JolokiaPlatformHttpPlugin.class)
              .orElseThrow();
      ServiceHelper.startService(plugin);
      handler = (Handler<RoutingContext>) plugin.getHandler();
    }
    return handler;
  }
}
