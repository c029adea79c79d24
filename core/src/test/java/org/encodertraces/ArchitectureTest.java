package org.encodertraces;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Data flows one way (ARCHITECTURE.md): each station sees those named here and no other. */
@AnalyzeClasses(packages = "org.encodertraces", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule IO = sees("io");
  @ArchTest static final ArchRule HTTP = sees("http");
  @ArchTest static final ArchRule RANDOM = sees("random");
  @ArchTest static final ArchRule LINALG = sees("linalg", "io");
  @ArchTest static final ArchRule ENGINE = sees("engine", "linalg");
  @ArchTest static final ArchRule IMAGE = sees("image", "io");
  @ArchTest static final ArchRule STATISTICS = sees("statistics", "random");
  @ArchTest static final ArchRule DATASET = sees("dataset", "random", "io");

  @ArchTest
  static final ArchRule PROCESSING = sees("processing", "camera", "image", "random", "io");

  @ArchTest static final ArchRule WORLD = sees("world", "image", "random");
  @ArchTest static final ArchRule CAMERA = sees("camera", "image", "random", "io");

  @ArchTest
  static final ArchRule SHOOTING =
      sees("shooting", "world", "camera", "dataset", "acquisition", "image", "engine", "io");

  @ArchTest static final ArchRule ENCODER = sees("encoder", "image", "io");

  @ArchTest static final ArchRule HUB = sees("hub", "encoder", "image", "http", "io");

  @ArchTest static final ArchRule PHOTO = sees("photo", "dataset", "image");

  @ArchTest
  static final ArchRule ACQUISITION = sees("acquisition", "dataset", "image", "random", "io");

  @ArchTest static final ArchRule FLICKR = sees("flickr", "acquisition", "image", "http", "io");

  @ArchTest static final ArchRule SCENE = sees("scene", "world", "image", "random");

  @ArchTest static final ArchRule EMBEDDING = sees("embedding", "dataset", "processing", "io");

  @ArchTest static final ArchRule VECTORS = sees("vectors", "embedding", "engine", "linalg", "io");

  @ArchTest
  static final ArchRule EXTRACTION =
      sees("extraction", "dataset", "image", "photo", "processing", "encoder", "embedding", "io");

  @ArchTest
  static final ArchRule LADDER =
      sees(
          "ladder",
          "dataset",
          "image",
          "processing",
          "encoder",
          "photo",
          "engine",
          "linalg",
          "random",
          "statistics");

  @ArchTest
  static final ArchRule COPIES =
      sees(
          "copies",
          "dataset",
          "image",
          "processing",
          "encoder",
          "photo",
          "vectors",
          "io",
          "engine",
          "linalg",
          "random",
          "statistics");

  @ArchTest
  static final ArchRule DIFFERENCE =
      sees(
          "difference",
          "dataset",
          "image",
          "encoder",
          "photo",
          "engine",
          "linalg",
          "random",
          "statistics");

  @ArchTest
  static final ArchRule PROBE =
      sees(
          "probe",
          "dataset",
          "embedding",
          "processing",
          "engine",
          "linalg",
          "random",
          "statistics",
          "io");

  @ArchTest
  static final ArchRule NEIGHBORS =
      sees(
          "neighbors", "embedding", "processing", "engine", "linalg", "random", "statistics", "io");

  @ArchTest
  static final ArchRule MACHINE =
      sees(
          "machine",
          "dataset",
          "embedding",
          "processing",
          "probe",
          "neighbors",
          "engine",
          "linalg",
          "random");

  @ArchTest
  static final ArchRule REPAIR =
      sees(
          "repair",
          "dataset",
          "embedding",
          "neighbors",
          "processing",
          "engine",
          "linalg",
          "random",
          "statistics",
          "io");

  @ArchTest
  static final ArchRule RETRIEVAL =
      sees("retrieval", "dataset", "embedding", "processing", "engine", "linalg", "io");

  @ArchTest
  static final ArchRule RESULT =
      sees(
          "result",
          "dataset",
          "probe",
          "neighbors",
          "retrieval",
          "repair",
          "ladder",
          "copies",
          "difference",
          "processing",
          "statistics",
          "io");

  @ArchTest
  static final ArchRule REPORT =
      sees(
          "report",
          "result",
          "neighbors",
          "ladder",
          "repair",
          "copies",
          "difference",
          "processing",
          "statistics",
          "io");

  @ArchTest
  static final ArchRule EXPERIMENT =
      sees(
          "experiment",
          "difference",
          "copies",
          "dataset",
          "image",
          "photo",
          "acquisition",
          "processing",
          "encoder",
          "embedding",
          "extraction",
          "ladder",
          "probe",
          "neighbors",
          "retrieval",
          "repair",
          "result",
          "report",
          "statistics",
          "engine",
          "linalg",
          "random",
          "io");

  /**
   * What an exported package hands out can be named by who gets it: its packages are exported too
   * (module-info). What is only taken may be hidden: then it is ours to call.
   */
  @ArchTest
  static final ArchRule WHAT_IS_EXPORTED_HANDS_OUT_WHAT_IS_EXPORTED =
      classes()
          .that(DescribedPredicate.describe("are exported", ArchitectureTest::isExported))
          .should(
              new ArchCondition<JavaClass>("hand out what is exported") {
                @Override
                public void check(JavaClass one, ConditionEvents events) {
                  one.getMethods().stream()
                      .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                      .filter(method -> !BETWEEN_STATIONS.contains(named(method)))
                      .forEach(
                          method ->
                              method.getReturnType().getAllInvolvedRawTypes().stream()
                                  .map(JavaClass::getBaseComponentType)
                                  .filter(type -> type.getName().startsWith("org.encodertraces"))
                                  .filter(type -> !isExported(type))
                                  .forEach(
                                      type ->
                                          events.add(
                                              SimpleConditionEvent.violated(
                                                  method,
                                                  named(method)
                                                      + " hands out "
                                                      + type.getName()))));
                }
              });

  /**
   * What stations hand one another: of these figures docs/results.md tells all others, and the rest
   * is how settings and photos become work.
   */
  private static final Set<String> BETWEEN_STATIONS =
      Set.of(
          "ThresholdResult.outcome",
          "CopyDetection.phone",
          "CopyDetection.camera",
          "InParquet.pictures",
          "RepairCameras.open",
          "Trainer.classifier",
          "Wish.training");

  /** Read when a rule is checked: whoever looks for tests may stand in another folder. */
  private static final class Exported {
    private static final Set<String> PACKAGES = exported();
  }

  private static String named(JavaMethod method) {
    return method.getOwner().getSimpleName() + "." + method.getName();
  }

  private static boolean isExported(JavaClass type) {
    return Exported.PACKAGES.contains(type.getPackageName())
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isExported).orElse(true);
  }

  private static Set<String> exported() {
    try {
      return Pattern.compile("^  exports ([\\w.]+);$", Pattern.MULTILINE)
          .matcher(Files.readString(Path.of("src/main/java/module-info.java")))
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ArchTest
  static final ArchRule INTERNAL_IS_FOR_STATIONS_THAT_COMPUTE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.encodertraces.dataset..",
              "org.encodertraces.embedding..",
              "org.encodertraces.encoder..",
              "org.encodertraces.image..",
              "org.encodertraces.processing..",
              "org.encodertraces.report..",
              "org.encodertraces.result..",
              "org.encodertraces.study..",
              "org.encodertraces.vectors..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.encodertraces..internal..");

  /** Or OpenCV and OpenBLAS would be unpacked into the user's home. */
  @ArchTest
  static final ArchRule NATIVES_ARE_UNPACKED_WHERE_THEY_BELONG =
      classes()
          .that(
              DescribedPredicate.describe(
                  "use JavaCPP",
                  (JavaClass one) ->
                      one.getDirectDependenciesFromSelf().stream()
                          .map(dependency -> dependency.getTargetClass().getPackageName())
                          .anyMatch(name -> name.startsWith("org.bytedeco"))))
          .should()
          .dependOnClassesThat(simpleName("NativeLibraries"))
          .because("their static initializer calls readyForJavaCpp()");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.encodertraces.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_HTTP_OPENS_CONNECTIONS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.encodertraces.http..")
          // These two open resources of the class path, which Java calls URLs.
          .and()
          .haveNameNotMatching(".*\\.io\\.(NativeLibraries|DuckDbLoader)([$].*)?")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.net.http.HttpRequest.class,
              java.net.Socket.class,
              java.net.ServerSocket.class,
              java.net.URL.class,
              java.net.URLConnection.class,
              java.nio.channels.SocketChannel.class)
          .because("what is opened, and when, is one package's to answer (SECURITY.md)");

  @ArchTest
  static final ArchRule NOBODY_SEES_THE_STUDY =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.encodertraces.study..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.encodertraces.study..");

  @ArchTest
  static final ArchRule NO_SETTERS =
      noMethods()
          .that()
          .arePublic()
          .should()
          .haveNameMatching("set[A-Z].*")
          .because("data is records; what changes is inside one object");

  @ArchTest
  static final ArchRule NO_STATIC_STATE =
      fields().that().areStatic().should().beFinal().because("results depend on arguments alone");

  /**
   * A station depends on itself, on the listed ones and on the root package, and on no other of
   * ours.
   */
  private static ArchRule sees(String station, String... stations) {
    var allowed = resideInAPackage("org.encodertraces." + station + "..");
    allowed = allowed.or(resideInAPackage("org.encodertraces"));
    for (String other : stations) {
      allowed = allowed.or(resideInAPackage("org.encodertraces." + other + ".."));
    }
    return classes()
        .that()
        .resideInAPackage("org.encodertraces." + station + "..")
        .should()
        .onlyDependOnClassesThat(
            allowed.or(DescribedPredicate.not(resideInAPackage("org.encodertraces.."))));
  }
}
