// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A type of a SPIR-V module. Types nest at most {@value #MAX_DEPTH} deep; structures may share
 * members, so walks over a type must not expect a tree of bounded size.
 */
public sealed interface SpirvType {

  /** The universal limit on nesting (section 2.17). */
  int MAX_DEPTH = 255;

  /** Returns the type as a GLSL programmer knows it, such as {@code uint} or {@code uvec4[]}. */
  String describe();

  /** Returns how deep other types nest in this one. */
  int depth();

  /** The kinds of scalar. */
  enum ScalarKind {
    /** Signed integer. */
    INT,
    /** Unsigned integer. */
    UINT,
    /** Floating point. */
    FLOAT,
    /** Boolean, which has no size in memory. */
    BOOL
  }

  /** A boolean or a number of {@code bits} bits. */
  record Scalar(ScalarKind kind, int bits) implements SpirvType {

    /** Returns whether this is an integer of {@code bits} bits, signed or not. */
    public boolean isInteger(int width) {
      return (kind == ScalarKind.INT || kind == ScalarKind.UINT) && bits == width;
    }

    /** Returns whether this is a float of {@code bits} bits. */
    public boolean isFloat(int width) {
      return kind == ScalarKind.FLOAT && bits == width;
    }

    @Override
    public String describe() {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (kind == ScalarKind.BOOL || bits == 32) {
        return name;
      }
      return kind == ScalarKind.FLOAT && bits == 64 ? "double" : name + bits + "_t";
    }

    @Override
    public int depth() {
      return 0;
    }
  }

  /** A vector, or a matrix when {@code component} is a vector. */
  record Vector(SpirvType component, int count) implements SpirvType {
    @Override
    public String describe() {
      if (component instanceof Scalar scalar && scalar.bits() == 32) {
        String prefix = scalar.kind() == ScalarKind.FLOAT ? "" : scalar.describe().substring(0, 1);
        return prefix + "vec" + Integer.toUnsignedString(count);
      }
      return component.describe() + "x" + Integer.toUnsignedString(count);
    }

    @Override
    public int depth() {
      return component.depth() + 1;
    }
  }

  /** An array whose length is a constant. */
  record Array(SpirvType element, SpirvConstant length, OptionalInt stride) implements SpirvType {
    @Override
    public String describe() {
      return element.describe() + "[" + length.describe() + "]";
    }

    @Override
    public int depth() {
      return element.depth() + 1;
    }
  }

  /** An array as long as its buffer. */
  record RuntimeArray(SpirvType element, OptionalInt stride) implements SpirvType {
    @Override
    public String describe() {
      return element.describe() + "[]";
    }

    @Override
    public int depth() {
      return element.depth() + 1;
    }
  }

  /** A structure; {@code depth} is kept since members may be shared. */
  record Struct(String name, List<Member> members, int depth) implements SpirvType {
    @Override
    public String describe() {
      return name.isEmpty() ? "struct" : "struct " + name;
    }
  }

  /** A member of a structure. */
  record Member(
      String name, SpirvType type, OptionalInt offset, boolean nonWritable, boolean nonReadable) {}

  /** A pointer; what it points to is not part of its depth. */
  record Pointer(int storageClass, int pointee) implements SpirvType {
    @Override
    public String describe() {
      return "pointer";
    }

    @Override
    public int depth() {
      return 0;
    }
  }

  /** A type without a layout that the reader knows: images, samplers, functions. */
  record Opaque(ResourceKind kind) implements SpirvType {
    @Override
    public String describe() {
      return kind.describe();
    }

    @Override
    public int depth() {
      return 0;
    }
  }
}
