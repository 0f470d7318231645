// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** Eclipse's compiler with Fieldstone's processors, on sources and resources in a folder. */
public final class Ecj {

  /** {@code path:line: error: message}, as the option -Xemacs makes ECJ write it. */
  private static final Pattern PROBLEM = Pattern.compile("(?m)^(.+):(\\d+): (\\w+): (.*)$");

  private final Path folder;
  private final Map<String, String> sources = new LinkedHashMap<>();

  private Ecj(Path folder) {
    this.folder = folder;
  }

  /** What ECJ made of the sources. */
  public record Result(boolean success, List<String> problems, String log, Path generated) {

    /** Returns the text of a generated source. */
    public String generated(String qualifiedName) throws IOException {
      return Files.readString(generated.resolve(qualifiedName.replace('.', '/') + ".java"));
    }
  }

  /** Compiles below {@code folder}, which is empty. */
  public static Ecj in(Path folder) {
    return new Ecj(folder);
  }

  /** Adds a source. */
  public Ecj source(String qualifiedName, String text) {
    sources.put(qualifiedName, text);
    return this;
  }

  /** Adds a SPIR-V resource. */
  public Ecj spirv(String name, Shader shader) throws IOException {
    Path resources = Files.createDirectories(folder.resolve("resources"));
    Files.write(resources.resolve(name), shader.bytes());
    return this;
  }

  /** Compiles; problems are {@code File.java:line: KIND: message}. */
  public Result compile() throws IOException {
    Path generated = Files.createDirectories(folder.resolve("generated"));
    List<String> arguments = new ArrayList<>(List.of("-17", "-Xemacs", "-warn:-unusedImport"));
    String libraries = System.getProperty("java.class.path");
    if (sources.containsKey("module-info")) {
      arguments.addAll(List.of("-p", ModularBuild.modulePath()));
    } else {
      arguments.addAll(
          List.of("-cp", folder.resolve("resources") + File.pathSeparator + libraries));
    }
    arguments.addAll(List.of("-processorpath", libraries));
    arguments.addAll(
        List.of(
            "-processor",
            "io.fieldstone.processor.KernelProcessor,io.fieldstone.processor.ProviderProcessor"));
    arguments.addAll(List.of("-s", generated.toString()));
    arguments.addAll(List.of("-d", Files.createDirectories(folder.resolve("classes")).toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve("sources/" + source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    StringWriter log = new StringWriter();
    PrintWriter writer = new PrintWriter(log, true);
    boolean success = BatchCompiler.compile(arguments.toArray(String[]::new), writer, writer, null);
    return new Result(success, problems(log.toString()), log.toString(), generated);
  }

  private static List<String> problems(String log) {
    List<String> problems = new ArrayList<>();
    Matcher matcher = PROBLEM.matcher(log);
    while (matcher.find()) {
      Path file = Objects.requireNonNull(Path.of(matcher.group(1)).getFileName());
      problems.add(
          file + ":" + matcher.group(2) + ": " + matcher.group(3) + ": " + matcher.group(4));
    }
    return problems;
  }
}
