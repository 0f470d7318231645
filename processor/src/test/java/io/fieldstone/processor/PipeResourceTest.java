// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.testing.Project;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no regular ones, where sources and modules are looked for: nothing waits. */
@DisabledOnOs(OS.WINDOWS) // where pipes are not in folders
@Timeout(120)
class PipeResourceTest {

  private static final String PIPE = "it is no regular file, but a pipe, a socket or a device";

  private static final String COPY =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      #include "fieldstone/glsl/kernel/unary.glsl"
      #include "part.glsl"
      FieldElement apply(FieldElement a) {
        return a;
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void pipe() throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
    assertEquals(0, made.waitFor(), "mkfifo");
  }

  private static Project kernel(String source) {
    return Project.kernels(
        "@GpuKernel(name = \"copy\", "
            + source
            + ")\nvoid copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);");
  }

  private Project withSources(String source) {
    return kernel(source).options("-Afieldstone.sources=" + folder);
  }

  private static String unreadable(String kind, String name, String reason) {
    return kind + " '" + name + "' cannot be read: " + reason + "; check the file.";
  }

  @Test
  void aShaderIsNoPipe() {
    withSources("glsl = /*!*/\"pipe\"").reportsError(unreadable("GLSL", "pipe", PIPE));
  }

  @Test
  void noneOfTheClassPathEither() {
    kernel("glsl = /*!*/\"pipe\"").classPath(folder).reportsError(unreadable("GLSL", "pipe", PIPE));
  }

  @Test
  void whatItIncludesIsNone() throws IOException {
    Files.createSymbolicLink(folder.resolve("part.glsl"), folder.resolve("pipe"));
    withSources("glsl = /*!*/\"copy.comp\"")
        .text("copy.comp", COPY)
        .reportsError(unreadable("GLSL", "part.glsl", PIPE));
  }

  @Test
  void aModuleIsNone() {
    kernel("spirv = /*!*/\"pipe\"")
        .classPath(folder)
        .reportsError(unreadable("SPIR-V", "pipe", PIPE));
  }

  @Test
  void socketsAreNoFiles() throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
      withSources("glsl = /*!*/\"socket\"").reportsError(unreadable("GLSL", "socket", PIPE));
    }
  }

  @Test
  void foldersAreNone() throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    withSources("glsl = /*!*/\"folder\"")
        .reportsError(unreadable("GLSL", "folder", "it is a folder"));
  }

  @Test
  void linksToFilesAre() throws IOException {
    Files.writeString(folder.resolve("text"), COPY.replace("#include \"part.glsl\"\n", ""));
    Files.createSymbolicLink(folder.resolve("copy.comp"), folder.resolve("text"));
    withSources("glsl = \"copy.comp\"").compiles();
  }

  @Test
  void norIsTheListOfProviders(@TempDir Path output) throws IOException, InterruptedException {
    Path services = Files.createDirectories(output.resolve("META-INF/services"));
    Path list = services.resolve("io.fieldstone.runtime.KernelProvider");
    assertEquals(0, new ProcessBuilder("mkfifo", list.toString()).start().waitFor(), "mkfifo");
    try {
      assertEquals(
          1, kernel("spirv = \"add.spv\", entryPoint = \"other\"").compileTo(output).size());
    } finally {
      Files.delete(list);
    }
  }
}
