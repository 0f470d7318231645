// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a checkout that is built, with a java that only says how it was started. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "fieldstone").toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Ended(int exitCode, String out) {}

  @BeforeEach
  void makeAJdk() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk").resolve("bin"));
    executable(bin.resolve("javac"), "");
    executable(bin.resolve("apt-get"), "exit 1\n"); // nothing is installed by a test
    executable(bin.resolve("java"), "echo \"started $LC_ALL $*\"\n");
    Files.writeString(folder.resolve("jdk").resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script);
    assertTrue(file.toFile().setExecutable(true));
  }

  private Path checkout(String name) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    Files.copy(LAUNCHER, root.resolve("fieldstone"));
    Files.createFile(root.resolve("pom.xml"));
    for (String module :
        List.of("annotations", "shaders", "runtime", "processor", "kernels", "samples")) {
      Files.createDirectories(root.resolve(module).resolve("src").resolve("main"));
      Files.createFile(root.resolve(module).resolve("pom.xml"));
    }
    Path target = Files.createDirectories(root.resolve("samples").resolve("target"));
    Files.createFile(target.resolve("fieldstone.jar"));
    Path stamp = Files.createFile(target.resolve("fieldstone.built"));
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
    return root;
  }

  private Ended start(Path root, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("env")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.command().add("PATH=" + folder.resolve("jdk/bin") + ":" + System.getenv("PATH"));
    environment.forEach((name, value) -> builder.command().add(name + "=" + value));
    builder
        .command()
        .addAll(
            List.of(
                "JAVA_HOME=" + folder.resolve("jdk"),
                folder.relativize(root) + "/fieldstone",
                "help"));
    int exitCode = builder.start().waitFor();
    return new Ended(exitCode, Files.readString(folder.resolve("out")));
  }

  @ParameterizedTest
  @CsvSource({
    "CDPATH,.",
    "BASHOPTS,failglob",
    "BASHOPTS,nullglob:nocasematch",
    "SHELLOPTS,noglob",
    "SHELLOPTS,posix",
    "GLOBIGNORE,*",
    "POSIXLY_CORRECT,1",
    "IFS,/",
  })
  void whatAUserExportsForOtherShellsChangesNothing(String name, String value) throws Exception {
    Path root = checkout("checkout");
    Ended ended = start(root, Map.of(name, value));
    assertTrue(ended.out().startsWith("started "), ended.out());
    assertTrue(ended.out().endsWith(root + "/samples/target/fieldstone.jar help\n"), ended.out());
    assertEquals(0, ended.exitCode());
  }

  @Test
  void aColonInThePathIsSaid() throws Exception {
    Ended ended = start(checkout("check:out"), Map.of());
    assertEquals(1, ended.out().lines().count(), ended.out());
    assertTrue(ended.out().contains("check:out has a ':' in it"), ended.out());
    assertEquals(2, ended.exitCode());
  }

  @Test
  void theLocaleCBecomesOneWithAllLetters() throws Exception {
    Path root = checkout("checkout");
    for (String locale : List.of("C", "POSIX", "no_SUCH.UTF-8")) {
      Ended ended = start(root, Map.of("LC_ALL", locale));
      // bash itself warns of the one that is not installed
      assertTrue(ended.out().contains("started C.UTF-8 "), ended.out());
    }
    assertTrue(start(root, Map.of("LC_ALL", "C.UTF-8")).out().startsWith("started C.UTF-8 "));
  }

  @Test
  void whatCannotBeBuiltIsOneLine() throws Exception {
    Path root = checkout("checkout");
    Path target = root.resolve("samples").resolve("target");
    Files.delete(target.resolve("fieldstone.jar"));
    Files.delete(target.resolve("fieldstone.built"));
    Files.delete(target);
    Files.createFile(target); // as little a folder to build in as a read-only one, root's too
    Ended ended = start(root, Map.of());
    assertEquals(1, ended.out().lines().count(), ended.out());
    assertTrue(ended.out().contains("cannot be written"), ended.out());
    assertEquals(2, ended.exitCode());
  }
}
