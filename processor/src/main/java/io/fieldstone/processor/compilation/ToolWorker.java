// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.shaders.ShaderCompilationException;
import io.fieldstone.shaders.ShaderDiagnostic;
import io.fieldstone.shaders.ShaderSource;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process of the tools: it answers one request after the other, until there are no more. */
final class ToolWorker implements ToolWatch.Owner {

  /** What the process ends with when nobody waits for it any more. */
  private static final int EXIT_ORPHANED = 41;

  /** Compilers recurse as deep as expressions nest; only what is touched of it takes memory. */
  private static final long STACK_BYTES = 512L << 20;

  private static final int MAX_ERRORS = 50;
  private static final int MAX_ERROR_LENGTH = 1000;

  private final DataInputStream in =
      new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
  private final DataOutputStream out =
      new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
  private final ShaderTools tools = new LoadedTools(ToolWorker.class.getClassLoader());
  private final byte[] mark;
  private final ToolWatch watch;

  private ToolWorker(long bytes, long nanos, byte[] mark) {
    this.mark = mark;
    this.watch = new ToolWatch(bytes, nanos, this);
  }

  /**
   * Runs the tools on the class path.
   *
   * @param arguments the megabytes and the seconds that they may take, and the mark in hexadecimal
   *     digits
   */
  public static void main(String[] arguments) throws InterruptedException {
    System.setOut(System.err);
    ToolWorker worker =
        new ToolWorker(
            Long.parseLong(arguments[0]) << 20,
            TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1])),
            HexFormat.of().parseHex(arguments[2]));
    Thread thread = new Thread(null, worker::serve, "tools", STACK_BYTES);
    thread.start();
    worker.watch.watch(thread);
  }

  private void serve() {
    try (tools) {
      while (serveOne()) {
        // until there are no more requests
      }
    } catch (IOException e) {
      orphaned();
    }
  }

  @Override
  public void overMemory() {
    sayAndWait(ToolMessage.OVER_MEMORY);
  }

  @Override
  public void overTime() {
    sayAndWait(ToolMessage.OVER_TIME);
  }

  /** To exit would run destructors under the compiler's feet: whoever hears of it ends this. */
  private void sayAndWait(byte message) {
    try {
      send(message, body -> {});
    } catch (IOException e) {
      orphaned();
    }
  }

  @Override
  public void orphaned() {
    Runtime.getRuntime().halt(EXIT_ORPHANED);
  }

  private boolean serveOne() throws IOException {
    int request = in.read();
    if (request < 0) {
      return false;
    }
    try {
      watch.begin();
      switch (request) {
        case ToolMessage.COMPILE -> compile();
        case ToolMessage.VALIDATE -> validate();
        default -> throw new IOException("unknown request " + request);
      }
    } catch (ToolsUnavailableException e) {
      send(
          ToolMessage.UNAVAILABLE,
          body -> ToolMessage.writeText(body, String.valueOf(e.getMessage())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException | ToolsStoppedException e) {
      send(ToolMessage.FAILED, body -> ToolMessage.writeText(body, e.toString()));
    } finally {
      watch.end();
    }
    return true;
  }

  private void validate() throws IOException, ToolsUnavailableException, ToolsStoppedException {
    Optional<String> problem = tools.validate(ToolMessage.readBytes(in, Integer.MAX_VALUE));
    String text = problem.flatMap(p -> p.lines().findFirst()).map(ToolWorker::shortened).orElse("");
    send(
        problem.isPresent() ? ToolMessage.INVALID : ToolMessage.DONE,
        body -> ToolMessage.writeText(body, text));
  }

  private void compile() throws IOException, ToolsUnavailableException, ToolsStoppedException {
    ShaderSource source = ToolMessage.readSource(in);
    Map<String, String> macros = ToolMessage.readMacros(in);
    try {
      byte[] spirv = tools.compile(source, this::include, macros);
      send(ToolMessage.DONE, body -> ToolMessage.writeBytes(body, spirv));
    } catch (ShaderCompilationException e) {
      send(ToolMessage.REJECTED, body -> ToolMessage.writeErrors(body, shortened(e.errors())));
    }
  }

  /** What follows a message's first byte. */
  private interface Body {
    void writeTo(DataOutputStream body) throws IOException;
  }

  private void send(byte message, Body body) throws IOException {
    synchronized (out) {
      out.write(mark);
      out.writeByte(message);
      body.writeTo(out);
      out.flush();
    }
  }

  private Optional<ShaderSource> include(String requested, String includer) {
    try {
      send(
          ToolMessage.INCLUDE,
          body -> {
            ToolMessage.writeText(body, requested);
            ToolMessage.writeText(body, includer);
          });
      int answer = in.read();
      if (answer < 0) {
        throw new EOFException();
      }
      return answer == ToolMessage.FILE
          ? Optional.of(ToolMessage.readSource(in))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ShaderDiagnostic> shortened(List<ShaderDiagnostic> errors) {
    return errors.stream()
        .limit(MAX_ERRORS)
        .map(e -> new ShaderDiagnostic(e.file(), e.line(), shortened(e.message())))
        .toList();
  }

  private static String shortened(String message) {
    return message.length() <= MAX_ERROR_LENGTH
        ? message
        : message.substring(0, MAX_ERROR_LENGTH) + "...";
  }
}
