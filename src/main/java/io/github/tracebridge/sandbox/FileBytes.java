package io.github.tracebridge.sandbox;

import java.io.InputStream;

/** The bytes of a stored file, a function of its key, made as they are read. Not thread-safe. */
final class FileBytes extends InputStream {
  private final Dice dice;
  private long left;
  private long word;
  private int bytes;

  FileBytes(String key, long size) {
    this.dice = new Dice(key.hashCode(), key.length(), 7);
    this.left = size;
  }

  @Override
  public int read() {
    if (left == 0) {
      return -1;
    }
    left--;
    if (bytes == 0) {
      word = dice.next();
      bytes = Long.BYTES;
    }
    bytes--;
    return (int) (word >>> 8 * bytes) & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(length, left);
    for (int i = 0; i < count; i++) {
      into[from + i] = (byte) read();
    }
    return count;
  }
}
