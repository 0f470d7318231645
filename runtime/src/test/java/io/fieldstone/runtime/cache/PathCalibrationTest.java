// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.cache.PathCalibration.Cost;
import io.fieldstone.runtime.device.TransferPath;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PathCalibrationTest {

  @Test
  void aCostIsTheLineThroughTwoMeasurements() {
    assertEquals(new Cost(50, 2), Cost.through(100, 250, 200, 450));
  }

  @Test
  void aLargerJobThatWasMeasuredFasterCostsTheSame() {
    assertEquals(new Cost(250, 0), Cost.through(100, 250, 200, 200));
  }

  @Test
  void theFixedCostIsNeverNegative() {
    assertEquals(new Cost(0, 9), Cost.through(100, 100, 200, 1000));
  }

  @Property
  void aCostNeverFallsAndIsNeverNegative(
      @ForAll @DoubleRange(min = 0, max = 1e12) double small,
      @ForAll @DoubleRange(min = 0, max = 1e12) double large,
      @ForAll @LongRange(min = 0, max = 1L << 40) long elements) {
    Cost cost = Cost.through(1 << 12, small, 1 << 18, large);
    assertTrue(cost.nanos(elements) >= 0);
    assertTrue(cost.nanos(elements + 1) >= cost.nanos(elements));
  }

  @Test
  void thePathThatIsPredictedToBeFasterIsChosen() {
    PathCalibration calibration =
        new PathCalibration(new Cost(10, 3), new Cost(110, 1), PathCalibration.ALL);
    assertEquals(TransferPath.HOST_VISIBLE, calibration.choose(0));
    assertEquals(TransferPath.HOST_VISIBLE, calibration.choose(49));
    assertEquals(TransferPath.DEVICE_LOCAL, calibration.choose(51));
  }

  @Test
  void atTheSameCostThePathWithoutCopiesIsChosen() {
    PathCalibration calibration =
        new PathCalibration(new Cost(10, 3), new Cost(110, 1), PathCalibration.ALL);
    assertEquals(TransferPath.HOST_VISIBLE, calibration.choose(50));
  }
}
