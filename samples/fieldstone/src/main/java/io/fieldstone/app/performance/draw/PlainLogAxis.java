// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis whose numbers are text, and not powers with raised exponents. */
final class PlainLogAxis extends LogAxis {

  private static final long serialVersionUID = 1;

  /** What powers of ten are multiplied by for ticks: the first of these that give enough. */
  private static final List<List<Integer>> MULTIPLES =
      List.of(List.of(1), List.of(1, 2, 5), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));

  private static final int ENOUGH = 3;

  private final Quantity numbers;

  /**
   * Makes an axis.
   *
   * @param step between numbers, as an exponent of the base
   */
  PlainLogAxis(String label, double base, double step, Quantity numbers) {
    super(label);
    this.numbers = numbers;
    setBase(base);
    setTickUnit(new NumberTickUnit(step));
    setMinorTickMarksVisible(false);
    setSmallestValue(Double.MIN_NORMAL);
  }

  @Override
  @SuppressWarnings("rawtypes") // as the method that it overrides
  public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<NumberTick> plain = new ArrayList<>();
    if (getBase() == 10) {
      boolean across = RectangleEdge.isTopOrBottom(edge);
      TextAnchor anchor = across ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
      for (double value : decimalTicks(getRange().getLowerBound(), getRange().getUpperBound())) {
        plain.add(new NumberTick(value, numbers.format(value), anchor, TextAnchor.CENTER, 0));
      }
      return plain;
    }
    for (Object each : super.refreshTicks(g2, state, area, edge)) {
      ValueTick tick = (ValueTick) each;
      plain.add(
          new NumberTick(
              tick.getTickType(),
              tick.getValue(),
              numbers.format(tick.getValue()),
              tick.getTextAnchor(),
              tick.getRotationAnchor(),
              tick.getAngle()));
    }
    return plain;
  }

  /** Returns where ticks are: at powers of ten, and between them where those are few. */
  static List<Double> decimalTicks(double low, double high) {
    List<Double> ticks = List.of();
    for (List<Integer> multiples : MULTIPLES) {
      if (ticks.size() < ENOUGH) {
        ticks = ticks(low, high, multiples);
      }
    }
    return ticks;
  }

  private static List<Double> ticks(double low, double high, List<Integer> multiples) {
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
      for (int multiple : multiples) {
        double value = e < 0 ? multiple / Math.pow(10, -e) : multiple * Math.pow(10, e);
        if (value >= low && value <= high) {
          ticks.add(value);
        }
      }
    }
    return ticks;
  }
}
