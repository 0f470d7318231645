// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.shaders.ShaderDiagnostic;
import io.fieldstone.shaders.ShaderSource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the compiler's process and the tools' say to each other: one byte, then texts and lists of
 * texts, each after its length.
 *
 * <pre>
 *   javac                      tools
 *     | COMPILE name text macros |
 *     |------------------------->|
 *     |  INCLUDE file includer   |
 *     |<-------------------------|
 *     |   FILE name text | NONE  |   ... for each include
 *     |------------------------->|
 *     |  DONE spirv | REJECTED   |
 *     |<-------------------------|
 *     |      VALIDATE spirv      |
 *     |------------------------->|
 *     |     DONE | INVALID text  |
 *     |<-------------------------|
 * </pre>
 *
 * <p>Native code may print whatever it likes between the messages of the tools, so each of those
 * comes after a mark that is drawn for the process.
 */
final class ToolMessage {

  static final byte COMPILE = 1;
  static final byte VALIDATE = 4;
  static final byte FILE = 2;
  static final byte NONE = 3;

  static final byte INCLUDE = 11;
  static final byte DONE = 12;
  static final byte REJECTED = 13;
  static final byte UNAVAILABLE = 14;
  static final byte FAILED = 15;
  static final byte INVALID = 16;
  static final byte OVER_MEMORY = 17;
  static final byte OVER_TIME = 18;

  private static final int MARK_BYTES = 16;

  private ToolMessage() {}

  /** Returns a mark that nobody can print by chance or on purpose. */
  static byte[] newMark() {
    byte[] mark = new byte[MARK_BYTES];
    new SecureRandom().nextBytes(mark);
    return mark;
  }

  /** Skips whatever comes before {@code mark}, and that. */
  static void skipTo(DataInputStream in, byte[] mark) throws IOException {
    byte[] last = in.readNBytes(mark.length);
    int start = 0;
    while (!matches(last, start, mark)) {
      last[start] = in.readByte();
      start = (start + 1) % mark.length;
    }
  }

  /** Whether the ring {@code last}, which begins at {@code start}, is {@code mark}. */
  private static boolean matches(byte[] last, int start, byte[] mark) throws EOFException {
    if (last.length < mark.length) {
      throw new EOFException();
    }
    for (int i = 0; i < mark.length; i++) {
      if (last[(start + i) % mark.length] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in, Integer.MAX_VALUE), StandardCharsets.UTF_8);
  }

  static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads bytes, of which more than {@code limit} are left unread. */
  static byte[] readBytes(DataInputStream in, int limit) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(Math.min(length, limit));
    if (bytes.length < Math.min(length, limit)) {
      throw new EOFException();
    }
    return bytes;
  }

  static void writeSource(DataOutputStream out, ShaderSource source) throws IOException {
    writeText(out, source.name());
    writeText(out, source.text());
  }

  static ShaderSource readSource(DataInputStream in) throws IOException {
    return new ShaderSource(readText(in), readText(in));
  }

  static void writeMacros(DataOutputStream out, Map<String, String> macros) throws IOException {
    out.writeInt(macros.size());
    for (Map.Entry<String, String> macro : new TreeMap<>(macros).entrySet()) {
      writeText(out, macro.getKey());
      writeText(out, macro.getValue());
    }
  }

  static Map<String, String> readMacros(DataInputStream in) throws IOException {
    Map<String, String> macros = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      macros.put(readText(in), readText(in));
    }
    return macros;
  }

  static void writeErrors(DataOutputStream out, Collection<ShaderDiagnostic> errors)
      throws IOException {
    out.writeInt(errors.size());
    for (ShaderDiagnostic error : errors) {
      writeText(out, error.file());
      out.writeInt(error.line());
      writeText(out, error.message());
    }
  }

  static List<ShaderDiagnostic> readErrors(DataInputStream in) throws IOException {
    List<ShaderDiagnostic> errors = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      errors.add(new ShaderDiagnostic(readText(in), in.readInt(), readText(in)));
    }
    return List.copyOf(errors);
  }
}
