// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Draws a {@link Trace} as SVG: a row for each lane, time from left to right. Stateless. */
public final class TracePicture {

  private static final int WIDTH = 680;
  private static final int LEFT = 90;
  private static final int TOP = 28;
  private static final int ROW = 26;
  private static final int BAR = 20;
  private static final int BOTTOM = 24;
  private static final int RIGHT = 20;
  private static final int TICKS = 5;
  private static final double LEAST_WIDTH = 0.5;

  private TracePicture() {}

  /**
   * Returns a picture.
   *
   * @param title what stands above it
   */
  public static String svg(Trace trace, String title) {
    double end =
        trace.bars().stream()
            .mapToDouble(bar -> trace.micros(bar.time().endNanos()))
            .max()
            .orElse(1);
    double scale = (WIDTH - LEFT - RIGHT) / Math.max(end, LEAST_WIDTH);
    int bottom = TOP + ROW * trace.lanes().size();
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH,
        bottom + BOTTOM);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, bottom + BOTTOM);
    add(svg, "<text x=\"4\" y=\"16\" font-size=\"13\">%s</text>", escape(title));
    double step = step(end / TICKS);
    for (int i = 0; i * step <= end; i++) {
      double x = LEFT + i * step * scale;
      add(
          svg,
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>"
              + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f us</text>",
          x,
          x,
          TOP,
          bottom,
          x,
          bottom + 14,
          i * step);
    }
    for (int lane = 0; lane < trace.lanes().size(); lane++) {
      add(
          svg,
          "<text x=\"4\" y=\"%d\">%s</text>",
          TOP + lane * ROW + 15,
          escape(trace.lanes().get(lane)));
    }
    for (Trace.Bar bar : trace.bars()) {
      bar(svg, trace, bar, scale);
    }
    return svg.append("</svg>\n").toString();
  }

  /** Returns a round number of at least that size: 1, 2 or 5 with zeros. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, LEAST_WIDTH))));
    return DoubleStream.of(1, 2, 5, 10)
        .map(i -> i * power)
        .filter(i -> i >= least)
        .findFirst()
        .orElse(power);
  }

  private static void bar(StringBuilder svg, Trace trace, Trace.Bar bar, double scale) {
    StageTime time = bar.time();
    double begin = trace.micros(time.beginNanos());
    double took = trace.micros(time.endNanos()) - begin;
    add(
        svg,
        "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"#fff\""
            + " stroke-width=\"0.5\"><title>%s, %s: %.1f us from %.1f us on</title></rect>",
        LEFT + begin * scale,
        TOP + bar.lane() * ROW + (ROW - BAR) / 2,
        Math.max(LEAST_WIDTH, took * scale),
        BAR,
        color(time.stage()),
        escape(time.what()),
        escape(time.track()),
        took,
        begin);
  }

  private static String color(Stage stage) {
    return switch (stage) {
      case COPY_IN -> "#8c6bb1";
      case UPLOAD -> "#3182bd";
      case COMPUTE -> "#e6550d";
      case DOWNLOAD -> "#31a354";
      case COPY_OUT -> "#756bb1";
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void add(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
