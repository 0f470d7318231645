// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Writes a page as Markdown, whose pictures are files in a folder beside it. */
public final class Markdown {

  /** The folder of the pictures. */
  public static final String PICTURES = "charts";

  private Markdown() {}

  /** Returns the page. */
  public static String of(String title, List<Block> blocks) {
    StringBuilder text = new StringBuilder("# ").append(title).append("\n");
    for (Block block : blocks) {
      text.append('\n').append(text(block)).append('\n');
    }
    return text.toString().replace("<", "&lt;"); // no text of a device or a driver is HTML
  }

  private static String text(Block block) {
    if (block instanceof Block.Heading heading) {
      return "## " + heading.text();
    }
    if (block instanceof Block.Paragraph paragraph) {
      return paragraph.text();
    }
    if (block instanceof Block.Items items) {
      return items.texts().stream().map(item -> "- " + item).collect(joining("\n"));
    }
    if (block instanceof Block.Figure figure) {
      return figure.sentence()
          + "\n\n!["
          + figure.id()
          + "]("
          + PICTURES
          + "/"
          + figure.id()
          + ".svg)";
    }
    Block.Grid grid = (Block.Grid) block;
    String rule =
        grid.header().stream().skip(1).map(cell -> "---:|").collect(joining("", "|---|", ""));
    return grid.caption()
        + ":\n\n"
        + row(grid.header())
        + "\n"
        + rule
        + "\n"
        + grid.rows().stream().map(Markdown::row).collect(joining("\n"));
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> " " + cell.replace("|", "\\|") + " |")
        .collect(joining("", "|", ""));
  }
}
