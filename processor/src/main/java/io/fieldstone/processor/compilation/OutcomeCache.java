// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.compilation.Outcome.Compiled;
import io.fieldstone.processor.compilation.Outcome.Rejected;
import io.fieldstone.processor.resource.RegularFile;
import io.fieldstone.shaders.ShaderDiagnostic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What shaders were compiled to, by the digest of all that they were compiled from. An entry is a
 * file that is written whole or not at all; it never changes.
 *
 * <pre>
 *   +-------+------+----------------------------------+---------+
 *   | magic | kind | SPIR-V, or the errors one by one | SHA-256 |
 *   +-------+------+----------------------------------+---------+
 *       4      1                                          32       bytes
 * </pre>
 *
 * <p>Errors are kept too, since a shader need not compile for every limb shape. A folder that
 * cannot be read or written makes builds slower, not wrong.
 */
final class OutcomeCache {

  private static final int MAGIC = 0x46535631;
  private static final int COMPILED = 0;
  private static final int REJECTED = 1;
  private static final int HEADER_BYTES = Integer.BYTES + 1;

  private final Optional<Path> folder;

  /** Keeps entries in {@code folder}, or none at all. */
  OutcomeCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Returns the entry under {@code key}; a damaged one is dropped. */
  Optional<Outcome> find(String key) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.get().resolve(key);
    byte[] entry;
    try {
      RegularFile.require(file.toUri());
      entry = Files.readAllBytes(file);
    } catch (IOException e) {
      return Optional.empty();
    }
    Optional<Outcome> outcome = read(entry);
    if (outcome.isEmpty()) {
      drop(file);
    }
    return outcome;
  }

  private static void drop(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the next entry replaces it
    }
  }

  private static Optional<Outcome> read(byte[] entry) {
    int end = entry.length - ContentDigest.BYTES;
    if (end < HEADER_BYTES
        || !Arrays.equals(
            ContentDigest.of(entry, end), Arrays.copyOfRange(entry, end, entry.length))) {
      return Optional.empty();
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(entry, 0, end))) {
      if (in.readInt() != MAGIC) {
        return Optional.empty();
      }
      return switch (in.readByte()) {
        case COMPILED -> Optional.of(new Compiled(in.readAllBytes()));
        case REJECTED -> Optional.of(new Rejected(readErrors(in)));
        default -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<ShaderDiagnostic> readErrors(DataInputStream in) throws IOException {
    List<ShaderDiagnostic> errors = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      errors.add(new ShaderDiagnostic(readText(in), in.readInt(), readText(in)));
    }
    return List.copyOf(errors);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  /** Keeps {@code outcome} under {@code key}, if the folder takes it. */
  void store(String key, Outcome outcome) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder.get());
      Path temporary = Files.createTempFile(folder.get(), key, ".tmp");
      try {
        Files.write(temporary, write(outcome));
        Files.move(
            temporary,
            folder.get().resolve(key),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      // a cache is not worth an error
    }
  }

  private static byte[] write(Outcome outcome) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      if (outcome instanceof Compiled compiled) {
        out.writeByte(COMPILED);
        out.write(compiled.spirv());
      } else if (outcome instanceof Rejected rejected) {
        out.writeByte(REJECTED);
        out.writeInt(rejected.errors().size());
        for (ShaderDiagnostic error : rejected.errors()) {
          writeText(error.file(), out);
          out.writeInt(error.line());
          writeText(error.message(), out);
        }
      }
      byte[] content = bytes.toByteArray();
      out.write(ContentDigest.of(content, content.length));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
