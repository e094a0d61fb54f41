package io.github.tracebridge.ops;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An MBean of our own, whose name stays. */
public abstract class Monitor {
  private final String name;

  Monitor(String name) {
    this.name = name;
  }

  /** Shows it in the JVM's MBean server. */
  public final void register() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      unregister();
      server.registerMBean(this, new ObjectName(name));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes it away; does nothing where it is not there. */
  public final void unregister() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      if (server.isRegistered(new ObjectName(name))) {
        server.unregisterMBean(new ObjectName(name));
      }
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
