// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.compilation.Outcome.Compiled;
import io.fieldstone.processor.compilation.Outcome.Rejected;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderCompilationException;
import io.fieldstone.shaders.ShaderSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compiles a shader, unless the same was compiled before. */
final class CachingCompiler {

  private final ShaderTools tools;
  private final IncludeResolver includes;
  private final OutcomeCache cache;

  CachingCompiler(ShaderTools tools, IncludeResolver includes, OutcomeCache cache) {
    this.tools = tools;
    this.includes = includes;
    this.cache = cache;
  }

  /**
   * Compiles the root of {@code tree} with {@code macros} defined.
   *
   * @throws UnreadableSourceException if an included file cannot be read
   */
  Outcome compile(SourceTree tree, Map<String, String> macros)
      throws ToolsUnavailableException, ToolsStoppedException {
    String key = key(tree, macros);
    Optional<Outcome> known = cache.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    Witness witness = new Witness(includes, tree);
    Outcome outcome = compile(tree.root(), witness, macros);
    if (!witness.surprised) {
      cache.store(key, outcome);
    }
    return outcome;
  }

  private Outcome compile(ShaderSource source, Witness witness, Map<String, String> macros)
      throws ToolsUnavailableException, ToolsStoppedException {
    try {
      return new Compiled(tools.compile(source, witness, macros));
    } catch (ShaderCompilationException e) {
      return new Rejected(e.errors());
    }
  }

  private String key(SourceTree tree, Map<String, String> macros) {
    ContentDigest digest = new ContentDigest();
    digest.add(tools.identity());
    digest.add(new TreeMap<>(macros).toString());
    digest.add(tree.identity());
    return digest.hex();
  }

  /** Sees what the compiler includes, and whether it is all in the tree that makes the key. */
  private static final class Witness implements IncludeResolver {

    private final IncludeResolver includes;
    private final SourceTree tree;
    private boolean surprised;

    Witness(IncludeResolver includes, SourceTree tree) {
      this.includes = includes;
      this.tree = tree;
    }

    @Override
    public Optional<ShaderSource> resolve(String requested, String includer) {
      Optional<ShaderSource> found = includes.resolve(requested, includer);
      surprised |= !tree.has(requested, includer, found);
      return found;
    }
  }
}
