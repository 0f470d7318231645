// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.fieldstone.processor.KernelProcessor;
import io.fieldstone.processor.Processors;
import io.fieldstone.processor.ProviderProcessor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.Diagnostic.Kind;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A user's project: sources, SPIR-V resources and compiler options.
 *
 * <p>Sources mark the place that a diagnostic must point at by {@code /*!*}{@code /} in front of
 * it.
 */
public final class Project {

  private static final String MARK = "/*!*/";
  private static final Path SHADER_CACHE = temporaryFolder();

  /** What users' sources name: javac reads the index of every other one too, each time. */
  private static final Pattern LIBRARIES = Pattern.compile("fieldstone-|jspecify-");

  private final List<JavaFileObject> sources = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Object> options = new ArrayList<>();
  private final List<Processor> moreProcessors = new ArrayList<>();
  private final Path resources = temporaryFolder();
  private final List<File> libraries = new ArrayList<>();
  private Processor kernelProcessor = Processors.sharingTools();
  private boolean modular;

  /** A diagnostic as a test expects it, at the mark of the sources. */
  public record Expected(Kind kind, String message) {}

  /** Starts an empty project. */
  public static Project empty() {
    return new Project();
  }

  /**
   * Starts a project with one interface {@code user.Kernels<F>} with {@code body}, and {@code
   * add.spv}, the module of {@link Shader#add()}.
   */
  public static Project kernels(String body) {
    return new Project()
        .source("user.Kernels", header() + "public interface Kernels<F> {\n" + body + "\n}\n")
        .spirv("add.spv", Shader.add());
  }

  /** Starts a project with one source in package {@code user}, after the usual imports. */
  public static Project declaring(String typeName, String source) {
    return new Project()
        .source("user." + typeName, header() + source)
        .spirv("add.spv", Shader.add());
  }

  private static String header() {
    return """
        package user;

        import io.fieldstone.annotations.*;
        import io.fieldstone.runtime.*;

        """;
  }

  /** Adds a source. */
  public Project source(String qualifiedName, String text) {
    sources.add(JavaFileObjects.forSourceString(qualifiedName, text));
    texts.add(text);
    return this;
  }

  /** Adds a SPIR-V resource. */
  public Project spirv(String name, Shader shader) {
    return resource(name, shader.bytes());
  }

  /** Adds a resource. */
  public Project resource(String name, byte[] bytes) {
    try {
      Path file = resources.resolve(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a folder to the class path. */
  public Project classPath(Path folder) {
    libraries.add(folder.toFile());
    return this;
  }

  /** Adds compiler options. */
  public Project options(Object... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Makes {@link #compileTo} find libraries and resources on the module path. */
  public Project onModulePath() {
    modular = true;
    return this;
  }

  /** Runs another processor beside Fieldstone's. */
  public Project alongside(Processor processor) {
    moreProcessors.add(processor);
    return this;
  }

  /**
   * Runs {@code processor} instead of one that finds the shader compiler on the class path, and
   * whose tools are a process that projects share.
   */
  public Project processedBy(KernelProcessor processor) {
    kernelProcessor = processor;
    return this;
  }

  /** Adds a resource of text. */
  public Project text(String name, String text) {
    return resource(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Compiles with Fieldstone's processors, in memory. */
  public Compilation compile() {
    Description.end();
    return Compiler.javac()
        .withProcessors(processors())
        .withClasspath(classPath())
        .withOptions(allOptions())
        .compile(sources);
  }

  /** Compiles into a folder as a build would; returns the diagnostics as text. */
  public List<String> compileTo(Path output) {
    Description.end();
    Path folder = temporaryFolder();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocation(
          modular ? StandardLocation.MODULE_PATH : StandardLocation.CLASS_PATH, classPath());
      files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(output.toFile()));
      List<String> arguments = allOptions().stream().map(String::valueOf).toList();
      CompilationTask task =
          compiler.getTask(
              null, files, collector, arguments, null, files.getJavaFileObjects(writeTo(folder)));
      task.setProcessors(processors());
      task.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return collector.getDiagnostics().stream().map(Project::describe).toList();
  }

  private Path[] writeTo(Path folder) throws IOException {
    Path[] files = new Path[sources.size()];
    for (int i = 0; i < files.length; i++) {
      files[i] = folder.resolve(sources.get(i).getName().replaceFirst("^/", ""));
      Files.createDirectories(Objects.requireNonNull(files[i].getParent()));
      Files.writeString(files[i], texts.get(i));
    }
    return files;
  }

  private List<File> classPath() {
    List<File> classPath = new ArrayList<>(List.of(resources.toFile()));
    classPath.addAll(libraries);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      File file = new File(entry);
      if (file.isDirectory() || LIBRARIES.matcher(file.getName()).lookingAt()) {
        classPath.add(file);
      }
    }
    return classPath;
  }

  private List<Processor> processors() {
    List<Processor> processors = new ArrayList<>(List.of(kernelProcessor, new ProviderProcessor()));
    processors.addAll(moreProcessors);
    kernelProcessor = Processors.sharingTools();
    return processors;
  }

  /** All tests share a cache of shaders, which is not the user's. */
  private List<Object> allOptions() {
    List<Object> all = new ArrayList<>(options);
    if (options.stream().noneMatch(o -> o.toString().startsWith("-Afieldstone.cache="))) {
      all.add("-Afieldstone.cache=" + SHADER_CACHE);
    }
    return all;
  }

  /**
   * Compiles, and expects nothing but {@code expected}, each at its mark or all at the only one.
   */
  public void reports(Expected... expected) {
    Description.endAt(texts.get(0), List.of(expected));
    List<String> marks = marks();
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < expected.length; i++) {
      String place = marks.isEmpty() ? "" : marks.get(Math.min(i, marks.size() - 1)) + ": ";
      wanted.add(place + expected[i].kind() + ": " + expected[i].message());
    }
    assertTrue(marks.size() <= expected.length, "more marks than diagnostics");
    assertEquals(String.join("\n", wanted), String.join("\n", diagnostics(compile())));
  }

  /** Compiles, and expects one error at the mark. */
  public void reportsError(String message) {
    reports(new Expected(Kind.ERROR, message));
  }

  /** Compiles, and expects one warning at the mark. */
  public void reportsWarning(String message) {
    reports(new Expected(Kind.WARNING, message));
  }

  /** Compiles, and expects no complaint. */
  public Compilation compiles() {
    Compilation compilation = compile();
    assertEquals("", String.join("\n", diagnostics(compilation)));
    return compilation;
  }

  /** Returns the text of a generated source. */
  public static String generated(Compilation compilation, String qualifiedName) {
    JavaFileObject file =
        compilation
            .generatedSourceFile(qualifiedName)
            .orElseThrow(() -> new AssertionError(qualifiedName + " was not generated"));
    try {
      return file.getCharContent(false).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns {@code Source.java:line:column} of each mark in the sources. */
  public List<String> marks() {
    List<String> marks = new ArrayList<>();
    for (int s = 0; s < texts.size(); s++) {
      String name = Path.of(sources.get(s).getName()).getFileName().toString();
      List<String> lines = texts.get(s).lines().toList();
      for (int line = 0; line < lines.size(); line++) {
        int at = lines.get(line).indexOf(MARK);
        while (at >= 0) {
          int column = at + MARK.length() + 1;
          marks.add(name + ":" + (line + 1) + ":" + column);
          at = lines.get(line).indexOf(MARK, at + 1);
        }
      }
    }
    return marks;
  }

  /** Returns diagnostics as {@code File.java:line:column: KIND: message}, in order of place. */
  public static List<String> diagnostics(Compilation compilation) {
    return compilation.diagnostics().stream()
        .sorted(Comparator.comparingLong(Diagnostic::getLineNumber))
        .map(Project::describe)
        .toList();
  }

  private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject source = diagnostic.getSource();
    String place =
        source == null
            ? ""
            : Path.of(source.getName()).getFileName()
                + ":"
                + diagnostic.getLineNumber()
                + ":"
                + diagnostic.getColumnNumber()
                + ": ";
    Kind kind =
        diagnostic.getKind() == Kind.MANDATORY_WARNING ? Kind.WARNING : diagnostic.getKind();
    return place + kind + ": " + diagnostic.getMessage(Locale.ROOT);
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("fieldstone");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
