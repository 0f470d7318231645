// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * The points 1, w, w^2, ... of a field, for a root of unity w of order n = 2^k, and the transforms
 * between the n coefficients of polynomials and their values at these points.
 *
 * <pre>{@code
 * try (var domain = Domain.of(gpu, Bls12381FrField.INSTANCE, 1 << 20)) {
 *   Transform<Bls12381Fr> values = domain.forward(Order.NATURAL_TO_REVERSED);
 *   Transform<Bls12381Fr> coefficients = domain.inverse(Order.REVERSED_TO_NATURAL);
 *   values.apply(a);                                 // in place
 *   values.apply(b);
 *   fr.mul(a, b, c);
 *   coefficients.apply(c);                           // c = a b mod x^n - 1
 * }
 * }</pre>
 *
 * <p>The forward transform of a is A[i] = a[0] + a[1] w^i + ... + a[n - 1] w^(i (n - 1)), and the
 * inverse one gives a, with 1/n in it. On a {@linkplain #coset coset} of generator g the points are
 * g w^i.
 *
 * <p><b>Extension fields.</b> Quadratic extensions of fields of one word have domains too, above
 * all that of Mersenne31, which has next to none itself: {@code Domain.of(gpu,
 * Mersenne31ComplexField.INSTANCE, 1 << 20)}. Their roots and generators are {@linkplain
 * FieldElement elements}.
 *
 * <p><b>Roots.</b> Without a root of one's own, w is {@link Field#rootOfUnity}, or that of {@link
 * io.fieldstone.runtime.field.ExtensionField}: powers of the generator that the field declares.
 * Libraries differ in their roots, and so in the order of the points; {@link #of(PersistentBackend,
 * Field, long, BigInteger)} takes theirs.
 *
 * <p><b>Ownership.</b> It is the caller's, and owns tables on the device: two powers of w for each
 * of its points, or a few thousand if elements have one or two words, and a scratch vector as long
 * as the last that was transformed in an order that needs one, and a vector as long as the last one
 * of host memory. {@link #close} frees all of it, its cosets included, and so does closing the
 * backend. It does not own the vectors it is given.
 *
 * <p><b>Threads.</b> Immutable but for these two vectors; safe for use by several threads.
 *
 * @param <F> the field's type tag
 */
public final class Domain<F> implements AutoCloseable {

  private final PersistentBackend backend;
  private final FiniteField<F> field;
  private final FieldElement<F> root;
  private final TransformPlan plan;
  private final PassKernels<F> passes;
  private final DomainMemory<F> memory;
  private final DomainTables<F> tables;

  /** Those of orders whose last pass moves elements: often the same. */
  private final DomainTables<F> tablesOfMoves;

  private Domain(
      PersistentBackend backend,
      FiniteField<F> field,
      FieldElement<F> root,
      TransformPlan plan,
      boolean shaped) {
    this.backend = backend;
    this.field = field;
    this.root = root;
    this.plan = plan;
    var factors = FactorTables.of(backend, field, plan);
    this.passes = new PassKernels<>(backend, field, plan, shaped);
    this.memory = new DomainMemory<>(backend, field, plan.logSize());
    this.tables = DomainTables.of(factors, memory, root, plan);
    TransformPlan ofMoves = plan.ofMoves(field);
    this.tablesOfMoves =
        ofMoves.equals(plan) ? tables : DomainTables.of(factors, memory, root, ofMoves);
  }

  /**
   * {@return the domain of a size, with the field's own root, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param backend where its transforms run
   * @param field the field of the points
   * @param size the number of points, a power of two
   * @throws LengthMismatchException if {@code size} is no power of two
   * @throws UnsupportedFieldException if the field has no root of that order, or there are no
   *     kernels for its limb shape
   * @throws RecordingException if a program is being recorded
   * @throws ClosedException if the backend was closed
   */
  public static <F> Domain<F> of(PersistentBackend backend, FiniteField<F> field, long size) {
    FieldElement<F> root = DomainArguments.rootOfUnity(field, DomainArguments.logOf(size));
    return of(backend, field, root, TransformPlan.of(backend, field, size));
  }

  /**
   * {@return the domain of a size with a root of the caller's choice, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param backend where its transforms run
   * @param field the field of the points
   * @param size the number of points, a power of two
   * @param root an element of order {@code size}
   * @throws LengthMismatchException if {@code size} is no power of two
   * @throws ElementRangeException if {@code root} is not of that order
   * @throws UnsupportedFieldException if there are no kernels for the field's limb shape
   * @throws RecordingException if a program is being recorded
   * @throws ClosedException if the backend was closed
   */
  public static <F> Domain<F> of(
      PersistentBackend backend, Field<F> field, long size, BigInteger root) {
    FieldElement<F> element = DomainArguments.root(field, DomainArguments.logOf(size), root);
    return of(backend, field, element, TransformPlan.of(backend, field, size));
  }

  /**
   * {@return a domain over a prime field or an extension with a root of the caller's choice, to be
   * closed by the caller}
   *
   * @param <F> the field's type tag
   * @param backend where its transforms run
   * @param field the field of the points
   * @param size the number of points, a power of two
   * @param root an element of order {@code size}
   * @throws LengthMismatchException if {@code size} is no power of two
   * @throws ElementRangeException if {@code root} is not of that order
   * @throws UnsupportedFieldException if {@code root} is of another field, or there are no kernels
   *     for this one's limb shape and degree
   * @throws RecordingException if a program is being recorded
   * @throws ClosedException if the backend was closed
   */
  public static <F> Domain<F> of(
      PersistentBackend backend, FiniteField<F> field, long size, FieldElement<F> root) {
    DomainArguments.root(field, DomainArguments.logOf(size), root);
    return of(backend, field, root, TransformPlan.of(backend, field, size));
  }

  /** Returns a domain with a plan of the caller's choice, for tests. */
  static <F> Domain<F> of(
      PersistentBackend backend, FiniteField<F> field, FieldElement<F> root, TransformPlan plan) {
    return of(backend, field, root, plan, PassKernels.areShaped(backend));
  }

  /** Returns a domain, each shape of whose passes has a kernel of its own or not, for tests. */
  static <F> Domain<F> of(
      PersistentBackend backend,
      FiniteField<F> field,
      FieldElement<F> root,
      TransformPlan plan,
      boolean shaped) {
    if (backend.isRecording()) {
      throw new RecordingException(
          "a domain is made, which uploads its tables, while a program is recorded; make it before");
    }
    return new Domain<>(backend, field, root, plan, shaped);
  }

  /**
   * {@return the coset of the points g w^i, whose tables this domain owns}
   *
   * @param generator g, which must not be a power of w: that coset is the domain itself
   * @throws ElementRangeException if {@code generator} is zero, not below the modulus, or a power
   *     of w
   * @throws UnsupportedFieldException if the field is no prime field
   * @throws RecordingException if a program is being recorded
   * @throws ClosedException if the domain was closed
   */
  public Coset<F> coset(BigInteger generator) {
    requireOpen();
    return tables.coset(this, DomainArguments.generator(field(), plan.logSize(), generator));
  }

  /**
   * {@return the coset of the points g w^i, whose tables this domain owns}
   *
   * @param generator g, which must not be a power of w: that coset is the domain itself
   * @throws ElementRangeException if {@code generator} is zero, or a power of w
   * @throws UnsupportedFieldException if it is of another field
   * @throws RecordingException if a program is being recorded
   * @throws ClosedException if the domain was closed
   */
  public Coset<F> coset(FieldElement<F> generator) {
    requireOpen();
    return tables.coset(this, DomainArguments.generator(field, plan.logSize(), generator));
  }

  /**
   * {@return the transform from coefficients to values}
   *
   * @param order the order of both
   * @throws ClosedException if the domain was closed
   */
  public Transform<F> forward(Order order) {
    requireOpen();
    return Transform.of(this, requireNonNull(order, "order"), false);
  }

  /**
   * {@return the transform from values to coefficients}
   *
   * @param order the order of both
   * @throws ClosedException if the domain was closed
   */
  public Transform<F> inverse(Order order) {
    requireOpen();
    return Transform.of(this, requireNonNull(order, "order"), true);
  }

  /**
   * {@return evaluation: from the coefficients of polynomials to their values, in natural order}
   * The same as {@link #forward} of {@link Order#NATURAL}, by its name.
   *
   * @throws ClosedException if the domain was closed
   */
  public Transform<F> evaluation() {
    return forward(Order.NATURAL);
  }

  /**
   * {@return interpolation: from values in natural order to the coefficients of the one polynomial
   * of degree below n that has them} The same as {@link #inverse} of {@link Order#NATURAL}, by its
   * name; {@link Transform#on} gives that over a coset.
   *
   * @throws ClosedException if the domain was closed
   */
  public Transform<F> interpolation() {
    return inverse(Order.NATURAL);
  }

  /** {@return the backend} */
  public PersistentBackend backend() {
    return backend;
  }

  /**
   * {@return the prime field of the points}
   *
   * @throws UnsupportedFieldException if they are over an extension field
   */
  public Field<F> field() {
    return DomainArguments.primeField(field, this);
  }

  /** {@return the field of the points, a prime field or an extension} */
  public FiniteField<F> elementField() {
    return field;
  }

  /** {@return the number of points} */
  public long size() {
    return 1L << plan.logSize();
  }

  /**
   * {@return w, whose powers are the points}
   *
   * @throws UnsupportedFieldException if they are over an extension field
   */
  public BigInteger root() {
    DomainArguments.primeField(field, this);
    return root.coefficients().get(0);
  }

  /** {@return w, whose powers are the points, as an element} */
  public FieldElement<F> rootElement() {
    return root;
  }

  /** {@return how its transforms from natural to bit-reversed order and back are made} */
  public TransformPlan plan() {
    return plan;
  }

  /**
   * {@return how its transforms of an order are made} Those whose order stays the same may take
   * other passes.
   *
   * @param order the order
   */
  public TransformPlan plan(Order order) {
    return tables(order).plan();
  }

  /**
   * {@return the kernels of its transforms in all orders, both ways, to have them made before they
   * are used} GPUs have one for each kind of pass, and take a second or two for all; those of
   * cosets, of columns, of large batches and of some transforms only are {@link Transform#kernels}.
   *
   * <pre>{@code
   * gpu.prepare(domain.kernels()).requireComplete();
   * }</pre>
   */
  public List<Kernel<F>> kernels() {
    return Stream.of(Order.values())
        .flatMap(order -> Stream.of(forward(order), inverse(order)))
        .flatMap(transform -> transform.kernels().stream())
        .distinct()
        .toList();
  }

  /**
   * {@return how many bytes of the device's memory the tables of this domain take, with those of
   * its cosets that are open; 0 once it is closed} What transforms need while they run, between
   * passes or for vectors from host memory, is not among them. A coset that another thread is
   * making may be there in part.
   */
  public long tableBytes() {
    return memory.bytes();
  }

  PassKernels<F> passes() {
    return passes;
  }

  DomainTables<F> tables(Order order) {
    return order.moves() ? tablesOfMoves : tables;
  }

  DomainMemory<F> memory() {
    return memory;
  }

  void requireOpen() {
    memory.requireOpen();
  }

  /** Frees what it owns; transforms that were submitted go on. Idempotent. */
  @Override
  public void close() {
    memory.close();
  }

  @Override
  public String toString() {
    return DomainArguments.name(field, plan.logSize());
  }
}
