// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transform over a domain, in one direction and order: of one vector, or of a batch of them.
 *
 * <pre>{@code
 * Transform<Bls12381Fr> ntt = domain.forward(Order.NATURAL);
 * ntt.apply(a, b);                                     // b = the values of a
 * ntt.apply(a);                                        // in place
 * domain.inverse(Order.NATURAL).on(coset).rows(64).apply(many);
 * HostVector<Bls12381Fr> values = ntt.apply(coefficients);
 * ntt.apply(coefficients, values);                     // host memory that there is
 * }</pre>
 *
 * <p><b>Batches.</b> Rows are transforms one after the other: element i of row r is at r n + i.
 * Columns are transforms side by side: element i of column c is at i columns + c. With both, each
 * row is a matrix of columns.
 *
 * <p><b>Forms.</b> Canonical vectors give canonical results, and Montgomery vectors Montgomery
 * ones, at the same speed.
 *
 * <p><b>Device vectors.</b> A call returns once it is submitted; later calls and downloads see its
 * results. It allocates nothing on the Java heap, and can be {@linkplain PersistentBackend#record
 * recorded}: a program has what it needs of its own, but for the tables, which are those of the
 * domain and must not be closed. The output may be the input; if not, the input stays as it is.
 * {@link Order#NATURAL} and {@link Order#REVERSED} need memory as long as the vector where a
 * transform has several passes; calls of one domain that need it take turns.
 *
 * <p><b>Errors.</b> Before anything is submitted, it throws {@link LengthMismatchException} if a
 * vector is not as long as the batch, {@link FormMismatchException} if vectors differ in form or
 * are unreduced, and {@link ClosedException} if the domain, the coset or a vector was closed; a
 * vector of another field, of another backend, or that a dispatch cannot bind, is refused as by any
 * kernel, and nothing is written to the output then.
 *
 * <p>Immutable and thread-safe; it owns nothing.
 *
 * @param <F> the field's type tag
 */
public final class Transform<F> {

  private final Domain<F> domain;
  private final Order order;
  private final boolean inverse;
  private final @Nullable Coset<F> coset;
  private final int rows;
  private final int columns;
  private final List<Step<F>> steps;
  private final FactorTable<F> roots;

  /** log2 of the largest small transform that there are roots for, or of the first part of them. */
  private final int rootsOrWindow;

  /** log2 of the elements that a workgroup holds. */
  private final int logTile;

  private final boolean lastMoves;
  private final long mostWorkgroups;

  private Transform(
      Domain<F> domain,
      Order order,
      boolean inverse,
      @Nullable Coset<F> coset,
      int rows,
      int columns) {
    this.domain = domain;
    this.order = order;
    this.inverse = inverse;
    this.coset = coset;
    this.rows = rows;
    this.columns = columns;
    DomainTables<F> tables = domain.tables(order);
    TransformPlan plan = tables.plan();
    this.roots = tables.roots(inverse, order.readsReversed());
    this.logTile = domain.passes().logTile(length());
    StepPlanner<F> planner =
        new StepPlanner<>(
            plan,
            order,
            columns > 1,
            !plan.multipliesBetween() && roots.logWindow() == PassMap.WHOLE,
            domain.passes(),
            logTile,
            tables.nothing(),
            tables.twiddles(inverse),
            inverse || coset == null ? null : coset.powers(),
            !inverse ? null : coset == null ? tables.inverseOfSize() : coset.inversePowers());
    this.steps = planner.steps();
    this.rootsOrWindow = plan.multipliesBetween() ? plan.logRadixMost() : roots.logWindow();
    this.lastMoves = planner.lastMoves();
    this.mostWorkgroups = domain.backend().plan().report().limits().maxComputeWorkGroupCountX();
  }

  static <F> Transform<F> of(Domain<F> domain, Order order, boolean inverse) {
    return new Transform<>(domain, order, inverse, null, 1, 1);
  }

  /**
   * {@return this transform, whose values are those at the points of a coset} Of a transform that
   * is on a coset already, the one given takes its place.
   *
   * @param of the coset, of the same domain
   * @throws BindingException if it is one of another domain
   * @throws ClosedException if it was closed
   */
  public Transform<F> on(Coset<F> of) {
    if (of.domain() != domain) {
      throw new BindingException(
          "the coset is one of "
              + of.domain()
              + ", and not of this domain; take one by its coset(generator)");
    }
    of.requireOpen();
    return new Transform<>(domain, order, inverse, of, rows, columns);
  }

  /**
   * {@return this transform, of so many rows}
   *
   * @param count how many transforms lie one after the other
   * @throws LengthMismatchException if they are none, or the batch is beyond what a dispatch takes
   */
  public Transform<F> rows(int count) {
    requireBatch("rows", count, columns);
    return new Transform<>(domain, order, inverse, coset, count, columns);
  }

  /**
   * {@return this transform, of so many columns}
   *
   * @param count how many transforms lie side by side
   * @throws LengthMismatchException if they are none, or the batch is beyond what a dispatch takes
   */
  public Transform<F> columns(int count) {
    requireBatch("columns", count, rows);
    return new Transform<>(domain, order, inverse, coset, rows, count);
  }

  private void requireBatch(String name, int count, int others) {
    if (count < 1) {
      throw new LengthMismatchException(
          "a batch of " + count + " " + name + "; it has one at least");
    }
    if ((double) count * others * domain.size() > Integer.MAX_VALUE) {
      throw new LengthMismatchException(
          "a batch of "
              + count
              + " "
              + name
              + " has more elements than a dispatch can count, 2^31 - 1; take several batches");
    }
  }

  /** {@return the domain} */
  public Domain<F> domain() {
    return domain;
  }

  /** {@return the order of what is read and written} */
  public Order order() {
    return order;
  }

  /** {@return how many elements the vectors have: size, rows and columns multiplied} */
  public long length() {
    return rows * domain.size() * columns;
  }

  /**
   * {@return the kernels of its passes, to have them made before it is used}
   *
   * <pre>{@code
   * gpu.prepare(ntt.kernels()).requireComplete();
   * }</pre>
   */
  public List<Kernel<F>> kernels() {
    return steps.stream()
        .flatMap(step -> Stream.of(step.inPlace(), step.apart()))
        .distinct()
        .toList();
  }

  /**
   * Transforms a vector in place.
   *
   * @param data what is transformed
   */
  public void apply(DeviceVector<F> data) {
    apply("data", data, "data", data);
  }

  /**
   * out = the transform of in.
   *
   * @param in what is transformed, and kept unless it is {@code out}
   * @param out where the result goes
   */
  public void apply(DeviceVector<F> in, DeviceVector<F> out) {
    apply("in", in, "out", out);
  }

  private void apply(String nameOfIn, DeviceVector<F> in, String nameOfOut, DeviceVector<F> out) {
    domain.requireOpen();
    if (coset != null) {
      coset.requireOpen();
    }
    require(nameOfIn, in.size(), in.form(), in.form());
    require(nameOfOut, out.size(), out.form(), in.form());
    domain.backend().requireOperand(nameOfIn, in);
    domain.backend().requireOperand(nameOfOut, out);
    requireBindable(nameOfIn, in.bytes());
    if (in.isSame(out) || (lastMoves && steps.size() > 1)) {
      domain.backend().requireApartOrSame(nameOfIn, in, nameOfOut, out);
    } else { // runs of a program cannot have them be the same: a pass says where its results go
      domain.backend().requireApart(nameOfIn, in, nameOfOut, out);
    }
    if (!lastMoves) {
      run(in, out, out);
    } else if (domain.backend().isRecording()) {
      // the program's own
      try (DeviceVector<F> own =
          domain.backend().deviceVector(domain.elementField(), length(), in.form())) {
        run(in, own, out);
      }
    } else {
      synchronized (domain.memory()) {
        run(in, domain.memory().scratch(length(), in.form()), out);
      }
    }
  }

  private void require(String name, long size, ElementForm form, ElementForm expected) {
    if (size != length()) {
      throw new LengthMismatchException(
          name + " has " + size + " elements, but " + length() + " are expected");
    }
    if (form == ElementForm.UNREDUCED) {
      throw new FormMismatchException(
          name + " is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first");
    }
    if (form != expected) {
      throw new FormMismatchException(name + " is " + form + ", but " + expected + " is expected");
    }
  }

  private void requireBindable(String name, long bytes) {
    long most = domain.backend().plan().report().limits().maxStorageBufferRange();
    if (bytes > most) {
      throw new BindingException(
          name
              + " has "
              + bytes
              + " bytes, but a dispatch of this device binds at most "
              + most
              + ", and a transform binds all; StreamedTransform takes vectors in host memory that are"
              + " longer");
    }
  }

  private void run(DeviceVector<F> in, DeviceVector<F> between, DeviceVector<F> out) {
    DeviceVector<F> source = in;
    for (int i = 0; i < steps.size(); i++) {
      DeviceVector<F> target = i == steps.size() - 1 ? out : between;
      dispatch(steps.get(i), source, target, 0);
      source = target;
    }
  }

  /** Returns how many passes there are. */
  int passes() {
    return steps.size();
  }

  /** Makes one of the passes in place, of elements of a row from {@code first} on. */
  void pass(int index, DeviceVector<F> part, long first) {
    dispatch(steps.get(index), part, part, first);
  }

  private void dispatch(Step<F> step, DeviceVector<F> source, DeviceVector<F> target, long first) {
    boolean inPlace = source.isSame(target);
    DomainTables<F> tables = domain.tables(order);
    int transforms = (int) (source.size() >> step.logRadix());
    long workgroups = (source.size() + (1L << logTile) - 1) >> logTile;
    Kernel<F> kernel = inPlace ? step.inPlace() : step.apart();
    try (Dispatch<F> dispatch = kernel.pooledDispatch()) {
      dispatch.bind(0, source);
      dispatch.bind(1, inPlace ? tables.spare(source.form()) : target);
      dispatch.bind(2, roots.vector());
      dispatch.bind(3, step.before().vector());
      dispatch.bind(4, step.after().vector());
      dispatch.push(0, tables.plan().logSize());
      dispatch.push(1, step.logRadix());
      dispatch.push(2, columns);
      dispatch.push(3, transforms);
      dispatch.push(4, step.load());
      dispatch.push(5, step.store());
      dispatch.push(6, inPlace ? 1 : 0);
      dispatch.push(7, rootsOrWindow);
      dispatch.push(8, (int) (first >> step.logRadix()));
      dispatch.workgroups((int) Math.min(workgroups, mostWorkgroups));
      dispatch.submit();
    }
  }

  /**
   * {@return the transform of what is in host memory, to be closed by the caller} See {@link
   * #apply(HostVector, HostVector)}.
   *
   * @param in what is transformed
   */
  public HostVector<F> apply(HostVector<F> in) {
    PersistentBackend backend = domain.backend();
    backend.requireNotRecording("apply(in)");
    require("in", in.size(), in.form(), in.form());
    HostVector<F> out = backend.hostVector(domain.elementField(), in.size(), in.form());
    boolean done = false;
    try {
      apply(in, out);
      done = true;
      return out;
    } finally {
      if (!done) {
        out.close();
      }
    }
  }

  /**
   * out = the transform of in, from host memory to host memory. It returns when it is done.
   *
   * <p><b>Speed.</b> The bus takes longest, and the device computes meanwhile: parts of a vector
   * come back while others are transformed, in {@link Order#NATURAL_TO_REVERSED}; in {@link
   * Order#REVERSED_TO_NATURAL} parts are transformed while others are on their way there. Rows
   * come, are transformed and go beside each other, in every order. One transform of the other
   * orders, or of columns, begins when all is there, and goes back when all is done.
   *
   * <p><b>Memory.</b> The whole vector is on the device meanwhile. The domain keeps that memory for
   * the next call, until it is closed.
   *
   * <p><b>Errors.</b> Before anything is uploaded, it throws what transforms of device vectors
   * throw. If it fails on the way, since the device does, the domain or a vector is closed, or the
   * thread is interrupted, the output is not all written, and the input is lost where it is the
   * output; nothing uses the vectors any more when it throws.
   *
   * @param in what is transformed, and kept unless it is {@code out}
   * @param out where the result goes
   */
  public void apply(HostVector<F> in, HostVector<F> out) {
    apply(in, out, HostTransform.PART_BYTES);
  }

  /** Transforms in parts of so many bytes at least; smaller ones are for tests. */
  void apply(HostVector<F> in, HostVector<F> out, long partBytes) {
    PersistentBackend backend = domain.backend();
    backend.requireNotRecording("apply(in, out)");
    domain.requireOpen();
    if (coset != null) {
      coset.requireOpen();
    }
    require("in", in.size(), in.form(), in.form());
    require("out", out.size(), out.form(), in.form());
    requireBindable("in", Math.multiplyExact(in.size(), domain.elementField().elementBytes()));
    backend.requireVector("in", in, domain.elementField());
    backend.requireVector("out", out, domain.elementField());
    backend.requireApartOrSame("in", in.asDeviceVector(), "out", out.asDeviceVector());
    DomainMemory<F> memory = domain.memory();
    DeviceVector<F> data = memory.take(length(), in.form());
    try {
      new HostTransform<>(this, rows, columns, in, data, out, partBytes).run();
    } finally {
      memory.giveBack(data);
    }
  }

  /**
   * {@return the transform of an array, in an array like it}
   *
   * @param in what is transformed
   */
  public HeapVector<F> apply(HeapVector<F> in) {
    domain.backend().requireNotRecording("apply(in)");
    try (HostVector<F> copy = domain.backend().hostVector(in)) {
      apply(copy, copy);
      return in.copyOf(copy);
    }
  }

  @Override
  public String toString() {
    return (inverse ? "the inverse transform, " : "the forward transform, ")
        + order
        + ", over "
        + (coset == null ? "" : "a coset of ")
        + domain
        + (rows > 1 ? ", " + rows + " rows" : "")
        + (columns > 1 ? ", " + columns + " columns" : "");
  }
}
