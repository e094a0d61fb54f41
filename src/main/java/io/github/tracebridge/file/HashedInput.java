package io.github.tracebridge.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes the bytes of a file while they are read. */
public final class HashedInput extends FilterInputStream {
  private final MessageDigest digest = algorithm();
  private long bytes;

  public HashedInput(InputStream in) {
    super(in);
  }

  private static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      digest.update(buffer, offset, read);
      bytes += read;
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** SHA-256 of all bytes that were read, as 64 hex digits; to be asked once, at the end. */
  public String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** How many were read. */
  public long bytes() {
    return bytes;
  }

  /** SHA-256 of a file, as 64 hex digits. */
  public static String sha256(Path file) throws IOException {
    try (HashedInput in = new HashedInput(Files.newInputStream(file))) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.hash();
    }
  }
}
