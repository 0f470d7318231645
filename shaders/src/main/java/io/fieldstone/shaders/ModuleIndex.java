// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lwjgl.Version;

/**
 * What the packaged modules were compiled of: for each of them a digest of all that went into it,
 * and one of its SPIR-V. It tells whether committed modules are those of their sources without
 * compiling them.
 *
 * <p>A line is {@code digest-of-sources digest-of-spirv name}. What went in is the source with
 * everything that it may include, the macros, and the version of the compiler; neither where the
 * sources lie nor how their lines end. How {@link ShadercCompiler} calls the compiler is not in it.
 */
final class ModuleIndex {

  /** What is said of a module that has to be compiled. */
  private static final String REMEDY = ": compile all modules anew with -Pshader-compile";

  private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*#\\s*include\\s+[\"<](.+)[\">]");

  private static final String COMPILER =
      "LWJGL "
          + Version.VERSION_MAJOR
          + "."
          + Version.VERSION_MINOR
          + "."
          + Version.VERSION_REVISION;

  private final SortedMap<String, String> digests = new TreeMap<>();

  /** An empty index. */
  ModuleIndex() {}

  /**
   * Reads an index.
   *
   * @throws IllegalArgumentException if a line is none of an index
   */
  static ModuleIndex parse(String text) {
    ModuleIndex index = new ModuleIndex();
    for (String line : text.lines().toList()) {
      int name = line.lastIndexOf(' ');
      if (!line.matches("[0-9a-f]{64} [0-9a-f]{64} \\S+")) {
        throw new IllegalArgumentException("'" + line + "' is no line of an index of modules.");
      }
      index.digests.put(line.substring(name + 1), line.substring(0, name));
    }
    return index;
  }

  /** Adds a module that was just compiled; threads may add side by side. */
  synchronized void add(ShaderModule module, IncludeResolver sources, byte[] spirv) {
    digests.put(module.spirvName(), digests(module, sources, spirv));
  }

  /** The text that {@link #parse} reads, in the order of names. */
  synchronized String text() {
    return digests.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * Compares the index with what there is, and returns a line for each module at fault; none if the
   * committed modules are those of their sources.
   *
   * @param modules those that there should be
   * @param sources finds their sources
   * @param found the names of all SPIR-V that there is
   * @param spirv reads one of them
   */
  synchronized List<String> differences(
      List<ShaderModule> modules,
      IncludeResolver sources,
      Collection<String> found,
      Function<String, byte[]> spirv) {
    List<String> differences = new ArrayList<>();
    SortedSet<String> surplus = new TreeSet<>(found);
    surplus.addAll(digests.keySet());
    for (ShaderModule module : modules) {
      String name = module.spirvName();
      surplus.remove(name);
      if (!found.contains(name)) {
        differences.add(name + " is missing" + REMEDY);
      } else if (!digests.containsKey(name)) {
        differences.add(name + " is not in the index" + REMEDY);
      } else if (!digests.get(name).startsWith(sourceDigest(module, sources))) {
        differences.add("what " + name + " is compiled of has changed" + REMEDY);
      } else if (!digests.get(name).equals(digests(module, sources, spirv.apply(name)))) {
        differences.add(name + " is not what was compiled" + REMEDY);
      }
    }
    surplus.forEach(
        name ->
            differences.add(name + " is no packaged module: remove it, and" + REMEDY.substring(1)));
    return differences;
  }

  private static String digests(ShaderModule module, IncludeResolver sources, byte[] spirv) {
    return sourceDigest(module, sources) + " " + hex(sha256().digest(spirv));
  }

  private static String sourceDigest(ShaderModule module, IncludeResolver resources) {
    MessageDigest digest = sha256();
    update(digest, COMPILER);
    update(digest, new TreeMap<>(module.macros()).toString());
    update(digest, "degree " + module.degree());
    ShaderSource source =
        resources
            .resolve(module.sourceName(), "")
            .orElseThrow(
                () ->
                    new NoSuchElementException(
                        "There is no shader '" + module.sourceName() + "'."));
    update(digest, source, resources, new TreeSet<>());
    return hex(digest.digest());
  }

  /** Takes a file and all that it includes, on whatever conditions, each once. */
  private static void update(
      MessageDigest digest,
      ShaderSource source,
      IncludeResolver resources,
      SortedSet<String> seen) {
    if (!seen.add(source.name())) {
      return;
    }
    update(digest, source.name());
    update(digest, source.text().replace("\r\n", "\n"));
    Matcher include = INCLUDE.matcher(source.text());
    while (include.find()) {
      Optional<ShaderSource> included = resources.resolve(include.group(1), source.name());
      if (included.isPresent()) {
        update(digest, included.get(), resources, seen);
      } else {
        update(digest, "nothing"); // on a condition that never holds, or a comment
      }
    }
  }

  private static void update(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + " ").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
