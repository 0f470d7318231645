// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.MODULE;
import static io.fieldstone.processor.diagnostic.Message.shown;

/**
 * What is said of push constants beside those of a module; the method that makes a message has the
 * name of its {@link Diagnostic}.
 */
public final class PushConstantMessages {

  private PushConstantMessages() {}

  public static Message pushCountUnused() {
    return PUSH_COUNT_UNUSED.says(
        MODULE
            + " never reads 'count', the first push constant, so that it cannot know where the vectors end; compare the element's index with it.");
  }

  public static Message pushMembersOverlap(String member, String other) {
    return PUSH_MEMBERS_OVERLAP.says(
        "The push-constant block of "
            + MODULE
            + " has "
            + shown(member)
            + ", which overlaps "
            + shown(other)
            + "; give each member bytes of its own.");
  }

  public static Message pushBlockAbsent(String members) {
    return PUSH_BLOCK_ABSENT.says(
        MODULE
            + " has no push-constant block; add 'layout(push_constant) uniform Push { "
            + shown(members)
            + " };' to the shader.");
  }

  public static Message pushCountAbsent(String found) {
    return PUSH_COUNT_ABSENT.says(
        "The push-constant block of "
            + MODULE
            + " starts with "
            + shown(found)
            + " instead of 'uint count' at offset 0; put the element count first.");
  }

  public static Message pushFirstWorkgroupAbsent(String found) {
    return PUSH_FIRST_WORKGROUP_ABSENT.says(
        "The push-constant block of "
            + MODULE
            + " has "
            + shown(found)
            + " instead of 'uint first_workgroup' at offset 4, which a cooperative kernel needs; put it after the element count.");
  }

  public static Message pushFirstWorkgroupUnused() {
    return PUSH_FIRST_WORKGROUP_UNUSED.says(
        MODULE
            + " never reads 'first_workgroup', the second push constant, so that it takes the workgroups of a later dispatch for those of the first; add it to gl_WorkGroupID.x where that is an index.");
  }

  public static Message pushMemberAbsent(String constant, int offset, String found, String remedy) {
    return PUSH_MEMBER_ABSENT.says(
        "Push constant '"
            + shown(constant)
            + "' is declared at offset "
            + shown(offset)
            + ", but the block in "
            + MODULE
            + " has "
            + shown(found)
            + "; "
            + shown(remedy)
            + ".");
  }

  public static Message pushMemberType(
      String constant, Class<?> declared, int offset, String found) {
    return PUSH_MEMBER_TYPE.says(
        "Push constant '"
            + shown(constant)
            + "' is declared as "
            + shown(declared)
            + ", but offset "
            + shown(offset)
            + " of the block in "
            + MODULE
            + " is a '"
            + shown(found)
            + "'; use the type that matches.");
  }

  public static Message pushMemberElement(
      String constant, String declared, int offset, String found) {
    return PUSH_MEMBER_ELEMENT.says(
        "Push constant '"
            + shown(constant)
            + "' is an element of the field, '"
            + shown(declared)
            + "', but offset "
            + shown(offset)
            + " of the block in "
            + MODULE
            + " is a "
            + shown(found)
            + "; make it 'uint "
            + shown(constant)
            + "[FIELDSTONE_WORDS]'.");
  }

  public static Message pushMemberUndeclared(String member, String type, String offset) {
    return PUSH_MEMBER_UNDECLARED.says(
        "The push-constant block of "
            + MODULE
            + " has member '"
            + shown(member)
            + "' ('"
            + shown(type)
            + "') at offset "
            + shown(offset)
            + ", which no parameter sets; add a @PushConstant parameter for it.");
  }

  public static Message pushBlockLarge(long bytes) {
    return PUSH_BLOCK_LARGE.says(
        "The push-constant block of "
            + MODULE
            + " has "
            + shown(bytes)
            + " bytes, but devices need to offer 128 only; use fewer to run everywhere.");
  }
}
