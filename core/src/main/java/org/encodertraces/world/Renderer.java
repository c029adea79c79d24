package org.encodertraces.world;

import java.util.List;
import org.encodertraces.image.LinearImage;

/**
 * Marches rays through the bodies' fields of distances (J. Hart, "Sphere tracing", 1996), inside
 * the balls around them alone; ground, wall and sky are met in closed form, so that a scene costs a
 * few hundred nanoseconds a ray. Shadows are soft by how narrowly a ray passes (I. Quilez). No
 * transcendental function is called: every platform makes the same bits.
 */
final class Renderer {

  private static final int STEPS = 64;

  /** Rays a pixel along each axis where neighbors differ; elsewhere two, on the diagonal. */
  private static final int FINE = 3;

  private final Light light;
  private final Surroundings place;
  private final Body[] bodies;
  private final Scene.Viewpoint view;
  private final int size;
  private final double pixel;
  private final Tint ground;
  private final double[] span = new double[2];
  private final Texel texel = new Texel();
  private final Texel mirror = new Texel();
  private double normalX;
  private double normalY;
  private double normalZ;

  Renderer(Light light, Surroundings place, List<Body> bodies, Scene.Viewpoint view, int size) {
    this.light = light;
    this.place = place;
    this.bodies = bodies.toArray(Body[]::new);
    this.view = view;
    this.size = size;
    pixel = 2 / (view.focal() * size);
    Tint lit = place.groundTint();
    double sun = 0.5 * light.y();
    ground =
        new Tint(
            lit.red() * (sun * light.source().red() + 0.5 * light.zenith().red()),
            lit.green() * (sun * light.source().green() + 0.5 * light.zenith().green()),
            lit.blue() * (sun * light.source().blue() + 0.5 * light.zenith().blue()));
  }

  LinearImage render() {
    float[] rgb = new float[size * size * 3];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        coarse(x, y, rgb);
      }
    }
    boolean[] edges = edges(rgb);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (edges[y * size + x]) {
          fine(x, y, rgb);
        }
      }
    }
    return new LinearImage(size, size, rgb);
  }

  private void coarse(int x, int y, float[] rgb) {
    trace(x + 0.25, y + 0.25);
    double red = texel.red;
    double green = texel.green;
    double blue = texel.blue;
    trace(x + 0.75, y + 0.75);
    set(x, y, 0.5 * (red + texel.red), 0.5 * (green + texel.green), 0.5 * (blue + texel.blue), rgb);
  }

  private void fine(int x, int y, float[] rgb) {
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int ray = 0; ray < FINE * FINE; ray++) {
      int line = ray / FINE;
      trace(x + (ray % FINE + 0.5) / FINE, y + (line + 0.5) / FINE);
      red += texel.red;
      green += texel.green;
      blue += texel.blue;
    }
    double share = 1.0 / (FINE * FINE);
    set(x, y, share * red, share * green, share * blue, rgb);
  }

  private void set(int x, int y, double red, double green, double blue, float[] rgb) {
    int at = (y * size + x) * 3;
    rgb[at] = (float) Math.max(0, red);
    rgb[at + 1] = (float) Math.max(0, green);
    rgb[at + 2] = (float) Math.max(0, blue);
  }

  /** Pixels that differ from a neighbor by more than texture does. */
  private boolean[] edges(float[] rgb) {
    boolean[] edges = new boolean[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int at = y * size + x;
        if (x + 1 < size && differ(rgb, at, at + 1)) {
          edges[at] = true;
          edges[at + 1] = true;
        }
        if (y + 1 < size && differ(rgb, at, at + size)) {
          edges[at] = true;
          edges[at + size] = true;
        }
      }
    }
    return edges;
  }

  private static boolean differ(float[] rgb, int a, int b) {
    for (int c = 0; c < 3; c++) {
      float first = rgb[a * 3 + c];
      float second = rgb[b * 3 + c];
      if (Math.abs(first - second) > 0.3f * (0.06f + Math.min(first, second))) {
        return true;
      }
    }
    return false;
  }

  /** Light along the ray through a point of the picture, into {@link #texel}. */
  private void trace(double column, double row) {
    double across = (2 * column / size - 1) / view.focal();
    double up = (1 - 2 * row / size) / view.focal();
    // Looking down and aside: small turns, as slopes.
    double dx = across + view.aside();
    double dy = up - view.down();
    double dz = 1 + view.down() * up;
    double length = Curves.length(dx, dy, dz);
    dx /= length;
    dy /= length;
    dz /= length;

    double nearest = Double.POSITIVE_INFINITY;
    boolean wall = false;
    if (dy < 0) {
      double t = -view.y() / dy;
      if (view.z() + t * dz < place.edge(view.x() + t * dx)) {
        nearest = t;
      }
    }
    if (dz > 0) {
      double t = (place.wall() - view.z()) / dz;
      if (t < nearest) {
        nearest = t;
        wall = true;
      }
    }
    int met = -1;
    for (int i = 0; i < bodies.length; i++) {
      Body body = bodies[i];
      if (body.span(view.x(), view.y(), view.z(), dx, dy, dz, span) && span[0] < nearest) {
        double t = march(body, dx, dy, dz, span[0], Math.min(span[1], nearest));
        if (t < nearest) {
          nearest = t;
          met = i;
        }
      }
    }
    if (nearest == Double.POSITIVE_INFINITY) {
      place.backdrop(dx, dy, dz, texel);
      return;
    }
    double x = view.x() + nearest * dx;
    double y = view.y() + nearest * dy;
    double z = view.z() + nearest * dz;
    double relief = 1;
    if (met >= 0 && y < place.grown(x, z)) {
      // What stands before the body looks as the ground a little nearer, in the body's shade.
      met = -1;
      normalX = 0;
      normalY = 1;
      normalZ = 0;
      relief = place.ground(x, z - 0.06 - y, nearest * pixel, texel);
      z -= 0.02;
      y = 0;
    } else if (met >= 0) {
      normal(bodies[met], x, y, z);
      bodies[met].color(x, y, z, nearest * pixel, texel);
    } else if (wall) {
      normalX = 0;
      normalY = 0;
      normalZ = -1;
      relief = place.wall(x, y, nearest * pixel, texel);
    } else {
      normalX = 0;
      normalY = 1;
      normalZ = 0;
      y = 0;
      relief = place.ground(x, z, nearest * pixel / Math.max(0.02, -dy), texel);
    }
    if (relief >= 0) { // else it has its light already, as the sea
      shade(met, x, y, z, dx, dy, dz, relief);
    }
    place.haze(nearest, texel);
  }

  private double march(Body body, double dx, double dy, double dz, double from, double to) {
    double t = from;
    for (int step = 0; step < STEPS && t < to; step++) {
      double distance = body.distance(view.x() + t * dx, view.y() + t * dy, view.z() + t * dz);
      if (distance < 0.4 * pixel * t) {
        return t;
      }
      t += 0.95 * distance;
    }
    return Double.POSITIVE_INFINITY;
  }

  private void normal(Body body, double x, double y, double z) {
    double e = 0.004 * body.scale();
    double a = body.distance(x + e, y - e, z - e);
    double b = body.distance(x - e, y - e, z + e);
    double c = body.distance(x - e, y + e, z - e);
    double d = body.distance(x + e, y + e, z + e);
    normalX = a - b - c + d;
    normalY = -a - b + c + d;
    normalZ = -a + b - c + d;
    double length = Curves.length(normalX, normalY, normalZ) + 1e-12;
    normalX /= length;
    normalY /= length;
    normalZ /= length;
  }

  /**
   * Turns the color in {@link #texel} into light.
   *
   * @param own which body it is of, -1 for ground and wall
   */
  private void shade(
      int own, double x, double y, double z, double dx, double dy, double dz, double relief) {
    double gloss = texel.gloss;
    double facing = normalX * light.x() + normalY * light.y() + normalZ * light.z();
    double sun = 0;
    if (facing > 0) {
      double e = own < 0 ? 0.004 : 0.012 * bodies[own].scale();
      sun =
          facing
              * relief
              * shadow(x + e * normalX, y + e * normalY, z + e * normalZ)
              * place.passes(x, y, z);
    }
    double open = openness(own, x, y, z);
    double red = texel.red;
    double green = texel.green;
    double blue = texel.blue;
    light.ambient(normalY, ground, open * (0.75 + 0.25 * relief), texel);
    texel.red += red * sun * light.source().red();
    texel.green += green * sun * light.source().green();
    texel.blue += blue * sun * light.source().blue();
    if (gloss > 0) {
      mirror(dx, dy, dz, gloss, sun, open);
    }
  }

  private void mirror(double dx, double dy, double dz, double gloss, double sun, double open) {
    double along = dx * normalX + dy * normalY + dz * normalZ;
    double mx = dx - 2 * along * normalX;
    double my = dy - 2 * along * normalY;
    double mz = dz - 2 * along * normalZ;
    double grazing = Curves.clamp(1 + along);
    double schlick = grazing * grazing * grazing * grazing * grazing;
    double share = gloss + (1 - gloss) * schlick * Math.min(1, 6 * gloss);
    if (my < 0) {
      mirror.color(ground, 1);
    } else {
      place.mirrored(mx, my, mz, mirror);
      mirror.mix(ground, 1 - Curves.step(0, 0.12, my));
    }
    texel.mix(mirror.red, mirror.green, mirror.blue, share * open);
    double toward = mx * light.x() + my * light.y() + mz * light.z();
    if (toward > 0 && sun > 0) {
      double shine = gloss * Math.min(1, 4 * sun) * Math.min(8, 0.4 * light.sharpness());
      texel.add(light.source(), shine * Curves.power(toward, gloss > 0.1 ? 7 : 5));
    }
  }

  /** Share of the source's light that no body keeps away. */
  private double shadow(double x, double y, double z) {
    double free = 1;
    for (Body body : bodies) {
      double cx = body.x() - x;
      double cy = body.y() - y;
      double cz = body.z() - z;
      double middle = cx * light.x() + cy * light.y() + cz * light.z();
      if (middle < -body.radius()) {
        continue;
      }
      double reach = body.radius() + Math.max(0, middle + body.radius()) / light.sharpness();
      double square = reach * reach - (cx * cx + cy * cy + cz * cz - middle * middle);
      if (square > 0) {
        double half = Math.sqrt(square);
        double from = Math.max(0.01, middle - half);
        free = Math.min(free, shadow(body, x, y, z, from, middle + half));
        if (free < 0.01) {
          return 0;
        }
      }
    }
    return free * free * (3 - 2 * free);
  }

  private double shadow(Body body, double x, double y, double z, double from, double to) {
    double free = 1;
    double t = from;
    for (int step = 0; step < 40 && t < to; step++) {
      double distance = body.distance(x + t * light.x(), y + t * light.y(), z + t * light.z());
      // Half of the source is hidden when the ray just touches.
      free = Math.min(free, 0.5 + 0.5 * light.sharpness() * distance / t);
      if (free <= 0) {
        return 0;
      }
      t += Math.max(0.012 * body.scale(), 0.9 * Math.abs(distance));
    }
    return free;
  }

  /** Share of the light from all around that near bodies and the ground leave. */
  private double openness(int own, double x, double y, double z) {
    double closed = 0;
    for (int i = 0; i < bodies.length; i++) {
      Body body = bodies[i];
      double cx = body.x() - x;
      double cy = body.y() - y;
      double cz = body.z() - z;
      double square = cx * cx + cy * cy + cz * cz;
      double reach = 1.9 * body.radius();
      if (square > reach * reach) {
        continue;
      }
      double h = 0.16 * body.scale();
      double sum = 0;
      for (int tap = 1; tap <= 3; tap++) {
        double t = tap * tap * 0.5 * h;
        double distance = body.distance(x + t * normalX, y + t * normalY, z + t * normalZ);
        sum += Curves.clamp(1 - distance / t) / tap;
      }
      closed = Math.max(closed, i == own ? 0.8 * sum / 1.83 : sum / 1.83);
    }
    if (own >= 0) { // the ground under it
      closed =
          Math.max(
              closed, 0.55 * Curves.fall(5 * y / bodies[own].scale()) * (0.75 - 0.5 * normalY));
    }
    return 1 - 0.85 * Curves.clamp(closed);
  }
}
