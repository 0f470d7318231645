// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** A named module of a user: compiled and run as a build tool does, with paths of its own. */
public final class ModularBuild {

  private static final Set<String> LIBRARIES =
      Set.of(
          "io.fieldstone.annotations",
          "io.fieldstone.runtime",
          "io.fieldstone.shaders",
          "org.lwjgl",
          "org.lwjgl.vma",
          "org.lwjgl.vulkan");

  private static final long TIMEOUT_SECONDS = 120;

  private final Path folder;
  private final Path classes;
  private final List<String> sources = new ArrayList<>();

  private ModularBuild(Path folder) throws IOException {
    this.folder = folder;
    this.classes = Files.createDirectories(folder.resolve("classes"));
  }

  /** What a program ended with and said. */
  public record Run(int exitCode, String output, String errors) {}

  /** Builds below {@code folder}, which is empty. */
  public static ModularBuild in(Path folder) throws IOException {
    return new ModularBuild(folder);
  }

  /** Adds a source. */
  public ModularBuild source(String qualifiedName, String text) throws IOException {
    Path file = folder.resolve("sources/" + qualifiedName.replace('.', '/') + ".java");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    sources.add(Files.writeString(file, text).toString());
    return this;
  }

  /** Adds a resource to the folder of classes, where build tools put it before they compile. */
  public ModularBuild resource(String name, byte[] bytes) throws IOException {
    Path file = classes.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes);
    return this;
  }

  /** Compiles without any class path; returns what javac says. */
  public String compile() {
    StringWriter log = new StringWriter();
    PrintWriter writer = new PrintWriter(log, true);
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-processing", "-Werror"));
    arguments.addAll(List.of("-p", modulePath(), "--processor-path", testClassPath()));
    arguments.addAll(
        List.of(
            "-processor",
            "io.fieldstone.processor.KernelProcessor,io.fieldstone.processor.ProviderProcessor"));
    arguments.addAll(List.of("-d", classes.toString()));
    arguments.addAll(sources);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    javac.run(writer, writer, arguments.toArray(String[]::new));
    return log.toString();
  }

  /** Returns the path of the modules that a user's module is compiled against. */
  static String modulePath() {
    Set<String> modules = new HashSet<>(LIBRARIES);
    modules.add("org.jspecify");
    return path(modules);
  }

  /** Runs {@code main} of the module: all modules on the module path, natives on the class path. */
  public Run run(String moduleAndMain) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-p", path(LIBRARIES) + File.pathSeparator + classes));
    command.addAll(List.of("-cp", natives(), "-m", moduleAndMain));
    Path output = folder.resolve("output.log");
    Path errors = folder.resolve("errors.log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + Files.readString(errors));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private static String testClassPath() {
    return System.getProperty("java.class.path");
  }

  private static List<String> entries() {
    return List.of(testClassPath().split(File.pathSeparator, -1));
  }

  private static String path(Set<String> modules) {
    List<String> found =
        entries().stream()
            .filter(entry -> moduleNames(entry).stream().anyMatch(modules::contains))
            .toList();
    if (found.size() != modules.size()) {
      throw new AssertionError("on the class path, of " + modules + ": " + found);
    }
    return String.join(File.pathSeparator, found);
  }

  private static String natives() {
    return entries().stream()
        .filter(entry -> moduleNames(entry).stream().anyMatch(name -> name.endsWith(".natives")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Test folders and a few jars are no modules. */
  private static List<String> moduleNames(String entry) {
    try {
      return ModuleFinder.of(Path.of(entry)).findAll().stream()
          .map(module -> module.descriptor().name())
          .toList();
    } catch (FindException e) {
      return List.of();
    }
  }
}
