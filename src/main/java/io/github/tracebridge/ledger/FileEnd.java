package io.github.tracebridge.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a ledger file that was closed in good order has lost its end. H2 would open it all
 * the same, as it was some time before, and what was delivered since would be forgotten.
 *
 * @see <a href="https://h2database.com/html/mvstore.html#fileFormat">H2, file format</a>
 */
final class FileEnd {
  /** The header stands twice, each in a block of its own. */
  private static final int HEADERS = 2 * 4096;

  private static final int LINE = 256;

  private FileEnd() {}

  /** False for a file that was not closed in good order: then its end is not known. */
  static boolean isCut(Path file) throws IOException {
    long size = Files.size(file);
    if (size < HEADERS) {
      return true;
    }
    String header = line(file, 0);
    OptionalLong block = number(header, "block");
    OptionalLong blockSize = number(header, "blockSize");
    if (!header.contains(",clean:1,") || block.isEmpty() || blockSize.isEmpty()) {
      return false;
    }
    long lastChunk = block.getAsLong() * blockSize.getAsLong();
    return size <= lastChunk
        || size
            < lastChunk + number(line(file, lastChunk), "len").orElse(1) * blockSize.getAsLong();
  }

  private static String line(Path file, long at) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(at);
      byte[] line = new byte[LINE];
      int read = in.read(line);
      return new String(line, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
    }
  }

  /** A number is hexadecimal. */
  private static OptionalLong number(String line, String name) {
    Matcher number = Pattern.compile("\\b" + name + ":([0-9a-f]{1,12})\\b").matcher(line);
    return number.find()
        ? OptionalLong.of(Long.parseLong(number.group(1), 16))
        : OptionalLong.empty();
  }
}
