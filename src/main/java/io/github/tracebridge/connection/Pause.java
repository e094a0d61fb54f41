package io.github.tracebridge.connection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end early, for good, when the process stops. Thread-safe. */
public interface Pause {

  /**
   * Blocks for that long.
   *
   * @throws Fault.Stopping when the process stops meanwhile, or the thread is interrupted
   */
  void await(Duration time);

  /** Ends every wait, now and from now on. */
  void stop();

  /** Waits in real time. */
  static Pause real() {
    CountDownLatch stopped = new CountDownLatch(1);
    return new Pause() {
      @Override
      public void await(Duration time) {
        try {
          if (stopped.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS)) {
            throw new Fault.Stopping();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new Fault.Stopping();
        }
      }

      @Override
      public void stop() {
        stopped.countDown();
      }
    };
  }
}
