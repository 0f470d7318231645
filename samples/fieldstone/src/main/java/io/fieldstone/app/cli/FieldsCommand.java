// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.field.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the registered fields; needs no device. */
@Command(
    name = "fields",
    header = "Lists the registered fields.",
    footer = {"", "Examples:", "  fieldstone fields", "  fieldstone fields --json"})
final class FieldsCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (json) {
      Output.print(
          spec,
          Json.text(
              Map.of(
                  "fields",
                  InstalledKernels.load().fields().stream().map(FieldsCommand::toJson).toList())));
      return ExitCodes.OK;
    }
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

  private static Map<String, Object> toJson(Field<?> field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", field.name());
    json.put("shape", field.shape().toString());
    json.put("bytes", field.elementBytes());
    json.put("bits", field.modulus().bitLength());
    json.put("modulus", "0x" + field.modulus().toString(16));
    return json;
  }
}
