package org.encodertraces.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.encodertraces.InputException;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.io.JsonFault;

/**
 * One plan a folder, or each part's one: the page would mix results of two, and tell of neither.
 */
final class PlanClaim {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Key of files of versions that kept four settings and no plan. */
  private static final String OF_EARLIER_VERSIONS = "encoder";

  private PlanClaim() {}

  /** The names that a plan's file may have where a folder has one plan, whoever began it. */
  private static final List<String> NAMES =
      Stream.of(StudyForm.PLAN, StudyForm.AUDIT).flatMap(form -> form.planFile().stream()).toList();

  /** Where a folder keeps its plan: where it was begun with, so that it has one. */
  private static Path file(Path out, StudyForm form) {
    String name = form.planFile().orElseThrow();
    return form.isPart()
        ? out.resolve(name)
        : NAMES.stream()
            .map(out::resolve)
            .filter(Files::exists)
            .findFirst()
            .orElse(out.resolve(name));
  }

  /**
   * Takes a folder for a plan.
   *
   * @param form of the folder, in which a plan has a file
   * @param known experiments
   * @throws InputException when it holds results of another, naming what differs, or a file of that
   *     name that no run wrote and that is another plan, or none
   */
  static void claim(Path out, StudyForm form, StudyPlan plan, List<Experiment<?, ?>> known)
      throws IOException {
    Path file = file(out, form);
    if (!Files.exists(file)) {
      PlanFile.write(file, plan);
      return;
    }
    Optional<String> there = resolved(file, known);
    JsonNode now = JSON.readTree(PlanFile.json(plan));
    if (holdsSome(out)) {
      JsonNode then = there.isPresent() ? JSON.readTree(there.get()) : then(file);
      if (then.path(OF_EARLIER_VERSIONS).isTextual()) {
        require(out, "encoder", then.get(OF_EARLIER_VERSIONS), now.at("/encoders/0"));
        require(out, "images", then.path("images"), now.at("/data/images"));
        PlanFile.write(file, plan);
      } else {
        compare(out, then, now);
      }
    } else if (there.filter(Files.readString(file)::equals).isPresent()) {
      PlanFile.write(file, plan); // of a run that came to nothing
    } else {
      requireSame(file, there, now);
    }
  }

  /** The plan in a file as a run writes it; empty where it is none of this version. */
  private static Optional<String> resolved(Path file, List<Experiment<?, ?>> known)
      throws IOException {
    try {
      return Optional.of(PlanFile.json(PlanFile.read(file, known)));
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /** What a user wrote stays as it is: here it must be the plan that is run. */
  private static void requireSame(Path file, Optional<String> there, JsonNode now)
      throws IOException {
    if (there.isEmpty()) {
      throw another(file, "");
    }
    Optional<PlanDifference> difference =
        PlanDifference.first(
            withoutFolder(JSON.readTree(there.get())), withoutFolder(now.deepCopy()));
    if (difference.isPresent()) {
      throw another(
          file,
          ": %s differs (%s)".formatted(difference.get().key(), difference.get().inWords("there")));
    }
  }

  private static InputException another(Path file, String how) {
    return new InputException(
        "%s: is not this plan, and no run wrote it%s; choose another folder".formatted(file, how));
  }

  private static JsonNode withoutFolder(JsonNode plan) {
    return plan instanceof ObjectNode object ? object.without(List.of("out", "parameters")) : plan;
  }

  /** Whether there is anything to mix with: a plan that failed at once may be mended. */
  private static boolean holdsSome(Path out) {
    return Files.exists(out.resolve("results")) || Files.exists(out.resolve("embeddings"));
  }

  private static JsonNode then(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s: is no plan: %s; choose another folder".formatted(file, JsonFault.reason(e)), e);
    }
  }

  private static void compare(Path out, JsonNode then, JsonNode now) {
    require(out, "encoder", then.at("/encoders/0"), now.at("/encoders/0"));
    List<String> keys = new ArrayList<>();
    now.fieldNames().forEachRemaining(keys::add);
    then.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                keys.add(key);
              }
            });
    for (String key : keys) {
      // A folder may be moved, and the plan's paths of it with it; experiments name their
      // parameters.
      if (!key.equals("out") && !key.equals("parameters")) {
        require(out, key, then.path(key), now.path(key));
      }
    }
  }

  private static void require(Path out, String what, JsonNode then, JsonNode now) {
    Optional<PlanDifference> difference = PlanDifference.first(what, then, now);
    if (difference.isPresent()) {
      String key = difference.get().key();
      throw new InputException(
          "%s: holds results of an earlier run with %s %s%s (%s); choose another folder, or the same plan"
              .formatted(
                  out,
                  what.endsWith("s") ? "other" : "another",
                  what,
                  key.equals(what) ? "" : ": " + key,
                  difference.get().inWords("then")));
    }
  }
}
