package io.github.tracebridge.trace;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.util.regex.Pattern;

/**
 * Where TRACE takes tariff offers, and by what name.
 *
 * @param resultOrder whether its results come in the order of the file's offers
 */
public record UploadContract(
    String directMarketingPath,
    String ppaPath,
    String contractOptionsPath,
    String partName,
    ResultOrder resultOrder) {
  /** RFC 3986, 3.3. */
  static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*");

  public UploadContract {
    check(Setting.UPLOAD_DIRECT_MARKETING_PATH, directMarketingPath);
    check(Setting.UPLOAD_PPA_PATH, ppaPath);
    check(Setting.CONTRACT_OPTIONS_PATH, contractOptionsPath);
    if (!partName.matches("[A-Za-z0-9._-]+")) {
      throw SettingException.wrong(
          Setting.UPLOAD_PART_NAME.property(), "a name of letters, digits, ., _ and -", partName);
    }
  }

  public static UploadContract from(Settings settings) {
    return new UploadContract(
        settings.text(Setting.UPLOAD_DIRECT_MARKETING_PATH),
        settings.text(Setting.UPLOAD_PPA_PATH),
        settings.text(Setting.CONTRACT_OPTIONS_PATH),
        settings.text(Setting.UPLOAD_PART_NAME),
        order(settings.text(Setting.UPLOAD_RESULTS_IN_ORDER)));
  }

  /** Whether results come in the order of the file's offers; TRACE does not document it. */
  public enum ResultOrder {
    KNOWN,
    /** Taken to be so, and nothing is built on it that could lose an offer. */
    ASSUMED,
    OTHER
  }

  private static ResultOrder order(String text) {
    return switch (text) {
      case "true" -> ResultOrder.KNOWN;
      case "assumed" -> ResultOrder.ASSUMED;
      case "false" -> ResultOrder.OTHER;
      default ->
          throw SettingException.wrong(
              Setting.UPLOAD_RESULTS_IN_ORDER.property(), "true, false or assumed", text);
    };
  }

  private static void check(Setting setting, String path) {
    if (!PATH.matcher(path).matches()) {
      throw SettingException.wrong(
          setting.property(), "a path such as " + setting.fallback(), path);
    }
  }
}
