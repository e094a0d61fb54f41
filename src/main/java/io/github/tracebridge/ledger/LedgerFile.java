package io.github.tracebridge.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.function.Consumer;

/** The ledger as one SQLite file in the data folder. */
final class LedgerFile {
  static final String URL_START = "jdbc:sqlite:";
  private static final String NAME = "ledger.db";
  private static final String UNBORN = "ledger-new.db";

  private LedgerFile() {}

  static Path of(Path folder) {
    return folder.resolve(NAME);
  }

  /** Makes sure that the folder is there and can be written. */
  static void prepareFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  /**
   * Gives the URL of the file, which is there afterwards. A new one is made under another name, so
   * that a process that dies meanwhile never leaves half a ledger.
   *
   * @param maker makes a ledger at a URL and closes it again
   */
  static String prepare(Path folder, Consumer<String> maker) {
    Path file = of(folder);
    try {
      if (!Files.exists(file)) {
        Path unborn = folder.resolve(UNBORN);
        for (String part : new String[] {"", "-wal", "-shm", "-journal"}) {
          Files.deleteIfExists(folder.resolve(UNBORN + part));
        }
        maker.accept(URL_START + unborn);
        Files.move(unborn, file, StandardCopyOption.ATOMIC_MOVE);
      } else if (Files.size(file) == 0) {
        throw new LedgerException(
            "The ledger "
                + file
                + " is empty, so what was delivered is not known. Restore it from a backup, or"
                + " delete it to begin anew; then all leads are delivered again.");
      }
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
    if (!Files.isWritable(file) || !Files.isWritable(folder)) {
      throw new LedgerException(
          "The ledger "
              + file
              + " cannot be written. Give this user the right to write there, or set data.dir.");
    }
    return URL_START + file;
  }

  /**
   * What was committed survives the process (WAL), and commits reach the disk in their order, all
   * up to one that is {@linkplain Ledger#decide forced}; readers do not wait for the writer. A
   * transaction begins as one that writes, and waits for the one before it. Each connection keeps
   * at most 1 MB of pages in mind; the system keeps the others.
   */
  static Properties options() {
    Properties options = new Properties();
    options.put("journal_mode", "WAL");
    options.put("synchronous", "NORMAL");
    options.put("transaction_mode", "IMMEDIATE");
    options.put("busy_timeout", "60000");
    options.put("wal_autocheckpoint", "4000");
    options.put("cache_size", "-1000");
    return options;
  }

  static LedgerException notWritable(Path folder, IOException cause) {
    return notWritable(folder, LedgerFaults.reason(cause), cause);
  }

  static LedgerException notWritable(Path folder, String reason, Exception cause) {
    return new LedgerException(
        "The data folder "
            + folder
            + " cannot be written ("
            + reason
            + "). Give this user the right to write there, make room, or set data.dir.",
        cause);
  }
}
