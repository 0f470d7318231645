// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import io.fieldstone.app.files.BadInputException;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

/**
 * Pictures as SVG text: an element for a page, whose styles colour it, or a file with styles of its
 * own, for light and dark.
 */
public final class Svg {

  /** Pixels of every chart at its full size. */
  static final int WIDTH = 680;

  static final int HEIGHT = 400;

  /** What colours text and grid, in a page within {@code .chart} and in a file of its own. */
  private static final String RULES =
      "%1$s[fill=\"rgb(31,35,40)\"],%1$stext:not([fill]){fill:%2$s}"
          + "%1$s[stroke=\"rgb(31,35,40)\"]{stroke:%2$s}"
          + "%1$s[fill=\"rgb(208,215,222)\"]{fill:%3$s}"
          + "%1$s[stroke=\"rgb(208,215,222)\"],%1$s[stroke=\"#ddd\"]{stroke:%3$s}"
          + "%1$srect[fill=\"#fff\"]{fill:none}%1$s[stroke=\"#fff\"]{stroke:%4$s}";

  private Svg() {}

  /**
   * Draws some letters, so that what hinders it is known before anything is measured.
   *
   * @throws BadInputException if Java finds no letters
   */
  public static void requireLetters() {
    try {
      new BarChart("letters").bar("a", "b", 1).svg("letters");
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new BadInputException(
          "Java cannot draw letters here ("
              + e
              + "); install fontconfig with a font, such as fonts-dejavu-core",
          e);
    }
  }

  /** Returns the style rules of charts in a page that has the variables fg, grid and bg. */
  public static String pageRules() {
    return String.format(RULES, ".chart ", "var(--fg)", "var(--grid)", "var(--bg)");
  }

  /**
   * Draws a chart.
   *
   * @param id unlike that of others in a page
   */
  static String of(String id, JFreeChart chart) {
    SVGGraphics2D canvas = new SVGGraphics2D(context(), false);
    canvas.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    chart.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    StringWriter text = new StringWriter();
    try {
      canvas.stream(text, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      canvas.dispose();
    }
    String svg = text.toString();
    return svg.substring(svg.indexOf("<svg"))
        .replaceFirst("<!---->", "")
        .replaceFirst(" height=\"" + HEIGHT + "\"", "")
        .replaceFirst(" width=\"" + WIDTH + "\"", " viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\"")
        .replaceAll("(id=\"|url\\(#)((?:clipPath|defs|genericDefs)\\w*)", "$1" + id + "-$2")
        .replaceAll("\\s+(/?>)", "$1");
  }

  private static SVGGeneratorContext context() {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument("http://www.w3.org/2000/svg", "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment("");
      return context;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns a picture as an element of a page.
   *
   * @param description what it shows, for those who do not see it
   */
  public static String inPage(String svg, String description) {
    return svg.replaceFirst(
        "<svg ",
        "<svg class=\"chart\" role=\"img\" aria-label=\""
            + Matcher.quoteReplacement(escape(description))
            + "\" ");
  }

  /** Returns a picture as a file of its own, which is light or dark as the page around it. */
  public static String file(String svg) {
    int end = svg.indexOf('>') + 1;
    return svg.substring(0, end)
        + "<style>"
        + String.format(RULES, "", "#1f2328", "#d0d7de", "#fff")
        + "@media(prefers-color-scheme:dark){"
        + String.format(RULES, "", "#e6edf3", "#3d444d", "#0d1117")
        + "}</style>"
        + svg.substring(end)
        + "\n";
  }

  /** Returns text as it stands in HTML and SVG. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
