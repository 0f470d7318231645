// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import java.util.List;

/** A piece of a page, from top to bottom. */
public sealed interface Block {

  /** A heading of a chapter. */
  record Heading(String text) implements Block {}

  /** A paragraph. */
  record Paragraph(String text) implements Block {}

  /** Items of equal weight. */
  record Items(List<String> texts) implements Block {}

  /**
   * A table: the first column names the rows.
   *
   * @param caption what it is of
   * @param header names of the columns
   * @param rows cells, as many in each row as the header has
   */
  record Grid(String caption, List<String> header, List<List<String>> rows) implements Block {}

  /**
   * A picture with the sentence that says what it shows.
   *
   * @param id its name, in files too
   * @param sentence what it shows
   * @param svg the picture
   */
  record Figure(String id, String sentence, String svg) implements Block {}
}
