package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Stands beside every test: it fails where a secret or a token is printed, or stands in a file of
 * the test's folder. What is printed between two classes is held against the second.
 */
public final class SecretWatch implements AfterEachCallback, AfterAllCallback {
  /** Files that hold secrets on purpose: settings, secrets, and what a test is to send. */
  private static final Set<String> FOR_SECRETS =
      Set.of("tracebridge.properties", "secret", "token", "sent");

  private static final int LOOKED_AT = 16 << 20;
  private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

  static {
    System.setOut(new PrintStream(new Tee(System.out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Tee(System.err), true, StandardCharsets.UTF_8));
  }

  /** Prints on, and keeps it. */
  private static final class Tee extends OutputStream {
    private final PrintStream out;

    Tee(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      out.write(octets, from, length);
      PRINTED.write(octets, from, length);
    }

    @Override
    public void flush() {
      out.flush();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    synchronized (PRINTED) {
      String printed = PRINTED.toString(StandardCharsets.ISO_8859_1);
      PRINTED.reset();
      requireNone(context.getDisplayName() + " printed", printed);
    }
  }

  /** Its folders, and what it kept of a command's prints. */
  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Object test = context.getRequiredTestInstance();
    for (Path folder :
        AnnotationSupport.findAnnotatedFieldValues(test, TempDir.class, Path.class)) {
      for (Path file : files(folder)) {
        requireNone(file + " of " + context.getDisplayName(), read(file));
      }
    }
    for (var field :
        ReflectionSupport.findFields(
            test.getClass(),
            each -> each.getType() == ByteArrayOutputStream.class,
            HierarchyTraversalMode.TOP_DOWN)) {
      Object kept = ReflectionSupport.tryToReadFieldValue(field, test).get();
      requireNone(field.getName() + " of " + context.getDisplayName(), String.valueOf(kept));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !FOR_SECRETS.contains(file.getFileName().toString()))
          .toList();
    }
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
    }
  }

  private static void requireNone(String where, String text) {
    assertThat(Markers.in(text)).as(where).isEmpty();
  }
}
