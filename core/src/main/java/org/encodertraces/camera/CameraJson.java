package org.encodertraces.camera;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * A camera as JSON: all of its numbers under the objects and keys of a camera's file, without the
 * sources, which are the file's. {@code "name"} and {@code "type"} (phone or camera) stand before.
 */
public final class CameraJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CameraJson() {}

  /** All that a shot depends on. */
  public static ObjectNode of(Camera camera) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", camera.name());
    node.put("type", camera.phone() ? "phone" : "camera");
    optics(node.putObject(Stage.OPTICS.word()), camera.optics());
    sensor(node.putObject(Stage.SENSOR.word()), camera.sensor());
    ObjectNode color = node.putObject("color");
    color.put("red_gain", camera.colors().redGain());
    color.put("blue_gain", camera.colors().blueGain());
    camera.colors().matrix().forEach(color.putArray("matrix")::add);
    develop(node, camera.development());
    ObjectNode jpeg = node.putObject(Stage.JPEG.word());
    jpeg.put("quality", camera.output().quality());
    jpeg.put("color_quality", camera.output().colorQuality());
    jpeg.put("table_tilt", camera.output().tableTilt());
    jpeg.put("subsampling", camera.output().subsampling().text());
    return node;
  }

  private static void optics(ObjectNode node, Camera.Optics optics) {
    node.put("distortion", optics.distortion());
    node.put("corner_light", optics.cornerLight());
    node.put("lateral_red", optics.lateralRed());
    node.put("lateral_blue", optics.lateralBlue());
    node.put("blur", optics.blur());
    node.put("shake", optics.shake());
    node.put("widest", optics.widest());
    node.put("f_number", optics.fNumber());
    node.put("focal_length", optics.focalLength());
    node.put("focal_length_35", optics.focalLength35());
  }

  private static void sensor(ObjectNode node, Camera.Sensor sensor) {
    node.put("sensor_scale", sensor.scale());
    node.put("shot_noise", sensor.shotNoise());
    node.put("read_noise", sensor.readNoise());
    node.put("response_pattern", sensor.responsePattern());
    node.put("offset_pattern", sensor.offsetPattern());
    node.put("bits", sensor.bits());
    node.put("black_level", sensor.blackLevel());
    node.put("base_iso", sensor.baseIso());
    node.put("highest_iso", sensor.highestIso());
    node.put("longest_exposure", sensor.longestExposure());
    node.put("serial", sensor.serial());
  }

  private static void develop(ObjectNode node, Camera.Development development) {
    node.putObject(Stage.DEMOSAICING.word())
        .put("demosaicing", development.demosaicing().name().toLowerCase(Locale.ROOT));
    node.putObject(Stage.DENOISING.word())
        .put("denoising", development.denoising())
        .put("denoising_color", development.denoisingColor());
    node.putObject(Stage.TONE.word())
        .put("brightness", development.brightness())
        .put("contrast", development.contrast())
        .put("shadows", development.shadows())
        .put("saturation", development.saturation());
    node.putObject(Stage.SHARPENING.word())
        .put("sharpening", development.sharpening())
        .put("sharpening_radius", development.sharpeningRadius())
        .put("halo", development.halo());
  }
}
