package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final Signature MODEL =
      Signature.builder()
          .input("ids", ElementType.INT64, Shape.ANY, Shape.ANY)
          .input("mask", ElementType.INT64, Shape.ANY, Shape.ANY)
          .output("state", ElementType.FLOAT32, Shape.ANY, Shape.ANY, 384)
          .output("pooled", ElementType.FLOAT32, Shape.ANY, 384)
          .build();

  @Test
  void mismatch_ofAny_isEmpty() {
    assertThat(Signature.any().mismatch(MODEL)).isEmpty();
  }

  @Test
  void mismatch_ofItself_isEmpty() {
    assertThat(MODEL.mismatch(MODEL)).isEmpty();
  }

  @Test
  void mismatch_fewerOutputsAndFixedExtents_isEmpty() {
    assertThat(ids(1, 128).input("mask", ElementType.INT64, 1, 128).build().mismatch(MODEL))
        .isEmpty();
  }

  @Test
  void mismatch_inputNotInTheModel_namesWhatIsThere() {
    Signature expected = ids(1, 128).input("types", ElementType.INT64, 1, 128).build();

    assertThat(expected.mismatch(MODEL))
        .contains(
            "input 'types': not in the model, which has ids INT64[?, ?], mask INT64[?, ?]"
                + " (expected by the function: types INT64[1, 128])");
  }

  @Test
  void mismatch_inputTheFunctionDoesNotGive_namesIt() {
    assertThat(ids(1, 128).build().mismatch(MODEL))
        .contains(
            "input 'mask': wanted by the model as mask INT64[?, ?] (expected by the function: ids"
                + " INT64[1, 128])");
  }

  @Test
  void mismatch_otherType_showsBoth() {
    Signature expected = Signature.builder().input("ids", ElementType.INT32, 1, 128).build();

    assertThat(expected.mismatch(MODEL))
        .contains(
            "input 'ids': ids INT64[?, ?] in the model (expected by the function: ids INT32[1,"
                + " 128])");
  }

  @Test
  void mismatch_otherExtent_showsBoth() {
    Signature expected =
        both().output("state", ElementType.FLOAT32, Shape.ANY, Shape.ANY, 768).build();

    assertThat(expected.mismatch(MODEL))
        .contains(
            "output 'state': state FLOAT32[?, ?, 384] in the model (expected by the function: state"
                + " FLOAT32[?, ?, 768])");
  }

  @Test
  void mismatch_otherRank_showsBoth() {
    Signature expected = both().output("pooled", ElementType.FLOAT32, 384).build();

    assertThat(expected.mismatch(MODEL))
        .contains(
            "output 'pooled': pooled FLOAT32[?, 384] in the model (expected by the function: pooled"
                + " FLOAT32[384])");
  }

  @Test
  void mismatch_outputNotInTheModel_namesWhatIsThere() {
    Signature expected = both().output("logits", ElementType.FLOAT32, 2).build();

    assertThat(expected.mismatch(MODEL))
        .contains(
            "output 'logits': not in the model, which has state FLOAT32[?, ?, 384], pooled"
                + " FLOAT32[?, 384] (expected by the function: logits FLOAT32[2])");
  }

  private static Signature.Builder ids(long... dims) {
    return Signature.builder().input("ids", ElementType.INT64, dims);
  }

  private static Signature.Builder both() {
    return ids(1, 128).input("mask", ElementType.INT64, 1, 128);
  }
}
