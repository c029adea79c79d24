package org.encodertraces.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.encoder.CatalogueEntry;
import org.encodertraces.encoder.CatalogueEntry.HubFile;
import org.encodertraces.encoder.EncoderHome;
import org.encodertraces.encoder.Preprocessor;
import org.encodertraces.hub.HubDownload.Metadata;
import org.encodertraces.io.WholeFile;

/**
 * Brings an encoder of the catalogue to this machine: the model, the weights that lie beside it,
 * and the JSON of the study's transform.
 */
public final class EncoderPull {

  private static final Duration CONNECT = Duration.ofSeconds(30);

  /** Names that exporters give to weights beside {@code model.onnx}. */
  private static final List<String> EXTERNAL = List.of("_data", ".data");

  private final HubSettings settings;
  private final HubDownload download;
  private final EncoderHome home;
  private final Progress progress;

  EncoderPull(
      HubSettings settings,
      HttpClient http,
      HubDownload.Pause pause,
      EncoderHome home,
      Progress progress) {
    this.settings = settings;
    this.download = new HubDownload(settings, http, pause);
    this.home = home;
    this.progress = progress;
  }

  /** With the JVM's proxies. */
  public static EncoderPull over(HubSettings settings, EncoderHome home, Progress progress) {
    HttpClient.Builder http =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT);
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(http::proxy);
    return new EncoderPull(
        settings, http.build(), duration -> Thread.sleep(duration.toMillis()), home, progress);
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
      if (Files.exists(json(file))) {
        return file;
      }
      throw new InputException(
          "%s: not here, and HF_HUB_OFFLINE forbids to ask for it".formatted(entry.id()));
    }
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, entry)) {
      if (lock.isValid() && !Files.exists(json(file))) {
        fetchAll(entry, model, folder, file);
      }
      return file;
    }
  }

  /** The JSON comes last: where it is, all is. */
  private void fetchAll(CatalogueEntry entry, HubFile model, Path folder, Path file)
      throws IOException, InterruptedException {
    Metadata promised =
        download
            .metadata(model)
            .orElseThrow(
                () ->
                    new InputException(
                        "%s: %s has no %s at %s (404)"
                            .formatted(
                                entry.id(), model.repository(), model.file(), model.revision())));
    for (String ending : EXTERNAL) {
      HubFile weights = new HubFile(model.repository(), model.file() + ending, model.revision());
      Optional<Metadata> found = download.metadata(weights);
      if (found.isPresent()) {
        download.fetch(weights, found.get(), folder.resolve(name(weights)), progress);
      }
    }
    String sha256 = download.fetch(model, promised, file, progress);
    WholeFile.writeString(json(file), config(entry, model, promised, sha256));
  }

  private static FileLock lock(FileChannel channel, CatalogueEntry entry) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw new InputException(busy(entry), e);
    }
    throw new InputException(busy(entry));
  }

  private static String busy(CatalogueEntry entry) {
    return entry.id() + ": another process is pulling it; wait for it, or stop it";
  }

  private static String config(
      CatalogueEntry entry, HubFile model, Metadata promised, String sha256) throws IOException {
    Preprocessor transform = entry.preprocessor();
    Preprocessor.Normalization statistics = transform.normalization();
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode json = mapper.createObjectNode();
    json.put("do_resize", true);
    json.putObject("size").put("shortest_edge", entry.crop());
    json.put("resample", entry.filter().pillowNumber());
    json.put("do_center_crop", true);
    json.put("crop_size", entry.crop());
    json.put("do_rescale", true);
    json.put("do_normalize", true);
    json.putArray("image_mean")
        .add(statistics.redMean())
        .add(statistics.greenMean())
        .add(statistics.blueMean());
    json.putArray("image_std")
        .add(statistics.redStd())
        .add(statistics.greenStd())
        .add(statistics.blueStd());
    entry.pooling().ifPresent(pooling -> json.put("pooling", pooling));
    json.put("category", entry.category());
    json.put("id", entry.id());
    json.put("dim", entry.dimension());
    json.put("license", entry.license());
    json.putObject("origin")
        .put("repository", model.repository())
        .put("file", model.file())
        .put("commit", promised.commit());
    json.put("sha256", sha256);
    return mapper.writeValueAsString(json) + "\n";
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
