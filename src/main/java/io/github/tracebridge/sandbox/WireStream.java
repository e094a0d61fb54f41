package io.github.tracebridge.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body from the wire that remembers how it broke, so that a client that went away is told apart
 * from a file that is bad. Not thread-safe.
 */
final class WireStream extends FilterInputStream {
  private @Nullable IOException broken;

  WireStream(InputStream in) {
    super(in);
  }

  /** Why it could not be read on; null while it can. */
  @Nullable IOException broken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      broken = e;
      throw e;
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      broken = e;
      throw e;
    }
  }
}
