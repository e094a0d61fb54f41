package io.github.tracebridge.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hc.client5.http.entity.mime.FileBody;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * One file as multipart/form-data (RFC 7578), streamed from disk. It knows whether it left: only
 * what was sent to its last byte can have been taken. One thread sends it.
 */
public final class UploadEntity extends HttpEntityWrapper {
  private final Runnable begin;
  private boolean sent;

  /**
   * @param name of the file, for TRACE to show
   * @param begin runs before the first byte leaves, each time; where it fails nothing leaves
   */
  public UploadEntity(Path file, String name, String partName, Runnable begin) {
    super(
        MultipartEntityBuilder.create()
            // with names in UTF-8 as browsers send them
            .setMode(HttpMultipartMode.LEGACY)
            .setCharset(StandardCharsets.UTF_8)
            .addPart(partName, new FileBody(file.toFile(), ContentType.APPLICATION_JSON, name))
            .build());
    this.begin = begin;
  }

  /** Whether all of it left at least once. */
  public boolean isSent() {
    return sent;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    begin.run();
    super.writeTo(out);
    sent = true;
  }
}
