package io.github.tracebridge.ops;

import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.RuntimeMBeanException;

/** The operations of our MBeans, for those who name them in words. Immutable. */
public final class Actions {
  private final List<Monitor> monitors;

  public Actions(List<Monitor> monitors) {
    this.monitors = List.copyOf(monitors);
  }

  /**
   * Runs one.
   *
   * @param bean such as {@code type=Sink,name=http}
   * @param value of its parameter; not looked at where it has none
   * @return what it says; empty where it says nothing
   * @throws IllegalArgumentException with a sentence where there is no such one
   * @throws RuntimeException with a sentence where it refuses
   */
  public String run(String bean, String operation, String value) {
    Monitor monitor =
        monitors.stream()
            .filter(one -> one.name().getKeyPropertyListString().equals(bean))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no MBean " + bean));
    MBeanOperationInfo info =
        Stream.of(monitor.getMBeanInfo().getOperations())
            .filter(one -> one.getName().equals(operation))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(bean + " has no " + operation));
    String[] types =
        Stream.of(info.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    Object[] values = Stream.of(types).map(type -> read(type, value)).toArray();
    try {
      Object said = monitor.invoke(operation, values, types);
      return said == null ? "" : said.toString();
    } catch (RuntimeException | JMException e) {
      throw reason(e) instanceof RuntimeException sentence
          ? sentence
          : new IllegalStateException(reason(e).getMessage(), e);
    }
  }

  /** Why an operation refused, out of what JMX wraps it in. */
  static Throwable reason(Exception fault) {
    boolean isWrapped = fault instanceof RuntimeMBeanException || fault instanceof JMException;
    return isWrapped && fault.getCause() != null ? fault.getCause() : fault;
  }

  private static Object read(String type, String value) {
    if (!type.equals("long")) {
      return value;
    }
    if (!value.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("expected a number, but was \"" + value + "\"");
    }
    return Long.valueOf(value);
  }
}
