// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.Reason.NOT_SPIRV;
import static io.fieldstone.processor.spirv.MalformedSpirvException.Reason.TRUNCATED;
import static io.fieldstone.processor.spirv.MalformedSpirvException.Reason.WRONG_BYTE_ORDER;
import static io.fieldstone.processor.spirv.MalformedSpirvException.invalid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Reads SPIR-V binaries.
 *
 * <pre>{@code
 * SpirvModule module = SpirvReader.read(bytes);
 * EntryPoint main = module.computeEntryPoint("main").orElseThrow();
 * }</pre>
 *
 * <p>A module starts with five words (section 2.3), then instructions follow to its end:
 *
 * <pre>
 *   0         1         2           3       4        5
 *   +---------+---------+-----------+-------+--------+----------------
 *   |  magic  | version | generator | bound | schema | instructions ..
 *   +---------+---------+-----------+-------+--------+----------------
 * </pre>
 *
 * <p>The reader is no validator: it understands what Fieldstone asks about and skips the rest. Time
 * and memory grow with the size of the module only, which is limited.
 */
public final class SpirvReader {

  /** The largest module that is read, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  static final int HEADER_WORDS = 5;
  static final int MAX_GROUP_DECORATIONS = 65_536;
  static final int MAX_VARIABLES = 256;
  static final int MAX_ENTRY_POINTS = 64;

  private static final int MAGIC = 0x07230203;
  private static final int VERSION_WORD = 1;
  private static final int BOUND_WORD = 3;
  private static final int MAX_BOUND = 4_194_304;

  private SpirvReader() {}

  /**
   * Reads a module.
   *
   * @throws MalformedSpirvException if {@code bytes} are not a module that the reader understands
   */
  public static SpirvModule read(byte[] bytes) throws MalformedSpirvException {
    int[] words = words(bytes);
    int bound = words[BOUND_WORD];
    if (bound <= 0 || bound > MAX_BOUND) {
      throw invalid("the bound of ids is " + Integer.toUnsignedString(bound));
    }
    SpirvVersion version = SpirvVersion.ofWord(words[VERSION_WORD]);
    if (version.compareTo(SpirvVersion.FIRST) < 0) {
      throw invalid("it has version " + version + ", but the first one is " + SpirvVersion.FIRST);
    }
    ModuleBuilder builder = new ModuleBuilder(bound);
    int at = HEADER_WORDS;
    while (at < words.length) {
      Instruction instruction = Instruction.at(words, at);
      builder.accept(instruction);
      at += instruction.wordCount();
    }
    builder.ids.checkDefined();
    return new ModuleAssembler(builder).assemble(version);
  }

  static int[] words(byte[] bytes) throws MalformedSpirvException {
    if (bytes.length > MAX_BYTES) {
      throw invalid("the file has more than " + MAX_BYTES + " bytes");
    }
    checkMagic(bytes);
    if (bytes.length % Integer.BYTES != 0) {
      throw new MalformedSpirvException(
          TRUNCATED, "the file has " + bytes.length + " bytes, which is not a multiple of 4");
    }
    if (bytes.length < HEADER_WORDS * Integer.BYTES) {
      throw new MalformedSpirvException(
          TRUNCATED, "the file has " + bytes.length + " bytes, fewer than the header's 20");
    }
    int[] words = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }

  private static void checkMagic(byte[] bytes) throws MalformedSpirvException {
    if (bytes.length < Integer.BYTES) {
      throw new MalformedSpirvException(NOT_SPIRV, "the file has " + bytes.length + " bytes");
    }
    int first = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (first == Integer.reverseBytes(MAGIC)) {
      throw new MalformedSpirvException(WRONG_BYTE_ORDER, "the words are big-endian");
    }
    if (first != MAGIC) {
      throw new MalformedSpirvException(
          NOT_SPIRV,
          "the file starts with the bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, 4));
    }
  }
}
