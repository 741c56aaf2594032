package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VocabularyFileTest {

  @TempDir private Path folder;

  @Test
  void main_tokensInAnyOrder_areWrittenById() throws IOException {
    Path json =
        write("{'version':'1','model':{'unk_token':'[UNK]','vocab':{'b':1,'a':0,'##ü':2}}}");
    Path vocabulary = folder.resolve("vocab.txt");
    VocabularyFile.main(new String[] {json.toString(), vocabulary.toString()});
    assertThat(vocabulary).hasContent("a\nb\n##ü\n");
  }

  @Test
  void main_idMissing_isRefused() throws IOException {
    Path json = write("{'model':{'vocab':{'a':0,'c':2}}}");
    String vocabulary = folder.resolve("vocab.txt").toString();
    assertThatIOException()
        .isThrownBy(() -> VocabularyFile.main(new String[] {json.toString(), vocabulary}))
        .withMessage(json + " has no token 1");
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("tokenizer.json"), json.replace('\'', '"'));
  }
}
