// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static io.fieldstone.runtime.field.ElementForm.CANONICAL;
import static io.fieldstone.runtime.field.ElementForm.MONTGOMERY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.call.KernelPipeline;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that may read in another pattern where their vectors are in the device's own memory. */
class PlaceOfVectorsTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final BigInteger SIX = BigInteger.valueOf(6);

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> residence = gpu.kernel(TestKernels.RESIDENCE, FIELD);

  private HostVector<Tag> fives(ElementForm form) {
    HostVector<Tag> vector = gpu.hostVector(FIELD, 1000, form);
    for (long i = 0; i < vector.size(); i++) {
      vector.setRaw(i, FIVE);
    }
    return vector;
  }

  private static void assertAll(BigInteger expected, HostVector<Tag> vector) {
    for (long i = 0; i < vector.size(); i++) {
      assertEquals(expected, vector.getRaw(i), "element " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CANONICAL", "MONTGOMERY"})
  void aDispatchIsOnVectorsOfTheDevice(ElementForm form) {
    try (HostVector<Tag> a = fives(form);
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, a.size(), form)) {
      x.upload(a);
      ResidentDispatchTest.dispatch(residence, x, x);
      x.download(a);
      assertAll(SIX, a);
    }
  }

  @ParameterizedTest
  @EnumSource(TransferPath.class)
  void aBatchIsOnHostDataByEitherPath(TransferPath path) {
    for (ExecutionMode mode : ExecutionMode.values()) {
      try (HostVector<Tag> a = fives(CANONICAL);
          Batch batch = gpu.batch().path(path)) {
        Ticket<Tag> ticket = batch.submit(residence.job().bind(0, a).build());
        batch.run(mode);
        try (HostVector<Tag> out = ticket.result()) {
          assertAll(FIVE, out);
        }
      }
    }
  }

  @Test
  void dispatchesAndBatchesInTurnAreNotConfused() {
    try (HostVector<Tag> a = fives(CANONICAL);
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, a.size())) {
      for (int i = 1; i <= 10; i++) {
        x.upload(a);
        ResidentDispatchTest.dispatch(residence, x, x);
        x.download(a);
        assertAll(FIVE.add(BigInteger.valueOf(i)), a);
        residence.job().bind(0, a).bind(1, a).build().run();
        assertAll(FIVE.add(BigInteger.valueOf(i)), a);
      }
    }
  }

  @Test
  void aModuleThatDeclaresTheConstantHasAPipelineForEachFormAndPlace() {
    KernelPipeline device = residence.code().pipeline(CANONICAL, true);
    KernelPipeline host = residence.code().pipeline(CANONICAL, false);
    KernelPipeline montgomery = residence.code().pipeline(MONTGOMERY, false);
    assertNotSame(device.pipeline(), host.pipeline());
    assertNotSame(host.pipeline(), montgomery.pipeline());
    assertSame(device, residence.code().pipeline(CANONICAL, true));
    assertSame(host, residence.code().pipeline(CANONICAL, false));
    assertSame(montgomery, residence.code().pipeline(MONTGOMERY, false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyOtherModuleHasOneForBothWhicheverIsUsedFirst(boolean residentFirst) {
    Kernel<Tag> copy =
        gpu.kernel(TestKernels.form("copy-" + residentFirst, Form.OF_CALL, Form.OF_CALL), FIELD);
    KernelPipeline made = copy.code().pipeline(CANONICAL, residentFirst);
    for (boolean resident : new boolean[] {false, true}) {
      assertSame(made, copy.code().pipeline(CANONICAL, resident));
      assertNotSame(made, copy.code().pipeline(MONTGOMERY, resident));
    }
  }

  @Test
  void statisticsAreOfThePipelineForDeviceVectors() {
    ComputePipeline device = residence.code().pipeline(CANONICAL, true).pipeline();
    ComputePipeline host = residence.code().pipeline(CANONICAL, false).pipeline();
    assertNotSame(device, host);
    assertEquals(
        new PipelineStatistics(device.creationNanos(), device.statistics()),
        residence.statistics(CANONICAL));
  }
}
