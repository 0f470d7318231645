// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.TypeArgument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run over extension fields and curves, on one that is quick. */
class TypesCommandsTest {

  private static final String QUICK = "--type=mersenne31_complex";

  @TempDir Path folder;

  @Test
  void smokeTypesSaysHowManyWereComparedAndWrong() throws IOException {
    Path json = folder.resolve("types.json");
    String out =
        Outcome.of("smoke-types", QUICK, "--elements=20", "--json", json.toString())
            .assertOk()
            .out();
    List<String> lines = out.lines().toList();
    assertTrue(lines.get(0).startsWith("device "), out);
    assertTrue(lines.get(1).matches("type +kernel +strategies +operands +compared +wrong"), out);
    assertEquals(
        8, lines.stream().filter(line -> line.startsWith("mersenne31_complex ")).count(), out);
    // 8 kernels, 7^2 pairs of edges and 20 others, both forms
    assertTrue(out.endsWith("passed: 1104 of 1104 comparisons made, 0 mismatches\n"), out);
    String written = Files.readString(json);
    assertTrue(written.contains("\"passed\" : true"), written);
    assertTrue(written.contains("\"extension-mul-base\""), written);
  }

  @Test
  void everyShippedTypeHasKernels() {
    assertEquals(17 + 1, Types.composed().size()); // and one of the tests
    String listed = Outcome.of("kernels", "--json").assertOk().out();
    for (TypeArgument<?> type : Types.composed()) {
      assertTrue(listed.contains("\"" + type.name() + "\""), type.name());
    }
  }

  @Test
  void aTypeThatIsNamedTwiceIsOne() {
    String out =
        Outcome.of("smoke-types", QUICK + ",mersenne31_complex", QUICK, "--elements=20")
            .assertOk()
            .out();
    assertTrue(out.endsWith("passed: 1104 of 1104 comparisons made, 0 mismatches\n"), out);
    assertEquals(8, out.lines().filter(line -> line.startsWith("mersenne31_")).count(), out);
    assertEquals(
        List.of("goldilocks", "baby_bear"),
        Types.fields(List.of("goldilocks", "baby_bear", "goldilocks")).stream()
            .map(Field::name)
            .toList());
  }

  @Test
  void aTypeWithoutKernelsIsNamed() {
    var e =
        assertThrows(
            BadInputException.class,
            () -> Types.requireKernels(List.of("cubic"), List.of("cubic: of degree 3", "sextic")));
    assertEquals("no kernels are for cubic: of degree 3; sextic", e.getMessage());
    Types.requireKernels(List.of(), List.of("cubic")); // all there are were meant
    Types.requireKernels(List.of("vesta"), List.of());
  }

  @Test
  void benchPipelinesSaysWhatIsMadeOfEachModule() throws IOException {
    Path json = folder.resolve("pipelines.json");
    String out =
        Outcome.of("bench-pipelines", "--type=goldilocks2,goldilocks2", "--json", json.toString())
            .assertOk()
            .out();
    // a type that is named twice is one: 8 kernels, both forms
    assertEquals(16, out.lines().filter(line -> line.startsWith("goldilocks2 ")).count(), out);
    assertTrue(out.contains("module KB"), out);
    for (String kernel : List.of("extension-add", "extension-inverse", "extension-mul-base")) {
      assertEquals(2, out.lines().filter(line -> line.contains(" " + kernel + " ")).count(), out);
    }
    assertTrue(Files.readString(json).contains("\"moduleBytes\""));
  }
}
