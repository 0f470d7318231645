// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.BabyBear;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runs beside something that ends, well or not. */
class StartedCopiesTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;
  private static final int SIZE = 1 << 18;

  private final PersistentBackend gpu = BACKEND.get();

  /** Starts copies that come after passes which take a while, more than are remembered. */
  private static List<Transfer> slow(
      StartedCopies copies, Domain<BabyBear> domain, HostVector<BabyBear> host, int count) {
    List<Transfer> transfers = new ArrayList<>();
    try (DeviceVector<BabyBear> data = domain.backend().upload(host)) {
      domain.forward(Order.NATURAL_TO_REVERSED).apply(data);
      for (int i = 0; i < count; i++) {
        Transfer copy = data.slice(i, 1).startDownload(host.slice(i, 1));
        copies.add(copy);
        transfers.add(copy);
      }
    }
    return transfers;
  }

  /** What is transformed meanwhile. */
  private static void with(
      PersistentBackend backend, BiConsumer<Domain<BabyBear>, HostVector<BabyBear>> test) {
    try (Domain<BabyBear> domain = Domain.of(backend, FIELD, SIZE);
        HostVector<BabyBear> host = backend.hostVector(FIELD, SIZE)) {
      host.put(0, new int[SIZE]);
      test.accept(domain, host);
    }
  }

  /** Has work fail after it started copies, and holds that its failure is what is thrown. */
  private static void fails(StartedCopies copies, Runnable work) {
    IllegalStateException first = new IllegalStateException();
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                copies.awaitAllOf(
                    () -> {
                      work.run();
                      throw first;
                    }));
    assertSame(first, thrown);
  }

  @Test
  void allAreDoneAtTheEnd() {
    with(
        gpu,
        (domain, host) -> {
          for (int count : new int[] {1, 20, 600}) {
            List<Transfer> transfers = new ArrayList<>();
            StartedCopies copies = new StartedCopies();
            copies.awaitAllOf(() -> transfers.addAll(slow(copies, domain, host, count)));
            assertEquals(count, transfers.size());
            assertTrue(transfers.stream().allMatch(Transfer::isDone));
          }
        });
  }

  @Test
  void allAreDoneWhenAFailureIsThrown() {
    with(
        gpu,
        (domain, host) -> {
          List<Transfer> transfers = new ArrayList<>();
          StartedCopies copies = new StartedCopies();
          fails(copies, () -> transfers.addAll(slow(copies, domain, host, 20)));
          assertEquals(20, transfers.size());
          assertTrue(transfers.stream().allMatch(Transfer::isDone));
        });
  }

  /** Though waiting for the copies throws as well. */
  @Test
  void whatFailedFirstIsThrown() {
    PersistentBackend backend =
        PersistentBackend.open(BackendOptions.fromEnvironment().withStrategy("portable"));
    with(
        backend,
        (domain, host) -> {
          StartedCopies copies = new StartedCopies();
          fails(
              copies,
              () -> {
                slow(copies, domain, host, 5);
                backend.close();
              });
        });
  }
}
