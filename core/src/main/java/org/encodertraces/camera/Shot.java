package org.encodertraces.camera;

import org.encodertraces.image.RgbImage;

/**
 * What a camera made of a scene.
 *
 * @param exposure what its automatic chose
 * @param mosaic of its sensor
 * @param picture developed, at the file's size, before the JPEG
 * @param jpeg without Exif
 */
public record Shot(
    Camera camera, Exposure exposure, Mosaic mosaic, RgbImage picture, byte[] jpeg) {}
