// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows the built-in variables of the grid from their loads to where they are added to something,
 * with the constants that they are multiplied by on the way. The answer errs towards sound strides.
 */
final class GridFlow {

  private final Decorations decorations;
  private final ConstantTable constants;
  private final List<Instruction> steps = new ArrayList<>();

  /** The variables of each built-in. */
  private final Map<Integer, Set<Integer>> variables = new HashMap<>();

  /** The function that each instruction at which it changes is in. */
  private int function;

  private final Map<Integer, List<Integer>> parameters = new HashMap<>();
  private final Map<Integer, List<Integer>> returned = new HashMap<>();

  GridFlow(Decorations decorations, ConstantTable constants) {
    this.decorations = decorations;
    this.constants = constants;
  }

  /** Takes an input variable. */
  void addInput(int id) {
    OptionalInt builtIn = decorations.literal(id, Decoration.BUILT_IN);
    if (builtIn.isPresent()) {
      variables.computeIfAbsent(builtIn.getAsInt(), any -> new TreeSet<>()).add(id);
    }
  }

  /** Takes an instruction behind those of global variables. */
  void accept(Instruction i) throws MalformedSpirvException {
    if (!counts()) {
      return;
    }
    int opcode = i.opcode();
    switch (opcode) {
      case Op.FUNCTION -> function = i.operand(1);
      case Op.FUNCTION_PARAMETER ->
          parameters.computeIfAbsent(function, any -> new ArrayList<>()).add(i.operand(1));
      case Op.RETURN_VALUE ->
          returned.computeIfAbsent(function, any -> new ArrayList<>()).add(i.operand(0));
      case Op.LOAD, Op.STORE, Op.EXT_INST, Op.COMPOSITE_EXTRACT, Op.VECTOR_EXTRACT -> steps.add(i);
      default -> {
        if (Grammar.firstIdOperand(opcode) >= 0
            || (opcode >= Op.ATOMIC_EXCHANGE && opcode <= Op.ATOMIC_XOR)) {
          steps.add(i);
        }
      }
    }
  }

  private boolean counts() {
    return variables.containsKey(Decoration.BUILT_IN_NUM_WORKGROUPS);
  }

  /** Returns what became of the variables. */
  GridUse use() throws MalformedSpirvException {
    GridValues count = follow(Decoration.BUILT_IN_NUM_WORKGROUPS);
    GridValues group = follow(Decoration.BUILT_IN_WORKGROUP_ID);
    GridValues invocation = follow(Decoration.BUILT_IN_GLOBAL_INVOCATION_ID);
    return new GridUse(
        counts(),
        !count.added().isEmpty() || !count.isLinear(),
        count.isLinear() && group.isLinear() && invocation.isLinear(),
        count.added(),
        group.factors(),
        invocation.factors());
  }

  private GridValues follow(int builtIn) throws MalformedSpirvException {
    GridValues values =
        new GridValues(constants, parameters, returned, variables.getOrDefault(builtIn, Set.of()));
    values.follow(steps);
    return values;
  }
}
