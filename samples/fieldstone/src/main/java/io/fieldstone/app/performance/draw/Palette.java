// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import java.awt.Color;
import java.awt.Font;
import java.util.List;

/** Colours and letters of charts. What is text or grid is another colour on a dark page. */
final class Palette {

  /** Text and axes; pages and pictures have their own colour in its place. */
  static final Color TEXT = new Color(31, 35, 40);

  /** Grid lines, likewise. */
  static final Color GRID = new Color(208, 215, 222);

  /** Seen well on white and on black, and told apart by those who see fewer colours. */
  static final List<Color> SERIES =
      List.of(
          new Color(47, 129, 215),
          new Color(217, 115, 13),
          new Color(42, 157, 111),
          new Color(150, 95, 205),
          new Color(130, 140, 150));

  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private Palette() {}

  static Color series(int index) {
    return SERIES.get(index % SERIES.size());
  }
}
