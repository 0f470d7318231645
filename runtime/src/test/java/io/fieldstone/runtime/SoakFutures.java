// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/** What a {@link SoakWorker} does with futures: lets them end, cancels them, or leaves them. */
final class SoakFutures {

  /** More than one core is asked for. */
  private static final int MANY = 300;

  private static final int MOST_PAUSE_NANOS = 1_000_000;

  private final Soak soak;
  private final SoakWorker worker;
  private final Random random;

  SoakFutures(Soak soak, SoakWorker worker, Random random) {
    this.soak = soak;
    this.worker = worker;
    this.random = random;
  }

  private HostVector<Tag> operand(PersistentBackend gpu, Field<Tag> field, int size) {
    return worker.operand(gpu, field, size);
  }

  private static Job<HostVector<Tag>> sum(
      PersistentBackend gpu, HostVector<Tag> a, HostVector<Tag> b, HostVector<Tag> out) {
    return gpu.kernel(TestKernels.ADD, (Field<Tag>) a.type())
        .job()
        .bind(0, a)
        .bind(1, b)
        .bind(2, out)
        .build();
  }

  /** Returns whether it has a result: it was not cancelled. */
  private boolean ends(CompletableFuture<?> future, String what) {
    if (random.nextInt(3) == 0) {
      LockSupport.parkNanos(random.nextInt(MOST_PAUSE_NANOS));
      soak.count(what + (future.cancel(true) ? ", cancelled" : ", too late to cancel"));
    }
    try {
      future.join();
      soak.count(what + ", done");
      return true;
    } catch (CancellationException e) {
      return false;
    } catch (CompletionException e) {
      if (e.getCause() instanceof FieldstoneException known) {
        throw known;
      }
      throw e;
    }
  }

  void job(PersistentBackend gpu) {
    Field<Tag> field = worker.field();
    int size = worker.size();
    try (HostVector<Tag> a = operand(gpu, field, size);
        HostVector<Tag> b = operand(gpu, field, size);
        HostVector<Tag> out = gpu.hostVector(field, size)) {
      if (ends(sum(gpu, a, b, out).start(), "started jobs")) {
        worker.verify(a, b, out, BigInteger::add);
      }
    }
  }

  void batch(PersistentBackend gpu) {
    Field<Tag> field = worker.field();
    int jobs = random.nextInt(8) == 0 ? MANY : 1 + random.nextInt(6);
    List<HostVector<Tag>> vectors = new ArrayList<>();
    try (Batch batch = gpu.batch()) {
      List<CompletableFuture<HostVector<Tag>>> results = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        int size = jobs == MANY ? 3 : worker.size();
        HostVector<Tag> a = operand(gpu, field, size);
        vectors.add(a);
        HostVector<Tag> b = operand(gpu, field, size);
        vectors.add(b);
        HostVector<Tag> out = gpu.hostVector(field, size);
        vectors.add(out);
        results.add(batch.add(sum(gpu, a, b, out)));
      }
      ExecutionMode[] modes = ExecutionMode.values();
      if (ends(batch.start(modes[random.nextInt(modes.length)]), "started batches")) {
        for (int i = 0; i < jobs; i++) {
          HostVector<Tag> out = results.get(i).join();
          worker.verify(vectors.get(3 * i), vectors.get(3 * i + 1), out, BigInteger::add);
        }
      }
    } finally {
      vectors.forEach(HostVector::close);
    }
  }

  /** out = a + b of Java arrays, which nobody closes. */
  void arrays(PersistentBackend gpu) {
    Field<Tag> field = worker.field();
    int size = worker.size();
    BigInteger[] a = new BigInteger[size];
    BigInteger[] b = new BigInteger[size];
    BigInteger[] out = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      a[i] = TestVectors.value(field, i, 0, random);
      b[i] = TestVectors.value(field, i, 1, random);
    }
    Job<HeapVector<Tag>> job =
        gpu.kernel(TestKernels.ADD, field)
            .heapJob()
            .bind(0, HeapVector.of(field, a))
            .bind(1, HeapVector.of(field, b))
            .bind(2, HeapVector.of(field, out))
            .build();
    if (ends(job.start(), "started jobs of arrays")) {
      for (int i = 0; i < size; i++) {
        if (!a[i].add(b[i]).mod(field.modulus()).equals(out[i])) {
          soak.wrong("element " + i + " of a job of arrays: " + out[i]);
        }
      }
    }
  }
}
