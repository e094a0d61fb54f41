package io.github.tracebridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.PropertiesFunction;

/**
 * A stand-in for a vault: a folder, whose files are its secrets by name. It is away while the
 * folder is. Camel finds it as it finds those of its components, by {@code META-INF/services}.
 */
public final class FolderVault implements PropertiesFunction {
  @Override
  public String getName() {
    return "folder-vault";
  }

  @Override
  public String apply(String name) {
    Path file = Path.of(name);
    if (!Files.isDirectory(file.getParent())) {
      throw new RuntimeCamelException("no secret", new ConnectException("refused"));
    }
    try {
      return Files.exists(file) ? Files.readString(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
