package io.github.tracebridge.ops;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Routes that begin what a flow does by themselves, to be paused and resumed together. What is
 * under way comes to its end; what is asked for by hand is done all the same. Thread-safe.
 *
 * @param name for people
 * @param routes by their ids
 */
public record Flow(CamelContext camel, String name, List<String> routes) {
  public Flow {
    routes = List.copyOf(routes);
  }

  /**
   * Nothing begins any more until it is resumed, or the process begins anew. Camel's own way to
   * suspend a route would wait for what is under way, and break it off after a while.
   */
  void pause() {
    consumers().forEach(ServiceHelper::suspendService);
  }

  void resume() {
    for (Route route : begun().toList()) {
      if (camel.getRouteController().getRouteStatus(route.getRouteId()).isStarted()) {
        ServiceHelper.resumeService(route.getConsumer());
      } else {
        start(route.getRouteId());
      }
    }
  }

  /** One that was suspended or stopped by another hand. */
  private void start(String route) {
    try {
      camel.getRouteController().resumeRoute(route);
      camel.getRouteController().startRoute(route);
    } catch (Exception e) {
      throw new IllegalStateException("route " + route + ": " + e.getMessage(), e);
    }
  }

  /** Also where one of its routes was suspended or stopped by another hand. */
  public boolean isPaused() {
    return consumers().anyMatch(consumer -> !ServiceHelper.isStarted(consumer));
  }

  private Stream<Consumer> consumers() {
    return begun().map(Route::getConsumer);
  }

  /** Those of them that begin by themselves. */
  private Stream<Route> begun() {
    return routes.stream().map(camel::getRoute).filter(r -> r != null && r.isAutoStartup());
  }

  Watch.Condition condition() {
    return Watch.Condition.of(
        Trouble.PAUSED,
        name,
        () -> isPaused() ? Optional.of(name + " are paused") : Optional.empty());
  }
}
