package io.github.tracebridge.leadfile;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.FileContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which files of leads are fetched, and what is taken.
 *
 * @param kinds document and attachment, or less; empty for none
 * @param limit bytes of the largest that is taken
 * @param types content types that are taken, {@code text/*} for all of text; empty for any
 * @param folder where they are kept
 * @param plainHosts hosts beside this one that may be asked without TLS
 */
public record LeadFilesSettings(
    List<String> kinds,
    long limit,
    List<String> types,
    Path folder,
    FileContract contract,
    List<String> plainHosts) {
  static final String DOCUMENT = "document";
  static final String ATTACHMENT = "attachment";

  public LeadFilesSettings {
    kinds = List.copyOf(kinds);
    types = List.copyOf(types);
    plainHosts = List.copyOf(plainHosts);
  }

  public static LeadFilesSettings from(Settings settings) {
    return new LeadFilesSettings(
        kinds(settings.text(Setting.LEADS_FILES)),
        settings.bytes(Setting.LEADS_FILES_LIMIT),
        settings.list(Setting.LEADS_FILES_TYPES),
        folder(settings),
        FileContract.from(settings),
        settings.list(Setting.HTTP_PLAIN_HOSTS));
  }

  /** Where files of leads are kept. */
  public static Path folder(Settings settings) {
    return settings.path(Setting.DATA_DIR).resolve("files");
  }

  private static List<String> kinds(String text) {
    return switch (text) {
      case "off" -> List.of();
      case "documents" -> List.of(DOCUMENT);
      case "attachments" -> List.of(ATTACHMENT);
      case "all" -> List.of(DOCUMENT, ATTACHMENT);
      default ->
          throw SettingException.wrong(
              Setting.LEADS_FILES.property(), "off, documents, attachments or all", text);
    };
  }

  /** Whether any are fetched. */
  public boolean isOn() {
    return !kinds.isEmpty();
  }

  boolean takes(@Nullable String contentType) {
    String type =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return types.isEmpty()
        || types.stream()
            .map(each -> each.toLowerCase(Locale.ROOT))
            .anyMatch(
                each ->
                    each.endsWith("/*")
                        ? type.startsWith(each.substring(0, each.length() - 1))
                        : type.equals(each));
  }
}
