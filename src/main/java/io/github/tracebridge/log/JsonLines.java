package io.github.tracebridge.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import co.elastic.logging.logback.EcsEncoder;
import io.github.tracebridge.setting.Secrets;
import java.nio.charset.StandardCharsets;

/**
 * Writes one JSON object a line, by the Elastic Common Schema. Secrets are masked wherever in it
 * they stand, in correlation ids too. Thread-safe.
 *
 * @see <a href="https://www.elastic.co/guide/en/ecs-logging/overview/current/intro.html">ECS
 *     logging</a>
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final String NAME = "tracebridge";

  /** Nothing else can read so: within a string the quotes are escaped. */
  private static final String EMPTY_TRACE = ",\"error.stack_trace\":\"\"";

  private final EcsEncoder ecs = new EcsEncoder();
  private final Secrets secrets;

  /**
   * @param version of the program
   * @param traces whether stack traces are written too
   */
  public JsonLines(Secrets secrets, String version, boolean traces) {
    this.secrets = secrets;
    ecs.setServiceName(NAME);
    ecs.setServiceVersion(version);
    ecs.setEventDataset(NAME);
    if (!traces) {
      ecs.setThrowableConverter(new NoTrace());
    }
  }

  @Override
  public void start() {
    ecs.setContext(getContext());
    ecs.start();
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line = new String(ecs.encode(event), StandardCharsets.UTF_8);
    return secrets.mask(line.replace(EMPTY_TRACE, "")).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  private static final class NoTrace extends ThrowableHandlingConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return "";
    }
  }
}
