package org.encodertraces.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.encodertraces.InputException;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.acquisition.PairPacker;
import org.encodertraces.camera.Camera;
import org.encodertraces.camera.CameraCheck;
import org.encodertraces.camera.Finding;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.shooting.CameraSheet;
import org.encodertraces.shooting.ExifCheck;
import org.encodertraces.shooting.PairList;
import org.encodertraces.shooting.ShootRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "world",
    description = {
      "Photos of simulated cameras, the truth in their Exif.",
      "Scenes are drawn from a seed; a camera is a file of numbers with their sources."
    },
    subcommands = {
      WorldCommand.ShootCommand.class,
      WorldCommand.PairsOfWorldCommand.class,
      WorldCommand.CamerasCommand.class,
      WorldCommand.CheckCommand.class,
    })
final class WorldCommand {

  private WorldCommand() {}

  /** What shoots. */
  abstract static class Shoots implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private WorldOptions world;
    @Mixin private ThreadsOption threads;

    Progress progress() {
      return common.progress();
    }

    ShootRun.Settings settings(List<String> cameras, int scenes, boolean raw) throws IOException {
      return world.settings(
          cameras,
          scenes,
          raw,
          threads.count(),
          pictures -> {
            common.sayIgnored(pictures.ignored());
            common.warnOfIgnored(pictures);
          });
    }

    /** Shoots, and tells how many and what was skipped. */
    void shoot(ShootRun.Settings settings) throws IOException, InterruptedException {
      ShootRun.Outcome outcome = ShootRun.run(settings, progress());
      outcome
          .skipped()
          .forEach((name, why) -> progress().say("%s: %s; skipped".formatted(name, why)));
      say(outcome.photos(), "photo");
      if (outcome.kept() > 0) {
        progress().say("%,d of them were there already".formatted(outcome.kept()));
      }
    }

    void say(int count, String what) {
      progress().say("%,d %s%s".formatted(count, what, count == 1 ? "" : "s"));
    }

    int written(Path path) {
      common.out().println(path);
      return 0;
    }
  }

  @Command(
      name = "shoot",
      description = {
        "Shoots scenes with cameras: DIR/photos/CLASS/SCENE-CAMERA.jpg and DIR/labels.csv.",
        "The same arguments make the same bytes; what was stopped goes on with what is missing."
      })
  static final class ShootCommand extends Shoots {

    @Option(
        names = "--raw",
        description =
            "Keep each sensor's mosaic: DIR/raw/CLASS/SCENE-CAMERA.png of 16 bits, black and white level"
                + " in a JSON beside it.")
    private boolean raw;

    @Override
    public Integer call() throws IOException, InterruptedException {
      ShootRun.Settings settings = settings(KnownCameras.BASES, 24, raw);
      shoot(settings);
      return written(settings.out());
    }
  }

  @Command(
      name = "pairs",
      description = {
        "Shoots each scene with two cameras and packs the pairs as PairCams is packed:",
        "DIR/pairs.parquet, which extract takes for --images. Of two phones, or none, the first counts as one."
      })
  static final class PairsOfWorldCommand extends Shoots {

    @Override
    public Integer call() throws IOException, InterruptedException {
      ShootRun.Settings settings = settings(KnownCameras.BASES, 24, false);
      if (settings.cameras().size() != 2) {
        throw new UsageException(
            "--cameras: %d of them; pairs are of two".formatted(settings.cameras().size()));
      }
      shoot(settings);
      PairPacker.Outcome pairs =
          PairPacker.packOfOneContent(PairList.write(settings), settings.out());
      pairs.problems().forEach(progress()::say);
      say(pairs.subjects().size(), "pair");
      return written(pairs.file());
    }
  }

  @Command(
      name = "cameras",
      description = {
        "Shows the same scenes through all cameras: DIR/cameras.html and DIR/cameras.csv.",
        "Beside each stands how far its pixels are from its base camera's, with the same noise."
      })
  static final class CamerasCommand extends Shoots {

    @Override
    public Integer call() throws IOException, InterruptedException {
      ShootRun.Settings settings = settings(List.of("all"), 6, false);
      CameraSheet.write(settings, progress());
      return written(settings.out().resolve(CameraSheet.PAGE));
    }
  }

  @Command(
      name = "check",
      description = {
        "Measures cameras on their own shots: what each file asks for beside what is recovered.",
        "Photon transfer, sharpness, lateral color, corner light, fixed pattern, JPEG and Exif;",
        "what is not measured is said below. Exit code 3 where something differs."
      })
  static final class CheckCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;

    @Option(
        names = "--cameras",
        split = ",",
        paramLabel = "NAME,…",
        hideParamSyntax = true,
        description = "As for world shoot. Default: phone,compact.")
    private List<String> cameras = KnownCameras.BASES;

    @Override
    public Integer call() throws IOException {
      boolean agree = true;
      for (Camera camera : WorldOptions.cameras(cameras)) {
        common.out().printf("%-50s %12s %12s%n", camera.name(), "asked for", "recovered");
        List<Finding> findings = new ArrayList<>(CameraCheck.of(camera));
        findings.addAll(ExifCheck.of(camera));
        for (Finding finding : findings) {
          common
              .out()
              .printf(
                  "  %-48s %12.6g %12.6g  %s%n",
                  finding.what(),
                  finding.requested(),
                  finding.recovered(),
                  finding.agrees() ? "ok" : "DIFFERS");
          agree &= finding.agrees();
        }
      }
      common.out().println("Not measured here:");
      CameraCheck.NOT_MEASURED.forEach(one -> common.out().println("  " + one));
      if (!agree) {
        throw new InputException(
            "%s: not what was asked for is recovered; see DIFFERS"
                .formatted(String.join(",", cameras)));
      }
      return 0;
    }
  }
}
