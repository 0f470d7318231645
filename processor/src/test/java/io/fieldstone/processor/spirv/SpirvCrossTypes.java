// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static org.lwjgl.util.spvc.Spv.*;
import static org.lwjgl.util.spvc.Spvc.*;

import java.util.ArrayList;
import java.util.List;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;

/** Types and constants as SPIRV-Cross sees them, in the words of {@link ReaderFacts}. */
final class SpirvCrossTypes {

  private final long compiler;

  SpirvCrossTypes(long compiler) {
    this.compiler = compiler;
  }

  private long handle(int id) {
    return spvc_compiler_get_type_handle(compiler, id);
  }

  boolean isArray(int id) {
    return spvc_type_get_num_array_dimensions(handle(id)) > 0;
  }

  List<String> members(int struct) {
    long type = handle(struct);
    int id = spvc_type_get_base_type_id(type);
    List<String> members = new ArrayList<>();
    for (int m = 0; m < spvc_type_get_num_member_types(type); m++) {
      boolean placed = memberHas(id, m, SpvDecorationOffset);
      members.add(
          "member at "
              + (placed
                  ? "" + spvc_compiler_get_member_decoration(compiler, id, m, SpvDecorationOffset)
                  : "?")
              + (memberHas(id, m, SpvDecorationNonWritable) ? " readonly" : "")
              + (memberHas(id, m, SpvDecorationNonReadable) ? " writeonly" : "")
              + ": "
              + type(spvc_type_get_member_type(type, m), true));
    }
    return members;
  }

  private boolean memberHas(int struct, int member, int decoration) {
    return spvc_compiler_has_member_decoration(compiler, struct, member, decoration);
  }

  String type(int id, boolean withStride) {
    long type = handle(id);
    StringBuilder text = new StringBuilder();
    // the last dimension is the outermost
    int dimensions = spvc_type_get_num_array_dimensions(type);
    for (int d = dimensions - 1; d >= 0; d--) {
      text.append('[').append(dimension(type, d));
      if (withStride
          && d == dimensions - 1
          && spvc_compiler_has_decoration(compiler, id, SpvDecorationArrayStride)) {
        int stride = spvc_compiler_get_decoration(compiler, id, SpvDecorationArrayStride);
        text.append(" every ").append(stride);
      }
      text.append("] of ");
    }
    if (spvc_type_get_basetype(type) == SPVC_BASETYPE_STRUCT) {
      List<String> members = members(spvc_type_get_base_type_id(type));
      return text.append('{').append(String.join("; ", members)).append('}').toString();
    }
    text.append(scalar(type));
    if (spvc_type_get_vector_size(type) > 1) {
      text.append('x').append(spvc_type_get_vector_size(type));
    }
    if (spvc_type_get_columns(type) > 1) {
      text.append('x').append(spvc_type_get_columns(type));
    }
    return text.toString();
  }

  private String dimension(long type, int index) {
    int value = spvc_type_get_array_dimension(type, index);
    if (!spvc_type_array_dimension_is_literal(type, index)) {
      return length(value);
    }
    return value == 0 ? "" : Integer.toHexString(value);
  }

  private static String scalar(long type) {
    return switch (spvc_type_get_basetype(type)) {
      case SPVC_BASETYPE_BOOLEAN -> "bool";
      case SPVC_BASETYPE_INT8, SPVC_BASETYPE_INT16, SPVC_BASETYPE_INT32, SPVC_BASETYPE_INT64 ->
          "int" + spvc_type_get_bit_width(type);
      case SPVC_BASETYPE_UINT8, SPVC_BASETYPE_UINT16, SPVC_BASETYPE_UINT32, SPVC_BASETYPE_UINT64 ->
          "uint" + spvc_type_get_bit_width(type);
      case SPVC_BASETYPE_FP16, SPVC_BASETYPE_FP32, SPVC_BASETYPE_FP64 ->
          "float" + spvc_type_get_bit_width(type);
      default -> "other";
    };
  }

  /** Returns the value of the constant {@code id} and the id that it is specialized by. */
  String length(int id) {
    long constant = spvc_compiler_get_constant_handle(compiler, id);
    if (constant == 0) {
      return "computed";
    }
    String value = Integer.toHexString(spvc_constant_get_scalar_u32(constant, 0, 0));
    return spvc_compiler_has_decoration(compiler, id, SpvDecorationSpecId)
        ? value
            + " by constant_id "
            + spvc_compiler_get_decoration(compiler, id, SpvDecorationSpecId)
        : value;
  }

  /** Returns the size of what has one; that of matrices and structures is a matter of padding. */
  String bytes(int struct, int member) {
    long block = handle(struct);
    long type = handle(spvc_type_get_member_type(block, member));
    int dimensions = spvc_type_get_num_array_dimensions(type);
    boolean plain =
        dimensions == 0
            && spvc_type_get_columns(type) == 1
            && spvc_type_get_basetype(type) != SPVC_BASETYPE_STRUCT;
    boolean sized = dimensions > 0 && spvc_type_array_dimension_is_literal(type, dimensions - 1);
    if (!plain && !sized) {
      return "padded";
    }
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.callocPointer(1);
      spvc_compiler_get_declared_struct_member_size(compiler, block, member, size);
      return size.get(0) + " bytes";
    }
  }
}
