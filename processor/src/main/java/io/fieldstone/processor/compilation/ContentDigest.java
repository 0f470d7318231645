// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a sequence of texts, each with its length, so that none runs into the next. */
final class ContentDigest {

  /** The bytes of a digest. */
  static final int BYTES = 32;

  private final MessageDigest sha256 = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the digest of {@code length} bytes from the start of {@code bytes}. */
  static byte[] of(byte[] bytes, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  void add(byte[] bytes) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    sha256.update(bytes);
  }

  /** Returns the digest in hexadecimal digits, and starts over. */
  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
