package io.github.tracebridge.setting;

/** A secret that may change while the job runs: its file is read, its vault asked each time. */
@FunctionalInterface
public interface SecretSource {
  /**
   * The secret as it is now; it is masked in every log line from here on.
   *
   * @throws SettingException where its file cannot be read any more, or its vault gives none
   */
  Secret now();
}
