package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of docker/, held against the launcher, the settings and each other. */
class ImageTest {
  private final JsonNode compose =
      new YAMLMapper().readTree(Path.of("docker/compose.yaml").toFile());

  ImageTest() throws IOException {}

  @Test
  void javaIsGivenTheOptionsOfTheLauncher() throws IOException {
    String launcher = read("tracebridge");
    List<String> expected = options(launcher, "128m\\)");
    Pattern.compile("-Xlog:\\S+")
        .matcher(launcher.substring(launcher.lastIndexOf("exec ")))
        .results()
        .forEach(found -> expected.add(found.group()));
    List<String> given =
        read("docker/tracebridge")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> Stream.of(line.split(" ")))
            .toList();
    int options = given.indexOf("-Dtracebridge.home=/opt/tracebridge");
    assertThat(given.subList(0, options)).containsExactlyElementsOf(expected);
    assertThat(given.subList(options + 1, given.size()))
        .containsExactly(
            "-cp",
            "/opt/tracebridge/lib/tracebridge.jar:/opt/tracebridge/ext/*",
            only("program=(\\S+)", launcher));
  }

  @Test
  void theRacesRivalsOnAJvmAreGivenThemToo() throws IOException {
    List<String> expected = options(read("tracebridge"), "128m\\)");
    // of use to SQLite's library alone
    expected.remove("--enable-native-access=ALL-UNNAMED");
    assertThat(options(read("bench/race/jvm.sh"), "\n *")).isEqualTo(expected);
  }

  /** All that the variable gets at its first line, and behind that word at the second. */
  private static List<String> options(String script, String second) {
    List<String> options = new ArrayList<>();
    for (String assigned :
        List.of("\n *options=\"([^\"$]+)\"", second + " *options=\"\\$options (-Xms[^\"]+)\"")) {
      options.addAll(List.of(only(assigned, script).split(" ")));
    }
    return options;
  }

  @Test
  void theHealthCheckBeginsAsTheJobDoes() throws IOException {
    String file = read("docker/Dockerfile");
    String job = only("\nENTRYPOINT \\[(.+)\\]", file);
    assertThat(only("\nHEALTHCHECK .*CMD \\[(.+)\\]", file))
        .isEqualTo(job + ", \"health\", \"live\"");
  }

  @Test
  void nothingIsPublishedBeyondThisMachine() {
    assertThat(compose.findValues("ports"))
        .isNotEmpty()
        .allSatisfy(
            ports -> assertThat(ports).allMatch(port -> port.asText().startsWith("127.0.0.1:")));
  }

  @Test
  void eachImageIsOfOneVersion() throws IOException {
    List<String> images = new ArrayList<>();
    compose.findValuesAsText("image").forEach(images::add);
    for (String file : List.of("docker/Dockerfile", "docker/hawtio/Dockerfile")) {
      Pattern.compile("ARG \\w+=(\\S+)")
          .matcher(read(file))
          .results()
          .forEach(found -> images.add(found.group(1)));
    }
    images.remove("tracebridge");
    assertThat(images)
        .hasSizeGreaterThan(4)
        .allMatch(image -> image.matches("[\\w/-]+:v?\\d+\\.\\d.*"));
  }

  @Test
  void theSettingsOfTheJobAreSettings() throws IOException {
    Properties file = new Properties();
    try (var in = Files.newBufferedReader(Path.of("docker/job.env"))) {
      file.load(in);
    }
    Map<String, String> environment = new TreeMap<>();
    file.forEach((name, value) -> environment.put("" + name, "" + value));
    compose
        .at("/services/job/environment")
        .properties()
        .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
    List<String> unknown = new ArrayList<>();
    var settings =
        new SettingsLoader(environment, new Properties(), List.of("file"), unknown::add)
            .load(null, Map.of(), new Secrets());
    assertThat(unknown).isEmpty();
    assertThat(settings.text(Setting.MANAGEMENT_HOST)).isEqualTo("0.0.0.0");
  }

  @Test
  void prometheusDiffersByTheJobsAddressAlone() throws IOException {
    JsonNode here =
        new YAMLMapper()
            .readTree(
                read("docker/prometheus/prometheus.yml").replace("127.0.0.1:8090", "job:8090"));
    assertThat(new YAMLMapper().readTree(read("docker/prometheus/in-compose.yml"))).isEqualTo(here);
  }

  /** What differs is said here; all else, such as what a unit may not do, is the same. */
  @Test
  void bothUnitsAreConfinedAlike() throws IOException {
    Map<String, String> job = unit("tracebridge.service");
    Map<String, String> once = unit("tracebridge-once.service");
    assertThat(job)
        .containsEntry("SuccessExitStatus", "143")
        .containsEntry("ProtectSystem", "strict")
        .containsEntry("NoNewPrivileges", "yes");
    assertThat(once).containsEntry("SuccessExitStatus", "143").containsEntry("Type", "oneshot");
    for (String own :
        List.of("ExecStart", "Type", "Restart", "RestartSec", "RestartPreventExitStatus")) {
      job.remove(own);
      once.remove(own);
    }
    assertThat(once).isEqualTo(job);
  }

  /**
   * A dynamic user's state folder is root's alone; what else it would bring is said line by line.
   */
  @Test
  void theGroupOfTheUnitsReadsAndNobodyElse() throws IOException {
    assertThat(unit("tracebridge.service"))
        .containsEntry("StateDirectoryMode", "0750")
        .containsEntry("UMask", "0027")
        .doesNotContainKey("DynamicUser")
        .containsEntry("RestrictSUIDSGID", "yes")
        .containsEntry("ProtectHome", "yes")
        .containsEntry("PrivateTmp", "yes")
        .containsEntry("RemoveIPC", "yes");
  }

  @Test
  void theGuideMakesTheUserOfTheUnits() throws IOException {
    String user = only("useradd --system --user-group .* (\\w+)\n", read("docs/running.md"));
    assertThat(unit("tracebridge.service"))
        .containsEntry("User", user)
        .containsEntry("Group", user)
        .containsEntry("StateDirectory", user);
  }

  /** The lines of its service, those of one name together. */
  private static Map<String, String> unit(String name) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    String service = read("docker/systemd/" + name).split("\\[Service\\]|\\[Install\\]")[1];
    Pattern.compile("(?m)^(\\w+)=(.*)$")
        .matcher(service)
        .results()
        .forEach(found -> lines.merge(found.group(1), found.group(2), (a, b) -> a + "\n" + b));
    return lines;
  }

  private static String only(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file));
  }
}
