package org.encodertraces.report;

/**
 * The place of one chart: title, description, a menu of its data and files, and where its table
 * goes.
 *
 * @param id in the page
 * @param kind which drawing function of the scripts fills it
 * @param title above it
 * @param about what it shows, for those who cannot see it and those who ask
 */
public record Chart(String id, String kind, String title, String about) {

  /** The chart by itself; its rows stand behind its menu. */
  public Markup alone() {
    return with(new Markup());
  }

  /** The chart and, under it, what belongs to it. */
  public Markup with(Markup below) {
    return new Markup()
        .add(
            """
            <div class="panel">
            <figure>
            <div class="caption"><figcaption id="%1$s-title">%2$s</figcaption>%6$s</div>
            <p class="about" id="%1$s-about">%3$s</p>
            <div class="controls"></div>
            <div class="chart" id="%1$s" data-kind="%4$s" data-name="%5$s" tabindex="0" role="img" aria-labelledby="%1$s-title" aria-describedby="%1$s-about"></div>
            <p class="said about" aria-live="polite"></p>
            </figure>
            %7$s</div>
            """,
            id, title, about, kind, fileName(), menu(title, true), below);
  }

  /** The menu of a figure, and the place for its rows. */
  static Markup menu(String title, boolean resets) {
    return new Markup()
        .add(
            """
            <details class="menu"><summary aria-label="Data: rows and files of %s" title="Data, CSV, SVG, PNG">Data <span aria-hidden="true">▾</span></summary>
            <div><button type="button" data-tool="data" aria-expanded="false">Rows</button><button type="button" data-tool="csv">CSV</button><button type="button" data-tool="svg">SVG</button><button type="button" data-tool="png">PNG</button>%s</div></details>
            <div class="data table scroll" tabindex="0" role="group" aria-label="Data: %s" hidden></div>""",
            title,
            new Markup()
                .add(
                    resets
                        ? "<button type=\"button\" data-tool=\"reset\">Reset view</button>"
                        : ""),
            title);
  }

  /** A name for downloads that every file system takes. */
  private String fileName() {
    String plain = title.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.substring(0, Math.min(80, plain.length()));
  }
}
