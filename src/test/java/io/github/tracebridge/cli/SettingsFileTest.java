package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.setting.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
  @TempDir Path folder;

  static Arguments[] files() {
    return new Arguments[] {
      Arguments.of("# mine\na.b = old\nc=d\n", "# mine\na.b=n\\\\x\nc=d\n"),
      Arguments.of("a.b=o,\\\n  l,\\\nd\nc=d\n", "a.b=n\\\\x\nc=d\n"),
      Arguments.of("c=d,\\\n\ta.b=old\n", "c=d,\\\n\ta.b=old\na.b=n\\\\x\n"),
      Arguments.of("c=d\\\\\na.b=old\n", "c=d\\\\\na.b=n\\\\x\n"),
      Arguments.of("# not on \\\na.b=old\n", "# not on \\\na.b=n\\\\x\n"),
      Arguments.of("a.b=1\nc=d\na.b=2\ne=f\n", "a.b=1\nc=d\na.b=n\\\\x\ne=f\n"),
      Arguments.of("a.b:old\n", "a.b=n\\\\x\n"),
      Arguments.of("  a.b\told\n", "a.b=n\\\\x\n"),
      Arguments.of("a.b\n", "a.b=n\\\\x\n"),
      Arguments.of("\\u0061.b=old\n", "a.b=n\\\\x\n"),
      Arguments.of("a\\.\\\n   b=old\n", "a.b=n\\\\x\n"),
      Arguments.of("a.b\\=c=old\n", "a.b\\=c=old\na.b=n\\\\x\n"),
      Arguments.of("a.b=o\\\r\n  ld\r\nc=d\r\n", "a.b=n\\\\x\r\nc=d\r\n"),
      Arguments.of("c=d\r\n", "c=d\r\na.b=n\\\\x\r\n"),
      Arguments.of("c=d\ra.b=old\re=f", "c=d\ra.b=n\\\\x\re=f"),
      Arguments.of("a.b=old", "a.b=n\\\\x"),
      Arguments.of("c=d", "c=d\na.b=n\\\\x\n"),
      Arguments.of("c=d\\", "c=d\\\n\na.b=n\\\\x\n"),
      Arguments.of("\uFEFFa.b=old\nc=ü\n", "\uFEFFa.b=n\\\\x\nc=ü\n"),
      Arguments.of("", "a.b=n\\\\x\n"),
    };
  }

  @ParameterizedTest
  @MethodSource("files")
  void aSettingIsChangedWhereItIsReadAndAllElseStays(String before, String after)
      throws IOException {
    Path file = Files.writeString(folder.resolve("s"), before);
    assertThat(set(file, Map.of("a.b", "n\\x"))).isOne();
    assertThat(Files.readString(file)).isEqualTo(after);
    assertThat(SettingsLoader.read(file)).containsEntry("a.b", "n\\x");
  }

  @Test
  void whatIsUnchangedIsNotWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "a.b :\\\n old\r\nc=d");
    FileTime then = FileTime.fromMillis(0);
    Files.setLastModifiedTime(file, then);
    assertThat(set(file, Map.of("a.b", "old", "c", "d"))).isZero();
    assertThat(Files.readString(file)).isEqualTo("a.b :\\\n old\r\nc=d");
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(then);
    assertThat(set(folder.resolve("none"), Map.of())).isZero();
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void emptyIsAValueToo() throws IOException {
    Path file = folder.resolve("s");
    assertThat(set(file, Map.of("e", ""))).isOne();
    assertThat(file).hasContent("e=\n");
  }

  @Test
  void itsRightsStayAndALinkIsFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "secret=x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    set(link, Map.of("a", "b"));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(file)).contains("secret=x", "a=b");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/items\ntrace.api-url=x", "/{{trace.auth-url}}", "/a\u0000"})
  void noAnswerWritesMoreThanItsOwnSetting(String value) throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "a=b\n");
    assertThatThrownBy(() -> set(file, Map.of("trace.leads.list", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trace.leads.list is not written");
    assertThat(file).hasContent("a=b");
  }

  @ParameterizedTest
  @ValueSource(strings = {" /items", "/\ud800"})
  void whatWouldNotBeReadAsItWasFoundIsNotWritten(String value) throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "a=b\n");
    assertThatThrownBy(() -> set(file, Map.of("trace.leads.list", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + " is left as it is: trace.leads.list would not be read there as it was found."
                + " Set it by hand.");
    assertThat(file).hasContent("a=b");
    assertThat(folder).isDirectoryContaining("glob:**/s");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void whatIsRefusedWhenItIsReadTakesNoPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "a=b\n");
    assertThatThrownBy(
            () ->
                new SettingsFile(file)
                    .set(
                        Map.of("a", "c"),
                        part -> {
                          assertThat(part).hasContent("a=c");
                          throw new IllegalStateException("refused");
                        }))
        .hasMessage("refused");
    assertThat(file).hasContent("a=b");
    assertThat(folder.toFile().list()).containsExactly("s");
  }

  private static int set(Path file, Map<String, String> changes) throws IOException {
    return new SettingsFile(file).set(changes, part -> {});
  }
}
