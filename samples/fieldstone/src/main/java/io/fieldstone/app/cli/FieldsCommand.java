// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the registered fields and curves; needs no device. */
@Command(
    name = "fields",
    header = "Lists the registered fields and curves.",
    description = {
      "Lists prime fields; extension fields, with the polynomial, of degree d over their base, that",
      "they have a root u of; and curves y^2 = x^3 + a x + b. An element of an extension is its",
      "coefficients over the prime field, that of the constant first, and a point its two",
      "coordinates; bytes are those of one."
    },
    footer = {"", "Examples:", "  fieldstone fields", "  fieldstone fields --json"})
final class FieldsCommand implements Callable<Integer> {

  private static final int HEX_RADIX = 16;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    KernelRegistry registry = InstalledKernels.load();
    if (json) {
      Map<String, Object> lists = new LinkedHashMap<>();
      lists.put("fields", registry.fields().stream().map(FieldsCommand::toJson).toList());
      lists.put(
          "extensionFields",
          registry.extensionFields().stream().map(FieldsCommand::toJson).toList());
      lists.put("curves", registry.curves().stream().map(FieldsCommand::toJson).toList());
      Output.print(spec, Json.text(lists));
      return ExitCodes.OK;
    }
    Output.print(spec, primeFields(registry));
    if (!registry.extensionFields().isEmpty()) {
      Output.println(spec, "");
      Output.print(spec, extensions(registry));
    }
    if (!registry.curves().isEmpty()) {
      Output.println(spec, "");
      Output.print(spec, curves(registry));
    }
    return ExitCodes.OK;
  }

  private static Table primeFields(KernelRegistry registry) {
    Table table = new Table("field", "limbs", "bytes", "bits", "modulus");
    for (Field<?> field : registry.fields()) {
      table.row(
          field.name(),
          field.shape().toString(),
          Integer.toString(field.elementBytes()),
          Integer.toString(field.modulus().bitLength()),
          hex(field.modulus()));
    }
    return table;
  }

  private static Table extensions(KernelRegistry registry) {
    Table table = new Table("extension", "over", "limbs", "degree", "bytes", "polynomial");
    for (ExtensionField<?> field : registry.extensionFields()) {
      table.row(
          field.name(),
          field.base().name(),
          field.shape().toString(),
          Integer.toString(field.components()),
          Integer.toString(field.elementBytes()),
          polynomial(field));
    }
    return table;
  }

  private static Table curves(KernelRegistry registry) {
    Table table = new Table("curve", "over", "scalars", "bytes", "a", "b");
    for (Curve<?> curve : registry.curves()) {
      table.row(
          curve.name(),
          curve.field().name(),
          curve.scalars().name(),
          Integer.toString(curve.affine().elementBytes()),
          element(curve.a().coefficients(), curve.field().primeField().modulus()),
          element(curve.b().coefficients(), curve.field().primeField().modulus()));
    }
    return table;
  }

  /** Returns the polynomial in u, the highest power first. */
  private static String polynomial(ExtensionField<?> field) {
    StringBuilder text = new StringBuilder(power(field.relativeDegree()));
    BigInteger p = field.primeField().modulus();
    for (int i = field.relativeDegree() - 1; i >= 0; i--) {
      List<BigInteger> coefficient = field.polynomial().get(i);
      if (coefficient.stream().allMatch(each -> each.signum() == 0)) {
        continue;
      }
      String number = element(coefficient, p);
      boolean negative = number.startsWith("-");
      String size = negative ? number.substring(1) : number;
      text.append(negative ? " - " : " + ");
      if (i == 0) {
        text.append(size);
      } else {
        text.append(size.equals("1") ? "" : size + " ").append(power(i));
      }
    }
    return text.toString();
  }

  private static String power(int exponent) {
    return exponent == 1 ? "u" : "u^" + exponent;
  }

  /** Returns an integer, or coefficients in parentheses. */
  private static String element(List<BigInteger> coefficients, BigInteger p) {
    if (coefficients.stream().skip(1).allMatch(each -> each.signum() == 0)) {
      return integer(coefficients.get(0), p);
    }
    return coefficients.stream()
        .map(each -> integer(each, p))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Returns small numbers, and what is little less than p, in decimals. */
  private static String integer(BigInteger value, BigInteger p) {
    BigInteger negative = p.subtract(value);
    boolean isNegative = negative.compareTo(value) < 0;
    BigInteger size = isNegative ? negative : value;
    if (size.bitLength() >= Integer.SIZE) {
      return hex(value);
    }
    return isNegative ? "-" + size : size.toString();
  }

  private static String hex(BigInteger value) {
    return "0x" + value.toString(HEX_RADIX);
  }

  private static List<String> hex(List<BigInteger> values) {
    return values.stream().map(FieldsCommand::hex).toList();
  }

  private static Map<String, Object> toJson(Field<?> field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", field.name());
    json.put("shape", field.shape().toString());
    json.put("bytes", field.elementBytes());
    json.put("bits", field.modulus().bitLength());
    json.put("modulus", hex(field.modulus()));
    return json;
  }

  private static Map<String, Object> toJson(ExtensionField<?> field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", field.name());
    json.put("base", field.base().name());
    json.put("primeField", field.primeField().name());
    json.put("shape", field.shape().toString());
    json.put("degree", field.components());
    json.put("bytes", field.elementBytes());
    json.put("polynomial", field.polynomial().stream().map(FieldsCommand::hex).toList());
    return json;
  }

  private static Map<String, Object> toJson(Curve<?> curve) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", curve.name());
    json.put("field", curve.field().name());
    json.put("scalars", curve.scalars().name());
    json.put("bytes", curve.affine().elementBytes());
    json.put("a", hex(curve.a().coefficients()));
    json.put("b", hex(curve.b().coefficients()));
    json.put("order", hex(curve.order()));
    return json;
  }
}
