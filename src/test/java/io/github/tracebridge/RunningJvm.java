package io.github.tracebridge;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Another JVM of this user, seen over JMX as an operator sees it. */
final class RunningJvm implements AutoCloseable {
  private final VirtualMachine machine;
  private final JMXConnector jmx;
  private final MBeanServerConnection beans;
  private final List<String> told = new CopyOnWriteArrayList<>();

  RunningJvm(long pid) throws Exception {
    machine = VirtualMachine.attach(String.valueOf(pid));
    jmx = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    beans = jmx.getMBeanServerConnection();
  }

  /** Every attribute of every MBean that can be read, a line each. */
  String allAttributes() throws Exception {
    StringBuilder all = new StringBuilder();
    for (ObjectName name : beans.queryNames(null, null)) {
      for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
        all.append(name).append(' ').append(attribute.getName()).append(" = ");
        all.append(read(beans, name, attribute)).append('\n');
      }
    }
    return all.toString();
  }

  /** Hears each notification of every MBean of the product's and Camel's from here on. */
  RunningJvm listen() throws Exception {
    for (String domain : List.of("io.github.tracebridge:*", "org.apache.camel:*")) {
      for (ObjectName name : beans.queryNames(new ObjectName(domain), null)) {
        if (beans.getMBeanInfo(name).getNotifications().length > 0) {
          beans.addNotificationListener(
              name,
              (said, by) -> told.add(said + said.getMessage() + said.getUserData()),
              null,
              null);
        }
      }
    }
    return this;
  }

  List<String> told() {
    return told;
  }

  @Override
  public void close() throws IOException {
    jmx.close();
    machine.detach();
  }

  private static String read(
      MBeanServerConnection beans, ObjectName name, MBeanAttributeInfo attribute)
      throws IOException {
    try {
      return attribute.isReadable() ? text(beans.getAttribute(name, attribute.getName())) : "";
    } catch (JMException | RuntimeException e) {
      return "unreadable: " + e;
    }
  }

  private static String text(Object value) {
    if (value instanceof CompositeData data) {
      return data.values().stream().map(RunningJvm::text).collect(Collectors.joining(", "));
    }
    if (value instanceof TabularData table) {
      return table.values().stream().map(RunningJvm::text).collect(Collectors.joining(", "));
    }
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(RunningJvm::text).collect(Collectors.joining(", "));
    }
    return String.valueOf(value);
  }
}
