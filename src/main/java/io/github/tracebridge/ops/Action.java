package io.github.tracebridge.ops;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** What an operation does, for JMX and documentation alike. It has one parameter at most. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Action {
  /** What it does, and when it refuses, in a sentence or two. */
  @DescriptorKey("meaning")
  String value();

  /** Name of its parameter; empty where it has none. */
  @DescriptorKey("parameter")
  String parameter() default "";

  /** What to give for it. */
  @DescriptorKey("parameterMeaning")
  String parameterMeaning() default "";
}
