// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The multiples of the x of one built-in vector, among all ids of a module. */
final class GridValues {

  /** Stands for the vector itself, or a pointer to it. */
  private static final long WHOLE = -1;

  /** Stands for a multiple that is no constant one. */
  private static final long UNKNOWN = 0;

  private static final int MOST_FACTORS = 8;

  /** What is stored behind its load takes another round; more are not worth the time. */
  private static final int MOST_ROUNDS = 16;

  private final ConstantTable constants;
  private final Map<Integer, List<Integer>> parameters;
  private final Map<Integer, List<Integer>> returned;

  /** The constants that an id is the x times of, or that which it points to. */
  private final Map<Integer, Set<Long>> multiples = new HashMap<>();

  private final Set<Long> added = new TreeSet<>();
  private boolean linear = true;
  private boolean changed;

  /** Starts with {@code variables}; functions are known by their parameters and results. */
  GridValues(
      ConstantTable constants,
      Map<Integer, List<Integer>> parameters,
      Map<Integer, List<Integer>> returned,
      Set<Integer> variables) {
    this.constants = constants;
    this.parameters = parameters;
    this.returned = returned;
    variables.forEach(variable -> add(variable, WHOLE));
  }

  /** Follows the values through {@code steps} until there is nothing new. */
  void follow(List<Instruction> steps) throws MalformedSpirvException {
    if (multiples.isEmpty()) {
      return;
    }
    for (int round = 0; changed; round++) {
      if (round == MOST_ROUNDS) {
        linear = false;
        return;
      }
      changed = false;
      for (Instruction step : steps) {
        follow(step);
      }
    }
  }

  /** Returns the multiples that are added to something or that something is added to. */
  Set<Long> added() {
    return Collections.unmodifiableSet(added);
  }

  /** Returns whether it is nowhere divided, cut or shared, but multiplied and added only. */
  boolean isLinear() {
    return linear;
  }

  /** Returns all constants that it is multiplied by. */
  Set<Long> factors() {
    Set<Long> factors = new TreeSet<>();
    multiples.values().forEach(factors::addAll);
    factors.removeIf(factor -> factor <= 0);
    return factors;
  }

  private void follow(Instruction i) throws MalformedSpirvException {
    switch (i.opcode()) {
      case Op.LOAD, Op.COPY_OBJECT, Op.U_CONVERT, Op.S_CONVERT, Op.BITCAST ->
          copy(i.operand(2), i.operand(1));
      case Op.STORE -> copy(i.operand(1), i.operand(0));
      case Op.ACCESS_CHAIN, Op.IN_BOUNDS_ACCESS_CHAIN -> access(i);
      case Op.COMPOSITE_EXTRACT -> extract(i);
      case Op.PHI, Op.SELECT -> {
        for (int operand = 2; operand < i.operandCount(); operand++) {
          copy(i.operand(operand), i.operand(1));
        }
      }
      case Op.FUNCTION_CALL -> call(i);
      case Op.I_ADD, Op.F_ADD, Op.I_SUB, Op.F_SUB, Op.I_ADD_CARRY -> {
        for (int operand = 2; operand < i.operandCount(); operand++) {
          of(i.operand(operand)).forEach(m -> added.add(Math.max(m, UNKNOWN)));
        }
      }
      case Op.I_MUL -> {
        multiply(i.operand(2), constants.value(i.operand(3)), i.operand(1));
        multiply(i.operand(3), constants.value(i.operand(2)), i.operand(1));
      }
      case Op.SHIFT_LEFT -> {
        OptionalLong by = constants.value(i.operand(3));
        boolean known = by.isPresent() && by.getAsLong() >= 0 && by.getAsLong() < Integer.SIZE;
        multiply(
            i.operand(2),
            known ? OptionalLong.of(1L << by.getAsLong()) : OptionalLong.empty(),
            i.operand(1));
      }
      default -> followOther(i);
    }
  }

  /** Comparisons lead to no index; what else there is may. */
  private void followOther(Instruction i) throws MalformedSpirvException {
    int opcode = i.opcode();
    if (opcode >= Op.FIRST_LOGICAL && opcode <= Op.LAST_COMPARISON) {
      return;
    }
    boolean bends =
        opcode == Op.EXT_INST
            || (opcode >= Op.U_DIV && opcode <= Op.F_MOD)
            || (opcode >= Op.SHIFT_RIGHT && opcode <= Op.LAST_BITWISE)
            || (opcode >= Op.ATOMIC_EXCHANGE && opcode <= Op.ATOMIC_XOR);
    for (int operand = 2; operand < i.operandCount(); operand++) {
      if (!of(i.operand(operand)).isEmpty()) {
        linear &= !bends;
        add(i.operand(1), UNKNOWN);
      }
    }
  }

  private void access(Instruction i) throws MalformedSpirvException {
    int base = i.operand(2);
    int derived = i.operand(1);
    if (of(base).contains(WHOLE)) {
      addPart(derived, i.operandCount() > 3 ? constants.value(i.operand(3)) : OptionalLong.of(0));
    } else {
      copy(base, derived);
      copy(derived, base); // what is stored there
    }
  }

  private void extract(Instruction i) throws MalformedSpirvException {
    if (of(i.operand(2)).contains(WHOLE)) {
      addPart(i.operand(1), OptionalLong.of(i.operand(3)));
    } else {
      copy(i.operand(2), i.operand(1));
    }
  }

  private void addPart(int id, OptionalLong index) {
    if (index.isEmpty()) {
      add(id, UNKNOWN);
    } else if (index.getAsLong() == 0) {
      add(id, 1);
    }
  }

  /** Pointers that are passed are written to by the function too. */
  private void call(Instruction i) throws MalformedSpirvException {
    List<Integer> formal = parameters.getOrDefault(i.operand(2), List.of());
    for (int p = 0; p < formal.size() && p + 3 < i.operandCount(); p++) {
      copy(i.operand(p + 3), formal.get(p));
      copy(formal.get(p), i.operand(p + 3));
    }
    for (int result : returned.getOrDefault(i.operand(2), List.of())) {
      copy(result, i.operand(1));
    }
  }

  private void multiply(int factor, OptionalLong by, int product) {
    for (long multiple : Set.copyOf(of(factor))) {
      boolean known = multiple > 0 && by.isPresent() && by.getAsLong() > 0;
      long value = known ? multiple * by.getAsLong() : UNKNOWN;
      add(product, value > 0 && value <= Integer.MAX_VALUE ? value : UNKNOWN);
    }
  }

  private void copy(int from, int to) {
    Set.copyOf(of(from)).forEach(multiple -> add(to, multiple));
  }

  private Set<Long> of(int id) {
    return multiples.getOrDefault(id, Set.of());
  }

  private void add(int id, long multiple) {
    Set<Long> of = multiples.computeIfAbsent(id, any -> new TreeSet<>());
    changed |= of.add(of.size() < MOST_FACTORS ? multiple : UNKNOWN);
  }
}
