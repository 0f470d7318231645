// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.HostVector;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a run on the device, chunk after chunk. Owns the vectors. Not thread-safe.
 *
 * @param <F> the field's type tag
 */
final class Chunks<F> implements AutoCloseable {

  private final OperationRun<F> run;
  private final List<HostVector<F>> host = new ArrayList<>();
  private final List<DeviceVector<F>> device = new ArrayList<>();
  private long done;

  Chunks(OperationRun<F> run) {
    this.run = run;
  }

  /** Brings the next elements of all inputs to the device; returns whether there were any. */
  boolean next() {
    long count = Math.min(run.gpu().options().chunkElements(), run.size() - done);
    if (count == 0) {
      return false;
    }
    if (host.isEmpty() || host.get(0).size() != count) {
      close();
      allocate(count);
    }
    for (int i = 0; i < host.size(); i++) {
      run.inputs().get(i).read(done, host.get(i));
      device.get(i).upload(host.get(i));
    }
    done += count;
    return true;
  }

  private void allocate(long count) {
    for (int i = 0; i < run.inputs().size(); i++) {
      host.add(run.gpu().hostVector(run.field(), count, run.form()));
      device.add(run.gpu().deviceVector(run.field(), count, run.form()));
    }
  }

  /** Returns this chunk of input {@code i}, which may be overwritten. */
  DeviceVector<F> input(int i) {
    return device.get(i);
  }

  /** Appends this chunk's result to the output. */
  void write(DeviceVector<F> result) {
    HostVector<F> target = host.get(0);
    result.download(target);
    run.out().write(target);
  }

  /** Frees the vectors. Idempotent. */
  @Override
  public void close() {
    host.forEach(ElementVector::close);
    device.forEach(ElementVector::close);
    host.clear();
    device.clear();
  }
}
