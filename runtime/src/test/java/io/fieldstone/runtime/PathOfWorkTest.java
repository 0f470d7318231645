// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.cache.PathCalibration;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.tuning.PathCalibrator;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A path is measured with the work that a call has. */
@Timeout(120)
class PathOfWorkTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> busy = gpu.kernel(TestKernels.BUSY, TestFields.BABY_BEAR);

  private PushConstants rounds(int rounds) {
    PushConstants constants = new PushConstants(busy.descriptor(), busy.types());
    constants.put(0, rounds);
    return constants;
  }

  @Test
  void callsOfMoreWorkAreMeasuredByThemselves(@TempDir Path folder) {
    Path kept = folder.resolve("paths.properties");
    CalibrationFile file = new CalibrationFile(kept);
    PathCalibrator calibrator =
        new PathCalibrator(
            gpu.resources().executor(), gpu.resources().context().vectors(), file, 1 << 19);
    calibrator.choose(busy.code(), rounds(0), 1000);
    calibrator.choose(busy.code(), rounds(300), 1000);
    String key = "busy/" + TestFields.BABY_BEAR.shape();
    assertTrue(file.find(key).isPresent());
    PathCalibration before = file.find(key + "/rounds<2^16").orElseThrow();
    calibrator.choose(busy.code(), rounds(257), 1000); // is of the same length
    assertEquals(before, file.find(key + "/rounds<2^16").orElseThrow());
    assertEquals(before, new CalibrationFile(kept).find(key + "/rounds<2^16").orElseThrow());
  }
}
