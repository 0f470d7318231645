// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.shaders.ShaderDiagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the compiler says of a shader, in the author's words and once for each cause. A compiler
 * goes on after an error and reports what follows from it:
 *
 * <pre>
 *   4  no such include                           reported, and nothing else
 *   5  'field_mul' : no matching function        reported
 *   5  cannot convert from 'const float'         the same line
 *   6  'field_mul' : no matching function        the same name
 * </pre>
 */
final class GlslErrors {

  private static final Pattern INCLUDE =
      Pattern.compile("'#include' : (.*?)\\.? for header name: ?(.*)");

  private static final Pattern UNKNOWN =
      Pattern.compile(
          "'(\\w+)' : (?:no matching overloaded function found|undeclared identifier).*");

  /** The name that an error is about. */
  private static final Pattern NAME = Pattern.compile("'(\\w+)' : .*");

  /** A byte that no token begins with, as it is read back. */
  private static final Pattern NO_TOKEN = Pattern.compile("'[^\\x00-\\x7f]+' : unexpected token.*");

  private static final Pattern COMMENT = Pattern.compile("//.*");
  private static final Pattern NO_ASCII = Pattern.compile("[^\\x00-\\x7f]");

  /** What the compiler says in terms of its own, and what its author may do. */
  private static final Map<String, String> WORDS =
      Map.of(
          "memory exhausted",
          "blocks or expressions nest too deeply for the compiler; make functions and variables of"
              + " parts of them",
          "'#include' : must be followed by a header name",
          "'#include' names no file; write its path in quotation marks, such as '#include"
              + " \"fieldstone/glsl/field/mul.glsl\"'");

  /** How the compiler spells the type of an element. */
  private static final Pattern ELEMENT =
      Pattern.compile(
          "' ?(?:\\w+ )*structure\\{ ?global \\d+-element array of highp uint limb\\}'");

  private final GlslSources sources;
  private final LibraryIndex library;

  GlslErrors(GlslSources sources, LibraryIndex library) {
    this.sources = sources;
    this.library = library;
  }

  /** Returns the causes of {@code errors}, which a compiler has of the root of {@code tree}. */
  List<ShaderDiagnostic> causes(List<ShaderDiagnostic> errors, SourceTree tree) {
    List<ShaderDiagnostic> includes =
        errors.stream().flatMap(error -> missingInclude(error).stream()).distinct().toList();
    if (!includes.isEmpty()) {
      return includes; // the rest may be what the file would have defined
    }
    List<ShaderDiagnostic> causes = new ArrayList<>();
    Set<String> places = new HashSet<>();
    Set<String> unknown = new HashSet<>();
    Set<String> unreadable = new HashSet<>();
    for (ShaderDiagnostic error : errors) {
      if (NO_TOKEN.matcher(error.message()).matches()) {
        unreadable.add(error.file() + ":" + error.line());
      }
    }
    for (ShaderDiagnostic error : errors) {
      Matcher name = NAME.matcher(error.message());
      Matcher cause = UNKNOWN.matcher(error.message());
      boolean isKnown = name.matches() && unknown.contains(name.group(1));
      boolean isFirst = error.line() == 0 || places.add(error.file() + ":" + error.line());
      boolean isRest = unreadable.contains(error.file() + ":" + error.line());
      boolean follows = isKnown || !(isFirst || (cause.matches() && !isRest));
      if (!follows) {
        causes.add(
            new ShaderDiagnostic(
                error.file(),
                error.line(),
                isRest ? foreignCharacter(error, tree) : words(error.message(), tree)));
      }
      if (cause.matches()) {
        unknown.add(cause.group(1));
      }
    }
    return causes;
  }

  private Optional<ShaderDiagnostic> missingInclude(ShaderDiagnostic error) {
    Matcher include = INCLUDE.matcher(error.message());
    if (!include.matches()) {
      return Optional.empty();
    }
    String reason = include.group(1);
    String requested = include.group(2);
    if (requested.isEmpty()) {
      return Optional.of(
          new ShaderDiagnostic(
              error.file(),
              error.line(),
              WORDS.getOrDefault("'#include' : must be followed by a header name", reason)));
    }
    String folder = error.file().substring(0, error.file().lastIndexOf('/') + 1);
    List<String> candidates =
        Stream.of(
                sources.siblings(folder + requested).stream()
                    .map(name -> name.substring(Math.min(folder.length(), name.length()))),
                sources.siblings(requested).stream(),
                library.files().stream())
            .flatMap(names -> names)
            .filter(name -> !name.equals(requested))
            .toList();
    return Optional.of(
        new ShaderDiagnostic(
            error.file(),
            error.line(),
            reason.equals("There is no such file")
                ? "there is no file '"
                    + requested
                    + "' to include, neither beside '"
                    + error.file()
                    + "' nor at the root; correct the name."
                    + suggestion(requested, candidates)
                : "'" + requested + "' cannot be included: " + reason));
  }

  /** Of a path the last name is what is misspelt, or the folders before it. */
  private static String suggestion(String requested, List<String> candidates) {
    Optional<String> name =
        Suggestion.find(
            fileName(requested), candidates.stream().map(GlslErrors::fileName).toList());
    List<String> named =
        candidates.stream().filter(c -> name.filter(fileName(c)::equals).isPresent()).toList();
    return Suggestion.find(requested, named)
        .or(() -> named.stream().findFirst())
        .map(found -> " Did you mean '" + found + "'?")
        .orElse("");
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String foreignCharacter(ShaderDiagnostic error, SourceTree tree) {
    String line = tree.textOfLine(error.file(), error.line());
    Matcher foreign = NO_ASCII.matcher(COMMENT.matcher(line).replaceFirst(""));
    return foreign.find()
        ? String.format(
            Locale.ROOT,
            "'%s' (U+%04X) is no character of GLSL; write names and operators in ASCII",
            foreign.group(),
            foreign.group().codePointAt(0))
        : error.message();
  }

  private String words(String message, SourceTree tree) {
    String known = WORDS.get(message.replaceFirst("^'' : +", ""));
    if (known != null) {
      return known;
    }
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.matches()) {
      String name = unknown.group(1);
      Optional<String> file = library.file(name);
      if (file.isPresent()) {
        return tree.includes(file.get())
            ? message
            : "'" + name + "' is not included here; add '#include \"" + file.get() + "\"'";
      }
      return message + Suggestion.nearest(name, library.names());
    }
    return ELEMENT.matcher(message.replaceFirst("^'' : +", "")).replaceAll("'FieldElement'");
  }
}
