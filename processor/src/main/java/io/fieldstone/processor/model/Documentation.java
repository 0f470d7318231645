// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Javadoc comment, taken apart so that generated methods with other parameters can carry it.
 *
 * @param description the text before the block tags, without surrounding blank lines
 * @param tags the block tags, each with its lines
 */
public record Documentation(String description, List<String> tags) {

  /** No comment at all. */
  public static final Documentation NONE = new Documentation("", List.of());

  /** Parses what {@code Elements.getDocComment} returns. */
  public static Documentation parse(@Nullable String comment) {
    if (comment == null) {
      return NONE;
    }
    StringBuilder description = new StringBuilder();
    List<StringBuilder> tags = new ArrayList<>();
    for (String line : comment.lines().toList()) {
      String text = line.startsWith(" ") ? line.substring(1) : line;
      if (text.stripLeading().startsWith("@")) {
        tags.add(new StringBuilder(text.strip()));
      } else {
        StringBuilder target = tags.isEmpty() ? description : tags.get(tags.size() - 1);
        target.append(target.isEmpty() ? "" : "\n").append(text.stripTrailing());
      }
    }
    return new Documentation(
        description.toString().strip(), tags.stream().map(t -> t.toString().strip()).toList());
  }

  /** Returns this without the {@code @param} tags of {@code parameters}. */
  public Documentation withoutParameters(Set<String> parameters) {
    return new Documentation(
        description,
        tags.stream()
            .filter(tag -> parameters.stream().noneMatch(p -> isParamTag(tag, p)))
            .collect(Collectors.toUnmodifiableList()));
  }

  /** Returns this with a sentence after the description. */
  public Documentation with(String sentence) {
    return new Documentation(
        description.isEmpty() ? sentence : description + "\n\n<p>" + sentence, tags);
  }

  /** Returns this with another block tag. */
  public Documentation withTag(String tag) {
    List<String> all = new ArrayList<>(tags);
    all.add(tag);
    return new Documentation(description, List.copyOf(all));
  }

  private static boolean isParamTag(String tag, String parameter) {
    String[] words = tag.split("\\s+", 3);
    return words.length > 1
        && words[0].toLowerCase(Locale.ROOT).equals("@param")
        && words[1].equals(parameter);
  }

  /** Returns the comment's text. */
  public String text() {
    String block = String.join("\n", tags);
    if (description.isEmpty() || block.isEmpty()) {
      return description + block;
    }
    return description + "\n\n" + block;
  }
}
