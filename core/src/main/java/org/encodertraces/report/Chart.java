package org.encodertraces.report;

/**
 * The place of one chart: title, description, buttons, and where its table goes.
 *
 * @param id in the page
 * @param kind which drawing function of the script fills it
 * @param title above it
 * @param about what it shows, for those who cannot see it and those who ask
 */
public record Chart(String id, String kind, String title, String about) {

  /** The chart with a table that the script fills from the chart's own rows when it is opened. */
  public Markup withOwnTable() {
    return with(
        new Markup()
            .add(
                "<details class=\"lazy\"><summary>%s as a table</summary><div class=\"table scroll\" tabindex=\"0\"></div></details>\n",
                title));
  }

  /** The chart and, under it, what belongs to it. */
  public Markup with(Markup below) {
    return new Markup()
        .add(
            """
            <div class="panel">
            <figure>
            <figcaption id="%1$s-title">%2$s</figcaption>
            <p class="about" id="%1$s-about">%3$s</p>
            <div class="controls"></div>
            <div class="chart" id="%1$s" data-kind="%4$s" data-name="%5$s" tabindex="0" role="img" aria-labelledby="%1$s-title" aria-describedby="%1$s-about"></div>
            <p class="said about" aria-live="polite"></p>
            <div class="tools"><button type="button" data-tool="png">PNG</button><button type="button" data-tool="svg">SVG</button><button type="button" data-tool="csv">CSV</button><button type="button" data-tool="reset">Reset view</button></div>
            </figure>
            %6$s</div>
            """,
            id, title, about, kind, fileName(), below);
  }

  /** A name for downloads that every file system takes. */
  private String fileName() {
    String plain = title.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.substring(0, Math.min(80, plain.length()));
  }
}
