package io.github.tracebridge;

import io.github.tracebridge.ops.Monitor;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The product's MBeans in this JVM, as a JMX client has them. */
final class Jmx {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  private Jmx() {}

  /**
   * @param bean such as {@code type=Leads}
   */
  static Object get(String bean, String attribute) {
    try {
      return BEANS.getAttribute(name(bean), attribute);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  static long number(String bean, String attribute) {
    return ((Number) get(bean, attribute)).longValue();
  }

  static Object run(String bean, String operation, Object... values) throws JMException {
    String[] types = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      types[i] = values[i] instanceof Long ? "long" : String.class.getName();
    }
    return BEANS.invoke(name(bean), operation, values, types);
  }

  private static ObjectName name(String bean) throws JMException {
    return new ObjectName(Monitor.DOMAIN + ":" + bean);
  }
}
