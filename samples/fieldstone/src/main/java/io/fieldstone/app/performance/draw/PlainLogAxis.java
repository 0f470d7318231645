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

/** A logarithmic axis whose numbers are text, and not powers with raised exponents. */
final class PlainLogAxis extends LogAxis {

  private static final long serialVersionUID = 1;

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
}
