// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;

/** What is wrong with an interface that declares kernels. */
class InterfaceDiagnosticsTest {

  private static final String ADD =
      """
        @GpuKernel(name = "add", spirv = "add.spv")
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
      """;

  @Test
  void whatNamesTheClassOfAnUnsoundDeclarationIsNotAtFault() {
    Project.kernels(
            """
            @GpuKernel(name = /*!*/"Add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .source(
            "other.Caller",
            "package other; import user.KernelsDispatch; class Caller { KernelsDispatch<?> k; }")
        .reportsError(
            "Kernel name 'Add' is not lower case letters and digits joined by dashes, such as"
                + " 'vector-add'.");
    Project.declaring(
            "Nine",
            "@PrimeField(name = \"nine\", modulus = /*!*/\"9\")\npublic interface Nine {}\n")
        .source("other.Caller", "package other; class Caller { user.NineField field; }")
        .reportsError(
            "Modulus 9 is not prime, so that its residues are no field; check its digits.");
  }

  @Test
  @Shows(KERNEL_OUTSIDE_INTERFACE)
  void aClassDeclaresNoKernels() {
    Project.declaring(
            "Kernels",
            """
            public abstract class Kernels<F> {
              /*!*/@GpuKernel(name = "add", spirv = "add.spv")
              abstract void add(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            }
            """)
        .reportsError(
            "@GpuKernel is on a method of class 'user.Kernels', but kernels are methods of an"
                + " interface; move it to one.");
  }

  @Test
  @Shows(KERNEL_NOT_ABSTRACT)
  void aDefaultMethodIsNoKernel() {
    Project.kernels(
            """
            /*!*/@GpuKernel(name = "add", spirv = "add.spv")
            default void add(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out) {}
            """)
        .reportsError(
            "Kernel method 'add' is default, but the SPIR-V is its implementation; make it"
                + " abstract.");
  }

  @Test
  void aStaticMethodIsNoKernel() {
    Project.kernels(
            """
            /*!*/@GpuKernel(name = "add", spirv = "add.spv")
            static void add(@In(0) DeviceVector<String> /*!*/a) {}
            """)
        .reports(
            error(
                "Kernel method 'add' is static, but the SPIR-V is its implementation; make it"
                    + " abstract."),
            error(
                "Parameter 'a' is a vector of 'java.lang.String', which is neither a type"
                    + " parameter of the interface nor a type annotated with @PrimeField or"
                    + " @ExtensionField, nor points 'Affine<...>', 'UInt32' or 'UInt64'; use one of"
                    + " these."));
  }

  private static Project.Expected error(String message) {
    return new Project.Expected(javax.tools.Diagnostic.Kind.ERROR, message);
  }

  @Test
  @Shows(INTERFACE_PRIVATE)
  void aPrivateInterfaceCannotBeImplemented() {
    Project.declaring(
            "Outer",
            "public class Outer {\n  private /*!*/interface Kernels<F> {\n" + ADD + "}\n}\n")
        .reportsError(
            "Interface 'user.Outer.Kernels' is private or local, so no generated class can implement"
                + " it; make it at least package-private.");
  }

  @Test
  @Shows(INTERFACE_SEALED)
  void aSealedInterfaceCannotBeImplemented() {
    Project.declaring(
            "Kernels",
            "public sealed /*!*/interface Kernels<F> permits Kernels.One {\n"
                + ADD
                + "  non-sealed interface One<F> extends Kernels<F> {}\n}\n")
        .reportsError(
            "Interface 'user.Kernels' is sealed, so no generated class can implement it; remove"
                + " 'sealed'.");
  }

  @Test
  @Shows(TYPE_PARAMETER_UNUSED)
  void aTypeParameterIsThatOfSomeVector() {
    Project.declaring("Kernels", "public interface Kernels<F, /*!*/G> {\n" + ADD + "}\n")
        .reportsError(
            "Type parameter 'G' is in no vector, so that nothing says what it stands for; use it in a"
                + " 'DeviceVector', or remove it.");
  }

  @Test
  @Shows(TYPE_PARAMETER_BOUNDED)
  void theTypeParameterHasNoBound() {
    Project.declaring(
            "Kernels", "public interface Kernels</*!*/F extends Comparable<F>> {\n" + ADD + "}\n")
        .reportsError(
            "Type parameter 'F' has a bound, but it stands for any field or curve; write '<F>'"
                + " without one.");
  }

  @Test
  @Shows(METHOD_WITHOUT_KERNEL)
  void anAbstractMethodIsAKernel() {
    Project.kernels(ADD + "  int /*!*/size();\n")
        .reportsError(
            "Method 'size' is abstract without @GpuKernel, so there is nothing to implement it with;"
                + " annotate it, give it a body or move it elsewhere.");
  }

  @Test
  void methodsOfObjectMayBeRestated() {
    Project.kernels(ADD + "  @Override boolean equals(Object other);\n  String toString();\n")
        .compiles();
  }

  @Test
  void defaultAndStaticMethodsMayStandBesideKernels() {
    Project.kernels(
            ADD
                + """
                  default void twice(DeviceVector<F> a, DeviceVector<F> out) {
                    add(a, a, out);
                  }
                  static int answer() {
                    return 42;
                  }
                """)
        .compiles();
  }

  @Test
  @Shows(INHERITED_ABSTRACT_METHOD)
  void anInheritedAbstractMethodCannotBeImplemented() {
    Project.declaring(
            "Kernels", "public /*!*/interface Kernels<F> extends AutoCloseable {\n" + ADD + "}\n")
        .reportsError(
            "Interface 'user.Kernels' inherits the abstract method 'close' of"
                + " 'java.lang.AutoCloseable', which the generated class cannot implement; declare"
                + " kernels in interfaces that inherit none.");
  }

  @Test
  @Shows(KERNEL_OVERLOADED)
  void aKernelMethodIsNotOverloaded() {
    Project.kernels(
            ADD
                + """
                  @GpuKernel(name = "add-in-place", spirv = "add.spv")
                  void /*!*/add(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
                """)
        .reportsError(
            "Kernel method 'add' is overloaded, so that its generated forms would clash; rename it.");
  }

  @Test
  @Shows(GENERATED_METHOD_CLASHES)
  void aGeneratedMethodDoesNotReplaceADefaultOne() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels<F> {
              @GpuKernel(name = "add", spirv = "add.spv")
              void /*!*/add(
                  @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
              default Job<F> addJob(HostVector<F> a, HostVector<F> b) {
                throw new UnsupportedOperationException();
              }
            }
            """)
        .reportsError(
            "The generated method 'addJob(HostVector, HostVector)' of kernel method 'add' clashes"
                + " with 'addJob of user.Kernels'; rename one of the two.");
  }

  @Test
  void generatedMethodsOfTwoKernelsDoNotClash() {
    String clash =
        " of kernel method 'addJob' clashes with 'add of user.Kernels'; rename one of the two.";
    Project.kernels(
            ADD
                + """
                  @GpuKernel(name = "add-job", spirv = "add.spv")
                  void /*!*/addJob(
                      @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
                """)
        .reports(
            error("The generated method 'addJob(HostVector, HostVector)'" + clash),
            error("The generated method 'addJob(HostVector, HostVector, HostVector)'" + clash));
  }

  @Test
  @Shows(GENERATED_CLASS_EXISTS)
  void aGeneratedClassDoesNotReplaceAnother() {
    Project.declaring("Kernels", "public /*!*/interface Kernels<F> {\n" + ADD + "}\n")
        .source("user.KernelsDispatch", "package user;\npublic class KernelsDispatch {}\n")
        .reportsError(
            "Class 'user.KernelsDispatch' is to be generated for 'user.Kernels', but there is one"
                + " already; rename one.");
  }

  @Test
  @Shows(KERNEL_NAME_DUPLICATE)
  void aKernelNameIsUniqueInItsModule() {
    Project.kernels(ADD)
        .source(
            "user.Others",
            """
            package user;
            import io.fieldstone.annotations.*;
            import io.fieldstone.runtime.*;
            interface Others<F> {
              @GpuKernel(name = /*!*/"add", spirv = "add.spv")
              void sum(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            }
            """)
        .reportsError(
            "Kernel name 'add' is already taken by 'user.Kernels.add'; give one of the two another"
                + " name.");
  }

  @Test
  @Shows(FIELD_NAME_DUPLICATE)
  void aFieldNameIsUniqueInItsModule() {
    Project.declaring(
            "Fields",
            """
            public interface Fields {
              @PrimeField(name = "seven", modulus = "7")
              interface A {}
              @PrimeField(name = /*!*/"seven", modulus = "7")
              interface B {}
            }
            """)
        .reportsError(
            "Field name 'seven' is already taken by 'user.Fields.A'; give one of the two another"
                + " name.");
  }

  @Test
  @Shows(KERNEL_DIFFERS_IN_CASE)
  void kernelsThatAreCompiledDifferInMoreThanCase() {
    Project.kernels(
            """
              @GpuKernel(name = "k", expression = "a")
              void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
              @GpuKernel(name = "l", expression = "-a")
              void /*!*/Copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .reportsError(
            "Kernel methods 'copy' and 'Copy' differ in upper and lower case only, so that their"
                + " modules would be one file where file systems do not tell them apart; rename one.");
  }

  @Test
  @Shows(KERNELS_MANY)
  void anInterfaceHasAsManyKernelsAsAClassHolds() {
    StringBuilder kernels = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      kernels.append("  @GpuKernel(name = \"k" + i + "\", spirv = \"add.spv\")\n  void k" + i);
      kernels.append("(@In(0) DeviceVector<F> a, @Out(2) DeviceVector<F> out);\n");
    }
    Project.declaring("Kernels", "public /*!*/interface Kernels<F> {\n" + kernels + "}\n")
        .reportsError(
            "Interface 'user.Kernels' declares 1001 kernels, but a class holds no more than 1000;"
                + " declare some of them in another interface.");
  }

  @Test
  void aBoundOfAnyTypeIsNoBound() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels<F extends @Kernels.Maybe Object> {
              @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
              @interface Maybe {}
              @GpuKernel(name = "add", spirv = "add.spv")
              void add(
                  @In(0) DeviceVector<F> a,
                  @In(1) DeviceVector<F> b,
                  @Out(2) DeviceVector<F> out);
            }
            """)
        .compiles();
  }

  @Test
  @Shows(DECLARATION_AUXILIARY)
  void aDeclarationIsBestInAFileOfItsOwn() {
    for (String declaration :
        new String[] {
          "@PrimeField(name = \"fp\", modulus = \"101\")\n/*!*/interface Inner {}",
          "/*!*/interface Inner<F> {\n"
              + "@GpuKernel(name = \"add\", spirv = \"add.spv\")\n"
              + "void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b,"
              + " @Out(2) DeviceVector<F> out);\n}"
        }) {
      Project.declaring("Outer", "interface Outer {}\n" + declaration)
          .reports(
              new Project.Expected(
                  Kind.NOTE,
                  "'user.Inner' is declared in a file that is named for another type, so that javac's"
                      + " -Xlint:auxiliaryclass warns of the generated class, which names it; put it"
                      + " into a file of its own."));
    }
  }
}
