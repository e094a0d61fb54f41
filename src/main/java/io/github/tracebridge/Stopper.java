package io.github.tracebridge;

import io.github.tracebridge.connection.Pause;
import io.github.tracebridge.ops.Monitor;
import java.util.List;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Ends every wait when Camel begins to stop, and shows the MBeans while it runs. */
final class Stopper extends MainListenerSupport {
  private final Pause pause;
  private final List<Monitor> monitors;

  Stopper(Pause pause, List<Monitor> monitors) {
    this.pause = pause;
    this.monitors = monitors;
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    monitors.forEach(Monitor::register);
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    pause.stop();
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    monitors.forEach(Monitor::unregister);
  }
}
