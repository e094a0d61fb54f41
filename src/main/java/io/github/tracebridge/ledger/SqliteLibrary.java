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
   * take it away at the end, which a process that is killed does not come to. The driver says why
   * it cannot be loaded only once.
   *
   * @param url of the ledger that needs it
   * @throws LedgerException where it cannot be loaded
   */
  static synchronized void load(String url) {
    String usual = System.getProperty(FOLDER, System.getProperty("java.io.tmpdir"));
    try {
      Path folder = Files.createTempDirectory(Path.of(usual), "tracebridge-");
      System.setProperty(FOLDER, folder.toString());
      try {
        DriverManager.getConnection(LedgerFile.URL_START + ":memory:").close();
      } finally {
        System.setProperty(FOLDER, usual);
        delete(folder);
      }
    } catch (SQLException e) {
      throw LedgerFaults.explain(e, url);
    } catch (IOException e) {
      // no folder for it: said by the first connection
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
