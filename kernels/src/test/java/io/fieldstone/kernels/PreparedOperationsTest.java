// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PreparationReport;
import io.fieldstone.runtime.field.ElementForm;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Operations whose kernels were prepared. */
class PreparedOperationsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend().fresh();

  private static final VestaFpField FIELD = VestaFpField.INSTANCE;
  private static final int SIZE = 1000;

  @TempDir Path folder;

  private static void useAll(FieldOperations<VestaFp> field) {
    var gpu = field.backend();
    for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
      try (HostVector<VestaFp> host = gpu.hostVector(FIELD, SIZE, form);
          DeviceVector<VestaFp> a = gpu.deviceVector(FIELD, SIZE, form);
          DeviceVector<VestaFp> out = gpu.deviceVector(FIELD, SIZE, form)) {
        for (int i = 0; i < SIZE; i++) {
          host.set(i, BigInteger.valueOf(i + 1L));
        }
        a.upload(host);
        field.add(a, a, out);
        field.sub(a, a, out);
        field.neg(a, out);
        field.dbl(a, out);
        field.mul(a, a, out);
        field.sqr(a, out);
        field.mulAdd(a, a, a, out);
        field.scale(BigInteger.TWO, a, out);
        field.axpy(BigInteger.TWO, a, a, out);
        field.pow(a, 5, out);
        field.inv(a, out);
        field.prefixProduct(a, out);
        field.sum(a);
        field.product(a);
        field.innerProduct(a, a);
        assertTrue(field.equal(a, a));
        field.add(host, host).close();
        field.mul(host, host).close();
      }
    }
    try (DeviceVector<VestaFp> canonical = gpu.deviceVector(FIELD, SIZE);
        DeviceVector<VestaFp> any = gpu.deviceVector(FIELD, SIZE, ElementForm.UNREDUCED);
        DeviceVector<VestaFp> montgomery = gpu.deviceVector(FIELD, SIZE, ElementForm.MONTGOMERY)) {
      field.toMontgomery(canonical, montgomery);
      field.fromMontgomery(montgomery, canonical);
      field.reduce(any, canonical);
      gpu.await();
    }
  }

  private List<RecordedEvent> pipelines(Runnable body) throws IOException {
    Path file = folder.resolve("test.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("io.fieldstone.Pipeline").withoutThreshold();
      recording.start();
      body.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("io.fieldstone.Pipeline"))
        .filter(
            event -> event.getString("kernel").endsWith("<" + FIELD + ">")) // other tests' go on
        .toList();
  }

  @Test
  void makeNoPipelineAnyMore() throws IOException {
    try (FieldOperations<VestaFp> field = FieldOperations.of(BACKEND.get(), FIELD)) {
      assertTrue(field.kernels().size() >= 20, field.kernels().toString());
      List<RecordedEvent> before =
          pipelines(
              () -> {
                PreparationReport report = BACKEND.get().prepare(field.kernels());
                report.requireComplete();
                assertEquals(field.kernels(), report.kernels());
              });
      assertTrue(before.size() > field.kernels().size(), before.size() + " pipelines");
      assertEquals(List.of(), pipelines(() -> useAll(field)));
    }
  }
}
