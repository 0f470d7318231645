// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.shaders.SpirvValidationException;
import io.fieldstone.shaders.SpirvValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The reader finds in a module what SPIRV-Cross finds there. {@code -Dfieldstone.fuzz.mutants=6000}
 * for more mutants.
 */
class SpirvCrossAgreementTest {

  private static final long SEED = 0x5eed;
  private static final int MUTANTS = Integer.getInteger("fieldstone.fuzz.mutants", 1_200);

  private int modules;
  private int facts;

  private void compare(String name, byte[] module) throws Exception {
    List<String> expected = SpirvCrossFacts.of(module);
    assertEquals(String.join("\n", expected), String.join("\n", ReaderFacts.of(module)), name);
    modules++;
    facts += expected.size();
  }

  private void compareAll(String kind, Map<String, byte[]> corpus) throws Exception {
    for (Map.Entry<String, byte[]> module : corpus.entrySet()) {
      compare(module.getKey(), module.getValue());
    }
    report(kind);
    assertEquals(corpus.size(), modules);
  }

  private void report(String kind) {
    System.out.printf("SPIRV-Cross agrees on %d %s modules: %d facts%n", modules, kind, facts);
    assertTrue(modules > 0 && facts > 4 * modules, "there are facts to compare");
  }

  @Test
  void agreesOnEveryShippedModule() throws Exception {
    compareAll("shipped", ModuleCorpus.shipped());
  }

  @Test
  void agreesOnCompiledModules() throws Exception {
    compareAll("compiled", ModuleCorpus.compiled());
  }

  @Test
  void agreesOnHandMadeModules() throws Exception {
    compareAll("hand-made", ModuleCorpus.handMade());
  }

  @Test
  void agreesOnMutatedModulesThatAreStillValid() throws Exception {
    List<byte[]> corpus = new ArrayList<>(ModuleCorpus.shipped().values());
    corpus.addAll(ModuleCorpus.compiled().values());
    corpus.addAll(ModuleCorpus.handMade().values());
    Random random = new Random(SEED);
    int changed = 0;
    int invalid = 0;
    int notUnderstood = 0;
    try (SpirvValidator validator = new SpirvValidator()) {
      for (int i = 0; i < MUTANTS; i++) {
        byte[] original = corpus.get(random.nextInt(corpus.size()));
        byte[] mutant = ModuleMutator.mutate(original, random);
        String name = "mutant " + i;
        try {
          validator.validate(name, mutant);
          compare(name, mutant);
          changed += ReaderFacts.of(mutant).equals(ReaderFacts.of(original)) ? 0 : 1;
        } catch (SpirvValidationException e) {
          invalid++;
        } catch (SpirvCrossFacts.NotUnderstood e) {
          notUnderstood++;
        }
      }
    }
    report("valid mutated");
    System.out.printf(
        "of %d mutants %d are invalid, %d beyond SPIRV-Cross, %d others with other facts%n",
        MUTANTS, invalid, notUnderstood, changed);
    assertTrue(changed > modules / 2, "the mutations matter");
    assertTrue(modules > MUTANTS / 4, "enough mutants are valid");
  }
}
