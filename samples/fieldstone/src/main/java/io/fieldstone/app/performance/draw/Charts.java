// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts look like. */
final class Charts {

  private static final Color NOTHING = new Color(0, 0, 0, 0);

  private Charts() {}

  static BasicStroke dashes() {
    return new BasicStroke(
        1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);
  }

  static void dress(XYPlot plot) {
    plain(plot);
    dress(plot.getDomainAxis());
    dress(plot.getRangeAxis());
    plot.setDomainGridlinePaint(Palette.GRID);
    plot.setRangeGridlinePaint(Palette.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
  }

  static void dress(CategoryPlot plot) {
    plain(plot);
    dress(plot.getDomainAxis());
    dress(plot.getRangeAxis());
    plot.setRangeGridlinePaint(Palette.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
  }

  private static void plain(Plot plot) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(10, 4, 4, 12));
  }

  private static void dress(Axis axis) {
    axis.setLabelFont(Palette.LABEL);
    axis.setLabelPaint(Palette.TEXT);
    axis.setTickLabelFont(Palette.SMALL);
    axis.setTickLabelPaint(Palette.TEXT);
    axis.setAxisLinePaint(Palette.TEXT);
    axis.setTickMarkPaint(Palette.TEXT);
  }

  static JFreeChart dress(JFreeChart chart) {
    chart.setBackgroundPaint(null);
    LegendTitle legend = chart.getLegend();
    if (legend != null) {
      legend.setItemFont(Palette.SMALL);
      legend.setItemPaint(Palette.TEXT);
      legend.setBackgroundPaint(NOTHING);
      legend.setFrame(BlockBorder.NONE);
    }
    return chart;
  }
}
