package io.github.tracebridge;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Ends what is only waited for when Camel begins to stop, and shows the MBeans while it runs. */
final class Stopper extends MainListenerSupport {
  private final Runnable stopWaiting;
  private final Runnable show;
  private final Runnable hide;

  Stopper(Runnable stopWaiting, Runnable show, Runnable hide) {
    this.stopWaiting = stopWaiting;
    this.show = show;
    this.hide = hide;
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    show.run();
  }

  @Override
  public void beforeStop(BaseMainSupport main) {
    stopWaiting.run();
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    hide.run();
  }
}
