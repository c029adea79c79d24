package org.encodertraces.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.encodertraces.Progress;
import org.encodertraces.UsageException;
import org.encodertraces.acquisition.PairPacker;
import org.encodertraces.camera.KnownCameras;
import org.encodertraces.shooting.CameraSheet;
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
    })
final class WorldCommand {

  private WorldCommand() {}

  private static void tell(Progress progress, ShootRun.Outcome outcome) {
    outcome
        .skipped()
        .forEach((name, why) -> progress.say("%s: %s; skipped".formatted(name, why)));
    progress.say("%,d photos".formatted(outcome.photos()));
  }

  @Command(
      name = "shoot",
      description = {
        "Shoots scenes with cameras: DIR/photos/CLASS/SCENE-CAMERA.jpg and DIR/labels.csv.",
        "The same arguments make the same bytes."
      })
  static final class ShootCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private WorldOptions world;

    @Option(
        names = "--raw",
        description =
            "Keep each sensor's mosaic: DIR/raw/SCENE-CAMERA.png of 16 bits, black and white level"
                + " in a JSON beside it.")
    private boolean raw;

    @Override
    public Integer call() throws IOException, InterruptedException {
      ShootRun.Settings settings =
          world.settings(KnownCameras.BASES, 24, raw, common.threads());
      tell(common.progress(), ShootRun.run(settings, common.progress()));
      common.out().println(settings.out());
      return 0;
    }
  }

  @Command(
      name = "pairs",
      description = {
        "Shoots each scene with two cameras and packs the pairs as PairCams is packed:",
        "DIR/pairs.parquet, which extract takes for --images. The first camera counts as the phone."
      })
  static final class PairsOfWorldCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private WorldOptions world;

    @Override
    public Integer call() throws IOException, InterruptedException {
      ShootRun.Settings settings =
          world.settings(KnownCameras.BASES, 24, false, common.threads());
      if (settings.cameras().size() != 2) {
        throw new UsageException(
            "--cameras: %d of them; pairs are of two".formatted(settings.cameras().size()));
      }
      tell(common.progress(), ShootRun.run(settings, common.progress()));
      PairPacker.Outcome pairs =
          PairPacker.packOfOneContent(PairList.write(settings), settings.out());
      pairs.problems().forEach(common.progress()::say);
      common.progress().say("%,d pairs".formatted(pairs.subjects().size()));
      common.out().println(pairs.file());
      return 0;
    }
  }

  @Command(
      name = "cameras",
      description = {
        "Shows the same scenes through all cameras: DIR/cameras.html and DIR/cameras.csv.",
        "Beside each stands how far its pixels are from its base camera's, with the same noise."
      })
  static final class CamerasCommand implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private WorldOptions world;

    @Override
    public Integer call() throws IOException, InterruptedException {
      ShootRun.Settings settings =
          world.settings(List.of("all"), 6, false, common.threads());
      CameraSheet.write(settings, common.progress());
      common.out().println(settings.out().resolve(CameraSheet.PAGE));
      return 0;
    }
  }
}
