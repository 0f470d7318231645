// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The messages in sources, as the documentation writes them: what is filled in is {@code …}. Those
 * are what exceptions of Fieldstone's are made with, what is logged as a warning or as information,
 * and every other text with a remedy, which stands after a semicolon.
 */
final class Messages {

  /** What is filled in. */
  static final String GAP = "…";

  private static final Pattern REMEDY = Pattern.compile("; [a-z]");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  /** Of the JDK: they say that Fieldstone has a defect. */
  private static final Pattern OF_JDK =
      Pattern.compile(
          "Illegal(State|Argument)Exception|UncheckedIOException|IOException|NullPointerException"
              + "|NumberFormatException|AssertionError|FileSystemLoopException|ParseException");

  private Messages() {}

  /** Returns the messages of all Java sources in a folder. */
  static SortedSet<String> ofJava(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    SortedSet<String> messages = new TreeSet<>();
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        Names names = new Names();
        unit.accept(names, null);
        unit.accept(new Reader(names, messages), null);
      }
    }
    return messages;
  }

  /** Returns the messages of a shell script: what it dies with. */
  static SortedSet<String> ofShell(Path script) throws IOException {
    SortedSet<String> messages = new TreeSet<>();
    Matcher call =
        Pattern.compile(
                "(?:\\bdie \"|\\bdie_with \\S+ \"|echo \"fieldstone: )((?:[^\"$]|\\$\\([^)]*\\)|\\$\\w+|\\$\\{[^}]*}|\\$\\*)*)\"")
            .matcher(Files.readString(script));
    while (call.find()) {
      add(call.group(1).replaceAll("\\$\\([^)]*\\)|\\$\\w+|\\$\\{[^}]*}|\\$\\*", GAP), messages);
    }
    return messages;
  }

  private static void add(String template, Set<String> messages) {
    String text = PLACEHOLDER.matcher(template).replaceAll(GAP).replace("''", "'").strip();
    text = text.replaceAll(GAP + "(" + GAP + ")+", GAP);
    boolean report = text.contains("%.") || text.contains("%d");
    boolean grammar = text.contains(" = "); // says how a file is written
    boolean whole = text.contains(" ") && !text.startsWith(";") && !grammar;
    if (whole && !report && text.matches("(?s).*[a-z]{2}.*")) {
      messages.add(text);
    }
  }

  /** A unit's constants, and its methods that make exceptions. */
  private static final class Names extends TreeScanner<Void, Void> {
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final Set<String> makers = new HashSet<>();

    @Override
    public Void visitVariable(VariableTree variable, Void unused) {
      if (variable.getInitializer() != null
          && variable.getName().toString().matches("[A-Z_]+")
          && String.valueOf(variable.getType()).equals("String")) {
        constants.put(variable.getName().toString(), variable.getInitializer());
      }
      return super.visitVariable(variable, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (String.valueOf(method.getReturnType()).endsWith("Exception")) {
        makers.add(method.getName().toString());
      }
      return super.visitMethod(method, null);
    }

    String template(ExpressionTree tree) {
      if (tree instanceof LiteralTree literal) {
        return String.valueOf(literal.getValue());
      }
      if (tree instanceof ParenthesizedTree inner) {
        return template(inner.getExpression());
      }
      if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
        return template(sum.getLeftOperand()) + template(sum.getRightOperand());
      }
      @Nullable ExpressionTree constant = constants.get(tree.toString());
      return constant == null ? GAP : template(constant);
    }
  }

  private static final class Reader extends TreeScanner<Void, Void> {
    private final Names names;
    private final Set<String> messages;

    Reader(Names names, Set<String> messages) {
      this.names = names;
      this.messages = messages;
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void unused) {
      return null; // help texts
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void unused) {
      String type = made.getIdentifier().toString();
      if (type.endsWith("Exception")) {
        if (!OF_JDK.matcher(type).matches() && !made.getArguments().isEmpty()) {
          add(names.template(argument(made, type)), messages);
        }
        made.getArguments().forEach(each -> each.accept(new Inner(), null));
        return null;
      }
      return super.visitNewClass(made, null);
    }

    /** Picocli's exception has the command before the message. */
    private static ExpressionTree argument(NewClassTree made, String type) {
      return made.getArguments().get(type.equals("ParameterException") ? 1 : 0);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      String method = call.getMethodSelect().toString();
      List<? extends ExpressionTree> arguments = call.getArguments();
      if (method.equals("LOGGER.log") && arguments.size() > 1) {
        if (arguments.get(0).toString().matches(".*(WARNING|INFO|ERROR)")) {
          add(names.template(arguments.get(1)), messages);
        }
        return null;
      }
      if (names.makers.contains(method)) {
        arguments.forEach(each -> add(names.template(each), messages));
        return null;
      }
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitBinary(BinaryTree sum, Void unused) {
      if (sum.getKind() == Tree.Kind.PLUS) {
        String text = names.template(sum);
        if (REMEDY.matcher(text).find()) {
          add(text, messages);
          sum.accept(new Inner(), null);
          return null;
        }
      }
      return super.visitBinary(sum, null);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void unused) {
      if (literal.getValue() instanceof String text && REMEDY.matcher(text).find()) {
        add(text, messages);
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree variable, Void unused) {
      // constants are read where they are used
      return names.constants.containsKey(variable.getName().toString())
          ? null
          : super.visitVariable(variable, null);
    }

    /** Messages within a message. */
    private final class Inner extends TreeScanner<Void, Void> {
      @Override
      public Void visitNewClass(NewClassTree made, Void unused) {
        return Reader.this.visitNewClass(made, null);
      }
    }
  }
}
