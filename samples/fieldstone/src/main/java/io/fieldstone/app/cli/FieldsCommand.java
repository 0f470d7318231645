// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.field.Field;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the registered fields; needs no device. */
@Command(
    name = "fields",
    header = "Lists the registered fields.",
    footer = {"", "Example:", "  fieldstone fields"})
final class FieldsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Table table = new Table("field", "limbs", "bytes", "bits", "modulus");
    for (Field<?> field : InstalledKernels.load().fields()) {
      table.row(
          field.name(),
          field.shape().toString(),
          Integer.toString(field.elementBytes()),
          Integer.toString(field.modulus().bitLength()),
          "0x" + field.modulus().toString(16));
    }
    Output.print(spec, table);
    return ExitCodes.OK;
  }
}
