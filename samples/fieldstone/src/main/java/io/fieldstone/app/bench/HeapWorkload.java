// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.smoke.Elements;
import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The jobs of a filled {@link Workload}, from Java arrays to Java arrays. Owns nothing native. */
final class HeapWorkload implements BatchSource {

  /** No element of a prime field has all bits. */
  private static final byte ALL_BITS = -1;

  private final Workload workload;
  private final List<Job<HeapVector<Bls12381Fp>>> jobs = new ArrayList<>();
  private final List<byte[]> sums = new ArrayList<>();

  HeapWorkload(PersistentBackend gpu, Workload workload) {
    this.workload = workload;
    VectorKernelsDispatch<Bls12381Fp> kernels =
        VectorKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
    for (Job<HostVector<Bls12381Fp>> job : workload.jobs()) {
      List<byte[]> arrays = job.vectors().stream().map(Elements::copy).toList();
      List<HeapVector<Bls12381Fp>> vectors =
          arrays.stream().map(bytes -> HeapVector.of(Bls12381FpField.INSTANCE, bytes)).toList();
      jobs.add(kernels.addJob(vectors.get(0), vectors.get(1), vectors.get(2)));
      sums.add(arrays.get(2));
    }
  }

  @Override
  public List<Job<HeapVector<Bls12381Fp>>> jobs() {
    return jobs;
  }

  @Override
  public void poison() {
    sums.forEach(bytes -> Arrays.fill(bytes, ALL_BITS));
  }

  @Override
  public void requireRight(String how) {
    for (int i = 0; i < sums.size(); i++) {
      workload.jobs().get(i).result().putUnchecked(0, ByteBuffer.wrap(sums.get(i)));
    }
    workload.requireRight(how);
  }
}
