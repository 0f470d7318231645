// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shader with all that it may include, found without a compiler. Includes in comments and in
 * branches that are not taken count too: a tree is at worst too large.
 */
final class SourceTree {

  private static final Pattern INCLUDE =
      Pattern.compile("#[ \\t]*include[ \\t]*[\"<]([^\">\\r\\n]*)[\">]");

  /** Where the field library is. */
  private static final String LIBRARY = "fieldstone/glsl/";

  /** A cycle of includes has no end of its own if each goes one folder deeper. */
  private static final int MAX_FILES = 1000;

  private final ShaderSource root;

  /** The texts of the included files by their names. */
  private final Map<String, String> files = new TreeMap<>();

  /** What {@code includer + '\n' + requested} leads to: a name, or nothing if there is no file. */
  private final Map<String, String> edges = new TreeMap<>();

  /** Of everything, once it was asked for: a kernel is compiled many times. */
  private @Nullable String identity;

  private SourceTree(ShaderSource root) {
    this.root = root;
  }

  /** Follows the includes of {@code root}. */
  static SourceTree scan(ShaderSource root, IncludeResolver includes) {
    SourceTree tree = new SourceTree(root);
    Deque<ShaderSource> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty() && tree.files.size() < MAX_FILES) {
      ShaderSource includer = open.remove();
      Matcher matcher = INCLUDE.matcher(includer.text());
      while (matcher.find()) {
        Optional<ShaderSource> found = includes.resolve(matcher.group(1), includer.name());
        tree.edges.put(edge(matcher.group(1), includer.name()), name(found));
        found.filter(f -> tree.files.putIfAbsent(f.name(), f.text()) == null).ifPresent(open::add);
      }
    }
    return tree;
  }

  private static String edge(String requested, String includer) {
    return includer + '\n' + requested;
  }

  private static String name(Optional<ShaderSource> found) {
    return found.map(ShaderSource::name).orElse("");
  }

  /** Returns whether {@code word} stands in some text, as a word. */
  boolean mentions(String word) {
    return finds(word(word), file -> true);
  }

  /** Returns whether {@code word} stands in the kernel's own file. */
  boolean mentionsItself(String word) {
    return finds(word(word), file -> false);
  }

  /** Returns whether a text that is not the library's defines the macro {@code name}. */
  boolean defines(String name) {
    Pattern definition = Pattern.compile("#[ \\t]*define[ \\t]+" + Pattern.quote(name) + "\\b");
    return finds(definition, SourceTree::isOwn);
  }

  private static Pattern word(String word) {
    return Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
  }

  private static boolean isOwn(String file) {
    return !file.startsWith(LIBRARY);
  }

  private boolean finds(Pattern pattern, Predicate<String> inFile) {
    return pattern.matcher(root.text()).find()
        || files.entrySet().stream()
            .anyMatch(
                file -> inFile.test(file.getKey()) && pattern.matcher(file.getValue()).find());
  }

  /** Returns whether the file {@code name} is included. */
  boolean includes(String name) {
    return files.containsKey(name);
  }

  /** Returns {@code file:line} of the first match of {@code pattern}, as far as there is one. */
  Optional<String> find(Pattern pattern) {
    return Stream.concat(Stream.of(Map.entry(root.name(), root.text())), files.entrySet().stream())
        .flatMap(
            file -> {
              Matcher matcher = pattern.matcher(file.getValue());
              return matcher.find()
                  ? Stream.of(file.getKey() + ":" + line(file.getValue(), matcher.start()))
                  : Stream.empty();
            })
        .findFirst();
  }

  /** Returns a line, from 1 on, of the file {@code name}; empty if there is none. */
  String textOfLine(String name, int number) {
    String text = name.equals(root.name()) ? root.text() : files.getOrDefault(name, "");
    return text.lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
  }

  private static long line(String text, int at) {
    return text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  /** Returns whether this has the answer that a compiler got. */
  boolean has(String requested, String includer, Optional<ShaderSource> answer) {
    return name(answer).equals(edges.get(edge(requested, includer)))
        && answer.map(a -> a.text().equals(files.get(a.name()))).orElse(true);
  }

  ShaderSource root() {
    return root;
  }

  /** Returns what no other tree has. */
  String identity() {
    String known = identity;
    if (known == null) {
      ContentDigest digest = new ContentDigest();
      digest.add(root.name());
      digest.add(root.text());
      add(edges, digest);
      add(files, digest);
      known = digest.hex();
      identity = known;
    }
    return known;
  }

  private static void add(Map<String, String> entries, ContentDigest digest) {
    digest.add(Integer.toString(entries.size()));
    entries.forEach(
        (key, value) -> {
          digest.add(key);
          digest.add(value);
        });
  }
}
