// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.error.LengthMismatchException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transform. */
public final class Transform<F> {

  private final Domain<F> domain;
  private final Order order;
  private final boolean inverse;
  private final @Nullable Coset<F> coset;
  private final long rows;
  private final int columns;
  private final List<Step<F>> steps;
  private final boolean lastMoves;

  Transform(
      Domain<F> domain,
      Order order,
      boolean inverse,
      @Nullable Coset<F> coset,
      long rows,
      int columns) {
    this.domain = domain;
    this.order = order;
    this.inverse = inverse;
    this.coset = coset;
    this.rows = rows;
    this.columns = columns;
    StepPlanner<F> planner = domain.planner(order, inverse, coset, columns > 1);
    this.steps = planner.steps();
    this.lastMoves = planner.lastMoves();
  }

  public Transform<F> on(Coset<F> of) {
    return new Transform<>(domain, order, inverse, of, rows, columns);
  }

  public Transform<F> rows(long count) {
    return new Transform<>(domain, order, inverse, coset, count, columns);
  }

  public Transform<F> columns(int count) {
    return new Transform<>(domain, order, inverse, coset, rows, count);
  }

  public void apply(DeviceVector<F> data) {
    apply(data, data);
  }

  public void apply(DeviceVector<F> in, DeviceVector<F> out) {
    domain.requireOpen();
    long length = rows * domain.size() * columns;
    requireLength("in", in.size(), length);
    requireLength("out", out.size(), length);
    if (!lastMoves) {
      run(in, out, out);
      return;
    }
    synchronized (domain) {
      if (domain.backend().isRecording()) {
        try (DeviceVector<F> own = domain.backend().deviceVector(domain.field(), length, in.form())) {
          run(in, own, out);
        }
      } else {
        run(in, domain.scratch(length, in.form()), out);
      }
    }
  }

  private void run(DeviceVector<F> in, DeviceVector<F> between, DeviceVector<F> out) {
    DeviceVector<F> source = in;
    for (int i = 0; i < steps.size(); i++) {
      DeviceVector<F> target = i == steps.size() - 1 ? out : between;
      dispatch(steps.get(i), source, target);
      source = target;
    }
  }

  private void dispatch(Step<F> step, DeviceVector<F> source, DeviceVector<F> target) {
    boolean inPlace = source == target;
    long transforms = rows * (domain.size() >> step.logRadix()) * columns;
    int logTile = domain.plan().logTile();
    long groups = ((transforms << step.logRadix()) + (1L << logTile) - 1) >> logTile;
    long most = domain.backend().plan().report().limits().maxComputeWorkGroupCountX();
    try (Dispatch<F> dispatch = domain.pass().pooledDispatch()) {
      dispatch.bind(0, source);
      dispatch.bind(1, inPlace ? domain.spare(source.form()) : target);
      dispatch.bind(2, domain.roots(inverse).vector());
      dispatch.bind(3, step.before().vector());
      dispatch.bind(4, step.after().vector());
      dispatch.push(0, domain.plan().logSize());
      dispatch.push(1, step.logRadix());
      dispatch.push(2, columns);
      dispatch.push(3, Math.toIntExact(transforms));
      dispatch.push(4, step.load());
      dispatch.push(5, step.store());
      dispatch.push(6, inPlace ? 1 : 0);
      dispatch.workgroups((int) Math.min(groups, most));
      dispatch.submit();
    }
  }

  private static void requireLength(String name, long size, long expected) {
    if (size != expected) {
      throw new LengthMismatchException(
          name + " has " + size + " elements, but " + expected + " are expected");
    }
  }
}
