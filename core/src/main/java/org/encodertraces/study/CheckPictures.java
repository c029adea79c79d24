package org.encodertraces.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.encodertraces.image.RgbImage;
import org.encodertraces.scene.Scene;
import org.encodertraces.scene.SceneCamera;

/** Drawn pictures of different things, the same on every machine, for checking encoders. */
public final class CheckPictures {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 300;
  private static final int OF_EACH = 2;
  private static final int FEW = 4;

  private CheckPictures() {}

  /** One of each of four scenes: enough to tell whether an encoder works. */
  public static List<RgbImage> few() {
    return Arrays.stream(Scene.values())
        .limit(FEW)
        .map(scene -> SceneCamera.photograph(scene, 0, 0, WIDTH, HEIGHT))
        .toList();
  }

  /** Two of every scene. */
  public static List<RgbImage> all() {
    List<RgbImage> pictures = new ArrayList<>();
    for (Scene scene : Scene.values()) {
      for (int i = 0; i < OF_EACH; i++) {
        pictures.add(SceneCamera.photograph(scene, i, 0, WIDTH, HEIGHT));
      }
    }
    return pictures;
  }
}
