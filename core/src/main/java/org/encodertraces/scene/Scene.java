package org.encodertraces.scene;

import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.world.Noise;

/**
 * The classes of the demo. Each draws its own scene: where things stand, how they are lit, their
 * colors and textures vary from picture to picture.
 */
public enum Scene {
  HILLS {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      double horizon = 0.35 + 0.2 * random.nextDouble();
      Color sky = new Color(0.35, 0.5 + 0.2 * random.nextDouble(), 0.85);
      Color ground = new Color(0.15 + 0.2 * random.nextDouble(), 0.3, 0.1);
      return (x, y) -> {
        for (int layer = 3; layer >= 1; layer--) {
          double ridge =
              horizon
                  + 0.12 * (3 - layer)
                  + 0.25 * (noise.fractal(x * layer + 9 * layer, layer, 5) - 0.5);
          if (y > ridge && (layer == 1 || y < ridge + 0.14)) {
            double grass = noise.fractal(x * 60, y * 60 * layer, 3);
            return ground.times(0.5 + 0.9 * grass).mix(sky, 0.2 * (layer - 1));
          }
        }
        double cloud = Math.max(0, noise.fractal(x * 3, y * 7, 5) - 0.5) * 2;
        return y > horizon + 0.3
            ? ground.times(0.6 + 0.6 * noise.fractal(x * 60, y * 60, 3))
            : sky.mix(Color.gray(0.95), cloud);
      };
    }
  },
  SEA {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      double horizon = 0.3 + 0.25 * random.nextDouble();
      double sunX = random.nextDouble();
      Color evening = new Color(0.9, 0.4 + 0.3 * random.nextDouble(), 0.3);
      Color water = new Color(0.03, 0.2, 0.3 + 0.2 * random.nextDouble());
      return (x, y) -> {
        if (y < horizon) {
          double glow = Math.exp(-12 * ((x - sunX) * (x - sunX) + (y - horizon) * (y - horizon)));
          return new Color(0.3, 0.4, 0.7)
              .mix(evening, glow)
              .times(0.8 + 0.2 * noise.fractal(x * 4, y * 12, 4));
        }
        double depth = 1 / (y - horizon + 0.03);
        double wave = noise.fractal(x * depth * 2, depth * 9, 4);
        double glitter = wave > 0.58 && Math.abs(x - sunX) < 0.15 * wave + 0.05 ? 0.8 : 0;
        return water.times(0.5 + wave).mix(evening, glitter);
      };
    }
  },
  FOREST {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      int trunks = 5 + random.nextInt(6);
      double lean = 0.2 * (random.nextDouble() - 0.5);
      Color bark = new Color(0.25, 0.16 + 0.08 * random.nextDouble(), 0.1);
      Color leaves = new Color(0.1 + 0.2 * random.nextDouble(), 0.35, 0.08);
      return (x, y) -> {
        double position = (x + lean * y) * trunks;
        int trunk = (int) Math.floor(position);
        double width = 0.15 + 0.3 * noise.lattice(trunk, 1);
        double offset = position - trunk - 0.5 + 0.3 * (noise.lattice(trunk, 2) - 0.5);
        if (Math.abs(offset) < width / 2) {
          double round = 1 - Math.pow(2 * offset / width, 2);
          return bark.times((0.3 + 0.8 * round) * (0.5 + noise.fractal(x * 80, y * 14, 3)));
        }
        double light = noise.fractal(x * 18, y * 18, 5);
        return leaves
            .times(0.2 + 1.6 * light * light)
            .mix(new Color(0.8, 0.9, 0.6), light > 0.62 ? 0.5 : 0);
      };
    }
  },
  CITY {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      int houses = 3 + random.nextInt(5);
      int floors = 8 + random.nextInt(10);
      double lit = 0.2 + 0.6 * random.nextDouble();
      Color dusk = new Color(0.3, 0.35, 0.5 + 0.3 * random.nextDouble());
      return (x, y) -> {
        int house = (int) Math.floor(x * houses);
        double top = 0.1 + 0.5 * noise.lattice(house, 3);
        if (y < top) {
          return dusk.mix(Color.gray(0.9), 0.4 * y + 0.3 * noise.fractal(x * 3, y * 3, 4));
        }
        Color wall =
            new Color(
                0.3 + 0.4 * noise.lattice(house, 4), 0.3, 0.25 + 0.2 * noise.lattice(house, 5));
        double column = x * houses * 5;
        double floor = y * floors;
        boolean window = column - Math.floor(column) > 0.35 && floor - Math.floor(floor) > 0.4;
        if (window) {
          boolean on = noise.lattice((int) Math.floor(column), (int) Math.floor(floor)) < lit;
          return on ? new Color(0.95, 0.85, 0.5) : new Color(0.1, 0.13, 0.18);
        }
        return wall.times(0.7 + 0.5 * noise.fractal(x * 50, y * 50, 3));
      };
    }
  },
  FLOWERS {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      int count = 4 + random.nextInt(8);
      double[] places = random.doubles(3L * count).toArray();
      int petals = 5 + random.nextInt(4);
      Color petal =
          new Color(
              0.5 + 0.5 * random.nextDouble(),
              0.1 + 0.3 * random.nextDouble(),
              random.nextDouble());
      return (x, y) -> {
        for (int i = 0; i < count; i++) {
          double dx = x - places[3 * i];
          double dy = y - places[3 * i + 1];
          double size = 0.06 + 0.1 * places[3 * i + 2];
          double radius = Math.sqrt(dx * dx + dy * dy) / size;
          double reach = 0.65 + 0.35 * StrictMath.cos(petals * StrictMath.atan2(dy, dx));
          if (radius < 0.28) {
            return new Color(0.9, 0.75, 0.1).times(0.7 + 0.5 * noise.fractal(x * 90, y * 90, 2));
          }
          if (radius < reach) {
            return petal.times(0.55 + 0.5 * radius + 0.3 * noise.fractal(x * 40, y * 40, 3));
          }
        }
        return new Color(0.1, 0.35, 0.08).times(0.4 + 1.2 * noise.fractal(x * 25, y * 25, 5));
      };
    }
  },
  FRUIT {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      int count = 3 + random.nextInt(5);
      double[] places = random.doubles(4L * count).toArray();
      double table = 0.4 + 0.2 * random.nextDouble();
      double lightX = random.nextDouble() * 2 - 1;
      Color wood = new Color(0.45, 0.28 + 0.1 * random.nextDouble(), 0.15);
      return (x, y) -> {
        for (int i = 0; i < count; i++) {
          double size = 0.1 + 0.1 * places[4 * i + 2];
          double dx = (x - places[4 * i]) / size;
          double dy = (y - table - 0.25 * places[4 * i + 1]) / size;
          double square = dx * dx + dy * dy;
          if (square < 1) {
            double height = Math.sqrt(1 - square);
            double light = Math.max(0, 0.5 * lightX * dx - 0.6 * dy + 0.6 * height);
            Color skin = new Color(0.8, 0.15 + 0.6 * places[4 * i + 3], 0.1);
            double gloss = light > 1.02 ? 0.7 : 0;
            return skin.times(0.15 + 0.9 * light + 0.1 * noise.fractal(x * 120, y * 120, 2))
                .mix(Color.gray(1), gloss);
          }
        }
        double grain = noise.fractal(x * 6, y * 70, 4);
        return y > table
            ? wood.times(0.5 + 0.8 * grain)
            : Color.gray(0.5 + 0.2 * noise.fractal(x * 2, y * 2, 3));
      };
    }
  },
  BRICKS {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      int rows = 8 + random.nextInt(10);
      double tilt = 0.3 * (random.nextDouble() - 0.5);
      Color brick = new Color(0.4 + 0.3 * random.nextDouble(), 0.2, 0.12);
      Color mortar = Color.gray(0.5 + 0.2 * random.nextDouble());
      return (x, y) -> {
        double v = (y + tilt * x) * rows;
        int row = (int) Math.floor(v);
        double u = (x - tilt * y) * rows / 2.2 + 0.5 * (row & 1);
        int column = (int) Math.floor(u);
        double rough = noise.fractal(x * 70, y * 70, 4);
        if (v - row < 0.12 || u - column < 0.06) {
          return mortar.times(0.6 + 0.6 * rough);
        }
        return brick.times(0.5 + 0.5 * noise.lattice(column, row) + 0.5 * rough);
      };
    }
  },
  NIGHT {
    @Override
    Painting paint(NumpyGenerator random) {
      Noise noise = new Noise(random.nextInt());
      int count = 12 + random.nextInt(20);
      double[] lights = random.doubles(4L * count).toArray();
      double street = 0.5 + 0.2 * random.nextDouble();
      return (x, y) -> {
        double mirrored = y > street ? 2 * street - y + 0.04 * (noise.at(x * 40, y * 90) - 0.5) : y;
        double red = 0.02 + 0.05 * noise.fractal(x * 8, y * 8, 4);
        double green = red;
        double blue = red * 1.6;
        for (int i = 0; i < count; i++) {
          double size = 0.01 + 0.03 * lights[4 * i + 2];
          double dx = (x - lights[4 * i]) / size;
          double dy = (mirrored - street * lights[4 * i + 1]) / size;
          double glow = 1 / (1 + Math.pow(dx * dx + dy * dy, 1.5));
          red += glow;
          green += glow * (0.4 + 0.5 * lights[4 * i + 3]);
          blue += glow * lights[4 * i + 3];
        }
        double wet = y > street ? 0.5 : 1;
        return new Color(red * wet, green * wet, blue * wet);
      };
    }
  };

  /** A picture as a function: the light at (x, y), both 0 … 1, y downward. */
  @FunctionalInterface
  interface Painting {
    Color at(double x, double y);
  }

  /** Draws what varies from picture to picture. */
  abstract Painting paint(NumpyGenerator random);
}
