package org.encodertraces.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.encodertraces.experiment.Experiment;
import org.encodertraces.experiment.Experiments;
import org.encodertraces.experiment.Field;
import org.encodertraces.result.Asked;
import org.encodertraces.result.ExperimentSettings.Classes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published schema of a plan is the one of the records. */
class PlanSchemaTest {

  private static final Path PUBLISHED = Path.of("../docs/plan.schema.json");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Optional<Asked> asked(FieldScope field) {
    return Optional.ofNullable(field.getAnnotation(Asked.class));
  }

  private static @Nullable BigDecimal bound(FieldScope field, ToDoubleFunction<Asked> of) {
    return asked(field)
        .map(of::applyAsDouble)
        .filter(Double::isFinite)
        .map(bound -> BigDecimal.valueOf(bound.longValue()))
        .orElse(null);
  }

  private static SchemaGenerator generator() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forFields()
        .withPropertyNameOverrideResolver(
            field -> {
              JsonProperty named = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
              return named == null || named.value().isEmpty()
                  ? new SnakeCaseStrategy().translate(field.getDeclaredName())
                  : named.value();
            })
        .withDescriptionResolver(field -> asked(field).map(Asked::about).orElse(null))
        .withDefaultResolver(
            field ->
                asked(field)
                    .map(Asked::value)
                    .filter(value -> !value.isEmpty())
                    .map(PlanSchemaTest::tree)
                    .orElse(null))
        .withNumberInclusiveMinimumResolver(field -> bound(field, Asked::least))
        .withNumberInclusiveMaximumResolver(field -> bound(field, Asked::most))
        .withEnumResolver(
            field ->
                asked(field)
                    .filter(one -> one.choices().length > 0)
                    .map(one -> java.util.List.of(one.choices()))
                    .orElse(null));
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider(
            (type, context) ->
                type.getErasedType() == Classes.class
                    ? new com.github.victools.jsonschema.generator.CustomDefinition(
                        parameter(), true)
                    : null);
    return new SchemaGenerator(config.build());
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** By its id, or spelled out. */
  private static ObjectNode parameter() {
    return (ObjectNode)
        tree(
            """
            {"anyOf": [{"type": "string"},
              {"type": "object", "required": ["id", "classes"],
               "properties": {"id": {"type": "string"},
                 "classes": {"type": "object", "minProperties": 2,
                   "additionalProperties": {"type": "string"}}},
               "additionalProperties": false}]}
            """);
  }

  private static ObjectNode experiment(Experiment<?, ?> experiment) {
    SchemaGenerator generator = generator();
    ObjectNode schema = generator.generateSchema(experiment.settings());
    ObjectNode properties = schema.withObjectProperty("properties");
    experiment
        .shorthand()
        .ifPresent(
            more ->
                properties.setAll((ObjectNode) generator.generateSchema(more).get("properties")));
    properties.putObject("experiment").put("const", experiment.name());
    properties.set(
        "encoders",
        tree(
            "{\"description\": \"Of these of the plan's encoders alone.\", \"type\": \"array\","
                + " \"items\": {\"type\": \"string\"}}"));
    schema.put("title", experiment.name());
    schema.put("description", experiment.about());
    schema.putArray("required").add("experiment");
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    return schema;
  }

  private static ObjectNode schema() {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "A study plan of Encoder Traces");
    schema.put("type", "object");
    // Experiments on files of their own need neither data nor encoders.
    schema.putArray("required").add("experiments");
    schema.put("additionalProperties", false);
    ObjectNode own = generator().generateSchema(StudyPlan.class);
    ObjectNode properties = (ObjectNode) own.get("properties");
    ObjectNode experiments = properties.putObject("experiments");
    experiments.put("type", "array").put("minItems", 1);
    var each = experiments.putObject("items").putArray("oneOf");
    Experiments.all().forEach(one -> each.add(experiment(one)));
    schema.set("properties", properties);
    return schema;
  }

  @Test
  void thePublishedSchemaIsThatOfTheRecords() throws IOException {
    String now = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema()) + "\n";
    Path written = Files.writeString(Path.of("target/plan.schema.json"), now);

    assertThat(Files.readString(PUBLISHED))
        .as("the schema has changed: copy %s to %s", written, PUBLISHED)
        .isEqualTo(now);
  }

  /** Every value of settings that a plan may hold says what it is. */
  @Test
  void everyValueSaysWhatItIs() {
    for (Experiment<?, ?> experiment : Experiments.all()) {
      for (Field field : Field.of(experiment.settings())) {
        assertThat(field.asked().isPresent() || !field.fields().isEmpty())
            .as(experiment.name() + "." + field.key())
            .isTrue();
      }
    }
  }
}
