// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** Where types are declared. Of the compilers, javac tells. */
public final class SourceFiles {

  private SourceFiles() {}

  /**
   * Returns whether {@code type} stands at the top of a file that is named for another type, so
   * that javac's {@code -Xlint:auxiliaryclass} warns of other files that name it.
   */
  public static boolean isAuxiliary(TypeElement type, ProcessingEnvironment environment) {
    if (type.getNestingKind().isNested()) {
      return false;
    }
    try {
      TreePath path = Trees.instance(environment).getPath(type);
      return path != null
          && !path.getCompilationUnit()
              .getSourceFile()
              .isNameCompatible(
                  type.getSimpleName().toString(), javax.tools.JavaFileObject.Kind.SOURCE);
    } catch (IllegalArgumentException | LinkageError e) {
      return false; // another compiler, which has no such warning
    }
  }
}
