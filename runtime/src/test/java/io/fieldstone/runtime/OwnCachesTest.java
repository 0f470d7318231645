// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends that keep nothing, however they end. */
class OwnCachesTest {

  @TempDir private Path temporary;

  /** Opens two backends, tells which folders there are, and ends as it is told. */
  static final class Program {
    public static void main(String[] arguments) throws IOException {
      BackendOptions options = BackendOptions.fromEnvironment().withoutKeptCaches();
      if (arguments[0].equals("gives up")) {
        options = options.withCloseTimeout(Duration.ZERO);
      }
      PersistentBackend first = PersistentBackend.open(options);
      PersistentBackend second = PersistentBackend.open(options);
      try (HostVector<Tag> a = TestVectors.operand(first, TestFields.FP, 100, 0, 1)) {
        first
            .kernel(TestKernels.ADD, TestFields.FP)
            .job()
            .bind(0, a)
            .bind(1, a)
            .bind(2, a)
            .build()
            .run();
      }
      for (Path folder : contents(Path.of(System.getProperty("java.io.tmpdir")))) {
        if (folder.getFileName().toString().startsWith("fieldstone-caches")) {
          System.out.println("folder");
        }
      }
      switch (arguments[0]) {
        case "gives up" -> {
          SlowWork work = new SlowWork(first);
          work.dispatch();
          first.close(); // while the device is busy
          second.close();
          Runtime.getRuntime().halt(0);
        }
        case "closes" -> {
          first.close();
          second.close();
        }
        case "exits" -> System.exit(0);
        default -> Runtime.getRuntime().halt(2);
      }
    }
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"closes", "exits", "gives up"})
  void nothingIsLeft(String end) throws Exception {
    Path said = Files.createTempFile("own-caches", ".txt");
    try {
      assertEquals(0, run(end, said), () -> text(said));
      assertEquals(2, text(said).lines().filter("folder"::equals).count(), () -> text(said));
      assertEquals(List.of(), contents(temporary));
    } finally {
      Files.delete(said);
    }
  }

  private int run(String end, Path said) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                end)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still runs");
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
