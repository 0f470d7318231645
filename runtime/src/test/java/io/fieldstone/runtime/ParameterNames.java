// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The names that the parameters of a class's methods have in its source. */
final class ParameterNames {

  private static final Path SOURCES = Path.of("src", "main", "java");

  private final Map<String, List<String>> names = new HashMap<>();

  ParameterNames(Class<?> type) throws IOException {
    String file = type.getName().replaceFirst("[$].*", "").replace('.', '/') + ".java";
    Path source = SOURCES.resolve(file);
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjects(source));
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Reader(type.getSimpleName()), null);
      }
    }
  }

  /** Returns those of a method, in their order. */
  List<String> of(Method method) {
    String types =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(","));
    return requireNonNull(names.get(method.getName() + "(" + types + ")"), method::toString);
  }

  private final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final String type;
    private boolean inType;

    Reader(String type) {
      this.type = type;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
      boolean before = inType;
      inType = tree.getSimpleName().contentEquals(type);
      super.visitClass(tree, null);
      inType = before;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
      if (!inType) {
        return null;
      }
      String types =
          tree.getParameters().stream().map(Reader::erased).collect(Collectors.joining(","));
      names.put(
          tree.getName() + "(" + types + ")",
          tree.getParameters().stream().map(each -> each.getName().toString()).toList());
      return null;
    }

    /** Returns the type as a class's simple name; a type variable alone has no bound here. */
    private static String erased(VariableTree parameter) {
      String written = parameter.getType().toString().replaceAll("<.*>", "").replace("...", "[]");
      String simple = written.substring(written.lastIndexOf('.') + 1);
      return simple.length() == 1 ? "Object" : simple;
    }
  }
}
