package io.github.tracebridge.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** A stored file on its way, or on half of it. Used by one connection's thread alone. */
final class FileEntity extends AbstractHttpEntity {
  private static final int DRIPS = 20;

  private final String key;
  private final int size;
  private final Faults.@Nullable Strike strike;
  private final Pause pause;

  FileEntity(String key, int size, String type, Faults.@Nullable Strike strike, Pause pause) {
    super(type, null, false);
    this.key = key;
    this.size = size;
    this.strike = strike;
    this.pause = pause;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    FileBytes file = new FileBytes(key, is(FaultKind.FILE_CUT_BODY) ? size / 2 : size);
    if (is(FaultKind.FILE_SLOW) && strike != null) {
      byte[] some = new byte[Math.max(1, size / DRIPS + 1)];
      for (int count = file.read(some, 0, some.length); count > 0; ) {
        pause.pause(strike.fault().delayOrDefault().dividedBy(DRIPS));
        out.write(some, 0, count);
        out.flush();
        count = file.read(some, 0, some.length);
      }
      return;
    }
    file.transferTo(out);
    if (is(FaultKind.FILE_CUT_BODY) || is(FaultKind.FILE_WRONG_LENGTH)) {
      out.flush();
      throw new ConnectionClosedException("cut on purpose");
    }
  }

  private boolean is(FaultKind kind) {
    return strike != null && strike.kind() == kind;
  }

  @Override
  public long getContentLength() {
    return is(FaultKind.FILE_WRONG_LENGTH) ? size + 7L : size;
  }

  @Override
  public InputStream getContent() {
    return new FileBytes(key, size);
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public void close() {
    // Holds nothing that needs closing.
  }
}
