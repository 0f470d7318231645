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

/** The process of the tools: it answers one request after the other, until there are no more. */
final class ToolWorker {

  /** What the process ends with when it takes too much memory. */
  static final int EXIT_MEMORY = 40;

  /** What it ends with when nobody waits for it any more. */
  private static final int EXIT_ORPHANED = 41;

  /** Compilers recurse as deep as expressions nest; only what is touched of it takes memory. */
  private static final long STACK_BYTES = 512L << 20;

  private static final int MAX_ERRORS = 50;
  private static final int MAX_ERROR_LENGTH = 1000;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final byte[] mark;
  private final ShaderTools tools;

  private ToolWorker(DataInputStream in, DataOutputStream out, byte[] mark, ShaderTools tools) {
    this.in = in;
    this.out = out;
    this.mark = mark;
    this.tools = tools;
  }

  /**
   * Runs the tools on the class path.
   *
   * @param arguments the megabytes that they may take, and the mark in hexadecimal digits
   */
  public static void main(String[] arguments) throws InterruptedException {
    var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    var out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    Thread worker =
        new Thread(
            null,
            () -> serve(in, out, HexFormat.of().parseHex(arguments[1])),
            "tools",
            STACK_BYTES);
    worker.start();
    new MemoryWatch(Long.parseLong(arguments[0]) << 20).watch(worker);
  }

  private static void serve(DataInputStream in, DataOutputStream out, byte[] mark) {
    try (var tools = new LoadedTools(ToolWorker.class.getClassLoader())) {
      ToolWorker worker = new ToolWorker(in, out, mark, tools);
      while (worker.serveOne()) {
        out.flush();
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(EXIT_ORPHANED);
    }
  }

  private boolean serveOne() throws IOException {
    int request = in.read();
    if (request < 0) {
      return false;
    }
    if (request != ToolMessage.COMPILE) {
      throw new IOException("unknown request " + request);
    }
    ShaderSource source = ToolMessage.readSource(in);
    Map<String, String> macros = ToolMessage.readMacros(in);
    try {
      byte[] spirv = tools.compile(source, this::include, macros);
      begin(ToolMessage.DONE);
      ToolMessage.writeBytes(out, spirv);
    } catch (ShaderCompilationException e) {
      begin(ToolMessage.REJECTED);
      ToolMessage.writeErrors(out, shortened(e.errors()));
    } catch (ToolsUnavailableException e) {
      begin(ToolMessage.UNAVAILABLE);
      ToolMessage.writeText(out, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException | ToolsStoppedException e) {
      begin(ToolMessage.FAILED);
      ToolMessage.writeText(out, e.toString());
    }
    return true;
  }

  private void begin(byte message) throws IOException {
    out.write(mark);
    out.writeByte(message);
  }

  private Optional<ShaderSource> include(String requested, String includer) {
    try {
      begin(ToolMessage.INCLUDE);
      ToolMessage.writeText(out, requested);
      ToolMessage.writeText(out, includer);
      out.flush();
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
        .map(
            e ->
                new ShaderDiagnostic(
                    e.file(),
                    e.line(),
                    e.message().length() <= MAX_ERROR_LENGTH
                        ? e.message()
                        : e.message().substring(0, MAX_ERROR_LENGTH) + "..."))
        .toList();
  }

  static void endOrphaned() {
    Runtime.getRuntime().halt(EXIT_ORPHANED);
  }
}
