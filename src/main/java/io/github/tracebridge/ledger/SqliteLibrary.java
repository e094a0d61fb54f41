package io.github.tracebridge.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** SQLite's own library, which the driver unpacks into a file to load it. */
final class SqliteLibrary {
  private static final String FOLDER = "org.sqlite.tmpdir";

  private SqliteLibrary() {}

  /**
   * Loads it, where it is not loaded yet. The file goes as soon as it is loaded: the driver would
   * take it away at the end, which a process that is killed does not come to.
   *
   * @throws LedgerException where it cannot be loaded; the driver says why only once
   */
  static synchronized void load() {
    Path usual = Path.of(System.getProperty(FOLDER, System.getProperty("java.io.tmpdir")));
    try {
      Path own = Files.createTempDirectory(usual, "tracebridge-");
      System.setProperty(FOLDER, own.toString());
      try {
        connect(usual);
      } finally {
        System.setProperty(FOLDER, usual.toString());
        delete(own);
      }
    } catch (IOException e) {
      // no folder of its own: nothing is unpacked where the driver is told of a library
      connect(usual);
    }
  }

  private static void connect(Path folder) {
    try {
      DriverManager.getConnection(LedgerFile.URL_START + ":memory:").close();
    } catch (SQLException e) {
      throw new LedgerException(
          "SQLite's library cannot be loaded ("
              + LedgerFaults.root(e)
              + "). It is unpacked in "
              + folder
              + ", where the system may forbid to run programs (noexec) or to write; another folder"
              + " is set by JAVA_OPTS=-Djava.io.tmpdir=folder. Nothing was changed.",
          e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> inside = Files.list(folder)) {
      files = inside.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
