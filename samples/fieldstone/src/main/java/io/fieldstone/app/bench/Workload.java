// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.app.smoke.Comparison;
import io.fieldstone.app.smoke.Elements;
import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Jobs of BLS12-381 Fp {@code vector-add} over vectors that are allocated once and used again for
 * every run, results included. Closing it closes the vectors.
 */
final class Workload implements BatchSource, AutoCloseable {

  private static final long SEED = 1;

  /** Vectors of a job. */
  private static final int VECTORS = 3;

  private final List<HostVector<?>> vectors = new ArrayList<>();

  /** What BigInteger says takes longer than the runs: of short workloads it is kept. */
  private static final long KEPT_BYTES = 1L << 26;

  private final List<Job<HostVector<Bls12381Fp>>> jobs = new ArrayList<>();
  private final IdentityHashMap<Job<?>, byte[]> expected = new IdentityHashMap<>();
  private final boolean keeps;

  Workload(PersistentBackend gpu, long elements, int count) {
    keeps = elements * count * Bls12381FpField.INSTANCE.elementBytes() <= KEPT_BYTES;
    VectorKernelsDispatch<Bls12381Fp> kernels =
        VectorKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
    boolean done = false;
    try {
      for (int j = 0; j < count; j++) {
        HostVector<Bls12381Fp> a = allocate(gpu, elements);
        HostVector<Bls12381Fp> b = allocate(gpu, elements);
        HostVector<Bls12381Fp> out = allocate(gpu, elements);
        jobs.add(kernels.addJob(a, b, out));
      }
      done = true;
    } finally {
      if (!done) {
        vectors.forEach(HostVector::close);
      }
    }
  }

  /**
   * Throws unless there is room for a workload. Nothing is written.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is none
   */
  static void requireRoom(PersistentBackend gpu, long elements, int count) {
    Room.require(gpu, Bls12381FpField.INSTANCE, elements, VECTORS * count, 0);
  }

  private HostVector<Bls12381Fp> allocate(PersistentBackend gpu, long elements) {
    HostVector<Bls12381Fp> vector = gpu.hostVector(Bls12381FpField.INSTANCE, elements);
    vectors.add(vector);
    return vector;
  }

  /** Makes the pipeline of the jobs, and has their transfer path measured. */
  void prepare(PersistentBackend gpu) {
    gpu.preparation().jobs(jobs.get(0).kernel(), ElementForm.CANONICAL).run().requireComplete();
  }

  /** Fills the inputs: edge values, then random ones, the same in every process. */
  void fill() {
    expected.clear();
    Elements operands = new Elements(Bls12381FpField.INSTANCE, SEED);
    jobs.forEach(job -> operands.fill(inputs(job)));
  }

  /** Returns the vectors that a job adds. */
  static List<HostVector<Bls12381Fp>> inputs(Job<HostVector<Bls12381Fp>> job) {
    return job.vectors().subList(0, 2);
  }

  @Override
  public List<Job<HostVector<Bls12381Fp>>> jobs() {
    return jobs;
  }

  @Override
  public void poison() {
    jobs.forEach(job -> Elements.poison(job.result()));
  }

  @Override
  public void requireRight(String how) {
    Comparison comparison = new Comparison();
    for (Job<HostVector<Bls12381Fp>> job : jobs) {
      comparison.compare(how + " " + job, job.result(), expected(job));
    }
    if (comparison.mismatches() > 0) {
      throw new WrongResultException(
          comparison.mismatches()
              + " elements are wrong, the first: "
              + comparison.firstMismatch());
    }
  }

  private byte[] expected(Job<HostVector<Bls12381Fp>> job) {
    byte[] known = expected.get(job);
    if (known == null) {
      known = Elements.expected(StandardOperation.ADD, inputs(job), BigInteger.ZERO);
      if (keeps) {
        expected.put(job, known);
      }
    }
    return known;
  }

  @Override
  public void close() {
    vectors.forEach(HostVector::close);
  }
}
