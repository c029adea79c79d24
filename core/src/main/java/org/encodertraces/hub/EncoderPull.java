package org.encodertraces.hub;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.encoder.OnnxFile;
import org.encodertraces.http.Rate;
import org.encodertraces.http.Time;
import org.encodertraces.http.Web;
import org.encodertraces.io.Sha256;
import org.encodertraces.io.WholeFile;

/**
 * Brings an encoder of the catalogue to this machine: the model, the weights that lie beside it,
 * and the JSON of the study's transform.
 */
public final class EncoderPull {

  /** Names that exporters give to weights beside {@code model.onnx}. */
  private static final List<String> EXTERNAL = List.of("_data", ".data");

  private final HubSettings settings;
  private final HubDownload download;
  private final EncoderHome home;
  private final Progress progress;

  EncoderPull(
      HubSettings settings, HttpClient http, Time time, EncoderHome home, Progress progress) {
    this.settings = settings;
    this.download =
        new HubDownload(
            settings, new Web(http, time, Rate.unlimited(time), progress::say), progress);
    this.home = home;
    this.progress = progress;
  }

  /** With the JVM's proxies. */
  public static EncoderPull over(HubSettings settings, EncoderHome home, Progress progress) {
    return new EncoderPull(settings, Web.client(), Time.SYSTEM, home, progress);
  }

  /**
   * Pulls an encoder; one that is here and whole is not asked for again.
   *
   * @return the model's path
   * @throws InputException when no public export is known, the hub refuses, or another process
   *     pulls the same encoder
   */
  public Path pull(CatalogueEntry entry) throws IOException, InterruptedException {
    HubFile model =
        entry
            .onnx()
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: no public ONNX export is known; tools/export_encoder.py %s --id %s makes one"
                            .formatted(entry.id(), entry.export(), entry.id())));
    Path folder = home.folder(entry.id());
    Path file = folder.resolve(name(model));
    if (settings.offline()) {
      Optional<String> missing = missing(file);
      if (missing.isEmpty()) {
        return file;
      }
      throw new InputException(
          "%s: %s, and HF_HUB_OFFLINE forbids to ask for it".formatted(entry.id(), missing.get()));
    }
    Files.createDirectories(folder);
    try (PullLock lock = PullLock.take(folder.resolve(".lock"), entry.id())) {
      Optional<String> missing = missing(file);
      if (missing.isPresent()) {
        if (Files.exists(file) && Files.exists(json(file))) {
          progress.say("%s: %s; pulled again".formatted(file, missing.get()));
        }
        Files.deleteIfExists(json(file));
        fetchAll(entry, model, folder, file);
      }
      return file;
    } finally {
      removeIfEmpty(folder);
    }
  }

  /**
   * Why an encoder is not here; empty when it is. Earlier versions kept whatever came, a network's
   * sign-in page among it, so what is here must be a model and the one that its JSON is about.
   */
  private static Optional<String> missing(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isRegularFile(json(file))) {
      return Optional.of("not here");
    }
    Optional<String> expected = ModelJson.sha256(json(file));
    if (expected.isPresent() && !expected.get().equalsIgnoreCase(Sha256.of(file))) {
      return Optional.of("not the file that its JSON is about (SHA-256)");
    }
    try {
      OnnxFile.require(file);
      return Optional.empty();
    } catch (InputException e) {
      return Optional.of(String.valueOf(e.getMessage()).replace(file + ": ", ""));
    }
  }

  /** The JSON comes last: where it is, all is. */
  private void fetchAll(CatalogueEntry entry, HubFile model, Path folder, Path file)
      throws IOException, InterruptedException {
    Promise promised =
        download
            .promise(model)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: %s has no %s at %s (404)"
                            .formatted(
                                entry.id(), model.repository(), model.file(), model.revision())));
    for (String ending : EXTERNAL) {
      HubFile weights = new HubFile(model.repository(), model.file() + ending, model.revision());
      Optional<Promise> found = download.promise(weights);
      if (found.isPresent()) {
        download.fetch(weights, found.get(), folder.resolve(name(weights)), any -> {});
      }
    }
    String sha256 = download.fetch(model, promised, file, OnnxFile::require);
    WholeFile.writeString(json(file), ModelJson.of(entry, model, promised.commit(), sha256));
  }

  /** A pull that brought nothing leaves nothing. */
  private void removeIfEmpty(Path folder) throws IOException {
    for (Path at = folder; at != null && !at.equals(home.root()); at = at.getParent()) {
      try {
        Files.deleteIfExists(at);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  private static Path json(Path model) {
    return model.resolveSibling(name(model.getFileName().toString()) + ".json");
  }

  private static String name(HubFile file) {
    return file.file().substring(file.file().lastIndexOf('/') + 1);
  }

  private static String name(String onnx) {
    return onnx.substring(0, onnx.length() - ".onnx".length());
  }
}
