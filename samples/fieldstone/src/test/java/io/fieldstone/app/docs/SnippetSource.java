// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import java.util.regex.Pattern;

/**
 * A {@link Snippet} as a compilation unit, so that what it leaves out is there: imports, the class,
 * and the variables it presupposes.
 *
 * @param className the unit's class
 * @param text the unit
 * @param linesBefore lines before the first of the snippet
 */
record SnippetSource(String className, String text, int linesBefore) {

  /** What pieces of code find, unless they say what they presuppose. */
  private static final String USUAL =
      "FieldOperations<Bls12381Fr> fr; DeviceVector<Bls12381Fr> a, b, c, d, x, y;"
          + " HostVector<Bls12381Fr> host; long n;";

  private static final String IMPORTS =
      "import io.fieldstone.annotations.*; import io.fieldstone.annotations.arithmetic.*;"
          + " import io.fieldstone.kernels.*; import io.fieldstone.kernels.polynomial.*;"
          + " import io.fieldstone.kernels.transform.*;"
          + " import io.fieldstone.runtime.*;"
          + " import io.fieldstone.runtime.curve.*; import io.fieldstone.runtime.device.*;"
          + " import io.fieldstone.runtime.error.*; import io.fieldstone.runtime.field.*;"
          + " import io.fieldstone.runtime.kernel.*; import io.fieldstone.runtime.trace.*;"
          + " import io.fieldstone.shaders.*; import java.math.*; import java.nio.*;"
          + " import java.nio.channels.*; import java.nio.file.*; import java.util.*;"
          + " import java.util.concurrent.*; import static java.math.BigInteger.*; ";

  private static final Pattern IMPORT = Pattern.compile("import [^;]*;");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern ANNOTATIONS =
      Pattern.compile("(?s)^(@\\w+(\\((?:[^()]|\\([^)]*\\))*\\))?\\s*)*");

  static SnippetSource of(Snippet snippet, String className) {
    String code = snippet.code();
    if (code.startsWith("import ")) {
      return new SnippetSource(
          className, code.replace("class Main ", "class " + className + " "), 0);
    }
    StringBuilder imports = new StringBuilder(IMPORTS);
    IMPORT.matcher(snippet.given()).results().forEach(i -> imports.append(i.group()).append(' '));
    String presupposed = IMPORT.matcher(snippet.given()).replaceAll("").strip();
    String variables = presupposed.isEmpty() ? USUAL : presupposed;
    String begin =
        imports + "public class " + className + "<F> { public PersistentBackend gpu; " + variables;
    String declared =
        ANNOTATIONS.matcher(COMMENT.matcher(code).replaceAll("").strip()).replaceFirst("");
    if (declared.matches("(?s)(public )?(interface|final class|class|record) .*")) {
      return new SnippetSource(className, begin + "\n" + code + "}", 1);
    }
    if (declared.matches("(?s)void \\w+\\(\\s*@.*")) { // of an interface
      return new SnippetSource(className, begin + " interface Methods<F> {\n" + code + "}}", 1);
    }
    return new SnippetSource(
        className, begin + " public void run() throws Exception {\n" + code + "}}", 1);
  }
}
