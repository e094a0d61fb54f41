package io.github.tracebridge;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;
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
final class RunningJvm {
  private RunningJvm() {}

  /** Every attribute of every MBean that can be read, a line each. */
  static String allAttributes(long pid) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
    try (JMXConnector jmx =
        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
      MBeanServerConnection beans = jmx.getMBeanServerConnection();
      StringBuilder all = new StringBuilder();
      for (ObjectName name : beans.queryNames(null, null)) {
        for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
          all.append(name).append(' ').append(attribute.getName()).append(" = ");
          all.append(read(beans, name, attribute)).append('\n');
        }
      }
      return all.toString();
    } finally {
      machine.detach();
    }
  }

  private static String read(
      MBeanServerConnection beans, ObjectName name, MBeanAttributeInfo attribute)
      throws java.io.IOException {
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
