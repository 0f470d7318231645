// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchCoresTest {

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "128, false", "129, false", "5000, false", "5000, true"})
  void eachJobHasItsTurnOnce(int jobs, boolean onCpu) {
    AtomicIntegerArray turns = new AtomicIntegerArray(jobs);
    try (BatchCores cores = BatchCores.of(jobs, onCpu)) {
      assertEquals(jobs > 128 && !onCpu, cores.haveCrew());
      cores.forEach(jobs, turns::incrementAndGet);
    }
    assertTrue(IntStream.range(0, jobs).allMatch(i -> turns.get(i) == 1));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "128", "129", "5000"})
  void sumsAreOverAllJobs(int jobs) {
    try (BatchCores cores = BatchCores.of(jobs, false)) {
      assertEquals((long) jobs * (jobs - 1) / 2, cores.sum(jobs, i -> i));
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 99", "5000, 0", "5000, 4321"})
  void whatWasBegunIsEndedAlsoIfSomethingFails(int jobs, int fails) {
    AtomicIntegerArray open = new AtomicIntegerArray(jobs);
    try (BatchCores cores = BatchCores.of(jobs, false)) {
      Begun begun = new Begun(jobs, cores);
      var e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  begun.begin(
                      i -> {
                        if (i == fails) {
                          throw new IllegalStateException("job " + i);
                        }
                        open.incrementAndGet(i);
                      }));
      assertEquals("job " + fails, e.getMessage());
      assertEquals(IntStream.range(0, jobs).map(open::get).sum(), begun.count());
      begun.end(open::decrementAndGet);
      begun.end(open::decrementAndGet);
      assertEquals(0, begun.count());
    }
    assertTrue(IntStream.range(0, jobs).allMatch(i -> open.get(i) == 0));
  }
}
