package io.github.tracebridge.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.management.MBeanAttributeInfo;
import org.jspecify.annotations.Nullable;

/** Every number that an MBean of ours shows, as a metric of the same name and source. */
public final class Metrics {
  private Metrics() {}

  /** Shows those of all of them. */
  public static void bind(List<Monitor> monitors, MeterRegistry registry) {
    for (Monitor monitor : monitors) {
      for (MBeanAttributeInfo attribute : monitor.getMBeanInfo().getAttributes()) {
        bind(monitor, attribute, registry);
      }
    }
  }

  private static void bind(Monitor monitor, MBeanAttributeInfo attribute, MeterRegistry registry) {
    Object now = monitor.read(attribute.getName());
    String own = monitor.name().getKeyProperty("name");
    Tags tags = own == null ? Tags.empty() : Tags.of("name", own);
    if (now instanceof Number || now instanceof Boolean) {
      bind(monitor, attribute, tags, m -> number(m.read(attribute.getName())), registry);
    } else if (now instanceof Map<?, ?> all) {
      String label = Monitor.told(attribute, "label");
      for (Object key : all.keySet()) {
        bind(
            monitor,
            attribute,
            tags.and(label, key.toString()),
            m -> number(((Map<?, ?>) m.read(attribute.getName())).get(key)),
            registry);
      }
    }
  }

  private static void bind(
      Monitor monitor,
      MBeanAttributeInfo attribute,
      Tags tags,
      ToDoubleFunction<Monitor> value,
      MeterRegistry registry) {
    String name = name(monitor.type(), attribute.getName());
    String meaning = Monitor.told(attribute, "meaning");
    if (Boolean.parseBoolean(Monitor.told(attribute, "counter"))) {
      FunctionCounter.builder(name, monitor, value)
          .tags(tags)
          .description(meaning)
          .register(registry);
    } else {
      Gauge.builder(name, monitor, value).tags(tags).description(meaning).register(registry);
    }
  }

  /** Such as {@code tracebridge.leads.last.proved.walk.age.seconds}. */
  static String name(String type, String attribute) {
    String words = attribute.replaceAll("(?<=[a-z])(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
    return "tracebridge." + type.toLowerCase(Locale.ROOT) + "." + words;
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Boolean yes) {
      return yes ? 1 : 0;
    }
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
