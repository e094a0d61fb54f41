package io.github.tracebridge.leadfile;

import io.github.tracebridge.connection.AnswerDeadline;
import io.github.tracebridge.connection.Reason;
import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.file.HashedInput;
import io.github.tracebridge.leadfile.FileFault.Meaning;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes files as they come, each whole or not at all. Thread-safe. */
final class FileKeeper {
  private final LeadFilesSettings settings;

  FileKeeper(LeadFilesSettings settings) {
    this.settings = settings;
  }

  /** What was written. */
  record Kept(long bytes, String sha256) {}

  /**
   * Writes a file under its name, which a reader sees whole or not at all.
   *
   * @param announced how many bytes there will be; null where that is not told
   * @throws FileFault where it is not wanted, not whole, or cannot be written
   */
  Kept keep(
      LeadFile file, InputStream body, @Nullable String contentType, @Nullable Long announced) {
    try {
      require(
          settings.takes(contentType),
          "it is of a content type that leads.files-types does not name");
      require(announced == null || announced <= settings.limit(), TOO_LARGE);
      HashedInput in = new HashedInput(body);
      DurableFiles.write(path(file), out -> copy(in, out, announced));
      return new Kept(in.bytes(), in.hash());
    } catch (FileFault e) {
      if (e.meaning() == Meaning.REFUSED) {
        AnswerDeadline.cutOff(body);
      }
      throw e;
    } catch (IOException e) {
      AnswerDeadline.cutOff(body);
      throw new FileFault(Meaning.LATER, "it cannot be written (" + DurableFiles.reason(e) + ")");
    }
  }

  private static final String TOO_LARGE = "it is larger than leads.files-limit";

  private void copy(HashedInput in, OutputStream out, @Nullable Long announced) throws IOException {
    byte[] some = new byte[1 << 16];
    for (int count = read(in, some); count >= 0; count = read(in, some)) {
      require(in.bytes() <= settings.limit(), TOO_LARGE);
      out.write(some, 0, count);
    }
    if (announced != null && in.bytes() != announced) {
      throw new FileFault(
          Meaning.LATER, "it is of " + in.bytes() + " bytes, but " + announced + " were announced");
    }
  }

  private static int read(InputStream in, byte[] into) {
    try {
      return in.read(into, 0, into.length);
    } catch (IOException e) {
      throw new FileFault(Meaning.LATER, "it broke off (" + Reason.of(e) + ")");
    }
  }

  private static void require(boolean isWanted, String otherwise) {
    if (!isWanted) {
      throw new FileFault(Meaning.REFUSED, otherwise);
    }
  }

  /** Its lead was forgotten while it came. */
  void drop(LeadFile file) {
    try {
      Files.deleteIfExists(path(file));
    } catch (IOException e) {
      throw new FileFault(Meaning.LATER, "it cannot be erased (" + DurableFiles.reason(e) + ")");
    }
  }

  private Path path(LeadFile file) {
    Path path = settings.folder().resolve(file.path()).normalize();
    if (!path.startsWith(settings.folder())) {
      throw new IllegalStateException("a path that leads out of the folder of files");
    }
    return path;
  }
}
