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
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
          "statistics");

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
      sees("retrieval", "dataset", "embedding", "processing", "linalg");

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
