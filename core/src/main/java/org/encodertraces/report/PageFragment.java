package org.encodertraces.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page as a piece of another page: of a notebook, a wiki, a report of one's own. Its styles reach
 * nothing outside of it, its scripts find nothing outside of it, and two of them stand on one page
 * without knowing of each other. Like the page it asks no network for anything; a policy that says
 * so must be the host's.
 */
public final class PageFragment {

  /** Twice, so that rules of the host for plain elements do not win. */
  private static final String WRAPPER = ".encoder-traces.encoder-traces";

  /**
   * What the host says of elements is taken back, but of drawings and pictures, whose attributes
   * would go with it.
   */
  private static final String RESET =
      """
      & { all: initial; display: block; }
      :where(:not(svg, svg *, img)) { all: revert; }
      """;

  /** What a page calls itself, where it is no part of another name. */
  private static final Pattern PAGE =
      Pattern.compile("(?<![\\w.#-]):root(?![\\w-])|(?<![\\w.#:-])(html|body)(?![\\w-])");

  /** What finds elements of the page looks inside the fragment; all else is the host's. */
  private static final String STAND_IN =
      """
      ((host) => {
      const root = (host.currentScript && host.currentScript.closest(".encoder-traces")) || [...host.querySelectorAll(".encoder-traces")].pop();
      const own = {
        getElementById: (id) => root.querySelector("#" + CSS.escape(id)),
        querySelector: (selector) => root.querySelector(selector),
        querySelectorAll: (selector) => root.querySelectorAll(selector),
        body: root,
        documentElement: root,
      };
      return new Proxy(host, {
        get: (target, key) => {
          if (Object.hasOwn(own, key)) return own[key];
          const value = target[key];
          return typeof value === "function" ? value.bind(target) : value;
        },
        set: (target, key, value) => Reflect.set(target, key, value, target),
      });
      })(document)""";

  private PageFragment() {}

  /** The fragment of a page that {@link ReportPage} made. */
  public static String of(String page) {
    String style = between(page, "<style>", page.indexOf("</style>"));
    String body = between(page, "<body>", page.lastIndexOf("</body>"));
    int script = body.lastIndexOf("<script>");
    int library = body.lastIndexOf("<script>", script - 1);
    String drawing = inside(body, script);
    String charts = inside(body, library);
    return "<div class=\"encoder-traces\">\n<style>\n"
        + scoped(style)
        + "</style>\n"
        + body.substring(0, library).strip()
        // A host with an AMD loader must not take the library for a module of its own.
        + "\n<script>(function (define, exports, module) {\n"
        + charts
        + "\n}).call(globalThis);</script>\n<script>(function (document) {\n"
        + drawing
        + "\n})("
        + STAND_IN
        + ");</script>\n</div>\n";
  }

  private static String between(String page, String start, int end) {
    int from = page.indexOf(start);
    if (from < 0 || end < from) {
      throw new IllegalStateException("the page lacks " + start);
    }
    return page.substring(from + start.length(), end);
  }

  private static String inside(String body, int script) {
    int from = script + "<script>".length();
    return body.substring(from, body.indexOf("</script>", from));
  }

  /**
   * A style sheet whose rules are nested in the wrapper's. Animations, fonts and print pages cannot
   * be nested and stay outside.
   */
  static String scoped(String css) {
    StringBuilder nested = new StringBuilder(WRAPPER + " {\n" + RESET);
    StringBuilder outside = new StringBuilder();
    int from = 0;
    int depth = 0;
    int topLevel = 0;
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < css.length(); i++) {
      char c = css.charAt(i);
      if (c == '{') {
        String before = css.substring(from, i);
        rules.append(before.strip().startsWith("@") ? before : itself(before)).append('{');
        from = i + 1;
        depth++;
      } else if (c == '}') {
        rules.append(css, from, i + 1);
        from = i + 1;
        depth--;
        if (depth == 0) {
          String rule = css.substring(topLevel, i + 1).strip();
          boolean unnested =
              rule.startsWith("@keyframes")
                  || rule.startsWith("@font-face")
                  || rule.startsWith("@page");
          (unnested ? outside : nested)
              .append(unnested ? rule : rules.toString().strip())
              .append('\n');
          rules.setLength(0);
          topLevel = i + 1;
        }
      }
    }
    return nested + "}\n" + outside;
  }

  private static String itself(String selectors) {
    return PAGE.matcher(selectors).replaceAll(Matcher.quoteReplacement("&"));
  }
}
