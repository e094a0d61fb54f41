package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
  @TempDir Path folder;

  @Test
  void aSettingIsChangedInItsLineAndAllElseStays() throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "# mine\na.b = old\nc=d\n");
    new SettingsFile(file).set(Map.of("a.b", "new\\x"));
    assertThat(file).hasContent("# mine\na.b=new\\\\x\nc=d\n");
    new SettingsFile(file).set(Map.of("e", ""));
    assertThat(Files.readAllLines(file)).endsWith("c=d", "e=");
  }

  @Test
  void itsRightsStayAndALinkIsFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "secret=x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    new SettingsFile(link).set(Map.of("a", "b"));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(file)).contains("secret=x", "a=b");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/items\ntrace.api-url=x", "/{{trace.auth-url}}", "/a\u0000"})
  void noAnswerWritesMoreThanItsOwnSetting(String value) throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "a=b\n");
    assertThatThrownBy(() -> new SettingsFile(file).set(Map.of("trace.leads.list", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trace.leads.list is not written");
    assertThat(file).hasContent("a=b");
  }
}
