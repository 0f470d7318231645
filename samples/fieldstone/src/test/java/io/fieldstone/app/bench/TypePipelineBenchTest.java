// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.app.report.Progress;
import io.fieldstone.app.smoke.Cubic;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.runtime.BackendOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypePipelineBenchTest {

  @Test
  void aTypeThatNoKernelIsForIsSaid() {
    BackendOptions options = BackendOptions.fromEnvironment().withStrategy("portable");
    TypePipelineBench.Result result =
        TypePipelineBench.run(
            options,
            List.of(Cubic.INSTANCE, Mersenne31ComplexField.INSTANCE),
            Progress.start("test", 2));
    assertEquals(List.of("cubic"), result.without());
    assertEquals(
        List.of("mersenne31_complex"),
        result.rows().stream().map(TypePipelineBench.Row::type).distinct().toList());
    // 8 kernels, the passes of transforms and one of the tests, in both forms; the tables in one
    assertEquals(21, result.rows().size());
  }
}
