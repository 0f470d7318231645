// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.compilation.Outcome.Compiled;
import io.fieldstone.processor.compilation.Outcome.Rejected;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderCompilationException;
import io.fieldstone.shaders.ShaderCompiler;
import io.fieldstone.shaders.ShaderSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compiles a shader, unless the same was compiled before. */
final class CachingCompiler {

  private final CompilerService service;
  private final IncludeResolver includes;
  private final OutcomeCache cache;

  CachingCompiler(CompilerService service, IncludeResolver includes, OutcomeCache cache) {
    this.service = service;
    this.includes = includes;
    this.cache = cache;
  }

  /**
   * Compiles {@code source} with {@code macros} defined.
   *
   * @throws UnreadableSourceException if an included file cannot be read
   */
  Outcome compile(ShaderSource source, Map<String, String> macros)
      throws CompilerUnavailableException {
    SourceTree tree = SourceTree.scan(source, includes);
    String key = key(tree, macros);
    Optional<Outcome> known = cache.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    Witness witness = new Witness(includes, tree);
    Outcome outcome = compile(service.compiler(), source, witness, macros);
    if (!witness.surprised) {
      cache.store(key, outcome);
    }
    return outcome;
  }

  private static Outcome compile(
      ShaderCompiler compiler,
      ShaderSource source,
      IncludeResolver includes,
      Map<String, String> macros)
      throws CompilerUnavailableException {
    try {
      return new Compiled(compiler.compile(source, includes, macros));
    } catch (ShaderCompilationException e) {
      return new Rejected(e.errors());
    } catch (LinkageError e) {
      throw new CompilerUnavailableException(e.toString());
    }
  }

  private String key(SourceTree tree, Map<String, String> macros) {
    ContentDigest digest = new ContentDigest();
    digest.add(service.identity());
    digest.add(new TreeMap<>(macros).toString());
    tree.identify(digest);
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
