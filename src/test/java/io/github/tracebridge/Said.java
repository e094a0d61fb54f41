package io.github.tracebridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the program prints meanwhile, on both outputs. */
final class Said implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  Said() {
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  /** All since the last call. */
  String text() {
    String text = said.toString(StandardCharsets.UTF_8);
    said.reset();
    return text;
  }

  /** What was logged as JSON. */
  static List<JsonNode> objects(String text) {
    return text.lines()
        .map(
            line -> {
              try {
                return new ObjectMapper().readTree(line);
              } catch (IOException e) {
                throw new AssertionError("not JSON: " + line, e);
              }
            })
        .toList();
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
