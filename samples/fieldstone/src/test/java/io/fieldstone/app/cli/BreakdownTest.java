// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.Fieldstone;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Java is out of, the exit code never says that a result is wrong. */
class BreakdownTest {

  @TempDir Path folder;

  static Stream<Throwable> breakdowns() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new OutOfMemoryError("unable to create native thread: possibly out of memory"),
        new StackOverflowError(),
        new NoClassDefFoundError("some/Class"),
        new ExceptionInInitializerError(new IllegalStateException("first")),
        new UnsatisfiedLinkError("libsome.so"),
        new ServiceConfigurationError("some.Provider"),
        new InternalError("Error loading java.security file"),
        new CompletionException(new OutOfMemoryError("Java heap space")));
  }

  @ParameterizedTest
  @MethodSource("breakdowns")
  void eachIsExplainedWithARemedy(Throwable e) {
    String line = Breakdown.explain(e);
    assertNotNull(line);
    assertTrue(line.contains("; "), line);
    assertEquals(1, line.lines().count(), line);
  }

  /**
   * Memory may have run out as a class was first used; whoever uses it next is told nothing else.
   */
  @Test
  void aClassThatCouldNotBeInitializedMayHaveLackedMemory() {
    String line = Breakdown.explain(new NoClassDefFoundError("Could not initialize class a.B"));
    assertTrue(line != null && line.contains("enough memory"), line);
  }

  @Test
  void aDefectIsNone() {
    assertNull(Breakdown.explain(new IllegalStateException("bug")));
    assertNull(Breakdown.explain(new AssertionError("bug", new IllegalStateException("bug"))));
    Exception circle = new IllegalStateException("a");
    circle.initCause(new IllegalStateException("b", circle));
    assertNull(Breakdown.explain(circle));
  }

  /** From too little for the first class to too little for the command, or enough for it. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xmx3m", "-Xmx4m", "-Xmx5m", "-Xmx6m", "-XX:MaxMetaspaceSize=4m"})
  void withTooLittleMemoryOneLineSaysSo(String option) throws Exception {
    Outcome outcome =
        ChildProcess.run(
            folder,
            ChildProcess.java(List.of(option), "smoke-batch", "--jobs=1"),
            Outcome.environment());
    if (outcome.exitCode() != 0) {
      assertTrue(outcome.exitCode() == 2 || outcome.exitCode() == 70, outcome.toString());
      assertTrue(outcome.err().contains("memory"), outcome.err());
      assertFalse(outcome.err().contains("\tat "), outcome.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lwjgl-3", "picocli", "runtime", "annotations", "jackson", "jspecify"})
  void withoutALibraryOneLineSaysSo(String missing) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(each -> !each.contains(missing))
            .collect(Collectors.joining(File.pathSeparator));
    Outcome outcome =
        ChildProcess.run(
            folder,
            ChildProcess.javaWith(List.of(), classPath, "doctor", "--json"),
            Outcome.environment());
    if (missing.equals("jspecify")) { // annotations are not needed when it runs
      outcome.assertOk();
    } else {
      outcome.assertErrorLine(2, "cannot be loaded", "build it again");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'/lwjgl-[0-9.]+-natives-linux.jar', true",
    "'/lwjgl-[0-9.]+-natives-linux.jar', false",
    "'/lwjgl-vma-[0-9.]+-natives-linux.jar', false",
    "'/lwjgl-[0-9.]+.jar', true",
    "'/picocli-[0-9.]+.jar', true",
  })
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void withADamagedLibraryOneLineSaysSo(String name, boolean cut) throws Exception {
    List<String> classPath =
        new ArrayList<>(
            List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
    int at = 0;
    while (!classPath.get(at).matches(".*" + name)) {
      at++;
    }
    byte[] jar = Files.readAllBytes(Path.of(classPath.get(at)));
    if (cut) {
      jar = Arrays.copyOf(jar, jar.length / 2);
    } else {
      Arrays.fill(jar, jar.length / 4, jar.length / 4 + 3000, (byte) 'x');
    }
    classPath.set(at, Files.write(folder.resolve("damaged.jar"), jar).toString());
    Outcome outcome =
        ChildProcess.run(
            folder,
            ChildProcess.javaWith(
                List.of(), String.join(File.pathSeparator, classPath), "smoke-batch", "--jobs=1"),
            Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
    assertEquals(2, outcome.exitCode(), outcome.toString());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(
        outcome.err().matches("(?s).*(build it again|class path|copy it again).*"), outcome.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fields", "kernels", "doctor", "smoke-batch"})
  void withoutKernelsNoCommandPretends(String command) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(each -> !each.contains("kernels") && !each.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    Outcome outcome =
        ChildProcess.run(
            folder, ChildProcess.javaWith(List.of(), classPath, command), Outcome.environment());
    assertEquals(2, outcome.exitCode(), outcome.toString());
    assertTrue(
        outcome.err().contains("no kernels are on the class path")
            || outcome.err().contains("cannot be loaded"), // those of the tests are there
        outcome.err());
  }

  @Test
  void evenTheClassThatExplainsMayBeMissing() throws Exception {
    Path alone = folder.resolve("alone");
    String main = Fieldstone.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(alone.resolve(main).getParent());
    URL found = requireNonNull(Fieldstone.class.getClassLoader().getResource(main));
    try (InputStream in = found.openStream()) {
      Files.copy(in, alone.resolve(main));
    }
    ChildProcess.run(folder, ChildProcess.javaWith(List.of(), alone.toString(), "fields"), Map.of())
        .assertErrorLine(70, "files of it or of Fieldstone are missing");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aUmaskThatTakesEverythingIsNoDefect() throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of("sh", "-c", "umask 0777; exec \"$@\"", "sh"),
                ChildProcess.java(List.of(), "doctor").stream())
            .toList();
    Outcome outcome =
        ChildProcess.run(
            folder, command, Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
    assertFalse(outcome.err().contains("unexpected"), outcome.err());
    assertTrue(outcome.out().contains("would be used"), outcome.toString());
  }

  @Test
  void theLauncherIsToldOfAWrongResultByACodeOfItsOwn() {
    assertEquals(ExitCodes.MISMATCH, ExitCodes.ofProcess(ExitCodes.MISMATCH));
    System.setProperty("fieldstone.exit.wrong", "99");
    try {
      assertEquals(99, ExitCodes.ofProcess(ExitCodes.MISMATCH));
    } finally {
      System.clearProperty("fieldstone.exit.wrong");
    }
  }

  @Test
  void whatASecurityManagerForbidsIsSaidAndNotWhatFollows() {
    Throwable e = new NoClassDefFoundError("x");
    e.initCause(new ExceptionInInitializerError(new SecurityException("access denied")));
    assertEquals(
        "Java's security manager forbids what Fieldstone does (access denied); leave"
            + " -Djava.security.manager out",
        Breakdown.explain(e));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anotherWorkingFolderThanTheProcessHasIsRefused() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String assumed : List.of(other.toString(), folder.resolve("absent").toString())) {
      Outcome outcome =
          ChildProcess.run(
              folder, ChildProcess.java(List.of("-Duser.dir=" + assumed), "fields"), Map.of());
      outcome.assertBadInput("the working folder is " + assumed, "leave -Duser.dir out");
    }
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    ChildProcess.run(folder, ChildProcess.java(List.of("-Duser.dir=" + link), "fields"), Map.of())
        .assertOk();
  }

  @Test
  void doctorSaysThatSignalsAreNotHeeded() throws Exception {
    for (List<String> options : List.of(List.of("-Xrs"), List.<String>of())) {
      Outcome outcome =
          ChildProcess.run(
              folder,
              ChildProcess.java(options, "doctor"),
              Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
      outcome.assertOk();
      assertEquals(
          !options.isEmpty(),
          outcome.out().contains("! signals    Java runs with -Xrs"),
          outcome.out());
    }
  }
}
