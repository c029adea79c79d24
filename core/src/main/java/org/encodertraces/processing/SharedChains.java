package org.encodertraces.processing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.encodertraces.image.Jpeg;
import org.encodertraces.image.PictureSize;
import org.encodertraces.image.RgbImage;
import org.encodertraces.image.Sharpness;
import org.encodertraces.image.UnreadableImageException;
import org.encodertraces.image.Window;

/**
 * Several processings of one photo at once: what their chains begin with is done once, JPEGs of one
 * picture share color conversion and transform, sharpenings of it its smoothed self, and nothing is
 * computed that no encoder looks at. The pixels that are looked at are those of {@link
 * Processing#apply}, bit for bit.
 */
public final class SharedChains {

  /** Of a larger picture results are made one by one: several at once would take gigabytes. */
  private static final long LARGEST_TOGETHER = 4_000_000;

  private final List<Processing> processings;
  private final Node root = new Node(Optional.empty());

  /** The part of a picture of some size that is looked at. */
  @FunctionalInterface
  public interface Sight {
    Window in(PictureSize size);
  }

  /** Takes a picture as the processings at these positions leave it, outside of masks. */
  @FunctionalInterface
  public interface Taker {
    void take(List<Integer> positions, RgbImage picture);
  }

  /**
   * A step of one or more chains.
   *
   * @param ends positions of the processings that end with it
   */
  private record Node(Optional<Operation> operation, List<Integer> ends, List<Node> next) {
    Node(Optional<Operation> operation) {
      this(operation, new ArrayList<>(), new ArrayList<>());
    }

    Node child(Operation wanted) {
      for (Node node : next) {
        if (node.operation.equals(Optional.of(wanted))) {
          return node;
        }
      }
      Node node = new Node(Optional.of(wanted));
      next.add(node);
      return node;
    }
  }

  /**
   * The same for one photo.
   *
   * @param window what is asked for of the picture after this step
   */
  private record Step(
      Optional<Operation> operation, List<Integer> ends, List<Step> next, Window window) {}

  /** Of these processings; positions are theirs. */
  public SharedChains(List<Processing> processings) {
    this.processings = List.copyOf(processings);
    for (int i = 0; i < processings.size(); i++) {
      Node node = root;
      for (Operation operation : processings.get(i).operations()) {
        // A mask acts after the encoder's crop, and stands last.
        if (!(operation instanceof Operation.Mask)) {
          node = node.child(operation);
        }
      }
      node.ends().add(i);
    }
  }

  /**
   * Hands over the photo under every processing, in some order, each position once.
   *
   * @param sight what of a picture the taker looks at; all else is undefined
   * @throws UnreadableImageException before anything is handed over, when the picture is too small
   *     or too large for one of them: what {@link Processing#apply} says of the first of these
   */
  public void apply(RgbImage photo, ScaleDraw draw, Sight sight, Taker taker)
      throws UnreadableImageException {
    PictureSize size = new PictureSize(photo.width(), photo.height());
    for (Processing processing : processings) {
      PictureSize after = size;
      for (Operation operation : processing.operations()) {
        after = operation.after(after, draw);
      }
    }
    run(plan(root, size, draw, sight), photo, draw, taker);
  }

  private static Step plan(Node node, PictureSize size, ScaleDraw draw, Sight sight)
      throws UnreadableImageException {
    Optional<Window> window = node.ends.isEmpty() ? Optional.empty() : Optional.of(sight.in(size));
    List<Step> next = new ArrayList<>();
    for (Node child : node.next) {
      Operation operation = child.operation.orElseThrow();
      Step step = plan(child, operation.after(size, draw), draw, sight);
      next.add(step);
      Window needed = operation.needs(step.window, size, draw);
      window = Optional.of(window.map(needed::with).orElse(needed));
    }
    return new Step(node.operation, node.ends, next, window.orElseGet(() -> Window.of(size)));
  }

  private static void run(Step step, RgbImage picture, ScaleDraw draw, Taker taker)
      throws UnreadableImageException {
    if (!step.ends.isEmpty()) {
      taker.take(step.ends, picture);
    }
    boolean together = (long) picture.width() * picture.height() <= LARGEST_TOGETHER;
    List<Step> jpegs = new ArrayList<>();
    List<Step> sharpenings = new ArrayList<>();
    for (Step next : step.next) {
      Operation operation = next.operation.orElseThrow();
      List<Step> alike =
          operation instanceof Operation.Jpeg
              ? jpegs
              : operation instanceof Operation.Sharpen ? sharpenings : new ArrayList<>();
      alike.add(next);
      if (alike == jpegs || alike == sharpenings) {
        if (!together) {
          runAlike(alike, picture, draw, taker);
          alike.clear();
        }
      } else {
        run(next, operation.apply(picture, draw, next.window), draw, taker);
      }
    }
    runAlike(jpegs, picture, draw, taker);
    runAlike(sharpenings, picture, draw, taker);
  }

  /** Steps that are all JPEGs, or all sharpenings, of one picture. */
  private static void runAlike(List<Step> steps, RgbImage picture, ScaleDraw draw, Taker taker)
      throws UnreadableImageException {
    Optional<Window> window = steps.stream().map(Step::window).reduce(Window::with);
    if (window.isEmpty()) {
      return;
    }
    List<Jpeg.Saving> savings = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (Step step : steps) {
      Operation operation = step.operation.orElseThrow();
      if (operation instanceof Operation.Jpeg jpeg) {
        savings.add(jpeg.saving());
      } else if (operation instanceof Operation.Sharpen sharpen) {
        factors.add(sharpen.factor());
      }
    }
    List<RgbImage> pictures =
        savings.isEmpty()
            ? Sharpness.enhance(picture, factors, window.get())
            : Jpeg.recompress(picture, savings, window.get());
    for (int i = 0; i < steps.size(); i++) {
      run(steps.get(i), pictures.get(i), draw, taker);
    }
  }
}
