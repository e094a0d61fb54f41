package io.github.tracebridge.ops;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MBean of our own, whose name stays. What it shows and does, and what that means, is told by
 * its interface alone. Thread-safe as far as what it shows is.
 */
public final class Monitor extends StandardEmitterMBean {
  /** Of all of them. */
  public static final String DOMAIN = "io.github.tracebridge";

  private static final int LONGEST_VALUES = 200;
  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  private final ObjectName name;
  private final Object shown;
  private final Map<String, Method> getters = new HashMap<>();

  private <T> Monitor(ObjectName name, T shown, Class<T> as, NotificationEmitter emitter) {
    super(shown, as, true, emitter);
    this.name = name;
    this.shown = shown;
    for (Method method : as.getMethods()) {
      if (method.isAnnotationPresent(Figure.class)) {
        getters.put(method.getName().replaceFirst("^(get|is)", ""), method);
      }
    }
  }

  /**
   * An MBean that tells nothing by itself.
   *
   * @param key such as {@code type=Leads}
   */
  public static <T> Monitor of(String key, T shown, Class<T> as) {
    return of(key, shown, as, new NotificationBroadcasterSupport(new MBeanNotificationInfo[0]));
  }

  /** The same with what tells of changes. */
  public static <T> Monitor of(String key, T shown, Class<T> as, NotificationEmitter emitter) {
    return new Monitor(named(key), shown, as, emitter);
  }

  /** The name of an MBean of ours. */
  static ObjectName named(String key) {
    try {
      return new ObjectName(DOMAIN + ":" + key);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public ObjectName name() {
    return name;
  }

  /** What an MBean is about, such as {@code Leads}. */
  String type() {
    return name.getKeyProperty("type");
  }

  /** The value of an attribute now, as it is before JMX makes an open type of it. */
  Object read(String attribute) {
    try {
      return Objects.requireNonNull(getters.get(attribute), attribute).invoke(shown);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " " + attribute, e);
    }
  }

  /** Whatever is done by hand leaves a line, whoever does it and how, and whatever comes of it. */
  @Override
  public Object invoke(String operation, Object[] values, String[] types)
      throws MBeanException, ReflectionException {
    String what = name.getKeyPropertyListString() + " " + operation + values(values);
    try {
      Object said = super.invoke(operation, values, types);
      LOG.info("by hand: {}: {}", what, said == null ? "done" : said);
      return said;
    } catch (RuntimeException | MBeanException | ReflectionException e) {
      LOG.info("by hand: {}: not done: {}", what, Actions.reason(e).getMessage());
      throw e;
    }
  }

  private static String values(Object @Nullable [] values) {
    if (values == null || values.length == 0) {
      return "";
    }
    String text = Arrays.toString(values).replaceAll("\\p{Cntrl}", "?");
    return " " + text.substring(0, Math.min(text.length(), LONGEST_VALUES));
  }

  /** All that it shows, by the attributes' names. */
  public Map<String, Object> values() {
    Map<String, Object> values = new TreeMap<>();
    getters.keySet().forEach(attribute -> values.put(attribute, read(attribute)));
    return values;
  }

  /** Shows it in the JVM's MBean server, in place of another job's of this process. */
  public void register() {
    try {
      unregister();
      server().registerMBean(this, name);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes it away; does nothing where it is not there. */
  public void unregister() {
    try {
      if (server().isRegistered(name)) {
        server().unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    String own = name.getKeyProperty("name");
    return "Tracebridge: " + type() + (own == null ? "" : " " + own);
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return told(info, "meaning");
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return told(info, "meaning");
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return told(operation, "parameter");
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return told(operation, "parameterMeaning");
  }

  @Override
  protected int getImpact(MBeanOperationInfo info) {
    return MBeanOperationInfo.ACTION;
  }

  /** A field of what {@link Figure} or {@link Action} says. */
  static String told(MBeanFeatureInfo info, String field) {
    return String.valueOf(Objects.requireNonNull(info.getDescriptor().getFieldValue(field), field));
  }
}
