// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

/** A buffer of a {@link Shader}: {@code layout(binding = N) buffer { uint name[]; }}. */
public final class Buffer {

  final int set;
  final int binding;
  String name = "buffer";
  String kind = "storage buffer";
  String element = "uint";
  boolean readonly;
  boolean writeonly;
  boolean headed;
  int length;
  int offset;
  private int stride;
  private boolean loaded = true;
  private boolean stored = true;

  private Buffer(int set, int binding) {
    this.set = set;
    this.binding = binding;
  }

  /** A buffer of set 0. */
  public static Buffer at(int binding) {
    return new Buffer(0, binding);
  }

  /** A buffer of {@code set}. */
  public static Buffer at(int set, int binding) {
    return new Buffer(set, binding);
  }

  /** Names the variable. */
  public Buffer named(String name) {
    this.name = name;
    return this;
  }

  /** NonWritable, and not stored to. */
  public Buffer readonly() {
    readonly = true;
    return this;
  }

  /** NonReadable, and not loaded from. */
  public Buffer writeonly() {
    writeonly = true;
    return this;
  }

  /** Never loaded from, without saying so. */
  public Buffer neverLoaded() {
    loaded = false;
    return this;
  }

  /** Never stored to, without saying so. */
  public Buffer neverStored() {
    stored = false;
    return this;
  }

  /** Makes it {@code uniform}. */
  public Buffer uniform() {
    kind = "uniform buffer";
    return this;
  }

  /** Makes it a storage image. */
  public Buffer image() {
    kind = "image";
    element = "image";
    return this;
  }

  /** Sets the type of the array's elements. */
  public Buffer of(String type) {
    element = type;
    return this;
  }

  /** Sets the array stride, which the type gives otherwise. */
  public Buffer stride(int bytes) {
    stride = bytes;
    return this;
  }

  /** Leaves the array's stride out. */
  public Buffer withoutStride() {
    stride = -1;
    return this;
  }

  /** Gives the array a length. */
  public Buffer length(int elements) {
    length = elements;
    return this;
  }

  /** Puts a member before the array. */
  public Buffer headed() {
    headed = true;
    offset = 16;
    return this;
  }

  /** Puts the array at {@code bytes}. */
  public Buffer offset(int bytes) {
    offset = bytes;
    return this;
  }

  boolean hasStride() {
    return stride >= 0;
  }

  int stride() {
    if (stride > 0) {
      return stride;
    }
    return switch (element) {
      case "uvec4" -> 16;
      case "uvec2", "uint64_t" -> 8;
      default -> 4;
    };
  }

  int storageClass() {
    return switch (kind) {
      case "image" -> 0;
      case "uniform buffer" -> 2;
      default -> 12;
    };
  }

  boolean reads() {
    return loaded && !writeonly;
  }

  boolean writes() {
    return stored && !readonly && storageClass() == 12;
  }
}
