// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.invalid;

import io.fieldstone.processor.spirv.EntryPoint.ExecutionMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects a module instruction by instruction, in the order of its logical layout. */
final class ModuleBuilder {

  /** An entry point as it stands in the module. */
  record RawEntryPoint(int executionModel, int function, String name) {}

  /** An execution mode as it stands in the module; {@code byId} if its operands are ids. */
  record RawExecutionMode(int function, boolean byId, ExecutionMode mode) {}

  /** A global variable. */
  record Variable(int id, int storageClass, SpirvType type, int typeId) {}

  final Decorations decorations = new Decorations();
  final ConstantTable constants = new ConstantTable(decorations);
  final TypeTable types = new TypeTable(decorations, constants);
  final FunctionTable functions = new FunctionTable(constants);
  final Set<Integer> capabilities = new LinkedHashSet<>();
  final Set<String> extensions = new LinkedHashSet<>();
  final List<RawEntryPoint> entryPoints = new ArrayList<>();
  final List<RawExecutionMode> executionModes = new ArrayList<>();
  final Map<Integer, Variable> variables = new LinkedHashMap<>();

  final GridFlow grid = new GridFlow(decorations, constants);

  final IdTable ids;

  ModuleBuilder(int bound) {
    this.ids = new IdTable(bound);
  }

  void accept(Instruction i) throws MalformedSpirvException {
    ids.accept(i);
    switch (i.opcode()) {
      case Op.CAPABILITY -> capabilities.add(i.operand(0));
      case Op.EXTENSION -> extensions.add(i.string(0));
      case Op.ENTRY_POINT ->
          entryPoints.add(new RawEntryPoint(i.operand(0), i.operand(1), i.string(2)));
      case Op.EXECUTION_MODE, Op.EXECUTION_MODE_ID -> executionModes.add(executionMode(i));
      case Op.NAME, Op.MEMBER_NAME, Op.DECORATE, Op.MEMBER_DECORATE, Op.GROUP_DECORATE ->
          decorations.accept(i);
      case Op.TYPE_ACCELERATION_STRUCTURE -> types.accept(i);
      case Op.VARIABLE -> addVariable(i);
      default -> acceptRange(i);
    }
  }

  private void acceptRange(Instruction i) throws MalformedSpirvException {
    int opcode = i.opcode();
    if (opcode >= Op.TYPE_VOID && opcode <= Op.TYPE_FUNCTION) {
      types.accept(i);
    } else if (opcode >= Op.CONSTANT_TRUE && opcode <= Op.SPEC_CONSTANT_OP) {
      constants.accept(i, types);
    } else {
      functions.accept(i);
      grid.accept(i);
    }
  }

  private static RawExecutionMode executionMode(Instruction i) throws MalformedSpirvException {
    List<Integer> operands = new ArrayList<>();
    for (int index = 2; index < i.operandCount(); index++) {
      operands.add(i.operand(index));
    }
    return new RawExecutionMode(
        i.operand(0),
        i.opcode() == Op.EXECUTION_MODE_ID,
        new ExecutionMode(i.operand(1), List.copyOf(operands)));
  }

  /** Keeps the variables that reach outside an invocation; the others are the shader's business. */
  private void addVariable(Instruction i) throws MalformedSpirvException {
    int storageClass = i.operand(2);
    if (storageClass == StorageClass.INPUT) {
      grid.addInput(i.operand(1));
    }
    if (!StorageClass.isTracked(storageClass)) {
      return;
    }
    if (!(types.require(i.operand(0)) instanceof SpirvType.Pointer pointer)) {
      throw invalid("variable " + i.operand(1) + " is not of pointer type");
    }
    Variable variable =
        new Variable(
            i.operand(1), storageClass, types.require(pointer.pointee()), pointer.pointee());
    if (variables.putIfAbsent(variable.id(), variable) != null) {
      throw invalid("variable " + variable.id() + " is declared twice");
    }
    if (variables.size() > SpirvReader.MAX_VARIABLES) {
      throw invalid("more than " + SpirvReader.MAX_VARIABLES + " resources and shared variables");
    }
  }
}
