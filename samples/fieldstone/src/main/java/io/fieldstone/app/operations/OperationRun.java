// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.app.files.ElementFile;
import io.fieldstone.app.files.NewFile;
import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;

/**
 * What one run of an operation works on. It owns nothing of it.
 *
 * @param gpu the backend
 * @param field the field
 * @param form the form of the elements in files, where the operation does not say another
 * @param scalar the scalar; anything if the operation takes none
 * @param blowup how many elements it gives for one that it reads; anything if that is not asked
 * @param mode how jobs run
 * @param inputs files, as many as the operation reads; of equal length unless it takes any
 * @param out the output
 * @param progress told of each step
 * @param <F> the field's type tag
 */
public record OperationRun<F>(
    PersistentBackend gpu,
    Field<F> field,
    ElementForm form,
    BigInteger scalar,
    int blowup,
    ExecutionMode mode,
    List<ElementFile<F>> inputs,
    NewFile out,
    Progress progress) {

  /** Copies the list. */
  public OperationRun {
    inputs = List.copyOf(inputs);
  }

  /** Returns the number of elements of the first input. */
  public long size() {
    return inputs.get(0).size();
  }
}
