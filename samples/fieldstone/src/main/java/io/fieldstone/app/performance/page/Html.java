// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static io.fieldstone.app.performance.draw.Svg.escape;

import io.fieldstone.app.performance.draw.Svg;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writes a page as one HTML file that needs no other: light or dark as the reader has it, and fit
 * for a phone.
 */
public final class Html {

  private static final String STYLE =
      """
      :root{--bg:#fff;--fg:#1f2328;--soft:#59636e;--grid:#d0d7de;--line:#d0d7de;--even:#f6f8fa}
      @media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9ea7b3;--grid:#3d444d;
        --line:#3d444d;--even:#151b23}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,sans-serif}
      main{max-width:60rem;margin:0 auto;padding:1rem}
      h1{font-size:1.7rem;line-height:1.25}h2{margin-top:2.5rem;font-size:1.25rem}
      figure{margin:1rem 0}figcaption{color:var(--fg)}
      .wide{overflow-x:auto}
      .chart{display:block;width:100%;min-width:30rem;max-width:46rem;height:auto;margin:0 auto}
      table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
      caption{text-align:left;color:var(--soft);padding:.3rem 0}
      th,td{padding:.3rem .75rem;border-bottom:1px solid var(--line);text-align:right;
        vertical-align:top;white-space:nowrap}
      thead th{vertical-align:bottom;white-space:normal}
      th:first-child,td:first-child{text-align:left}
      tbody th{font-weight:400;white-space:normal;min-width:6rem}.text{text-align:left;white-space:normal}td.text{min-width:6.5rem}
      tbody tr:nth-child(even){background:var(--even)}
      """;

  /** Numbers stand at the right, words at the left. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?[KMG]?(x|%| |$)|$");

  private Html() {}

  /** Returns the page. */
  public static String of(String title, List<Block> blocks) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>")
        .append(escape(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append(Svg.pageRules())
        .append("\n</style>\n</head>\n<body>\n<main>\n<h1>")
        .append(escape(title))
        .append("</h1>\n");
    blocks.forEach(block -> add(html, block));
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void add(StringBuilder html, Block block) {
    if (block instanceof Block.Heading heading) {
      html.append("<h2>").append(escape(heading.text())).append("</h2>\n");
    } else if (block instanceof Block.Paragraph paragraph) {
      html.append("<p>").append(escape(paragraph.text())).append("</p>\n");
    } else if (block instanceof Block.Items items) {
      html.append("<ul>\n");
      items.texts().forEach(text -> html.append("<li>").append(escape(text)).append("</li>\n"));
      html.append("</ul>\n");
    } else if (block instanceof Block.Figure figure) {
      html.append("<figure>\n<figcaption>")
          .append(escape(figure.sentence()))
          .append("</figcaption>\n");
      wide(html, "Chart: " + figure.id());
      html.append(Svg.inPage(figure.svg(), figure.sentence())).append("</div>\n</figure>\n");
    } else if (block instanceof Block.Grid grid) {
      table(html, grid);
    }
  }

  /** Begins what may be wider than a phone, and can then be moved by keys too. */
  private static void wide(StringBuilder html, String label) {
    html.append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(escape(label))
        .append("\">\n");
  }

  private static void table(StringBuilder html, Block.Grid grid) {
    wide(html, "Table: " + grid.caption());
    html.append("<table>\n<caption>")
        .append(escape(grid.caption()))
        .append("</caption>\n<thead><tr>");
    List<String> kinds = kinds(grid);
    for (int column = 0; column < grid.header().size(); column++) {
      cell(html, "th scope=\"col\"" + kinds.get(column), grid.header().get(column));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : grid.rows()) {
      html.append("<tr>");
      cell(html, "th scope=\"row\"", row.get(0));
      for (int column = 1; column < row.size(); column++) {
        cell(html, "td" + kinds.get(column), row.get(column));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n</div>\n");
  }

  private static void cell(StringBuilder html, String tag, String text) {
    html.append('<').append(tag).append('>').append(escape(text));
    html.append("</").append(tag, 0, 2).append('>');
  }

  /**
   * Returns a class for each column: columns of numbers are set to the right, of words to the left.
   */
  private static List<String> kinds(Block.Grid grid) {
    return IntStream.range(0, grid.header().size())
        .mapToObj(
            column ->
                grid.rows().stream().allMatch(row -> NUMBER.matcher(row.get(column)).lookingAt())
                    ? ""
                    : " class=\"text\"")
        .toList();
  }
}
