package io.github.tracebridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file in JSLT that makes one JSON of another. Beside JSLT's own functions it has those of {@link
 * FieldFunction}. Thread-safe.
 *
 * @see <a href="https://github.com/schibsted/jslt">JSLT</a>
 */
public final class Mapping {
  private final String name;
  private final Expression expression;

  private Mapping(String name, Expression expression) {
    this.name = name;
    this.expression = expression;
  }

  /**
   * Reads a mapping.
   *
   * @throws SettingException where it cannot be read or is no JSLT
   */
  public static Mapping read(Path file) {
    try {
      return of(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SettingException(
          "The mapping " + file + " cannot be read. Put one there, in UTF-8, or name another.");
    }
  }

  static Mapping of(String name, String text) {
    try {
      return new Mapping(
          name,
          new Parser(new StringReader(text))
              .withSource(name)
              .withFunctions(FieldFunction.all())
              .compile());
    } catch (JsltException e) {
      throw new SettingException("The mapping is not understood: " + firstLine(e) + ".");
    }
  }

  /**
   * Makes one JSON of another.
   *
   * @param variables what the mapping may ask for by {@code $name}
   * @throws Unmapped where the input does not have what the mapping needs
   */
  public JsonNode apply(JsonNode input, Map<String, JsonNode> variables) {
    try {
      return expression.apply(variables, input);
    } catch (FieldFunction.Misfit e) {
      throw new Unmapped(e.sentence(input));
    } catch (JsltException e) {
      throw new Unmapped("the mapping " + name + " fails: ", firstLine(e));
    } catch (RuntimeException | StackOverflowError e) {
      // JSLT lets through what Java says: a division by zero, a recursion without an end
      throw new Unmapped("the mapping " + name + " fails with " + e.getClass().getSimpleName());
    }
  }

  private static String firstLine(JsltException fault) {
    String text = String.valueOf(fault.getMessage());
    int at = text.lastIndexOf(" at ");
    String place = at < 0 ? "" : text.substring(at).stripTrailing();
    String line = text.lines().findFirst().orElse("").strip();
    return line.endsWith(place) ? line : line + place;
  }
}
