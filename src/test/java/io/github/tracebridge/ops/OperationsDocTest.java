package io.github.tracebridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/operations.md names every attribute, operation and trouble that there is, and no other. */
class OperationsDocTest {
  private static final Path PAGE = Path.of("docs/operations.md");

  static Stream<Class<?>> beans() {
    return Stream.of(
        JobMXBean.class,
        LeadsMXBean.class,
        SinkMXBean.class,
        FilesMXBean.class,
        OffersMXBean.class,
        ConnectionMXBean.class,
        QuotaMXBean.class,
        LedgerMXBean.class);
  }

  @ParameterizedTest
  @MethodSource("beans")
  void itsTablesAreThoseOfTheBeans(Class<?> bean) throws IOException {
    String section = section("### `" + type(bean));
    assertThat(rows(section)).containsExactlyElementsOf(expected(bean));
  }

  @ParameterizedTest
  @MethodSource("beans")
  void whatABeanShowsSaysWhatItIs(Class<?> bean) {
    for (Method method : bean.getMethods()) {
      Figure figure = method.getAnnotation(Figure.class);
      Action action = method.getAnnotation(Action.class);
      assertThat(figure == null).as(method.toString()).isNotEqualTo(action == null);
      if (figure != null && isNumber(method)) {
        assertThat(figure.unit()).as(method.toString()).isNotEmpty();
      }
      if (figure != null && method.getReturnType() == Map.class) {
        assertThat(figure.label()).as(method.toString()).isNotEmpty();
      }
      if (action != null) {
        assertThat(action.parameter().isEmpty())
            .as(method.toString())
            .isEqualTo(method.getParameterCount() == 0);
      }
    }
  }

  @Test
  void itNamesEveryTrouble() throws IOException {
    List<String> expected =
        Stream.of(Trouble.values())
            .map(t -> "| `%s` | %s | %s |".formatted(t.id(), t.meaning(), t.remedy()))
            .toList();
    assertThat(rows(section("## Incidents"))).containsExactlyElementsOf(expected);
  }

  @Test
  void metricsThatOtherFilesNameAreAmongThem() throws IOException {
    Set<String> known = metrics(PAGE);
    try (Stream<Path> files =
        Stream.of("docs", "docker", "README.md")
            .flatMap(OperationsDocTest::filesBelow)
            .filter(file -> file.toString().matches(".*\\.(md|ya?ml|json)"))) {
      assertThat(files).allSatisfy(file -> assertThat(metrics(file)).isSubsetOf(known));
    }
  }

  private static Stream<Path> filesBelow(String name) {
    try {
      return Files.walk(Path.of(name)).filter(Files::isRegularFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> metrics(Path file) {
    try {
      return Pattern.compile("\\btracebridge_\\w*[a-z]\\b")
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> expected(Class<?> bean) {
    List<String> rows = new ArrayList<>();
    Stream.of(bean.getMethods())
        .filter(method -> method.isAnnotationPresent(Figure.class))
        .sorted(Comparator.comparing(OperationsDocTest::attribute))
        .forEach(method -> rows.add(row(bean, method)));
    Stream.of(bean.getMethods())
        .filter(method -> method.isAnnotationPresent(Action.class))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(method -> rows.add(row(method)));
    return rows;
  }

  private static String row(Class<?> bean, Method method) {
    Figure figure = method.getAnnotation(Figure.class);
    String metric =
        isNumber(method) || method.getReturnType() == Map.class
            ? "`"
                + Metrics.name(type(bean), attribute(method)).replace('.', '_')
                + (figure.counter() ? "_total" : "")
                + (figure.label().isEmpty() ? "" : "{" + figure.label() + "}")
                + "`"
            : "";
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(attribute(method), figure.value(), figure.unit(), figure.threshold(), metric)
        .replaceAll(" {2,}", " ");
  }

  private static String row(Method method) {
    Action action = method.getAnnotation(Action.class);
    String parameter =
        action.parameter().isEmpty() ? "" : action.parameter() + ": " + action.parameterMeaning();
    return "| `%s(%s)` | %s | %s |"
        .formatted(method.getName(), action.parameter(), action.value(), parameter)
        .replaceAll(" {2,}", " ");
  }

  private static boolean isNumber(Method method) {
    return method.getReturnType().isPrimitive() && method.getReturnType() != void.class;
  }

  private static String attribute(Method method) {
    return method.getName().replaceFirst("^(get|is)", "");
  }

  private static String type(Class<?> bean) {
    return bean.getSimpleName().replace("MXBean", "");
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(heading);
    assertThat(from).as(heading).isNotNegative();
    String level = heading.substring(0, heading.indexOf(' '));
    int to = page.indexOf("\n" + level.substring(1), from + heading.length());
    int same = page.indexOf("\n" + level + " ", from + heading.length());
    int end = Stream.of(to, same).filter(at -> at > 0).min(Integer::compare).orElse(page.length());
    return page.substring(from, end);
  }

  private static List<String> rows(String section) {
    return section.lines().filter(line -> line.startsWith("| `")).toList();
  }
}
