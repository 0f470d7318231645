// SPDX-License-Identifier: Apache-2.0
//
// Field constants: as many words of 32 bits as an element has, each of them a specialization
// constant, which the runtime sets when it makes the pipeline of one field. Word i of a constant is
// the id of its word 0, plus i.
//
//   FIELD_CONSTANT_WORDS(FIELDSTONE_P, 100)     declares FIELDSTONE_P0, FIELDSTONE_P1 ...
//   FIELD_CONSTANT_ELEMENT(FIELDSTONE_P)        is the element of these words
//
// A macro for each number of words, since neither a loop nor an array can declare them.

#ifndef FIELDSTONE_MODULUS_SPECIALIZED_GLSL
#define FIELDSTONE_MODULUS_SPECIALIZED_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"

#if FIELDSTONE_WORDS > 32
#error a field constant has at most 32 words of 32 bits, limb shape 16x64
#endif

#define FIELD_CONSTANT_WORD(word, id) layout(constant_id = id) const uint word = 0u;

#define FIELD_CONSTANT_WORDS_1(name, id) FIELD_CONSTANT_WORD(name##0, id)
#define FIELD_CONSTANT_WORDS_2(name, id) \
  FIELD_CONSTANT_WORDS_1(name, id) FIELD_CONSTANT_WORD(name##1, id + 1)
#define FIELD_CONSTANT_WORDS_3(name, id) \
  FIELD_CONSTANT_WORDS_2(name, id) FIELD_CONSTANT_WORD(name##2, id + 2)
#define FIELD_CONSTANT_WORDS_4(name, id) \
  FIELD_CONSTANT_WORDS_3(name, id) FIELD_CONSTANT_WORD(name##3, id + 3)
#define FIELD_CONSTANT_WORDS_5(name, id) \
  FIELD_CONSTANT_WORDS_4(name, id) FIELD_CONSTANT_WORD(name##4, id + 4)
#define FIELD_CONSTANT_WORDS_6(name, id) \
  FIELD_CONSTANT_WORDS_5(name, id) FIELD_CONSTANT_WORD(name##5, id + 5)
#define FIELD_CONSTANT_WORDS_7(name, id) \
  FIELD_CONSTANT_WORDS_6(name, id) FIELD_CONSTANT_WORD(name##6, id + 6)
#define FIELD_CONSTANT_WORDS_8(name, id) \
  FIELD_CONSTANT_WORDS_7(name, id) FIELD_CONSTANT_WORD(name##7, id + 7)
#define FIELD_CONSTANT_WORDS_9(name, id) \
  FIELD_CONSTANT_WORDS_8(name, id) FIELD_CONSTANT_WORD(name##8, id + 8)
#define FIELD_CONSTANT_WORDS_10(name, id) \
  FIELD_CONSTANT_WORDS_9(name, id) FIELD_CONSTANT_WORD(name##9, id + 9)
#define FIELD_CONSTANT_WORDS_11(name, id) \
  FIELD_CONSTANT_WORDS_10(name, id) FIELD_CONSTANT_WORD(name##10, id + 10)
#define FIELD_CONSTANT_WORDS_12(name, id) \
  FIELD_CONSTANT_WORDS_11(name, id) FIELD_CONSTANT_WORD(name##11, id + 11)
#define FIELD_CONSTANT_WORDS_13(name, id) \
  FIELD_CONSTANT_WORDS_12(name, id) FIELD_CONSTANT_WORD(name##12, id + 12)
#define FIELD_CONSTANT_WORDS_14(name, id) \
  FIELD_CONSTANT_WORDS_13(name, id) FIELD_CONSTANT_WORD(name##13, id + 13)
#define FIELD_CONSTANT_WORDS_15(name, id) \
  FIELD_CONSTANT_WORDS_14(name, id) FIELD_CONSTANT_WORD(name##14, id + 14)
#define FIELD_CONSTANT_WORDS_16(name, id) \
  FIELD_CONSTANT_WORDS_15(name, id) FIELD_CONSTANT_WORD(name##15, id + 15)
#define FIELD_CONSTANT_WORDS_17(name, id) \
  FIELD_CONSTANT_WORDS_16(name, id) FIELD_CONSTANT_WORD(name##16, id + 16)
#define FIELD_CONSTANT_WORDS_18(name, id) \
  FIELD_CONSTANT_WORDS_17(name, id) FIELD_CONSTANT_WORD(name##17, id + 17)
#define FIELD_CONSTANT_WORDS_19(name, id) \
  FIELD_CONSTANT_WORDS_18(name, id) FIELD_CONSTANT_WORD(name##18, id + 18)
#define FIELD_CONSTANT_WORDS_20(name, id) \
  FIELD_CONSTANT_WORDS_19(name, id) FIELD_CONSTANT_WORD(name##19, id + 19)
#define FIELD_CONSTANT_WORDS_21(name, id) \
  FIELD_CONSTANT_WORDS_20(name, id) FIELD_CONSTANT_WORD(name##20, id + 20)
#define FIELD_CONSTANT_WORDS_22(name, id) \
  FIELD_CONSTANT_WORDS_21(name, id) FIELD_CONSTANT_WORD(name##21, id + 21)
#define FIELD_CONSTANT_WORDS_23(name, id) \
  FIELD_CONSTANT_WORDS_22(name, id) FIELD_CONSTANT_WORD(name##22, id + 22)
#define FIELD_CONSTANT_WORDS_24(name, id) \
  FIELD_CONSTANT_WORDS_23(name, id) FIELD_CONSTANT_WORD(name##23, id + 23)
#define FIELD_CONSTANT_WORDS_25(name, id) \
  FIELD_CONSTANT_WORDS_24(name, id) FIELD_CONSTANT_WORD(name##24, id + 24)
#define FIELD_CONSTANT_WORDS_26(name, id) \
  FIELD_CONSTANT_WORDS_25(name, id) FIELD_CONSTANT_WORD(name##25, id + 25)
#define FIELD_CONSTANT_WORDS_27(name, id) \
  FIELD_CONSTANT_WORDS_26(name, id) FIELD_CONSTANT_WORD(name##26, id + 26)
#define FIELD_CONSTANT_WORDS_28(name, id) \
  FIELD_CONSTANT_WORDS_27(name, id) FIELD_CONSTANT_WORD(name##27, id + 27)
#define FIELD_CONSTANT_WORDS_29(name, id) \
  FIELD_CONSTANT_WORDS_28(name, id) FIELD_CONSTANT_WORD(name##28, id + 28)
#define FIELD_CONSTANT_WORDS_30(name, id) \
  FIELD_CONSTANT_WORDS_29(name, id) FIELD_CONSTANT_WORD(name##29, id + 29)
#define FIELD_CONSTANT_WORDS_31(name, id) \
  FIELD_CONSTANT_WORDS_30(name, id) FIELD_CONSTANT_WORD(name##30, id + 30)
#define FIELD_CONSTANT_WORDS_32(name, id) \
  FIELD_CONSTANT_WORDS_31(name, id) FIELD_CONSTANT_WORD(name##31, id + 31)

#define FIELD_CONSTANT_LIST_1(name) name##0
#define FIELD_CONSTANT_LIST_2(name) FIELD_CONSTANT_LIST_1(name), name##1
#define FIELD_CONSTANT_LIST_3(name) FIELD_CONSTANT_LIST_2(name), name##2
#define FIELD_CONSTANT_LIST_4(name) FIELD_CONSTANT_LIST_3(name), name##3
#define FIELD_CONSTANT_LIST_5(name) FIELD_CONSTANT_LIST_4(name), name##4
#define FIELD_CONSTANT_LIST_6(name) FIELD_CONSTANT_LIST_5(name), name##5
#define FIELD_CONSTANT_LIST_7(name) FIELD_CONSTANT_LIST_6(name), name##6
#define FIELD_CONSTANT_LIST_8(name) FIELD_CONSTANT_LIST_7(name), name##7
#define FIELD_CONSTANT_LIST_9(name) FIELD_CONSTANT_LIST_8(name), name##8
#define FIELD_CONSTANT_LIST_10(name) FIELD_CONSTANT_LIST_9(name), name##9
#define FIELD_CONSTANT_LIST_11(name) FIELD_CONSTANT_LIST_10(name), name##10
#define FIELD_CONSTANT_LIST_12(name) FIELD_CONSTANT_LIST_11(name), name##11
#define FIELD_CONSTANT_LIST_13(name) FIELD_CONSTANT_LIST_12(name), name##12
#define FIELD_CONSTANT_LIST_14(name) FIELD_CONSTANT_LIST_13(name), name##13
#define FIELD_CONSTANT_LIST_15(name) FIELD_CONSTANT_LIST_14(name), name##14
#define FIELD_CONSTANT_LIST_16(name) FIELD_CONSTANT_LIST_15(name), name##15
#define FIELD_CONSTANT_LIST_17(name) FIELD_CONSTANT_LIST_16(name), name##16
#define FIELD_CONSTANT_LIST_18(name) FIELD_CONSTANT_LIST_17(name), name##17
#define FIELD_CONSTANT_LIST_19(name) FIELD_CONSTANT_LIST_18(name), name##18
#define FIELD_CONSTANT_LIST_20(name) FIELD_CONSTANT_LIST_19(name), name##19
#define FIELD_CONSTANT_LIST_21(name) FIELD_CONSTANT_LIST_20(name), name##20
#define FIELD_CONSTANT_LIST_22(name) FIELD_CONSTANT_LIST_21(name), name##21
#define FIELD_CONSTANT_LIST_23(name) FIELD_CONSTANT_LIST_22(name), name##22
#define FIELD_CONSTANT_LIST_24(name) FIELD_CONSTANT_LIST_23(name), name##23
#define FIELD_CONSTANT_LIST_25(name) FIELD_CONSTANT_LIST_24(name), name##24
#define FIELD_CONSTANT_LIST_26(name) FIELD_CONSTANT_LIST_25(name), name##25
#define FIELD_CONSTANT_LIST_27(name) FIELD_CONSTANT_LIST_26(name), name##26
#define FIELD_CONSTANT_LIST_28(name) FIELD_CONSTANT_LIST_27(name), name##27
#define FIELD_CONSTANT_LIST_29(name) FIELD_CONSTANT_LIST_28(name), name##28
#define FIELD_CONSTANT_LIST_30(name) FIELD_CONSTANT_LIST_29(name), name##29
#define FIELD_CONSTANT_LIST_31(name) FIELD_CONSTANT_LIST_30(name), name##30
#define FIELD_CONSTANT_LIST_32(name) FIELD_CONSTANT_LIST_31(name), name##31

// Two steps, so that FIELDSTONE_WORDS is replaced by its value before it is pasted.
#define FIELD_CONSTANT_PASTE(macro, words) macro##words
#define FIELD_CONSTANT_MACRO(macro, words) FIELD_CONSTANT_PASTE(macro, words)

#define FIELD_CONSTANT_WORDS(name, id) \
  FIELD_CONSTANT_MACRO(FIELD_CONSTANT_WORDS_, FIELDSTONE_WORDS)(name, id)
#define FIELD_CONSTANT_ELEMENT(name) \
  FieldElement(uint[FIELDSTONE_WORDS]( \
      FIELD_CONSTANT_MACRO(FIELD_CONSTANT_LIST_, FIELDSTONE_WORDS)(name)))

#endif
