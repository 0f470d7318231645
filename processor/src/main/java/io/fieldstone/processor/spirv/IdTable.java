// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.invalid;

import java.util.BitSet;

/** Which ids a module defines, and which it uses where the reader knows that a word is an id. */
final class IdTable {

  private final BitSet defined = new BitSet();
  private final BitSet used = new BitSet();
  private final int bound;

  IdTable(int bound) {
    this.bound = bound;
  }

  void accept(Instruction i) throws MalformedSpirvException {
    int opcode = i.opcode();
    if (!Grammar.isKnown(opcode)) {
      throw invalid("opcode " + opcode + " at word " + i.start() + " does not exist");
    }
    int result = Grammar.resultOperand(opcode);
    if (result == 1) {
      use(i.operand(0));
    }
    if (result >= 0) {
      define(i.operand(result));
    }
    int first = Grammar.firstIdOperand(opcode);
    if (first >= 0) {
      for (int operand = first; operand < i.operandCount(); operand++) {
        use(i.operand(operand));
      }
    }
  }

  private void define(int id) throws MalformedSpirvException {
    check(id);
    if (defined.get(id)) {
      throw invalid("id " + id + " is defined twice");
    }
    defined.set(id);
  }

  private void use(int id) throws MalformedSpirvException {
    check(id);
    used.set(id);
  }

  private void check(int id) throws MalformedSpirvException {
    if (id <= 0 || id >= bound) {
      throw invalid("id " + Integer.toUnsignedString(id) + " is not below the bound " + bound);
    }
  }

  /** Checks that everything that is used is defined, before or after. */
  void checkDefined() throws MalformedSpirvException {
    used.andNot(defined);
    if (!used.isEmpty()) {
      throw invalid("id " + used.nextSetBit(0) + " is used but nothing defines it");
    }
  }
}
