// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.ChainThroughput;
import io.fieldstone.app.bench.CpuTimes;
import io.fieldstone.app.bench.FieldResult;
import io.fieldstone.app.bench.KernelsBench;
import io.fieldstone.app.bench.PipelineRow;
import io.fieldstone.app.bench.Throughput;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What {@code bench-kernels} says, to people and to programs. */
final class KernelsReport {

  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private KernelsReport() {}

  static String text(KernelsBench.Result result) {
    StringBuilder text = new StringBuilder();
    line(text, "device %s, %s; %d elements", result.device(), result.driver(), result.elements());
    Throughput copy = result.copy();
    line(text, "copy %.1f GB/s (%s)", copy.bytesPerSecond() / GIGA, copy.operation());
    for (FieldResult field : result.fields()) {
      line(text, "");
      line(text, "%s, strategy %s", field.field(), field.strategy());
      text.append(resident(result, field)).append(chains(field)).append(pipelines(field));
      summarize(text, result, field);
    }
    return text.toString();
  }

  private static Table resident(KernelsBench.Result result, FieldResult field) {
    Table table = new Table("operation", "form", "elements", "us", "M/s", "GB/s", "of copy");
    for (Throughput row : field.resident()) {
      table.row(
          row.operation(),
          OptionNames.of(row.form()),
          Long.toString(row.elements()),
          decimal(1, row.nanos() / NANOS_PER_MICRO),
          decimal(1, row.elementsPerSecond() / MEGA),
          decimal(1, row.bytesPerSecond() / GIGA),
          decimal(2, result.ofCopy(row)));
    }
    return table;
  }

  private static Table chains(FieldResult field) {
    Table table = new Table("in registers", "strategy", "elements", "us", "M products/s");
    for (ChainThroughput row : field.chains()) {
      table.row(
          row.kernel(),
          row.strategy(),
          Long.toString(row.elements()),
          decimal(1, row.nanos() / NANOS_PER_MICRO),
          decimal(1, row.productsPerSecond() / MEGA));
    }
    return table;
  }

  private static Table pipelines(FieldResult field) {
    Table table =
        new Table("pipeline", "strategy", "form", "registers", "spilled bytes", "creation ms");
    for (PipelineRow row : field.pipelines()) {
      table.row(
          row.kernel(),
          row.strategy(),
          row.form() == null ? "fixed" : OptionNames.of(row.form()),
          text(row.registers()),
          text(row.spilledBytes()),
          decimal(1, row.creationMillis()));
    }
    return table;
  }

  private static void summarize(StringBuilder text, KernelsBench.Result result, FieldResult field) {
    line(
        text,
        "squares in registers: %.2fx products; an inversion: %.1f products in registers, %.1f of"
            + " vectors; inner product: %.2f of copy",
        field.fastest("sqr-chain").productsPerSecond()
            / field.fastest("mul-chain").productsPerSecond(),
        field.inversionInRegisterProducts(),
        field.inversionInVectorProducts(),
        result.ofCopy(field.resident(StandardOperation.INNER_PRODUCT)));
    CpuTimes cpu = field.cpu();
    line(
        text,
        "BigInteger, one thread: %.1f ns a product; the device: %.1fx in registers, %.1fx with"
            + " vectors",
        cpu.bigIntegerNanos(),
        inRegisters(field, cpu.bigIntegerNanos()),
        withVectors(field, cpu.bigIntegerNanos()));
    CpuTimes.NativeProduct blst = cpu.nativeProduct();
    if (blst == null) {
      line(text, "native: no Maven artifact with this field's products is known for this machine");
    } else {
      line(
          text,
          "%s of tech.pegasys:jblst, one thread: %.1f ns a product, of which the call from Java is"
              + " at most %.1f ns (an addition called alike); the device: %.2fx in registers, %.2fx"
              + " with vectors",
          blst.function(),
          blst.nanos(),
          blst.callNanos(),
          inRegisters(field, blst.nanos()),
          withVectors(field, blst.nanos()));
    }
  }

  private static double inRegisters(FieldResult field, double cpuNanos) {
    return cpuNanos / field.fastest("mul-chain").nanosPerProduct();
  }

  private static double withVectors(FieldResult field, double cpuNanos) {
    return cpuNanos / field.resident(StandardOperation.MUL).nanosPerElement();
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "unknown";
  }

  private static String decimal(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }

  static Map<String, Object> toJson(KernelsBench.Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", result.device());
    json.put("driver", result.driver());
    json.put("elements", result.elements());
    json.put("copyBytesPerSecond", Json.number(result.copy().bytesPerSecond()));
    json.put("copy", result.copy().operation());
    json.put("fields", result.fields().stream().map(field -> toJson(result, field)).toList());
    return json;
  }

  private static Map<String, @Nullable Object> toJson(
      KernelsBench.Result result, FieldResult field) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("field", field.field().name());
    json.put("strategy", field.strategy());
    List<Map<String, Object>> resident = new ArrayList<>();
    for (Throughput row : field.resident()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("operation", row.operation());
      map.put("form", OptionNames.of(row.form()));
      map.put("elements", row.elements());
      map.put("nanos", row.nanos());
      map.put("elementsPerSecond", Json.number(row.elementsPerSecond()));
      map.put("bytesPerSecond", Json.number(row.bytesPerSecond()));
      map.put("ofCopy", Json.number(result.ofCopy(row)));
      resident.add(map);
    }
    json.put("resident", resident);
    List<Map<String, Object>> chains = new ArrayList<>();
    for (ChainThroughput row : field.chains()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kernel", row.kernel());
      map.put("strategy", row.strategy());
      map.put("elements", row.elements());
      map.put("nanos", row.nanos());
      map.put("productsPerSecond", Json.number(row.productsPerSecond()));
      chains.add(map);
    }
    json.put("inRegisters", chains);
    json.put("pipelines", field.pipelines().stream().map(KernelsReport::toJson).toList());
    json.put("inversionInRegisterProducts", Json.number(field.inversionInRegisterProducts()));
    json.put("inversionInVectorProducts", Json.number(field.inversionInVectorProducts()));
    json.put("bigInteger", cpu(field, field.cpu().bigIntegerNanos()));
    CpuTimes.NativeProduct blst = field.cpu().nativeProduct();
    if (blst != null) {
      Map<String, Object> map = cpu(field, blst.nanos());
      map.put("function", blst.function());
      map.put("callNanos", Json.number(blst.callNanos()));
      json.put("native", map);
    } else {
      json.put("native", null);
    }
    return json;
  }

  static Map<String, @Nullable Object> toJson(PipelineRow row) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kernel", row.kernel());
    map.put("strategy", row.strategy());
    map.put("form", row.form() == null ? null : OptionNames.of(row.form()));
    map.put("registers", row.registers().isPresent() ? row.registers().getAsLong() : null);
    map.put("spilledBytes", row.spilledBytes().isPresent() ? row.spilledBytes().getAsLong() : null);
    map.put("codeBytes", row.codeBytes().isPresent() ? row.codeBytes().getAsLong() : null);
    map.put("creationMillis", Json.number(row.creationMillis()));
    return map;
  }

  private static Map<String, Object> cpu(FieldResult field, double nanos) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nanosPerProduct", Json.number(nanos));
    map.put("deviceInRegistersRatio", Json.number(inRegisters(field, nanos)));
    map.put("deviceWithVectorsRatio", Json.number(withVectors(field, nanos)));
    return map;
  }
}
