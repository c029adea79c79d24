package org.encodertraces.report;

import java.util.List;
import org.encodertraces.result.NeighborsResult;

/** One query and its nearest photos, and what the processings do to a picture. */
record LeadSection(PageResults results) {

  /** The pictures of processings that come with the page. */
  private static final List<Strip> STRIPS =
      List.of(
          new Strip(
              "jpeg",
              List.of(
                  new Swatch("JPEG75_420", "quality 75"),
                  new Swatch("JPEG85_420", "85"),
                  new Swatch("JPEG95_444", "95"))),
          new Strip(
              "sharpening",
              List.of(
                  new Swatch("JPEG95_444", "none"),
                  new Swatch("SHARPEN_2", "factor 2"),
                  new Swatch("SHARPEN_4", "factor 4"))),
          new Strip(
              "resizing",
              List.of(
                  new Swatch("RESIZE_HALF", "half size"),
                  new Swatch("JPEG95_444", "as it is"),
                  new Swatch("RESIZE_DOUBLE", "double size"))),
          new Strip(
              "interpolation",
              List.of(
                  new Swatch("INTERPOLATION_BILINEAR", "bilinear"),
                  new Swatch("INTERPOLATION_BICUBIC", "bicubic"),
                  new Swatch("INTERPOLATION_LANCZOS", "Lanczos"),
                  new Swatch("INTERPOLATION_BOX", "box"))));

  /** Pictures of a parameter's classes. */
  private record Strip(String parameter, List<Swatch> swatches) {}

  /**
   * A picture of one processing.
   *
   * @param file in the resources
   * @param words under it
   */
  private record Swatch(String file, String words) {}

  /** The section; empty without queries to show. */
  Markup html() {
    Markup html = new Markup();
    if (results.ofType(NeighborsResult.class).isEmpty()) {
      return html;
    }
    return html.add(
        """
        <section id="see">
        <h2>See it</h2>
        <p class="lead">One photo and its nearest among the others. Green: its class, a right answer; red and double: a wrong one. The same photos are searched in each row; only how they were processed differs.</p>
        <div class="controls"></div>
        <div class="gallery"></div>
        </section>
        """);
  }

  /**
   * What each processing of the page's results does to a picture; empty where none has pictures.
   */
  Markup processings() {
    Markup strips = new Markup();
    List<Strip> shown =
        STRIPS.stream()
            .filter(
                strip ->
                    results.labeled().stream()
                        .anyMatch(one -> one.result().parameter().equals(strip.parameter())))
            .toList();
    shown.forEach(strip -> strips.add("%s", strip(strip.parameter(), strip.swatches())));
    Markup html = new Markup();
    if (shown.isEmpty()) {
      return html;
    }
    return html.add(
        """
        <section id="processings" aria-labelledby="processings-title">
        <h2 class="minor" id="processings-title">What was done to the photos</h2>
        <p class="lead">The same piece of a photo under each processing, pixel by pixel, enlarged. The eye sees little of it; the question of this page is what the encoder sees.</p>
        <div class="processings">
        %s</div>
        </section>
        """,
        strips);
  }

  private Markup strip(String parameter, List<Swatch> swatches) {
    String title =
        results.labeled().stream()
            .filter(one -> one.result().parameter().equals(parameter))
            .findFirst()
            .map(one -> Panels.title(one.result()))
            .orElse(parameter);
    Markup html = new Markup();
    html.add(
        "<figure><figcaption>%s</figcaption><div class=\"swatches\" id=\"pictures-of-%s\">",
        title, parameter);
    for (Swatch swatch : swatches) {
      html.add(
          "<span><img src=\"data:image/png;base64,%s\" alt=\"%s: %s\" width=\"96\" height=\"96\">%s</span>",
          Resources.base64("processings/" + swatch.file() + ".png"),
          title,
          swatch.words(),
          swatch.words());
    }
    return html.add("</div></figure>\n");
  }
}
