package io.github.tracebridge.ledger;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger is.
 *
 * @param folder holds the ledger's file where no URL is given
 * @param url JDBC URL of PostgreSQL; empty for the file in {@code folder}
 * @param password null where the database asks for none
 */
public record LedgerSettings(Path folder, String url, String username, @Nullable Secret password) {
  private static final Pattern OPTIONS = Pattern.compile("\\?.*=", Pattern.DOTALL);

  public LedgerSettings {
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      throw new SettingException(
          "ledger.url: expected a URL that begins with jdbc:postgresql:, but was \""
              + LedgerFaults.name(url)
              + "\". Correct it, or leave it out for a file in data.dir.");
    }
    if (url.isEmpty() && OPTIONS.matcher(folder.toString()).find()) {
      throw new SettingException(
          "data.dir: expected a folder without ? and then = in its path, which SQLite takes for"
              + " options, but was \""
              + folder
              + "\". Name another.");
    }
  }

  public static LedgerSettings from(Settings settings) {
    boolean secret =
        !settings.text(Setting.LEDGER_PASSWORD).isEmpty()
            || settings.find(Setting.LEDGER_PASSWORD_FILE).isPresent();
    return new LedgerSettings(
        settings.path(Setting.DATA_DIR),
        settings.text(Setting.LEDGER_URL),
        settings.text(Setting.LEDGER_USERNAME),
        secret ? settings.secret(Setting.LEDGER_PASSWORD, Setting.LEDGER_PASSWORD_FILE) : null);
  }

  /** Without the URL's parameters, where a password may be. */
  @Override
  public String toString() {
    return isOwnFile() ? folder.toString() : LedgerFaults.name(url);
  }

  boolean isOwnFile() {
    return url.isEmpty();
  }
}
