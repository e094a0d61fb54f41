package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.setting.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in docker/kubernetes, by the API's own model. */
class ManifestsTest {
  private static final Path FOLDER = Path.of("docker/kubernetes");
  private static final Path SETTINGS = FOLDER.resolve("base/tracebridge.properties");
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "run/deployment.yaml", Deployment.class,
          "once/cron-job.yaml", CronJob.class,
          "base/claim.yaml", PersistentVolumeClaim.class,
          "base/network-policy.yaml", NetworkPolicy.class);

  /** The model keeps what it does not know, unless it is told otherwise. */
  private static final YAMLMapper STRICT =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .build();

  private final Deployment deployment = read("run/deployment.yaml", Deployment.class);
  private final CronJob cronJob = read("once/cron-job.yaml", CronJob.class);

  @Test
  void eachFileIsOfTheModel() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".yaml"))
                  .filter(file -> !file.endsWith("kustomization.yaml"))
                  .map(file -> FOLDER.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(KINDS.keySet());
    }
    for (var file : KINDS.entrySet()) {
      var tree = STRICT.readTree(FOLDER.resolve(file.getKey()).toFile());
      assertThat(tree.path("kind").asText()).isEqualTo(file.getValue().getSimpleName());
      assertThat((Object) STRICT.treeToValue(tree, file.getValue())).isNotNull();
    }
  }

  @Test
  void whatTheModelDoesNotKnowIsRefused() {
    assertThatThrownBy(
            () -> STRICT.readValue("{spec: {enableServiceLink: false}}", PodTemplateSpec.class))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  /**
   * As much of kustomize's own model as is used; it refuses what it does not know, and so is this.
   */
  record Kustomization(
      String apiVersion,
      String kind,
      List<String> resources,
      List<Map<String, String>> images,
      List<Generated> configMapGenerator) {
    record Generated(String name, List<String> files) {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "once"})
  void aVariantBringsAllThatItsPodNeeds(String variant) {
    Kustomization own = read(variant + "/kustomization.yaml", Kustomization.class);
    Kustomization base = read("base/kustomization.yaml", Kustomization.class);
    PodSpec pod = variant.equals("run") ? deployment.getSpec().getTemplate().getSpec() : once();
    assertThat(own.resources()).contains("../base");
    assertThat(resources(variant, own)).allMatch(Files::exists);
    assertThat(resources("base", base)).allMatch(Files::isRegularFile);
    assertThat(own.images())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image).containsOnlyKeys("name", "newName", "newTag");
              assertThat(image).containsEntry("name", container(pod).getImage());
            });
    assertThat(base.configMapGenerator())
        .singleElement()
        .satisfies(
            made -> {
              assertThat(made.files()).containsExactly(SETTINGS.getFileName().toString());
              assertThat(volume(pod, "settings").getConfigMap().getName()).isEqualTo(made.name());
            });
    PersistentVolumeClaim claim = read("base/claim.yaml", PersistentVolumeClaim.class);
    assertThat(volume(pod, "data").getPersistentVolumeClaim().getClaimName())
        .isEqualTo(claim.getMetadata().getName());
  }

  private static Stream<Path> resources(String folder, Kustomization of) {
    return of.resources().stream().map(FOLDER.resolve(folder)::resolve);
  }

  private static Volume volume(PodSpec pod, String name) {
    return pod.getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlyOneProcessHoldsTheLedger() {
    assertThat(deployment.getSpec().getReplicas()).isOne();
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    assertThat(cronJob.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
    assertThat(cronJob.getSpec().getJobTemplate().getSpec().getBackoffLimit()).isZero();
    assertThat(pods().map(pod -> container(pod).getArgs().get(0))).containsExactly("run", "sync");
    assertThat(container(once()).getArgs()).contains("--once");
  }

  @Test
  void theProbesAskWhatIsServed() {
    Container job = container(deployment.getSpec().getTemplate().getSpec());
    assertThat(asked(job.getLivenessProbe())).isEqualTo("/observe/health/live");
    assertThat(asked(job.getReadinessProbe())).isEqualTo("/observe/health/ready");
    assertThat(asked(job.getStartupProbe())).isEqualTo("/observe/health/ready");
    Settings settings = settings();
    assertThat(job.getPorts())
        .singleElement()
        .satisfies(
            port -> {
              assertThat(port.getName()).isEqualTo("management");
              assertThat(port.getContainerPort())
                  .isEqualTo(settings.count(Setting.MANAGEMENT_PORT, 1, 65_535));
            });
    assertThat(settings.text(Setting.MANAGEMENT_HOST)).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aPodMayDoNoMoreThanItMust(PodSpec pod) {
    Container job = container(pod);
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(job.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(job.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(job.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(job.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(job.getResources().getLimits()).containsKey("memory");
  }

  @ParameterizedTest
  @CsvSource({
    "docker/kubernetes/run/deployment.yaml, terminationGracePeriodSeconds: (\\d+)",
    "docker/kubernetes/once/cron-job.yaml, terminationGracePeriodSeconds: (\\d+)",
    "docker/compose.yaml, stop_grace_period: (\\d+)s",
    "docker/systemd/tracebridge.service, TimeoutStopSec=(\\d+)",
    "docker/systemd/tracebridge-once.service, TimeoutStopSec=(\\d+)",
    "docs/running.md, --stop-timeout (\\d+)"
  })
  void nobodyKillsItWhileItStops(Path file, Pattern seconds) throws IOException {
    var camel = CamelDefaults.of(settings(), true);
    long longest = Long.parseLong(camel.getProperty("camel.main.shutdown-timeout")) + 10;
    assertThat(seconds.matcher(Files.readString(file)).results())
        .extracting(found -> Long.parseLong(found.group(1)))
        .isNotEmpty()
        .allMatch(given -> given > longest);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void whatTheSettingsNameIsMounted(PodSpec pod) {
    Container job = container(pod);
    assertThat(pod.getVolumes().stream().map(Volume::getName))
        .containsExactlyInAnyOrderElementsOf(
            job.getVolumeMounts().stream().map(VolumeMount::getName).toList());
    assertThat(settings().text(Setting.CLIENT_SECRET_FILE, "trace-crm"))
        .startsWith(mount(job, "secrets").getMountPath() + "/");
    assertThat(settings().text(Setting.ALERTS_URL_FILE))
        .startsWith(mount(job, "secrets").getMountPath() + "/");
    assertThat(job.getArgs())
        .endsWith("--config", mount(job, "settings").getMountPath() + "/" + SETTINGS.getFileName());
    assertThat(mount(job, "data").getMountPath()).isEqualTo("/opt/tracebridge/data");
    assertThat(mount(job, "tmp").getMountPath()).isEqualTo("/tmp");
    assertThat(job.getEnv()).as("no secret is a variable").isEmpty();
  }

  static Stream<PodSpec> specs() {
    return new ManifestsTest().pods();
  }

  private Stream<PodSpec> pods() {
    return Stream.of(deployment.getSpec().getTemplate().getSpec(), once());
  }

  private PodSpec once() {
    return cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
  }

  private static Container container(PodSpec pod) {
    assertThat(pod.getContainers()).hasSize(1);
    return pod.getContainers().get(0);
  }

  private static VolumeMount mount(Container container, String name) {
    return container.getVolumeMounts().stream()
        .filter(mount -> mount.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String asked(Probe probe) {
    HTTPGetAction request = probe.getHttpGet();
    assertThat(request.getPort().getStrVal()).isEqualTo("management");
    return request.getPath();
  }

  private static Settings settings() {
    return new SettingsLoader(Map.of(), new Properties(), List.of("file"), unknown -> {})
        .load(SETTINGS, Map.of(), new Secrets());
  }

  private static <T> T read(String file, Class<T> kind) {
    try {
      return STRICT.readValue(FOLDER.resolve(file).toFile(), kind);
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }
}
