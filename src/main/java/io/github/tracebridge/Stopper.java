package io.github.tracebridge;

import io.github.tracebridge.connection.Pause;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Ends every wait when Camel begins to stop, and shows the MBeans while it runs. */
final class Stopper extends MainListenerSupport {
  private final Pause pause;
  private final Runnable show;
  private final Runnable hide;

  Stopper(Pause pause, Runnable show, Runnable hide) {
    this.pause = pause;
    this.show = show;
    this.hide = hide;
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    show.run();
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    pause.stop();
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    hide.run();
  }
}
