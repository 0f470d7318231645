// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.util.SortOrder;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Groups of bars, each with its number.
 *
 * <pre>{@code
 * String svg = new BarChart("speed-up").bar("host vectors", "16K x 4", 1.8).svg("batches");
 * }</pre>
 */
public final class BarChart {

  private static final double MARGIN = 0.12;
  private static final double WIDEST = 0.09;

  private final DefaultCategoryDataset data = new DefaultCategoryDataset();
  private final String label;
  private final CategoryPlot plot;
  private final BarRenderer renderer = new BarRenderer();

  /** Starts a chart whose bars begin at zero. */
  public BarChart(String label) {
    this.label = label;
    plot = new CategoryPlot(data, new CategoryAxis(), new NumberAxis(label), renderer);
  }

  /**
   * Has bars grow with the logarithm.
   *
   * @param least where they begin
   */
  public BarChart logarithmic(double least) {
    ValueAxis axis = new PlainLogAxis(label, 10, 1, Quantity.decimal());
    plot.setRangeAxis(axis);
    renderer.setBase(least);
    return this;
  }

  /** Has bars run to the right, where the names of groups are long. */
  public BarChart horizontal() {
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    return this;
  }

  /** Adds a bar. */
  public BarChart bar(String series, String group, double value) {
    data.addValue(value, series, group);
    return this;
  }

  /** Marks a value. */
  public BarChart mark(double value) {
    plot.addRangeMarker(new ValueMarker(value, Palette.TEXT, Charts.dashes()), Layer.BACKGROUND);
    return this;
  }

  /** Draws the chart. */
  public String svg(String id) {
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setItemMargin(0.04);
    renderer.setMaximumBarWidth(WIDEST);
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator("{2}", Quantity.decimal()));
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelFont(Palette.SMALL);
    renderer.setDefaultItemLabelPaint(Palette.TEXT);
    for (int i = 0; i < data.getRowCount(); i++) {
      renderer.setSeriesPaint(i, Palette.series(i));
    }
    CategoryAxis groups = plot.getDomainAxis();
    groups.setMaximumCategoryLabelLines(2);
    groups.setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
    plot.getRangeAxis().setUpperMargin(MARGIN);
    if (plot.getRangeAxis() instanceof NumberAxis axis) {
      axis.setNumberFormatOverride(Quantity.decimal());
    }
    plot.setRowRenderingOrder(SortOrder.ASCENDING);
    Charts.dress(plot);
    return Svg.of(
        id, Charts.dress(new JFreeChart(null, Palette.LABEL, plot, data.getRowCount() > 1)));
  }
}
