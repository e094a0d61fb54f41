package io.github.tracebridge.offer.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The characters of a file. Nothing is replaced: bytes that are no text end the reading. A byte
 * order mark is dropped.
 */
final class StrictText extends Reader {
  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(16_384).flip();
  private long bytesBefore;
  private long characters;
  private int line = 1;
  private int column = 1;
  private boolean afterReturn;
  private boolean begun;
  private boolean marked;
  private boolean ended;

  StrictText(InputStream in, Charset charset) {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Whether the file began with a byte order mark. */
  boolean isMarked() {
    return marked;
  }

  /** Whether the file was read to its end. */
  boolean isEnded() {
    return ended;
  }

  /** How many were read, those of UTF-16. */
  long characters() {
    return characters;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (!begun) {
      begin();
    }
    CharBuffer out = CharBuffer.wrap(buffer, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, out, ended);
      int count = out.position() - offset;
      if (count > 0) {
        passed(buffer, offset, count);
        return count;
      }
      if (result.isError()) {
        throw notText(false);
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private void begin() throws IOException {
    begun = true;
    fill();
    if (bytes.remaining() > 1 && (bytes.get(0) == 0 || bytes.get(1) == 0)) {
      throw notText(true);
    }
    byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    if (bytes.remaining() >= mark.length
        && bytes.slice(bytes.position(), mark.length).equals(ByteBuffer.wrap(mark))) {
      marked = true;
      bytes.position(bytes.position() + mark.length);
    }
  }

  /** Reads until there is more than before, or the end. */
  private void fill() throws IOException {
    bytesBefore += bytes.position();
    bytes.compact();
    int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
    ended = bytes.position() + read < bytes.capacity();
    bytes.position(bytes.position() + read).flip();
  }

  private void passed(char[] buffer, int offset, int count) {
    characters += count;
    for (int i = offset; i < offset + count; i++) {
      char c = buffer[i];
      boolean newLine = c == '\r' || c == '\n' && !afterReturn;
      afterReturn = c == '\r';
      line += newLine ? 1 : 0;
      column = newLine || c == '\n' ? 1 : column + 1;
    }
  }

  private NotText notText(boolean wide) {
    int value = bytes.get(bytes.position()) & 0xFF;
    boolean utf16 = wide || bytesBefore + bytes.position() == 0 && value >= 0xFE;
    boolean cut =
        ended && bytes.remaining() < 4 && value >= 0xC2 && value <= 0xF4 && onlyContinued();
    return new NotText(bytesBefore + bytes.position(), value, utf16, cut, line, column);
  }

  /** Whether what is left is the begin of one character. */
  private boolean onlyContinued() {
    int first = bytes.get(bytes.position()) & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    for (int i = bytes.position() + 1; i < bytes.limit(); i++) {
      if ((bytes.get(i) & 0xC0) != 0x80) {
        return false;
      }
    }
    return bytes.remaining() < length;
  }

  /** Leaves the stream open: it is read on, to its end. */
  @Override
  public void close() {}

  /** The file is not of its encoding; where, from byte 0 and line and column 1. */
  static final class NotText extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final boolean cut;

    NotText(long at, int value, boolean utf16, boolean cut, int line, int column) {
      super(sentence(at, value, utf16, cut));
      this.place = Place.inJson("", line, column);
      this.cut = cut;
    }

    private static String sentence(long at, int value, boolean utf16, boolean cut) {
      if (cut) {
        return "the file ends in the middle of a letter, as if it was not written to its end";
      }
      return "this is not UTF-8; "
          + (utf16
              ? "it looks like UTF-16"
              : String.format("at byte %d is %02X, it looks like Windows-1252", at, value))
          + ": save it as UTF-8";
    }

    Rule rule() {
      return cut ? Rule.CUT_SHORT : Rule.NOT_UTF_8;
    }

    Place place() {
      return place;
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }
}
