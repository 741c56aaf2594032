package dev.hearth.examples.ticketrouter;

import java.util.Arrays;

/**
 * What BERT does with a decomposed character beyond ASCII.
 *
 * <p>The tokenizers that models are used with know the characters of one old version of Unicode,
 * and those of later versions as letters. The JDK knows more with every release, so its tables
 * would give other tokens. This one was taken from the Hugging Face tokenizer, one character after
 * the other, and a test compares it.
 */
final class Characters {

  /** Left out: an accent, a control character. */
  static final char NOTHING = '-';

  /** Ends a word and is left out. */
  static final char BLANK = '_';

  /** A word by itself: punctuation, a Chinese character. */
  static final char ALONE = '!';

  /** Part of a word. */
  static final char LETTER = 'w';

  private static final int RADIX = 16;

  /** Where each run of characters of one kind begins, in hexadecimal, and the kind. */
  private static final String RUNS =
      """
      80- a0_ a1! a2w a7! a8w ab! acw ad- aew b6! b8w bb! bcw bf! c0w 300- 370w 37e! 37fw 387!
      388w 483- 488w 55a! 560w 589! 58bw 591- 5be! 5bf- 5c0! 5c1- 5c3! 5c4- 5c6! 5c7- 5c8w 5f3!
      5f5w 600- 606w 609! 60bw 60c! 60ew 610- 61b! 61c- 61dw 61e! 620w 64b- 660w 66a! 66ew 670-
      671w 6d4! 6d5w 6d6- 6dew 6df- 6e5w 6e7- 6e9w 6ea- 6eew 700! 70ew 70f- 710w 711- 712w 730-
      74bw 7a6- 7b1w 7eb- 7f4w 7f7! 7faw 816- 81aw 81b- 824w 825- 828w 829- 82ew 830! 83fw 859-
      85cw 85e! 85fw 8e3- 903w 93a- 93bw 93c- 93dw 941- 949w 94d- 94ew 951- 958w 962- 964! 966w
      970! 971w 981- 982w 9bc- 9bdw 9c1- 9c5w 9cd- 9cew 9e2- 9e4w a01- a03w a3c- a3dw a41- a43w
      a47- a49w a4b- a4ew a51- a52w a70- a72w a75- a76w a81- a83w abc- abdw ac1- ac6w ac7- ac9w
      acd- acew ae2- ae4w af0! af1w b01- b02w b3c- b3dw b3f- b40w b41- b45w b4d- b4ew b56- b57w
      b62- b64w b82- b83w bc0- bc1w bcd- bcew c00- c01w c3e- c41w c46- c49w c4a- c4ew c55- c57w
      c62- c64w c81- c82w cbc- cbdw cbf- cc0w cc6- cc7w ccc- ccew ce2- ce4w d01- d02w d41- d45w
      d4d- d4ew d62- d64w dca- dcbw dd2- dd5w dd6- dd7w df4! df5w e31- e32w e34- e3bw e47- e4f!
      e50w e5a! e5cw eb1- eb2w eb4- ebaw ebb- ebdw ec8- ecew f04! f13w f14! f15w f18- f1aw f35-
      f36w f37- f38w f39- f3a! f3ew f71- f7fw f80- f85! f86- f88w f8d- f98w f99- fbdw fc6- fc7w
      fd0! fd5w fd9! fdbw 102d- 1031w 1032- 1038w 1039- 103bw 103d- 103fw 104a! 1050w 1058-
      105aw 105e- 1061w 1071- 1075w 1082- 1083w 1085- 1087w 108d- 108ew 109d- 109ew 10fb! 10fcw
      135d- 1360! 1369w 1400! 1401w 166d! 166fw 1680_ 1681w 169b! 169dw 16eb! 16eew 1712- 1715w
      1732- 1735! 1737w 1752- 1754w 1772- 1774w 17b4- 17b6w 17b7- 17bew 17c6- 17c7w 17c9- 17d4!
      17d7w 17d8! 17dbw 17dd- 17dew 1800! 180b- 180fw 18a9- 18aaw 1920- 1923w 1927- 1929w 1932-
      1933w 1939- 193cw 1944! 1946w 1a17- 1a19w 1a1b- 1a1cw 1a1e! 1a20w 1a56- 1a57w 1a58- 1a5fw
      1a60- 1a61w 1a62- 1a63w 1a65- 1a6dw 1a73- 1a7dw 1a7f- 1a80w 1aa0! 1aa7w 1aa8! 1aaew 1ab0-
      1abew 1b00- 1b04w 1b34- 1b35w 1b36- 1b3bw 1b3c- 1b3dw 1b42- 1b43w 1b5a! 1b61w 1b6b- 1b74w
      1b80- 1b82w 1ba2- 1ba6w 1ba8- 1baaw 1bab- 1baew 1be6- 1be7w 1be8- 1beaw 1bed- 1beew 1bef-
      1bf2w 1bfc! 1c00w 1c2c- 1c34w 1c36- 1c38w 1c3b! 1c40w 1c7e! 1c80w 1cc0! 1cc8w 1cd0- 1cd3!
      1cd4- 1ce1w 1ce2- 1ce9w 1ced- 1ceew 1cf4- 1cf5w 1cf8- 1cfaw 1dc0- 1df6w 1dfc- 1e00w 1fef!
      1ff0w 2000_ 200b- 2010! 2028_ 202a- 202f_ 2030! 2044w 2045! 2052w 2053! 205f_ 2060- 2065w
      2066- 2070w 207d! 207fw 208d! 208fw 20d0- 20ddw 20e1- 20e2w 20e5- 20f1w 2260! 2261w 226e!
      2270w 2308! 230cw 2329! 232bw 2768! 2776w 27c5! 27c7w 27e6! 27f0w 2983! 2999w 29d8! 29dcw
      29fc! 29few 2cef- 2cf2w 2cf9! 2cfdw 2cfe! 2d00w 2d70! 2d71w 2d7f- 2d80w 2de0- 2e00! 2e2fw
      2e30! 2e43w 3000_ 3001! 3004w 3008! 3012w 3014! 3020w 302a- 302ew 3030! 3031w 303d! 303ew
      3099- 309bw 30a0! 30a1w 30fb! 30fcw 3400! 4dc0w 4e00! a000w a4fe! a500w a60d! a610w a66f-
      a670w a673! a674- a67e! a67fw a69e- a6a0w a6f0- a6f2! a6f8w a802- a803w a806- a807w a80b-
      a80cw a825- a827w a874! a878w a8c4- a8c5w a8ce! a8d0w a8e0- a8f2w a8f8! a8fbw a8fc! a8fdw
      a926- a92e! a930w a947- a952w a95f! a960w a980- a983w a9b3- a9b4w a9b6- a9baw a9bc- a9bdw
      a9c1! a9cew a9de! a9e0w a9e5- a9e6w aa29- aa2fw aa31- aa33w aa35- aa37w aa43- aa44w aa4c-
      aa4dw aa5c! aa60w aa7c- aa7dw aab0- aab1w aab2- aab5w aab7- aab9w aabe- aac0w aac1- aac2w
      aade! aae0w aaec- aaeew aaf0! aaf2w aaf6- aaf7w abe5- abe6w abe8- abe9w abeb! abecw abed-
      abeew e000- f900! fb00w fb1e- fb1fw fd3e! fd40w fe00- fe10! fe1aw fe20- fe30! fe53w fe54!
      fe62w fe63! fe64w fe68! fe69w fe6a! fe6cw feff- ff00w ff01! ff04w ff05! ff0bw ff0c! ff10w
      ff1a! ff1cw ff1f! ff21w ff3b! ff3ew ff3f! ff40w ff5b! ff5cw ff5d! ff5ew ff5f! ff66w fff9-
      fffcw fffd- fffew 10100! 10103w 101fd- 101few 102e0- 102e1w 10376- 1037bw 1039f! 103a0w
      103d0! 103d1w 1056f! 10570w 10857! 10858w 1091f! 10920w 1093f! 10940w 10a01- 10a04w 10a05-
      10a07w 10a0c- 10a10w 10a38- 10a3bw 10a3f- 10a40w 10a50! 10a59w 10a7f! 10a80w 10ae5- 10ae7w
      10af0! 10af7w 10b39! 10b40w 10b99! 10b9dw 11001- 11002w 11038- 11047! 1104ew 1107f- 11082w
      110b3- 110b7w 110b9- 110bb! 110bd- 110be! 110c2w 11100- 11103w 11127- 1112cw 1112d- 11135w
      11140! 11144w 11173- 11174! 11176w 11180- 11182w 111b6- 111bfw 111c5! 111ca- 111cd! 111cew
      111db! 111dcw 111dd! 111e0w 1122f- 11232w 11234- 11235w 11236- 11238! 1123ew 112a9! 112aaw
      112df- 112e0w 112e3- 112ebw 11300- 11302w 1133c- 1133dw 11340- 11341w 11366- 1136dw 11370-
      11375w 114b3- 114b9w 114ba- 114bbw 114bf- 114c1w 114c2- 114c4w 114c6! 114c7w 115b2- 115b6w
      115bc- 115bew 115bf- 115c1! 115d8w 115dc- 115dew 11633- 1163bw 1163d- 1163ew 1163f- 11641!
      11644w 116ab- 116acw 116ad- 116aew 116b0- 116b6w 116b7- 116b8w 1171d- 11720w 11722- 11726w
      11727- 1172cw 1173c! 1173fw 12470! 12475w 16a6e! 16a70w 16af0- 16af5! 16af6w 16b30- 16b37!
      16b3cw 16b44! 16b45w 16f8f- 16f93w 1bc9d- 1bc9f! 1bca0- 1bca4w 1d167- 1d16aw 1d173- 1d183w
      1d185- 1d18cw 1d1aa- 1d1aew 1d242- 1d245w 1da00- 1da37w 1da3b- 1da6dw 1da75- 1da76w 1da84-
      1da85w 1da87! 1da8cw 1da9b- 1daa0w 1daa1- 1dab0w 1e8d0- 1e8d7w 20000! 2a6e0w 2a700! 2b820w
      2b920! 2ceb0w 2f800! 2fa20w e0001- e0002w e0020- e0080w e0100- e01f0w f0000- ffffew
      100000- 10fffew
      """;

  private static final int SHORTEST_RUN = 3;
  private static final int[] STARTS = new int[RUNS.length() / SHORTEST_RUN];
  private static final char[] KINDS = new char[STARTS.length];

  static {
    int run = 0;
    int start = 0;
    for (int i = 0; i < RUNS.length(); i++) {
      char c = RUNS.charAt(i);
      if (c >= '0' && c <= '9') {
        start = start * RADIX + c - '0';
      } else if (c >= 'a' && c <= 'f') {
        start = start * RADIX + c - 'a' + 10;
      } else if (c > ' ') {
        STARTS[run] = start;
        KINDS[run++] = c;
        start = 0;
      }
    }
    Arrays.fill(STARTS, run, STARTS.length, Integer.MAX_VALUE);
  }

  private Characters() {}

  /** Returns one of the constants. */
  static char kind(int codePoint) {
    int at = Arrays.binarySearch(STARTS, codePoint);
    return KINDS[at >= 0 ? at : -at - 2];
  }
}
