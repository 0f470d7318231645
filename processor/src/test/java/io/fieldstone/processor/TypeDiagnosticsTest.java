// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Compilers;
import io.fieldstone.processor.testing.Golden;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Project.Expected;
import io.fieldstone.processor.testing.Shows;
import java.io.IOException;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with what vectors hold, and with expressions over it. */
class TypeDiagnosticsTest {

  /** An interface with {@code variables}, beside small fields and a curve. */
  private static Project kernels(String variables, String body) throws IOException {
    return Project.declaring(
            "Kernels", "public interface Kernels" + variables + " {\n" + body + "\n}\n")
        .source("user.Seven", Golden.text("Seven.java"))
        .options("-Afieldstone.cache=off")
        .processedBy(new KernelProcessor(Compilers.none()));
  }

  private static String add(String parameters) {
    return "@GpuKernel(name = \"add\", spirv = \"add.spv\")\nvoid add(" + parameters + ");";
  }

  @Test
  @Shows(VECTOR_OF_CURVE)
  void aVectorHoldsThePointsOfACurve() throws IOException {
    kernels("", add("@Out(0) DeviceVector<Seven.ThirteenPoints> /*!*/p"))
        .reportsError(
            "Parameter 'p' is a vector of the curve 'user.Seven.ThirteenPoints', but vectors hold its"
                + " points; write 'DeviceVector<Affine<user.Seven.ThirteenPoints>>'.");
  }

  @ParameterizedTest
  @Shows(VECTOR_CURVE)
  @ValueSource(
      strings = {
        "Seven.F7",
        "Seven.F49",
        "String",
        "UInt32",
        "?",
        "? extends C",
        "Affine<C>",
        "C[]"
      })
  void pointsAreOfACurve(String of) throws IOException {
    kernels(
            "<C>",
            add(
                "@In(0) DeviceVector<Affine<C>> a, @Out(1) DeviceVector<Affine<"
                    + of
                    + ">> /*!*/p"))
        .reportsError(
            "Parameter 'p' is a vector of 'io.fieldstone.annotations.Affine<"
                + of.replace("Seven", "user.Seven")
                    .replace("String", "java.lang.String")
                    .replace("UInt32", "io.fieldstone.annotations.UInt32")
                    .replace("Affine<", "io.fieldstone.annotations.Affine<")
                + ">', which are points of no curve; write 'Affine' of a type parameter of the interface"
                + " or of a type annotated with @Curve.");
  }

  @Test
  void rawPointsAreOfNoCurve() throws IOException {
    kernels("<C>", add("@In(0) DeviceVector<Affine<C>> a, @Out(1) DeviceVector<Affine> /*!*/p"))
        .reportsError(
            "Parameter 'p' is a vector of 'io.fieldstone.annotations.Affine', which are points of no"
                + " curve; write 'Affine' of a type parameter of the interface or of a type annotated"
                + " with @Curve.");
  }

  @Test
  @Shows(TYPE_ARGUMENT_AMBIGUOUS)
  void aTypeParameterIsAFieldOrACurve() throws IOException {
    kernels("<C>", add("@In(0) DeviceVector<C> a, @Out(1) DeviceVector<Affine<C>> /*!*/p"))
        .reportsError(
            "Parameter 'p' takes 'C' for a curve, but for parameter 'a' it is a field; use another"
                + " type parameter.");
  }

  @Test
  void kernelsOfOneInterfaceAgreeWhatATypeParameterIs() throws IOException {
    kernels(
            "<C>",
            """
              @GpuKernel(name = "one", spirv = "add.spv")
              void one(@In(0) DeviceVector<UInt32> i, @Out(1) DeviceVector<Affine<C>> p);
              @GpuKernel(name = "two", spirv = "add.spv")
              void two(@In(0) DeviceVector<UInt64> i, @Out(1) DeviceVector<C> /*!*/e);
            """)
        .reportsError(
            "Parameter 'e' takes 'C' for a field, but for parameter 'p' it is a curve; use another"
                + " type parameter.");
  }

  @Test
  void typeParametersAndCurvesAreNotMixed() throws IOException {
    kernels(
            "<C>",
            add(
                "@In(0) DeviceVector<Affine<C>> a,"
                    + " @Out(1) DeviceVector<Affine<Seven.ThirteenPoints>> /*!*/p"))
        .reportsError(
            "Parameter 'p' is a vector of 'user.Seven.ThirteenPoints' itself, but this interface has"
                + " type parameters, which stand for all fields and curves of its kernels; use 'C' or"
                + " another type parameter, or none at all.");
  }

  @Test
  @Shows(FORM_OF_INTEGERS)
  void integersHaveNoForm() throws IOException {
    kernels(
            "",
            add(
                "@In(value = 0, form = Form/*!*/.MONTGOMERY) DeviceVector<UInt32> i,"
                    + " @Out(1) DeviceVector<UInt64> out"))
        .reportsError(
            "Parameter 'i' is a vector of integers, which have no form, but is declared"
                + " Form.MONTGOMERY; remove 'form'.");
  }

  @ParameterizedTest
  @Shows(TIMES_BELOW_ONE)
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aVectorHasElementsForEachOfTheCall(int times) throws IOException {
    kernels(
            "<F>",
            add(
                "@In(value = 0, times = /*!*/"
                    + times
                    + ") DeviceVector<F> a,"
                    + " @Out(1) DeviceVector<F> out"))
        .reportsError(
            "Parameter 'a' has "
                + times
                + " elements for each of the call; make 'times' 1 or more.");
  }

  @ParameterizedTest
  @Shows(TIMES_WITHOUT_ELEMENTS)
  @ValueSource(strings = {"WHOLE", "WORKGROUPS"})
  void severalElementsAreForEachOfTheCall(String extent) throws IOException {
    kernels(
            "<F>",
            add(
                "@In(0) DeviceVector<F> a,"
                    + " @Out(value = 1, times = /*!*/2, extent = Extent."
                    + extent
                    + ") DeviceVector<F> out"))
        .reportsError(
            "Parameter 'out' has 2 elements for each of the call, but its length is Extent."
                + extent
                + ", which is none of the call's; remove 'times' or make it Extent.ELEMENTS.");
  }

  @ParameterizedTest
  @Shows(MOST_BELOW_ONE)
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aVectorMayHaveAnElement(int most) throws IOException {
    kernels(
            "<F>",
            add(
                "@In(0) DeviceVector<F> a,"
                    + " @In(value = 1, extent = Extent.WHOLE, most = /*!*/"
                    + most
                    + ") DeviceVector<F> table,"
                    + " @Out(2) DeviceVector<F> out"))
        .reportsError(
            "Parameter 'table' has at most "
                + most
                + " elements; make 'most' 1 or more, or remove it.");
  }

  @ParameterizedTest
  @Shows(MOST_WITHOUT_WHOLE)
  @ValueSource(strings = {"ELEMENTS", "WORKGROUPS"})
  void whatHasTheLengthOfTheCallHasNoBound(String extent) throws IOException {
    kernels(
            "<F>",
            add(
                "@In(0) DeviceVector<F> a,"
                    + " @Out(value = 1, most = /*!*/8, extent = Extent."
                    + extent
                    + ") DeviceVector<F> out"))
        .reportsError(
            "Parameter 'out' has at most 8 elements, but its length is Extent."
                + extent
                + ", which the call gives; remove 'most' or make it Extent.WHOLE.");
  }

  @Test
  @Shows(PUSH_ELEMENT_WITHOUT_FIELD)
  void amongIntegersThereIsNoElementToPush() throws IOException {
    kernels(
            "",
            add(
                "@In(0) DeviceVector<UInt32> i, @PushConstant(/*!*/4) java.math.BigInteger s,"
                    + " @Out(1) DeviceVector<UInt32> out"))
        .reportsError(
            "Push constant 's' is an element of a field, but all vectors of the interface are of"
                + " integers; make it an 'int' or a 'long'.");
  }

  @ParameterizedTest
  @Shows(RESOURCE_WITHOUT_SHAPE)
  @ValueSource(strings = {"add_{shape}.spv", "add_{degree}.spv"})
  void integersHaveNoLimbShape(String resource) throws IOException {
    kernels(
            "",
            "@GpuKernel(name = \"add\", spirv = /*!*/\""
                + resource
                + "\")\n"
                + "void add(@In(0) DeviceVector<UInt32> a, @Out(1) DeviceVector<UInt32> out);")
        .reportsError(
            "SPIR-V '"
                + resource
                + "' has a place for a field's limb shape or degree, but all vectors of the interface"
                + " are of integers; name the one module.");
  }

  private static Project expression(String variables, String parameters) throws IOException {
    return kernels(
        variables, "@GpuKernel(name = \"f\", expression = \"a * b\")\nvoid f(" + parameters + ");");
  }

  @ParameterizedTest
  @Shows(EXPRESSION_ELEMENTS)
  @CsvSource({
    "Affine<C>, io.fieldstone.annotations.Affine<C>",
    "UInt32, io.fieldstone.annotations.UInt32",
    "UInt64, io.fieldstone.annotations.UInt64"
  })
  void anExpressionIsOverAField(String type, String shown) throws IOException {
    String variables = type.contains("C") ? "<F, C>" : "<F>";
    expression(
            variables,
            "@In(0) DeviceVector<F> a, @In(/*!*/1) DeviceVector<"
                + type
                + "> b, @Out(2) DeviceVector<F> out")
        .reportsError(
            "Parameter 'b' of kernel method 'f' is a vector of '"
                + shown
                + "', but an expression is over elements of a field; give the kernel as GLSL.");
  }

  @Test
  @Shows(EXPRESSION_TYPES)
  void anExpressionIsOverOneField() throws IOException {
    expression(
            "<F, G>",
            "@In(0) DeviceVector<F> a, @In(/*!*/1) DeviceVector<G> b, @Out(2) DeviceVector<F> out")
        .reportsError(
            "Parameter 'b' is a vector of 'G', but 'a' of 'F', and an expression is over one field,"
                + " the first of its interface; give the kernel as GLSL, or declare it in an interface"
                + " of its own.");
  }

  @Test
  void anExpressionIsOverTheFirstField() throws IOException {
    kernels(
            "<G, F>",
            """
              @GpuKernel(name = "g", spirv = "add.spv")
              void g(@In(0) DeviceVector<G> a, @In(1) DeviceVector<G> b, @Out(2) DeviceVector<G> out);
              @GpuKernel(name = "f", expression = "a * a")
              void f(@In(/*!*/0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .reportsError(
            "Parameter 'a' is a vector of 'F', but 'other kernels of the interface' of 'G', and an"
                + " expression is over one field, the first of its interface; give the kernel as GLSL,"
                + " or declare it in an interface of its own.");
  }

  @Test
  @Shows(EXPRESSION_GRID)
  void anExpressionHasNoGridOfItsOwn() throws IOException {
    kernels(
            "<F>",
            "@GpuKernel(name = \"f\", expression = \"a * a\", grid = Grid/*!*/.ONE)\n"
                + "void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);")
        .reportsError(
            "Kernel method 'f' has Grid.ONE, but an expression is element by element; leave it out,"
                + " or give the kernel as GLSL.");
  }

  @Test
  void anExpressionIsOfOneElementEach() throws IOException {
    kernels(
            "<F>",
            "@GpuKernel(name = \"f\", expression = \"a * a\")\n"
                + "void f(@In(value = 0, times = /*!*/2) DeviceVector<F> a,"
                + " @Out(1) DeviceVector<F> out);")
        .reportsError(
            "Parameter 'a' of kernel method 'f' has 'times = 2', but an expression is element by"
                + " element, in the form of the call; leave it out.");
  }

  @Test
  @Shows(EXPRESSION_EXTENSION)
  void anExpressionIsOverAnExtensionOfTheLibrary() throws IOException {
    kernels(
            "",
            """
            @GpuKernel(name = "f", expression = /*!*/"a * a")
            void f(@In(0) DeviceVector<Seven.Tower> a, @Out(1) DeviceVector<Seven.Tower> out);
            """)
        .reportsError(
            "The expression of kernel method 'f' is over 'Tower', but the field library has the"
                + " arithmetic of x^2 - n and x^4 - n over a prime field, and of y^2 - k - m x over"
                + " x^2 - n, for small numbers; give the kernel as GLSL.");
  }

  @Test
  void whatIsWrongWithSeveralVectorsIsToldOfEach() throws IOException {
    kernels(
            "<C>",
            add(
                """
                @In(value = 0, form = Form/*!*/.CANONICAL) DeviceVector<UInt64> i,
                @In(value = 1, times = /*!*/0) DeviceVector<Affine<C>> a,
                @Out(2) DeviceVector<C> /*!*/p"""))
        .reports(
            new Expected(
                Kind.ERROR,
                "Parameter 'i' is a vector of integers, which have no form, but is declared"
                    + " Form.CANONICAL; remove 'form'."),
            new Expected(
                Kind.ERROR,
                "Parameter 'a' has 0 elements for each of the call; make 'times' 1 or more."),
            new Expected(
                Kind.ERROR,
                "Parameter 'p' takes 'C' for a field, but for parameter 'a' it is a curve; use another"
                    + " type parameter."));
  }
}
