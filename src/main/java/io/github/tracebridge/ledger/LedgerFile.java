package io.github.tracebridge.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** The ledger as one H2 file in the data folder. */
final class LedgerFile {
  private static final String SUFFIX = ".mv.db";
  private static final String NAME = "ledger";
  private static final String UNBORN = "ledger-new";

  private LedgerFile() {}

  /**
   * Gives the URL of the file, which is there afterwards. A new one is made under another name, so
   * that a process that dies meanwhile never leaves half a ledger.
   *
   * @param maker makes a ledger at a URL and closes it again
   */
  static String prepare(Path folder, Consumer<String> maker) {
    if (folder.toString().contains(";")) {
      throw new LedgerException(
          "The data folder "
              + folder
              + " has a semicolon in its name, where H2's URL would end. Set another data.dir.");
    }
    Path file = folder.resolve(NAME + SUFFIX);
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        create(folder, file, maker);
      } else if (Files.size(file) == 0) {
        throw new LedgerException(
            "The ledger "
                + file
                + " is empty, so what was delivered is not known. Restore it from a backup, or"
                + " delete it to begin anew; then all leads are delivered again.");
      } else if (FileEnd.isCut(file)) {
        throw LedgerFaults.damaged(
            folder.resolve(NAME).toString(), new EOFException("the file ends before its end"));
      }
    } catch (IOException e) {
      throw new LedgerException(
          "The data folder "
              + folder
              + " cannot be written ("
              + LedgerFaults.reason(e)
              + "). Give this user the right to write there, make room, or set data.dir.",
          e);
    }
    if (!Files.isWritable(file) || !Files.isWritable(folder)) {
      throw new LedgerException(
          "The ledger "
              + file
              + " cannot be written. Give this user the right to write there, or set data.dir.");
    }
    return url(folder.resolve(NAME));
  }

  private static void create(Path folder, Path file, Consumer<String> maker) throws IOException {
    Path unborn = folder.resolve(UNBORN + SUFFIX);
    Files.deleteIfExists(unborn);
    maker.accept(url(folder.resolve(UNBORN)));
    Files.move(unborn, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** WRITE_DELAY=0: what was committed is in the file, also after SIGKILL. */
  private static String url(Path name) {
    return "jdbc:h2:file:"
        + name
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
  }
}
