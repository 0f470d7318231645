// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import io.fieldstone.processor.spirv.SpirvType.Member;
import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import io.fieldstone.processor.spirv.SpirvType.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What {@link SpirvReader} finds in a module, as sorted lines such as {@link SpirvCrossFacts}. */
final class ReaderFacts {

  private final List<String> facts = new ArrayList<>();

  private ReaderFacts() {}

  static List<String> of(byte[] bytes) throws MalformedSpirvException {
    SpirvModule module = SpirvReader.read(bytes);
    ReaderFacts reader = new ReaderFacts();
    module.capabilities().forEach(c -> reader.facts.add("capability " + c));
    module.extensions().forEach(e -> reader.facts.add("extension " + e));
    module
        .specializationConstants()
        .forEach(c -> reader.facts.add("constant_id " + c.specId().orElseThrow() + typed(c)));
    module.entryPoints().forEach(reader::entryPoint);
    return reader.facts.stream().sorted().toList();
  }

  private static String typed(SpirvConstant constant) {
    String value = constant.bits().isEmpty() ? "?" : value(constant);
    return ": " + type(constant.type(), false) + " = " + value;
  }

  private static String value(SpirvConstant constant) {
    long bits = constant.bits().orElseThrow();
    return Long.toHexString(constant.type().bits() == Long.SIZE ? bits : bits & 0xffff_ffffL);
  }

  private void entryPoint(EntryPoint entry) {
    String name = entry.name() + " (model " + entry.executionModel() + ")";
    facts.add(name);
    entry
        .workgroupSize()
        .ifPresent(
            size -> {
              facts.add(name + " workgroup x: " + length(size.x()));
              facts.add(name + " workgroup y: " + length(size.y()));
              facts.add(name + " workgroup z: " + length(size.z()));
            });
    entry.executionModes().stream()
        .map(mode -> name + " mode " + mode.mode())
        .distinct()
        .forEach(facts::add);
    entry.resources().forEach(resource -> resource(name, resource));
    entry
        .pushConstants()
        .ifPresent(
            block -> {
              for (Member member : block.members()) {
                facts.add(name + " push " + member(member) + ", " + bytes(member.type()));
              }
            });
  }

  private void resource(String entry, ShaderResource resource) {
    String name = entry + " binding " + resource.set() + "." + resource.binding();
    String used = resource.usage().mentioned() ? ", used" : ", unused";
    if (resource.kind() != ResourceKind.STORAGE_BUFFER) {
      facts.add(name + ": " + resource.kind().describe() + used);
      return;
    }
    facts.add(
        name
            + ": storage buffer"
            + (resource.nonWritable() ? ", readonly" : "")
            + (resource.nonReadable() ? ", writeonly" : "")
            + used);
    for (Member member : ((Struct) resource.type()).members()) {
      facts.add(name + " " + member(member));
    }
  }

  private static String member(Member member) {
    String offset = member.offset().isPresent() ? member.offset().getAsInt() + "" : "?";
    return "member at "
        + offset
        + (member.nonWritable() ? " readonly" : "")
        + (member.nonReadable() ? " writeonly" : "")
        + ": "
        + type(member.type(), true);
  }

  /** SPIRV-Cross tells the stride of the outermost dimension only. */
  private static String type(SpirvType type, boolean withStride) {
    if (type instanceof Scalar scalar) {
      String kind = scalar.kind().name().toLowerCase(Locale.ROOT);
      return scalar.kind() == ScalarKind.BOOL ? kind : kind + scalar.bits();
    }
    if (type instanceof SpirvType.Vector vector) {
      return type(vector.component(), false) + "x" + vector.count();
    }
    if (type instanceof SpirvType.Array array) {
      return array(length(array.length()), array.stride(), array.element(), withStride);
    }
    if (type instanceof SpirvType.RuntimeArray array) {
      return array("", array.stride(), array.element(), withStride);
    }
    if (type instanceof Struct struct) {
      return struct.members().stream()
          .map(ReaderFacts::member)
          .collect(Collectors.joining("; ", "{", "}"));
    }
    return "other";
  }

  private static String array(
      String length, OptionalInt stride, SpirvType element, boolean withStride) {
    String every = withStride && stride.isPresent() ? " every " + stride.getAsInt() : "";
    return "[" + length + every + "] of " + type(element, false);
  }

  private static String length(SpirvConstant constant) {
    if (constant.bits().isEmpty()) {
      return "computed";
    }
    OptionalInt id = constant.specId();
    return value(constant) + (id.isPresent() ? " by constant_id " + id.getAsInt() : "");
  }

  /** Returns the size of what has one; that of matrices and structures is a matter of padding. */
  private static String bytes(SpirvType type) {
    if (type instanceof Scalar scalar) {
      return scalar.bits() / Byte.SIZE + " bytes";
    }
    if (type instanceof SpirvType.Vector vector && vector.component() instanceof Scalar scalar) {
      return vector.count() * scalar.bits() / Byte.SIZE + " bytes";
    }
    if (type instanceof SpirvType.Array array && array.length().specId().isEmpty()) {
      return array.length().bits().orElse(0) * array.stride().orElse(0) + " bytes";
    }
    return "padded";
  }
}
