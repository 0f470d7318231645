// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.PersistentBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles and runs pieces of documentation. */
final class Snippets {

  private final Path classes;
  private final Map<String, Snippet> byClass = new LinkedHashMap<>();
  private final Map<String, SnippetSource> sources = new LinkedHashMap<>();

  /**
   * Takes pieces.
   *
   * @param snippets the pieces
   * @param classes a folder for their classes
   */
  Snippets(List<Snippet> snippets, Path classes) {
    this.classes = classes;
    for (Snippet snippet : snippets) {
      String name = "Snippet" + byClass.size();
      byClass.put(name, snippet);
      sources.put(name, SnippetSource.of(snippet, name));
    }
  }

  /** Returns what javac finds wrong, by the lines of the pages. */
  List<String> compile() {
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<Unit> units = new ArrayList<>();
    sources.forEach((name, source) -> units.add(new Unit(name, source.text())));
    // processors have tests of their own, and shaders that a page only names are not there
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    compiler.getTask(null, null, found, options, null, units).call();
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(this::located)
        .toList();
  }

  private String located(Diagnostic<? extends JavaFileObject> error) {
    String name = ((Unit) requireNonNull(error.getSource())).className;
    Snippet snippet = requireNonNull(byClass.get(name));
    long line =
        snippet.line()
            + error.getLineNumber()
            - 1
            - requireNonNull(sources.get(name)).linesBefore();
    return snippet.file().normalize() + ":" + line + ": " + error.getMessage(Locale.ROOT);
  }

  /** Runs a compiled piece, and returns the lines that it printed. */
  List<String> run(Snippet snippet) throws ReflectiveOperationException, IOException {
    String name =
        byClass.entrySet().stream()
            .filter(each -> each.getValue().equals(snippet))
            .findFirst()
            .orElseThrow()
            .getKey();
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] folder = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(folder, Snippets.class.getClassLoader());
        PersistentBackend gpu = PersistentBackend.open()) {
      Class<?> type = loader.loadClass(name);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      if (snippet.code().startsWith("import ")) {
        type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      } else {
        Object instance = type.getConstructor().newInstance();
        type.getField("gpu").set(instance, gpu);
        type.getMethod("run").invoke(instance);
      }
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static final class Unit extends SimpleJavaFileObject {
    private final String className;
    private final String text;

    Unit(String className, String text) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.className = className;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
