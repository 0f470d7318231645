// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a checkout that is built, with a java that only says how it was started. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LauncherTest {

  private static final Path LAUNCHER =
      Path.of("..", "..", "fieldstone").toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Ended(int exitCode, String out) {}

  @BeforeEach
  void makeAJdk() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jdk").resolve("bin"));
    executable(bin.resolve("javac"), "");
    executable(bin.resolve("apt-get"), "exit 1\n"); // nothing is installed by a test
    java("echo \"started $LC_ALL $*\"");
    Files.writeString(folder.resolve("jdk").resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  /** Has the launcher start a script in place of Java, which ends as Fieldstone does. */
  private void java(String script) throws IOException {
    javaThatEnds(script + "\nexit 98");
  }

  private void javaThatEnds(String script) throws IOException {
    executable(folder.resolve("jdk").resolve("bin").resolve("java"), script + "\n");
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
        List.of(
            "annotations", "shaders", "runtime", "processor", "kernels", "samples/fieldstone")) {
      Files.createDirectories(root.resolve(module).resolve("src").resolve("main"));
      Files.createFile(root.resolve(module).resolve("pom.xml"));
    }
    Path target = Files.createDirectories(root.resolve("samples/fieldstone/target"));
    Files.createFile(target.resolve("fieldstone.jar"));
    Path stamp = Files.createFile(target.resolve("fieldstone.built"));
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
    return root;
  }

  private Ended start(Path root, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(environment, folder.relativize(root) + "/fieldstone", "help");
  }

  private Ended start(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    int exitCode = begin(environment, command).waitFor();
    return new Ended(exitCode, Files.readString(folder.resolve("out")));
  }

  /**
   * Starts a command; env is in between, since variables such as BASHOPTS change its own shell, and
   * a signal that is ignored here, as in the background of a script, could not be trapped there.
   */
  private Process begin(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("env", "--default-signal=HUP,INT,TERM")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.command().add("PATH=" + folder.resolve("jdk/bin") + ":" + System.getenv("PATH"));
    builder.command().add("JAVA_HOME=" + folder.resolve("jdk"));
    environment.forEach((name, value) -> builder.command().add(name + "=" + value));
    builder.command().addAll(List.of(command));
    return builder.start();
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
    "SHELLOPTS,noexec",
    "SHELLOPTS,xtrace:verbose",
    "SHELLOPTS,onecmd:keyword",
    "BASH_ENV,/no/such/file",
    "BASH_ENV,be",
    "ENV,be",
    "BASH_VERSION,5.2",
    "BASH_FUNC_find%%,() { exit 1; }",
    "BASH_FUNC_printf%%,() { :; }",
    "PATH,''",
    "PATH,/no/such/folder",
    "GREP_OPTIONS,-v",
    "LC_ALL,tr_TR.UTF-8",
    "TZ,no/such/zone",
    "COLUMNS,0",
    "TERM,no such terminal",
  })
  void whatAUserExportsForOtherShellsChangesNothing(String name, String value) throws Exception {
    Path root = checkout("checkout");
    Files.writeString(folder.resolve("be"), "exit 1\n");
    Ended ended = start(root, Map.of(name, value));
    assertTrue(ended.out().startsWith("started "), ended.out());
    assertTrue(
        ended.out().endsWith(root + "/samples/fieldstone/target/fieldstone.jar help\n"),
        ended.out());
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
      assertTrue(ended.out().startsWith("started C.UTF-8 "), ended.out());
    }
    assertTrue(start(root, Map.of("LC_ALL", "C.UTF-8")).out().startsWith("started C.UTF-8 "));
  }

  @Test
  void whatCannotBeBuiltIsOneLine() throws Exception {
    Path root = checkout("checkout");
    Path target = root.resolve("samples/fieldstone/target");
    Files.delete(target.resolve("fieldstone.jar"));
    Files.delete(target.resolve("fieldstone.built"));
    Files.delete(target);
    Files.createFile(target); // as little a folder to build in as a read-only one, root's too
    Ended ended = start(root, Map.of());
    assertEquals(1, ended.out().lines().count(), ended.out());
    assertTrue(ended.out().contains("cannot be written"), ended.out());
    assertEquals(2, ended.exitCode());
  }

  @ParameterizedTest
  @CsvSource({
    "exit 98, 0, ''",
    "exit 0, 2, Java has ended before Fieldstone did",
    "exit 2, 2, ''",
    "exit 70, 70, ''",
    "exit 99, 1, ''",
    "exit 1, 2, Java could not start: see above",
    "exit 6, 2, Java could not start: see above",
    "exit 127, 2, Java could not start: see above",
    "exit 152, 152, Java was ended by the limit of processor time",
    "kill -KILL $$, 137, Java was killed (signal 9)",
    "kill -SEGV $$, 139, Java crashed (signal 11)",
    "kill -ABRT $$, 134, Java crashed (signal 6)",
  })
  void noneAndOneAreFieldstonesOwnExitCodesOnly(String script, int exitCode, String said)
      throws Exception {
    javaThatEnds(script);
    Ended ended = start(checkout("checkout"), Map.of());
    assertEquals(said.isEmpty() ? 0 : 1, ended.out().lines().count(), ended.out());
    assertTrue(ended.out().contains(said), ended.out());
    assertEquals(exitCode, ended.exitCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 20, 40})
  void aLimitOfOpenFilesIsSaid(int files) throws Exception {
    Path root = checkout("checkout");
    Ended ended =
        start(Map.of(), "sh", "-c", "ulimit -n " + files + "; exec " + root + "/fieldstone help");
    assertTrue(ended.out().contains("raise the limit"), ended.out());
    assertEquals(2, ended.exitCode());
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void aSignalReachesJava(String signal, int exitCode) throws Exception {
    java("trap 'echo ended; exit " + exitCode + "' " + signal + "; echo up; sleep 60 & wait");
    Process launcher = begin(Map.of(), checkout("checkout") + "/fieldstone", "help");
    awaitOutput("up");
    signal(signal, launcher.pid());
    assertEquals(exitCode, launcher.waitFor());
    assertEquals("up\nended\n", Files.readString(folder.resolve("out")));
  }

  @Test
  void aJavaThatASignalMeetsWhileItStartsHasEndedByTheSignal() throws Exception {
    java("trap 'exit 1' TERM; echo up; sleep 60 & wait"); // as JDK 17 does, now and then
    Process launcher = begin(Map.of(), checkout("checkout") + "/fieldstone", "help");
    awaitOutput("up");
    signal("TERM", launcher.pid());
    assertEquals(143, launcher.waitFor());
    assertEquals("up\n", Files.readString(folder.resolve("out")));
  }

  @Test
  void javaEndsWithALauncherThatIsKilled() throws Exception {
    Ended setpriv = start(Map.of(), "setpriv", "--pdeathsig", "TERM", "true");
    assertEquals(0, setpriv.exitCode(), "install util-linux, which has setpriv: " + setpriv.out());
    java("trap 'echo ended; exit 143' TERM; echo up; sleep 60 & wait");
    Process launcher = begin(Map.of(), checkout("checkout") + "/fieldstone", "help");
    awaitOutput("up");
    launcher.destroyForcibly().waitFor();
    awaitOutput("ended");
  }

  private static void signal(String name, long process) throws IOException, InterruptedException {
    assertEquals(
        0, new ProcessBuilder("kill", "-s", name, Long.toString(process)).start().waitFor());
  }

  private void awaitOutput(String line) throws IOException, InterruptedException {
    while (!Files.readString(folder.resolve("out")).contains(line)) {
      Thread.sleep(10); // the test's own time limit ends it
    }
  }

  @Test
  void aWorkingFolderThatIsGoneIsSaid() throws Exception {
    String launcher = checkout("checkout") + "/fieldstone";
    Ended ended =
        start(
            Map.of(), "sh", "-c", "mkdir gone; cd gone; rmdir ../gone; exec " + launcher + " help");
    assertTrue(ended.out().contains("fieldstone: the working folder is gone"), ended.out());
    assertEquals(2, ended.exitCode());
  }

  @Test
  void javaReadsWhatTheLauncherIsGiven() throws Exception {
    java("cat");
    String launcher = checkout("checkout") + "/fieldstone";
    assertEquals("in\n", start(Map.of(), "sh", "-c", "echo in | " + launcher + " help").out());
    Ended closed = start(Map.of(), "sh", "-c", launcher + " help <&-");
    assertEquals("", closed.out());
    assertEquals(0, closed.exitCode());
  }

  @Test
  void whatIsClosedIsNoOtherFilesNumber() throws Exception {
    java("ls -l /proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 >listed");
    String launcher = checkout("checkout") + "/fieldstone";
    start(Map.of(), "sh", "-c", launcher + " help <&- >&- 2>&-");
    String listed = Files.readString(folder.resolve("listed"));
    assertTrue(listed.contains("fd/0 -> /dev/null"), listed);
    assertTrue(listed.contains("fd/2 -> /dev/null"), listed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-dash",
        "a 'quoted' \"name\"",
        "two\nlines",
        "last\n",
        "$HOME `ls` *",
        "z\u00fcrich"
      })
  void aCheckoutMayHaveAnyName(String name) throws Exception {
    Path root = checkout(name);
    Ended ended = start(root, Map.of("LC_ALL", "C.UTF-8"));
    assertTrue(
        ended.out().endsWith(root + "/samples/fieldstone/target/fieldstone.jar help\n"),
        ended.out());
    Files.createSymbolicLink(folder.resolve("link"), root.resolve("fieldstone"));
    assertEquals(ended, start(Map.of("LC_ALL", "C.UTF-8"), "./link", "help"));
  }

  @ParameterizedTest
  @CsvSource({
    "0x00007f0000001fff, /usr/lib/libcut.so",
    "0x00007f0000000000, /usr/lib/libcut.so",
    "0x00007f0000002000, libdriver.so",
    "0x0000000000000008, libdriver.so",
  })
  void whatJavaCrashedInIsNamed(String address, String named) throws Exception {
    javaThatEnds(
        "cat >hs_err_pid$$.log <<'END'\n"
            + "# Problematic frame:\n"
            + "# C  [libdriver.so+0x1234]  some_function+0x12\n"
            + ("siginfo: si_signo: 7 (SIGBUS), si_code: 2 (BUS_ADRERR), si_addr: " + address + "\n")
            + "Dynamic libraries:\n"
            + "55d0c0e00000-55d0c0e01000 r--p 00000000 fe:00 1 /usr/bin/java\n"
            + "7f0000000000-7f0000002000 r--p 00000000 fe:00 2 /usr/lib/libcut.so\n"
            + "7f0000003000-7f0000004000 rw-p 00000000 00:00 0\n"
            + "END\n"
            + "kill -BUS $$");
    Ended ended = start(checkout("checkout"), Map.of());
    assertTrue(
        ended.out().startsWith("fieldstone: Java crashed (signal 7) in " + named + ": a defect"),
        ended.out());
    assertEquals(135, ended.exitCode());
  }

  /** Makes a checkout that was not built, and a Maven that builds it. */
  private Path staleCheckout(String maven) throws IOException {
    Path root = checkout("checkout");
    Files.delete(root.resolve("samples/fieldstone/target/fieldstone.built"));
    executable(
        folder.resolve("jdk/bin/mvn"),
        "[ \"$1\" != -v ] || exec echo Apache Maven 3.9.0\n" + maven);
    return root;
  }

  @Test
  void whileItBuildsTheCallersOwnFilesStayOpen() throws Exception {
    Path root = staleCheckout("echo built >>built");
    java("for i in 3 4 5 6 7 8 9; do echo $i >&$i || exit 1; done");
    String opened = "exec 3>o3 4>o4 5>o5 6>o6 7>o7 8>o8 9>o9; exec " + root + "/fieldstone help";
    Ended ended = start(Map.of(), "sh", "-c", opened);
    assertEquals(
        "fieldstone: building (the first time it also downloads libraries)\n", ended.out());
    assertEquals(0, ended.exitCode());
    for (int i = 3; i <= 9; i++) {
      assertEquals(i + "\n", Files.readString(folder.resolve("o" + i)));
    }
    assertEquals("built\n", Files.readString(root.resolve("built")));
    java("echo started");
    assertEquals("started\n", start(root, Map.of()).out(), "it is built once");
  }

  @Test
  void whoWaitsForAnotherBuildSaysSo() throws Exception {
    Path root = staleCheckout("echo built >>built");
    java("echo started");
    Process other =
        new ProcessBuilder(
                "flock", root.resolve("pom.xml").toString(), "sh", "-c", "echo locked; sleep 3")
            .start();
    try (var locked = other.inputReader()) {
      assertEquals("locked", locked.readLine());
      Ended ended = start(root, Map.of());
      assertEquals(
          "fieldstone: waiting for another fieldstone that builds in "
              + root.toRealPath()
              + "\nfieldstone: building (the first time it also downloads libraries)\nstarted\n",
          ended.out());
    } finally {
      other.destroy();
    }
  }

  @Test
  void aBuildThatFailsShowsWhyAndIsTriedAgain() throws Exception {
    Path root = staleCheckout("echo no network; exit 1");
    for (int i = 0; i < 2; i++) {
      Ended ended = start(root, Map.of());
      assertTrue(
          ended.out().endsWith("no network\nfieldstone: the build failed: see above\n"),
          ended.out());
      assertEquals(2, ended.exitCode());
    }
  }

  @Test
  void aSampleIsBuiltAndRunByItsName() throws Exception {
    Path root = checkout("checkout");
    Path sources = root.resolve("samples/hello/src/main/java/example");
    Files.createFile(Files.createDirectories(sources).resolve("Main.java"));
    executable(
        folder.resolve("jdk/bin/mvn"),
        "case $1 in -v) echo Apache Maven 3.9.9 ;; *) echo \"mvn $*\" ;; esac\n");
    Ended ended = start(Map.of(), "checkout/fieldstone", "sample", "hello");
    assertEquals(0, ended.exitCode(), ended.out());
    assertEquals(
        "fieldstone: installing the modules in Maven's local repository, which takes some minutes"
            + " once\n"
            + "mvn -B -ntp -q -Dstyle.color=never -f "
            + root
            + "/samples/hello/pom.xml compile exec:java\n",
        ended.out());

    Ended completion = start(Map.of(), "checkout/fieldstone", "completion", "bash");
    assertTrue(completion.out().contains(" -Dfieldstone.samples=hello "), completion.out());

    Ended list = start(Map.of(), "checkout/fieldstone", "sample", "--help");
    assertEquals(0, list.exitCode(), list.out());
    assertTrue(list.out().contains("\n  hello\n"), list.out());
    for (String name : List.of("hell", "hello world", "../hello", "-x")) {
      Ended unknown = start(Map.of(), "checkout/fieldstone", "sample", name);
      assertEquals(2, unknown.exitCode(), unknown.out());
      assertEquals(
          "fieldstone: there is no sample '" + name + "'; there are: hello\n", unknown.out());
    }
    for (List<String> nothing : List.of(List.of("sample"), List.of("sample", ""))) {
      List<String> command = new ArrayList<>(List.of("checkout/fieldstone"));
      command.addAll(nothing);
      Ended unknown = start(Map.of(), command.toArray(String[]::new));
      assertEquals(2, unknown.exitCode(), unknown.out());
      assertEquals("fieldstone: sample takes the name of one; there are: hello\n", unknown.out());
    }
    assertEquals(2, start(Map.of(), "checkout/fieldstone", "sample", "hello", "x").exitCode());
  }

  /** Verifies with a Maven that runs scripts for the tests of the runtime and of later modules. */
  private Ended verify(String compiling, String first, String later) throws Exception {
    Path root = checkout("checkout");
    Files.createFile(Files.createDirectories(root.resolve(".ci")).resolve("run"));
    executable(
        folder.resolve("jdk/bin/mvn"),
        "case \"$*\" in\n"
            + "  -v) echo Apache Maven 3.9.9 ;;\n"
            + ("  *surefire:test\\ -pl\\ runtime*) " + first + " ;;\n")
            + "  *surefire:test\\ -pl*) ;;\n"
            + ("  *surefire:test*) " + later + " ;;\n")
            + ("  *install*-rf*) " + compiling + " ;;\n")
            + "esac\n");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Ended ended = start(Map.of("TMPDIR", temporary.toString()), "checkout/fieldstone", "verify");
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
    return ended;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 0, 0 0",
    "1, 3 1, 0 0",
    "1, 0 0, 2 1",
    "2, 0 1, 0 0", // Maven fails for another reason
    "2, 0 0, 0 1",
  })
  void verifyTellsTestsThatFailFromWhatElseDoes(int exitCode, String first, String later)
      throws Exception {
    Ended ended = verify(":", tests(first), tests(later));
    assertEquals(exitCode, ended.exitCode(), ended.out());
    assertTrue(ended.out().contains("Failures: " + first.charAt(0)), ended.out());
    assertEquals(
        exitCode == 0,
        ended.out().endsWith("fieldstone: verified: 10 tests run, 0 failed, 0 skipped\n"),
        ended.out());
    assertEquals(exitCode == 2, ended.out().endsWith("fieldstone: verifying failed: see above\n"));
  }

  private static String tests(String failuresAndCode) {
    String[] both = failuresAndCode.split(" ", -1);
    return "echo 'Tests run: 5, Failures: " + both[0] + ", Errors: 0, Skipped: 0'; exit " + both[1];
  }

  @Test
  void testsEndWithAVerifyThatCannotCompile() throws Exception {
    Ended ended =
        verify(
            "while [ ! -s ../tests ]; do sleep 0.1; done; exit 1",
            "echo $$ >../tests; exec sleep 60",
            ":");
    assertEquals(2, ended.exitCode(), ended.out());
    long tests = Long.parseLong(Files.readString(folder.resolve("tests")).strip());
    Optional<ProcessHandle> ending = ProcessHandle.of(tests);
    if (ending.isPresent()) { // a signal takes its time
      ending.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void helpThatCannotBeWrittenIsNoSuccess() throws Exception {
    assertTrue(Files.exists(Path.of("/dev/full")), "mount /dev as Linux has it, with /dev/full");
    Path launcher = checkout("checkout").resolve("fieldstone");
    Ended full = start(Map.of(), "sh", "-c", launcher + " verify --help 2>&1 >/dev/full");
    assertEquals(
        "fieldstone: cannot write standard output; make room or redirect it elsewhere\n",
        full.out());
    assertEquals(2, full.exitCode());
    Ended closed = start(Map.of(), "sh", "-c", launcher + " verify --help 2>&1 >&-");
    assertEquals(2, closed.exitCode(), closed.out());
    assertEquals(0, start(Map.of(), launcher.toString(), "verify", "--help").exitCode());
  }
}
