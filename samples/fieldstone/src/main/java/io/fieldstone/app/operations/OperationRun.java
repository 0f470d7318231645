// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.app.files.ElementFile;
import io.fieldstone.app.files.NewFile;
import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.List;

/**
 * What one run of an operation works on. It owns nothing of it.
 *
 * @param gpu the backend
 * @param elementField the field, an extension if the operation takes those
 * @param form the form of the elements in files, where the operation does not say another
 * @param coefficients the scalar, one integer unless it is of an extension; anything if the
 *     operation takes none
 * @param blowup how many elements it gives for one that it reads; anything if that is not asked
 * @param mode how jobs run
 * @param inputs files, as many as the operation reads; of equal length unless it takes any
 * @param out the output
 * @param progress told of each step
 * @param <F> the field's type tag
 */
public record OperationRun<F>(
    PersistentBackend gpu,
    FiniteField<F> elementField,
    ElementForm form,
    List<BigInteger> coefficients,
    int blowup,
    ExecutionMode mode,
    List<ElementFile<F>> inputs,
    NewFile out,
    Progress progress) {

  /** Copies the lists. */
  public OperationRun {
    coefficients = List.copyOf(coefficients);
    inputs = List.copyOf(inputs);
  }

  /** Returns the field of an operation that takes no extensions. */
  public Field<F> field() {
    if (elementField instanceof Field<F> prime) {
      return prime;
    }
    throw new IllegalStateException(elementField + " is no prime field");
  }

  /** Returns the scalar of an operation that takes no extensions. */
  public BigInteger scalar() {
    return coefficients.get(0);
  }

  /** Returns the scalar as an element. */
  public FieldElement<F> element() {
    return elementField.element(coefficients);
  }

  /** Returns the number of elements of the first input. */
  public long size() {
    return inputs.get(0).size();
  }
}
