package io.github.tracebridge.ops;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** What an attribute shows, for JMX, metrics and documentation alike. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Figure {
  /** What it means, in a sentence. */
  @DescriptorKey("meaning")
  String value();

  /** What is counted; empty where it is no number. */
  @DescriptorKey("units")
  String unit() default "";

  /** When a person should look; empty where no value means trouble. */
  @DescriptorKey("threshold")
  String threshold() default "";

  /** Whether it only ever grows while the process lives. */
  @DescriptorKey("counter")
  boolean counter() default false;

  /** Where it is many numbers: what tells them apart, which is their label in metrics. */
  @DescriptorKey("label")
  String label() default "";
}
