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
 * @param mode how jobs run
 * @param inputs files of equal length, as many as the operation reads
 * @param out the output
 * @param progress told of each step
 * @param <F> the field's type tag
 */
public record OperationRun<F>(
    PersistentBackend gpu,
    Field<F> field,
    ElementForm form,
    BigInteger scalar,
    ExecutionMode mode,
    List<ElementFile<F>> inputs,
    NewFile out,
    Progress progress) {

  /** Copies the list. */
  public OperationRun {
    inputs = List.copyOf(inputs);
  }

  /** Returns the number of elements of each input. */
  public long size() {
    return inputs.get(0).size();
  }
}
