package io.github.tracebridge;

import io.github.tracebridge.connection.Pause;
import io.github.tracebridge.ops.LeadsMonitor;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Ends every wait when Camel begins to stop, and shows the MBean while it runs. */
final class Stopper extends MainListenerSupport {
  private final Pause pause;
  private final LeadsMonitor monitor;

  Stopper(Pause pause, LeadsMonitor monitor) {
    this.pause = pause;
    this.monitor = monitor;
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    monitor.register();
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    pause.stop();
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    monitor.unregister();
  }
}
