package io.github.tracebridge.page;

import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * What whoever acts has to know: the one of the settings, else one that the job makes. Immutable.
 */
public record Password(Secret secret) {
  /** Holds the one that the job made, in data.dir, for its user alone. */
  public static final String FILE = "management-password";

  private static final int BYTES = 24;

  /**
   * The one of the settings, else the one that was made in that folder, which is made if need be.
   *
   * @throws IllegalStateException with a sentence where it cannot be
   */
  public static Password of(Settings settings, Path folder, Secrets secrets) {
    boolean isSaid =
        !settings.text(Setting.MANAGEMENT_PASSWORD).isEmpty()
            || settings.find(Setting.MANAGEMENT_PASSWORD_FILE).isPresent();
    return isSaid
        ? new Password(
            settings.secret(Setting.MANAGEMENT_PASSWORD, Setting.MANAGEMENT_PASSWORD_FILE))
        : in(folder, secrets);
  }

  private static Password in(Path folder, Secrets secrets) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        make(file);
      }
      return new Password(secrets.keep(FILE, new Secret(Files.readString(file).strip())));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The password "
              + file
              + " can be neither read nor made ("
              + Reason.of(e)
              + "). Give this user the right to, or set management.password.",
          e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    byte[] text = (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.UTF_8);
    FileAttribute<?> own =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path unborn = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(unborn);
    try (var out =
        Files.newByteChannel(
            unborn, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own)) {
      out.write(ByteBuffer.wrap(text));
    }
    Files.move(unborn, file);
  }

  /** Takes as long whatever is said. */
  boolean is(String said) {
    return MessageDigest.isEqual(
        secret.reveal().getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
  }
}
