// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.diagnostic.Diagnostic;
import io.fieldstone.processor.testing.Shows;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosticCoverageTest {

  static final List<Class<?>> TESTS =
      List.of(
          BindingDiagnosticsTest.class,
          BufferDiagnosticsTest.class,
          CompilationLimitsTest.class,
          ConstantDiagnosticsTest.class,
          CooperativeDiagnosticsTest.class,
          CurveDiagnosticsTest.class,
          ExpressionDiagnosticsTest.class,
          ExtensionDiagnosticsTest.class,
          FieldDiagnosticsTest.class,
          FormDiagnosticsTest.class,
          GridDiagnosticsTest.class,
          GlslDiagnosticsTest.class,
          InterfaceDiagnosticsTest.class,
          MethodDiagnosticsTest.class,
          ModuleDiagnosticsTest.class,
          ProviderDiagnosticsTest.class,
          StrategyDiagnosticsTest.class,
          TableDiagnosticsTest.class,
          TupleDiagnosticsTest.class,
          TypeDiagnosticsTest.class);

  @Test
  void everyDiagnosticHasATest() {
    Set<Diagnostic> missing = EnumSet.allOf(Diagnostic.class);
    for (Class<?> test : TESTS) {
      for (Method method : test.getDeclaredMethods()) {
        Shows shows = method.getAnnotation(Shows.class);
        if (shows != null) {
          missing.remove(shows.value());
        }
      }
    }
    assertEquals(EnumSet.noneOf(Diagnostic.class), missing);
  }
}
