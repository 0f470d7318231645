// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.polynomial.PolynomialOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations that every field has, in the order in which they are shown.
 *
 * <pre>{@code
 * StandardOperation.MUL.run(FieldOperations.of(gpu, field), List.of(a, b), BigInteger.ZERO, out);
 * }</pre>
 */
public enum StandardOperation {
  /** a + b. */
  ADD("vector-add", "a + b", Scalar.NONE, "a b"),
  /** a - b. */
  SUB("vector-sub", "a - b", Scalar.NONE, "a b"),
  /** -a. */
  NEG("vector-neg", "-a", Scalar.NONE, "a"),
  /** 2a. */
  DOUBLE("vector-double", "2 a", Scalar.NONE, "a"),
  /** a * b. */
  MUL("vector-mul", "a * b", Scalar.NONE, "a b"),
  /** a^2. */
  SQR("vector-sqr", "a^2", Scalar.NONE, "a"),
  /** a * b + c. */
  MUL_ADD("vector-mul-add", "a * b + c", Scalar.NONE, "a b c"),
  /** a times a scalar. */
  SCALE("vector-scale", "scalar * a", Scalar.ELEMENT, "a"),
  /** x times a scalar, plus y. */
  AXPY("vector-axpy", "scalar * x + y", Scalar.ELEMENT, "x y"),
  /** 1 / a, and 0 for 0. */
  INV("vector-inv", "1 / a, and 0 for 0", Scalar.NONE, "a"),
  /** a to the power of a small public exponent. */
  POW("vector-pow", "a^scalar", Scalar.INTEGER, "a"),
  /** The sum of all elements. */
  SUM("sum", "a[0] + a[1] + ...; 0 of none", Scalar.NONE, "a"),
  /** The product of all elements. */
  PRODUCT("product", "a[0] * a[1] * ...; 1 of none", Scalar.NONE, "a"),
  /** The sum of the products of pairs. */
  INNER_PRODUCT("inner-product", "a[0] * b[0] + a[1] * b[1] + ...; 0 of none", Scalar.NONE, "a b"),
  /** The products of all elements up to each. */
  PREFIX_PRODUCT("prefix-product", "a[0], a[0] * a[1], ...", Scalar.NONE, "a"),
  /** The sums of all elements up to each. */
  PREFIX_SUM("prefix-sum", "a[0], a[0] + a[1], ...", Scalar.NONE, "a"),
  /** The value of a polynomial at a scalar. */
  POLY_EVAL("poly-eval", "a[0] + a[1] scalar + a[2] scalar^2 + ...", Scalar.ELEMENT, "a"),
  /** Canonical to Montgomery. */
  TO_MONTGOMERY("to-montgomery", "a R, of canonical a", Scalar.NONE, "a"),
  /** Montgomery to canonical. */
  FROM_MONTGOMERY("from-montgomery", "a / R, canonical", Scalar.NONE, "a"),
  /** Any bytes to canonical. */
  REDUCE("reduce", "a mod p, of any bytes", Scalar.NONE, "a"),
  /** 1 if all elements are equal, otherwise 0, as an integer. */
  EQUAL("equal", "1 if a = b, otherwise 0", Scalar.NONE, "a b");

  private final String operationName;
  private final String formula;
  private final Scalar scalar;
  private final String inputs;

  StandardOperation(String operationName, String formula, Scalar scalar, String inputs) {
    this.operationName = operationName;
    this.formula = formula;
    this.scalar = scalar;
    this.inputs = inputs;
  }

  /** Returns the name on the command line; a kernel of an element-wise operation has it too. */
  public String operationName() {
    return operationName;
  }

  /** Returns what it computes. */
  public String formula() {
    return formula;
  }

  /** Returns what scalar it takes. */
  public Scalar scalar() {
    return scalar;
  }

  /** Returns the names of the vectors that it reads. */
  public List<String> inputs() {
    return List.of(inputs.split(" ", -1));
  }

  /** Returns whether the result is one element, and not a vector. */
  public boolean reduces() {
    return switch (this) {
      case SUM, PRODUCT, INNER_PRODUCT, POLY_EVAL, EQUAL -> true;
      default -> false;
    };
  }

  /** Returns whether it is one kernel, of its name, that runs over host vectors as a job. */
  public boolean isKernel() {
    return !reduces() && this != INV && this != PREFIX_PRODUCT && this != PREFIX_SUM;
  }

  /** Returns the names of the kernels that it runs, to prepare them. */
  public List<String> kernels() {
    return switch (this) {
      case INV -> List.of("batch-inverse");
      case SUM -> List.of("partial-sums");
      case PRODUCT -> List.of("partial-products");
      case INNER_PRODUCT -> List.of("partial-inner-products", "partial-sums");
      case PREFIX_PRODUCT ->
          List.of(
              "block-products", "block-prefix-products", "chunk-products", "chunk-prefix-products");
      case PREFIX_SUM ->
          List.of("block-sums", "block-prefix-sums", "chunk-sums", "chunk-prefix-sums");
      case POLY_EVAL -> List.of("digit-powers", "evaluate-tiles");
      case EQUAL -> List.of("unequal");
      default -> List.of(operationName);
    };
  }

  /** Returns the form of what it reads, where vectors are in {@code form} unless it says more. */
  public ElementForm inputForm(ElementForm form) {
    return switch (this) {
      case TO_MONTGOMERY -> ElementForm.CANONICAL;
      case FROM_MONTGOMERY -> ElementForm.MONTGOMERY;
      case REDUCE -> ElementForm.UNREDUCED;
      default -> form;
    };
  }

  /** Returns the form of what it writes, where vectors are in {@code form} unless it says more. */
  public ElementForm outputForm(ElementForm form) {
    return switch (this) {
      case TO_MONTGOMERY -> ElementForm.MONTGOMERY;
      case FROM_MONTGOMERY, REDUCE -> ElementForm.CANONICAL;
      default -> form;
    };
  }

  /**
   * Runs it on device vectors.
   *
   * @param in the vectors that it reads
   * @param scalar the scalar; anything if it takes none
   * @param out the vector that it writes, which may be an input; left alone if it reduces
   * @return the result, canonical, if it reduces, otherwise null; {@link #EQUAL} gives 1 or 0
   */
  public <F> @Nullable BigInteger run(
      FieldOperations<F> vectors,
      List<DeviceVector<F>> in,
      BigInteger scalar,
      DeviceVector<F> out) {
    DeviceVector<F> a = in.get(0);
    DeviceVector<F> b = in.get(in.size() > 1 ? 1 : 0);
    switch (this) {
      case ADD -> vectors.add(a, b, out);
      case SUB -> vectors.sub(a, b, out);
      case NEG -> vectors.neg(a, out);
      case DOUBLE -> vectors.dbl(a, out);
      case MUL -> vectors.mul(a, b, out);
      case SQR -> vectors.sqr(a, out);
      case MUL_ADD -> vectors.mulAdd(a, b, in.get(2), out);
      case SCALE -> vectors.scale(scalar, a, out);
      case AXPY -> vectors.axpy(scalar, a, b, out);
      case INV -> vectors.inv(a, out);
      case POW -> vectors.pow(a, scalar.longValueExact(), out);
      case PREFIX_PRODUCT -> vectors.prefixProduct(a, out);
      case PREFIX_SUM -> vectors.prefixSum(a, out);
      case TO_MONTGOMERY -> vectors.toMontgomery(a, out);
      case FROM_MONTGOMERY -> vectors.fromMontgomery(a, out);
      case REDUCE -> vectors.reduce(a, out);
      case SUM -> {
        return vectors.sum(a);
      }
      case PRODUCT -> {
        return vectors.product(a);
      }
      case INNER_PRODUCT -> {
        return vectors.innerProduct(a, b);
      }
      case POLY_EVAL -> {
        try (var polynomials = PolynomialOperations.of(vectors)) {
          return polynomials.evaluate(a, scalar);
        }
      }
      case EQUAL -> {
        return vectors.equal(a, b) ? BigInteger.ONE : BigInteger.ZERO;
      }
    }
    return null;
  }
}
