// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Golden;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.Shows;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with tables of constants. */
class TableDiagnosticsTest {

  private static Shader rounds() {
    return Shader.compute()
        .with(Buffer.at(0).named("a").readonly())
        .with(Buffer.at(1).named("out").writeonly())
        .with(Buffer.at(2).named("rounds").readonly());
  }

  private static Project kernel(String constants, String type) throws IOException {
    return Project.declaring(
            "Kernels",
            "public interface Kernels"
                + (type.equals("F") ? "<F>" : "")
                + " {\n"
                + "@GpuKernel(name = \"f\", spirv = \"f.spv\", constants = "
                + constants
                + ")\n"
                + "void f(@In(0) DeviceVector<"
                + type
                + "> a, @Out(1) DeviceVector<"
                + type
                + "> out);\n"
                + "}\n")
        .source("user.Seven", Golden.text("Seven.java"))
        .spirv("f.spv", rounds());
  }

  private static Project ofSeven(String constants) throws IOException {
    return kernel("@Constants(" + constants + ")", "Seven.F7");
  }

  @Test
  @Shows(CONSTANTS_ABSENT)
  void aTableHasElements() throws IOException {
    ofSeven("binding = /*!*/2")
        .reportsError("The constants of binding 2 are none; give them by 'values' or 'resource'.");
  }

  @Test
  @Shows(CONSTANTS_AMBIGUOUS)
  void aTableIsGivenOnce() throws IOException {
    ofSeven("binding = 2, values = \"1\", resource = /*!*/\"t.txt\"")
        .text("t.txt", "1\n")
        .reportsError(
            "The constants of binding 2 are given by 'values' and by 'resource'; remove one of them.");
  }

  @ParameterizedTest
  @Shows(CONSTANT_MALFORMED)
  @ValueSource(strings = {"-1", "0x", "1.0", "1_000", "five", "0b1", "+3", "1,2", "\u0663"})
  void aConstantIsANumber(String text) throws IOException {
    ofSeven("binding = 2, values = {\"1 2\", /*!*/\"3 " + text + "\"}")
        .reportsError(
            "'"
                + text
                + "' in values[1], of the constants of binding 2, is no number; write it in decimal, or"
                + " in hexadecimal with 0x.");
  }

  @Test
  void anEmptyTextIsNoNumber() throws IOException {
    ofSeven("binding = 2, values = {\"1\", /*!*/\" \"}")
        .reportsError(
            "'' in values[1], of the constants of binding 2, is no number; write it in decimal, or in"
                + " hexadecimal with 0x.");
  }

  @ParameterizedTest
  @Shows(CONSTANT_TOO_LARGE)
  @ValueSource(strings = {"7", "0x7", "0xffffffffffffffffffffffff"})
  void aConstantIsBelowTheModulus(String text) throws IOException {
    ofSeven("binding = 2, values = /*!*/\"6 " + text + "\"")
        .reportsError(
            "'"
                + text
                + "' in values[0], of the constants of binding 2, is not below the modulus of 'F7',"
                + " 0x7; reduce it.");
  }

  @Test
  void constantsOfAnExtensionAreOfItsPrimeField() throws IOException {
    kernel("@Constants(binding = 2, values = /*!*/\"9\")", "Seven.F49")
        .reportsError(
            "'9' in values[0], of the constants of binding 2, is not below the modulus of 'F49', 0x7;"
                + " reduce it.");
  }

  @Test
  void aMistakeInAResourceHasItsLine() throws IOException {
    ofSeven("binding = 2, resource = /*!*/\"t/rounds.txt\"")
        .text("t/rounds.txt", "# constants\n1 2 # 99\n\n3 8\n4 x\n")
        .reportsError(
            "'8' in t/rounds.txt:4, of the constants of binding 2, is not below the modulus of 'F7',"
                + " 0x7; reduce it.");
  }

  @Test
  @Shows(CONSTANTS_MISSING)
  void theResourceIsThere() throws IOException {
    ofSeven("binding = 2, resource = /*!*/\"t/round.txt\"")
        .text("t/rounds.txt", "1\n")
        .reportsError(
            "The constants of binding 2 are in the resource 't/round.txt', which is not there; correct"
                + " the name, from the root of the class path.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/t.txt", "../t.txt"})
  void aResourceHasAName(String name) throws IOException {
    ofSeven("binding = 2, resource = /*!*/\"" + name + "\"")
        .reportsError(
            "The constants of binding 2 are in the resource '"
                + name
                + "', which is not there; correct the name, from the root of the class path.");
  }

  @Test
  @Shows(CONSTANTS_UNREADABLE)
  void aResourceHasNumbers() throws IOException {
    ofSeven("binding = 2, resource = /*!*/\"t.txt\"")
        .text("t.txt", "# none\n")
        .reportsError(
            "The constants of binding 2 in the resource 't.txt' cannot be read: it has no number.");
  }

  @Test
  @Shows(CONSTANTS_UNREDUCED)
  void constantsAreBelowTheModulus() throws IOException {
    ofSeven("binding = 2, form = Form/*!*/.UNREDUCED, values = \"1\"")
        .reportsError(
            "The constants of binding 2 are declared Form.UNREDUCED, but they are below the modulus;"
                + " write Form.CANONICAL or remove 'form'.");
  }

  @Test
  @Shows(CONSTANTS_WITHOUT_FIELD)
  void amongIntegersThereAreNoConstants() throws IOException {
    kernel("@Constants(binding = /*!*/2, values = \"1\")", "UInt32")
        .reportsError(
            "The constants of binding 2 are elements of a field, but all vectors of the interface are"
                + " of integers; remove them.");
  }

  @Test
  @Shows(CONSTANTS_OF_EXPRESSION)
  void anExpressionHasItsNumbersInItself() throws IOException {
    Project.kernels(
            "@GpuKernel(name = \"f\", expression = \"a\", constants ="
                + " @Constants(binding = /*!*/2, values = \"1\"))\n"
                + "void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);")
        .reportsError(
            "The constants of binding 2 cannot be read by the expression of kernel method 'f'; write"
                + " the numbers in the expression, or give the kernel as GLSL.");
  }

  @Test
  void aBindingIsOfAVectorOrOfConstants() throws IOException {
    ofSeven("binding = /*!*/1, values = \"1\"")
        .reportsError(
            "Parameter 'constants of binding 1' is bound to binding 1 of set 0, as is 'out'; give each"
                + " its own binding.");
  }

  @Test
  void twoTablesHaveTwoBindings() throws IOException {
    kernel(
            "{@Constants(binding = 2, values = \"1\"), @Constants(binding = /*!*/2, values = \"2\")}",
            "F")
        .reportsError(
            "Parameter 'constants of binding 2' is bound to binding 2 of set 0, as is 'constants of"
                + " binding 2'; give each its own binding.");
  }

  @Test
  void theModuleReadsTheTable() throws IOException {
    kernel("@Constants(binding = /*!*/3, values = \"1\")", "F")
        .reportsError(
            "Parameter 'constants of binding 3' is bound to binding 3 of set 0, but SPIR-V 'f.spv' has"
                + " binding 0 ('a'), binding 1 ('out'), binding 2 ('rounds'); correct the number.");
  }

  @Test
  void theModuleDoesNotWriteTheTable() throws IOException {
    kernel("@Constants(binding = /*!*/2, values = \"1\")", "F")
        .spirv("f.spv", rounds().with(Buffer.at(2).named("rounds")))
        .reportsError(
            "Parameter 'constants of binding 2' is declared @In, but SPIR-V 'f.spv' writes to its"
                + " buffer; declare it @InOut, or make the buffer readonly (NonWritable).");
  }
}
