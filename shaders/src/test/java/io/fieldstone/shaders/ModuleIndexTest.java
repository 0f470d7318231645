// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static io.fieldstone.shaders.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.LimbShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever no longer fits the index is found, and nothing else. */
class ModuleIndexTest {

  private static final String REMEDY = ": compile all modules anew with -Pshader-compile";

  private static final ShaderModule ADD = new ShaderModule("my/add.comp", LimbShape.parse("4x64"));
  private static final ShaderModule MUL =
      new ShaderModule("my/mul.comp", "wide", LimbShape.parse("6x64"));

  private final Map<String, String> sources =
      new HashMap<>(
          Map.of(
              "my/add.comp", "#include \"add.glsl\"\nvoid main() {}\n",
              "my/mul.comp", "# include \"../library/mul.glsl\"\n#include \"no/such.glsl\"\n",
              "my/add.glsl", "uint add;\n",
              "library/mul.glsl", "#ifdef NEVER\n  #include \"library/deep.glsl\"\n#endif\n",
              "library/deep.glsl", "#include \"library/mul.glsl\"\n"));

  private final Map<String, byte[]> spirv =
      new HashMap<>(
          Map.of(ADD.spirvName(), new byte[] {1, 2, 3}, MUL.spirvName(), new byte[] {4, 5, 6}));

  private final ModuleIndex index = index();

  private ModuleIndex index() {
    ModuleIndex made = new ModuleIndex();
    for (ShaderModule module : List.of(MUL, ADD)) {
      made.add(module, resolver(), Objects.requireNonNull(spirv.get(module.spirvName())));
    }
    return made;
  }

  private IncludeResolver resolver() {
    return IncludePaths.resolver(name -> Optional.ofNullable(sources.get(name)));
  }

  private List<String> differences(ShaderModule... modules) {
    return ModuleIndex.parse(index.text())
        .differences(List.of(modules), resolver(), spirv.keySet(), spirv::get);
  }

  @Test
  void nothingDiffersFromWhatWasCompiled() {
    assertEquals(List.of(), differences(ADD, MUL));
  }

  @Test
  void linesAreInTheOrderOfNamesWhateverWasCompiledFirst() {
    List<String> names =
        index.text().lines().map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList();
    assertEquals(List.of("my/add_4x64.spv", "my/mul_wide_6x64.spv"), names);
  }

  @Test
  void whereSourcesLieAndHowTheirLinesEndIsNotInIt() {
    sources.replaceAll((name, text) -> text.replace("\n", "\r\n"));
    assertEquals(List.of(), differences(ADD, MUL));
  }

  @Test
  void aModuleThatIsNotWhatWasCompiledIsNamed() {
    spirv.put(MUL.spirvName(), new byte[] {4, 5, 7});
    assertEquals(List.of(MUL + " is not what was compiled" + REMEDY), differences(ADD, MUL));
  }

  @Test
  void aSourceThatHasChangedIsNamedByItsModule() {
    sources.merge("my/add.comp", "\n", String::concat);
    assertEquals(changed(ADD), differences(ADD, MUL));
  }

  @Test
  void soIsAnIncludeOnAConditionHoweverDeep() {
    sources.merge("library/deep.glsl", "uint more;\n", String::concat);
    assertEquals(changed(MUL), differences(ADD, MUL));
  }

  @Test
  void soIsAnIncludeThatWasNotThere() {
    sources.put("no/such.glsl", "");
    assertEquals(changed(MUL), differences(ADD, MUL));
  }

  @Test
  void soIsAnIncludeThatIsFoundElsewhere() {
    sources.put("my/library/mul.glsl", "");
    assertEquals(List.of(), differences(ADD, MUL), "only what comes first counts");
    sources.put("my/no/such.glsl", "");
    assertEquals(changed(MUL), differences(ADD, MUL));
  }

  @Test
  void textThatMovesFromOneFileToTheNextIsAChange() {
    sources.put("my/add.comp", "#include \"add.glsl\"\nvoid main() {}\nuint ");
    sources.put("my/add.glsl", "add;\n");
    assertEquals(changed(ADD), differences(ADD, MUL));
  }

  @Test
  void soAreMacros() {
    ShaderModule optimized =
        new ShaderModule("my/mul.comp", Optional.of("wide"), LimbShape.parse("6x64"), 0, false);
    assertEquals(MUL.spirvName(), optimized.spirvName());
    assertNotEquals(MUL.macros(), optimized.macros());
    assertEquals(changed(MUL), differences(ADD, optimized));
  }

  private static List<String> changed(ShaderModule module) {
    return List.of("what " + module + " is compiled of has changed" + REMEDY);
  }

  @Test
  void aModuleThatIsMissingIsNamed() {
    spirv.remove(ADD.spirvName());
    assertEquals(List.of(ADD + " is missing" + REMEDY), differences(ADD, MUL));
  }

  @Test
  void soIsOneThatTheIndexLacks() {
    ShaderModule other = new ShaderModule("my/add.comp", LimbShape.parse("6x64"));
    spirv.put(other.spirvName(), new byte[] {7});
    assertEquals(List.of(other + " is not in the index" + REMEDY), differences(ADD, MUL, other));
  }

  @Test
  void soIsOneThatNobodyPackages() {
    spirv.put("my/old.spv", new byte[] {8});
    List<String> wanted = new ArrayList<>();
    wanted.add("my/mul_wide_6x64.spv is no packaged module: remove it, and" + REMEDY.substring(1));
    wanted.add("my/old.spv is no packaged module: remove it, and" + REMEDY.substring(1));
    assertEquals(wanted, differences(ADD));
  }

  @Test
  void aLineThatIsNoneIsRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> ModuleIndex.parse(index.text() + "add 12\n"));
    assertSays("'add 12' is no line of an index of modules.", thrown);
  }
}
