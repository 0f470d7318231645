// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeResolverTest {

  @TempDir private Path folder;
  private IncludeResolver includes;

  @BeforeEach
  void writeFiles() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("lib"));
    Files.writeString(folder.resolve("secret.glsl"), "secret");
    Files.writeString(root.resolve("top.glsl"), "top");
    Files.writeString(root.resolve("both.glsl"), "root");
    Files.writeString(root.resolve("lib/both.glsl"), "beside");
    includes = IncludeResolver.directory(root);
  }

  @Test
  void aFileBesideTheIncluderIsFoundFirst() {
    assertEquals(
        Optional.of(new ShaderSource("lib/both.glsl", "beside")),
        includes.resolve("both.glsl", "lib/main.comp"));
  }

  @Test
  void aFileIsFoundFromTheRoot() {
    assertEquals(
        Optional.of(new ShaderSource("top.glsl", "top")),
        includes.resolve("top.glsl", "lib/main.comp"));
  }

  @Test
  void aFileHasOneNameHoweverItIsReached() {
    assertEquals(
        Optional.of(new ShaderSource("top.glsl", "top")),
        includes.resolve("./.././top.glsl", "lib/main.comp"));
  }

  @Test
  void nothingAboveTheRootIsFound() {
    assertEquals(Optional.empty(), includes.resolve("../secret.glsl", "main.comp"));
    assertEquals(Optional.empty(), includes.resolve("../../secret.glsl", "lib/main.comp"));
    assertEquals(
        Optional.empty(), includes.resolve(folder.resolve("secret.glsl").toString(), "main.comp"));
  }

  @Test
  void aFolderIsNoFile() {
    assertEquals(Optional.empty(), includes.resolve("lib", "main.comp"));
  }

  @Test
  void theNextResolverIsAskedForWhatTheFirstDoesNotFind() {
    IncludeResolver both = includes.orElse(Resources.INCLUDES);
    assertEquals("top", both.resolve("top.glsl", "").orElseThrow().text());
    assertTrue(
        both.resolve("fieldstone/glsl/field/add.glsl", "")
            .orElseThrow()
            .text()
            .contains("field_add"));
    assertEquals(Optional.empty(), both.resolve("nowhere.glsl", ""));
  }
}
