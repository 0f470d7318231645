// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.compilation.ToolsStoppedException.Reason;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderCompilationException;
import io.fieldstone.shaders.ShaderDiagnostic;
import io.fieldstone.shaders.ShaderSource;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The tools in a JVM of their own, so that nothing that they are given ends the Java compiler: they
 * may crash, run on or take all memory, and that is an exception. The process is started at first
 * use, kept for further ones, and started anew after it was stopped.
 */
final class ToolProcess implements ShaderTools {

  /** Starts fast, says nothing, leaves no dump behind. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+SuppressFatalErrorMessage",
          "-XX:-CreateCoredumpOnCrash",
          "-Dfile.encoding=UTF-8",
          "--enable-native-access=ALL-UNNAMED");

  /**
   * The process watches the time that it computes; one that waits for ever is stopped from here.
   */
  private static final int WALL_CLOCK_FACTOR = 10;

  /** How long a process that closed its streams may take to end. */
  private static final int GRACE_SECONDS = 5;

  private final ClassLoader loader;
  private final ToolLimits limits;
  private final LoadedTools loaded;
  private @Nullable Running running;
  private long spentNanos;

  /** Runs what {@code loader} finds. */
  ToolProcess(ClassLoader loader, ToolLimits limits) {
    this.loader = loader;
    this.limits = limits;
    this.loaded = new LoadedTools(loader);
  }

  /** A process with the streams to and from it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Running(Process process, byte[] mark, DataInputStream in, DataOutputStream out) {}

  @Override
  public String identity() {
    return loaded.identity();
  }

  @Override
  public byte[] compile(ShaderSource source, IncludeResolver includes, Map<String, String> macros)
      throws ToolsUnavailableException, ToolsStoppedException {
    return ask(
        tools -> {
          tools.out().writeByte(ToolMessage.COMPILE);
          ToolMessage.writeSource(tools.out(), source);
          ToolMessage.writeMacros(tools.out(), macros);
          return answer(tools, source.name(), new CountedIncludes(includes, limits.includes()));
        });
  }

  @Override
  public Optional<String> validate(byte[] spirv)
      throws ToolsUnavailableException, ToolsStoppedException {
    return ask(
        tools -> {
          tools.out().writeByte(ToolMessage.VALIDATE);
          ToolMessage.writeBytes(tools.out(), spirv);
          tools.out().flush();
          ToolMessage.skipTo(tools.in(), tools.mark());
          byte message = tools.in().readByte();
          if (message == ToolMessage.OVER_MEMORY || message == ToolMessage.OVER_TIME) {
            throw over(message);
          }
          String text = ToolMessage.readText(tools.in());
          return switch (message) {
            case ToolMessage.DONE -> Optional.empty();
            case ToolMessage.INVALID -> Optional.of(text);
            case ToolMessage.UNAVAILABLE -> throw new ToolsUnavailableException(text);
            default -> throw new ToolsStoppedException(Reason.CRASH, text);
          };
        });
  }

  /** A request and its answer. */
  private interface Exchange<T> {
    T with(Running tools) throws IOException, ToolsUnavailableException, ToolsStoppedException;
  }

  private <T> T ask(Exchange<T> exchange) throws ToolsUnavailableException, ToolsStoppedException {
    Running tools = running();
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> timer =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              tools.process().destroyForcibly();
            },
            CompletableFuture.delayedExecutor(
                (long) limits.seconds() * WALL_CLOCK_FACTOR, TimeUnit.SECONDS));
    boolean answered = false;
    Stopwatch watch = new Stopwatch(tools.process());
    try {
      T answer = exchange.with(tools);
      answered = true;
      return answer;
    } catch (ShaderCompilationException | ToolsUnavailableException e) {
      answered = true;
      throw e;
    } catch (IOException e) {
      throw stopped(tools, late.get());
    } finally {
      timer.cancel(false);
      spentNanos += watch.nanos();
      if (!answered || late.get()) {
        stop(tools);
      }
    }
  }

  @Override
  public long spentNanos() {
    return spentNanos;
  }

  private byte[] answer(Running tools, String source, CountedIncludes includes)
      throws IOException, ToolsUnavailableException, ToolsStoppedException {
    while (true) {
      tools.out().flush();
      ToolMessage.skipTo(tools.in(), tools.mark());
      byte message = tools.in().readByte();
      switch (message) {
        case ToolMessage.INCLUDE -> include(tools, includes, ToolMessage.readText(tools.in()));
        case ToolMessage.DONE -> {
          return module(tools);
        }
        case ToolMessage.REJECTED ->
            throw new ShaderCompilationException(source, errors(tools, source));
        case ToolMessage.UNAVAILABLE ->
            throw new ToolsUnavailableException(ToolMessage.readText(tools.in()));
        case ToolMessage.OVER_MEMORY, ToolMessage.OVER_TIME -> throw over(message);
        default -> throw new ToolsStoppedException(Reason.CRASH, ToolMessage.readText(tools.in()));
      }
    }
  }

  private static ToolsStoppedException over(byte message) {
    return message == ToolMessage.OVER_MEMORY
        ? new ToolsStoppedException(Reason.MEMORY, "too much memory")
        : new ToolsStoppedException(Reason.TIME, "too long");
  }

  private static List<ShaderDiagnostic> errors(Running tools, String source) throws IOException {
    List<ShaderDiagnostic> errors = ToolMessage.readErrors(tools.in());
    return errors.isEmpty() ? List.of(new ShaderDiagnostic(source, 0, "no reason given")) : errors;
  }

  private static void include(Running tools, CountedIncludes includes, String requested)
      throws IOException, ToolsStoppedException {
    Optional<ShaderSource> found = includes.resolve(requested, ToolMessage.readText(tools.in()));
    tools.out().writeByte(found.isPresent() ? ToolMessage.FILE : ToolMessage.NONE);
    if (found.isPresent()) {
      ToolMessage.writeSource(tools.out(), found.get());
    }
  }

  private byte[] module(Running tools) throws IOException, ToolsStoppedException {
    int limit = limits.outputMegabytes() << 20;
    byte[] module = ToolMessage.readBytes(tools.in(), limit + 1);
    if (module.length > limit) {
      throw new ToolsStoppedException(Reason.OUTPUT, "the module is larger");
    }
    return module;
  }

  private static ToolsStoppedException stopped(Running tools, boolean late) {
    int exit;
    try {
      if (!tools.process().waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        tools.process().destroyForcibly();
      }
      exit = tools.process().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ToolsStoppedException(Reason.CRASH, "the thread was interrupted");
    }
    return late
        ? new ToolsStoppedException(Reason.TIME, "too long")
        : new ToolsStoppedException(Reason.CRASH, "exit code " + exit);
  }

  private Running running() throws ToolsUnavailableException {
    if (running == null || !running.process().isAlive()) {
      running = start();
    }
    return running;
  }

  private Running start() throws ToolsUnavailableException {
    ProcessBuilder builder = new ProcessBuilder(java().toString());
    builder.command().addAll(JVM_OPTIONS);
    builder.command().add(ToolWorker.class.getName());
    builder.command().add(Integer.toString(limits.memoryMegabytes()));
    builder.command().add(Integer.toString(limits.seconds()));
    byte[] mark = ToolMessage.newMark();
    builder.command().add(HexFormat.of().formatHex(mark));
    builder.redirectError(Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.remove("JDK_JAVA_OPTIONS");
    environment.remove("_JAVA_OPTIONS");
    // a command line would be too short for it on Windows
    environment.put("CLASSPATH", ToolPath.of(loader));
    // glibc would reserve 64 MB for each thread, which are no use of memory
    environment.put("MALLOC_ARENA_MAX", "1");
    try {
      Process process = builder.start();
      return new Running(
          process,
          mark,
          new DataInputStream(new BufferedInputStream(process.getInputStream())),
          new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
    } catch (IOException e) {
      throw new ToolsUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  private static Path java() throws ToolsUnavailableException {
    Path bin = Path.of(System.getProperty("java.home", ""), "bin");
    for (String name : List.of("java", "java.exe")) {
      Path file = bin.resolve(name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new ToolsUnavailableException(
        "it needs a JVM of its own, but there is no java in " + bin);
  }

  private void stop(Running tools) {
    tools.process().destroyForcibly();
    running = null;
  }

  @Override
  public void close() {
    loaded.close();
    if (running != null) {
      try {
        running.out().close(); // no more requests: the process ends by itself
      } catch (IOException e) {
        running.process().destroyForcibly();
      }
      running = null;
    }
  }
}
