// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bench runs, on what is quick to compile; results are compared by itself. */
class AlgebraBenchTest {

  @Test
  void everyKernelHasALine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (AlgebraBench bench =
        new AlgebraBench(256, 2, Set.of("portable"), List.of("ext4", "ext2-sqr", "affine"), out)) {
      bench.run();
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().skip(2).toList();
    assertEquals(2 + 2 + 4, lines.size(), lines.toString());
    assertTrue(
        lines.stream().allMatch(line -> line.matches("bench-\\S+ +\\S+ .*")), lines::toString);
  }
}
