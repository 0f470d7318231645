// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Bls12381FrField;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldResultTest {

  @Test
  void theFastestChainHasTheLeastTimePerProductHoweverManyElementsItTook() {
    var slow = new ChainThroughput("mul-chain", "portable", 1_000, Samples.ofNanos(1_000_000));
    var fast = new ChainThroughput("mul-chain", "columns", 8_000, Samples.ofNanos(4_000_000));
    var squares = new ChainThroughput("sqr-chain", "columns", 8_000, Samples.ofNanos(2_000_000));
    var result =
        new FieldResult(
            Bls12381FrField.INSTANCE,
            "columns",
            List.of(),
            List.of(slow, fast, squares),
            List.of(),
            new CpuTimes(500, null));
    assertEquals(fast, result.fastest("mul-chain"));
  }
}
