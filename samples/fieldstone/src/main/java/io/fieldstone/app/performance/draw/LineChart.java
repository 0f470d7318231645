// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Lines or points over two axes.
 *
 * <pre>{@code
 * String svg = new LineChart("elements", Scale.ELEMENTS, "GB/s", Scale.LOGARITHMIC)
 *     .line("host-visible", points)
 *     .mark(65536, "crossover")
 *     .svg("paths");
 * }</pre>
 */
public final class LineChart {

  /** How an axis runs. */
  public enum Scale {
    /** From zero, evenly. */
    LINEAR,
    /** By powers of ten. */
    LOGARITHMIC,
    /** By powers of two, whose thousand is 1024. */
    ELEMENTS
  }

  /**
   * A point.
   *
   * @param x to the right
   * @param y upwards
   */
  public record Point(double x, double y) {}

  private static final float LINE = 2.2f;
  private static final double DOT = 7;
  private static final double MARGIN = 0.08;

  /** Of more, each is no longer seen. */
  private static final int MOST_DOTS = 50;

  private final XYSeriesCollection data = new XYSeriesCollection();
  private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
  private final XYPlot plot;

  /** Starts a chart. */
  public LineChart(String xLabel, Scale xScale, String yLabel, Scale yScale) {
    plot = new XYPlot(data, axis(xLabel, xScale), axis(yLabel, yScale), renderer);
  }

  private static ValueAxis axis(String label, Scale scale) {
    ValueAxis axis =
        switch (scale) {
          case LINEAR -> new NumberAxis(label);
          case LOGARITHMIC -> new PlainLogAxis(label, 10, 1, Quantity.decimal());
          case ELEMENTS -> new PlainLogAxis(label, 2, 2, Quantity.binary());
        };
    axis.setUpperMargin(MARGIN);
    axis.setLowerMargin(scale == Scale.LINEAR ? 0 : MARGIN / 2);
    return axis;
  }

  /** Adds a line with a dot at each point. */
  public LineChart line(String name, List<Point> points) {
    return add(name, points, true, points.size() < MOST_DOTS);
  }

  /** Adds a line without dots. */
  public LineChart limit(String name, List<Point> points) {
    return add(name, points, true, false);
  }

  /** Adds dots alone. */
  public LineChart points(String name, List<Point> points) {
    return add(name, points, false, true);
  }

  private LineChart add(String name, List<Point> points, boolean line, boolean dots) {
    int index = data.getSeriesCount();
    XYSeries series = new XYSeries(name, true, true);
    points.forEach(point -> series.add(point.x(), point.y()));
    data.addSeries(series);
    renderer.setSeriesPaint(index, Palette.series(index));
    renderer.setSeriesStroke(index, new BasicStroke(LINE));
    renderer.setSeriesShape(index, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    renderer.setSeriesLinesVisible(index, line);
    renderer.setSeriesShapesVisible(index, dots);
    return this;
  }

  /** Marks a place of the axis to the right. */
  public LineChart mark(double x, String label) {
    ValueMarker marker = new ValueMarker(x, Palette.TEXT, Charts.dashes());
    marker.setLabel(label);
    marker.setLabelFont(Palette.SMALL);
    marker.setLabelPaint(Palette.TEXT);
    marker.setLabelAnchor(RectangleAnchor.BOTTOM_LEFT);
    marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
    plot.addDomainMarker(marker);
    return this;
  }

  /** Writes beside a point. */
  public LineChart note(Point at, String text) {
    XYTextAnnotation note = new XYTextAnnotation(" " + text + " ", at.x(), at.y());
    note.setFont(Palette.SMALL);
    note.setPaint(Palette.TEXT);
    note.setTextAnchor(TextAnchor.TOP_CENTER);
    plot.addAnnotation(note);
    return this;
  }

  /** Draws the chart. */
  public String svg(String id) {
    Charts.dress(plot);
    return Svg.of(id, Charts.dress(new JFreeChart(null, Palette.LABEL, plot, true)));
  }
}
