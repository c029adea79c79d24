package org.encodertraces.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import org.apache.commons.compress.compressors.lzw.LZWInputStream;

/** TIFF's LZW: 9 to 12 bits, highest bit first, and one code early to the next width. */
final class TiffLzw extends LZWInputStream {

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int MAX_BITS = 12;

  TiffLzw(byte[] bytes, int from, int count) {
    super(new ByteArrayInputStream(bytes, from, count), ByteOrder.BIG_ENDIAN);
    setClearCode(DEFAULT_CODE_SIZE);
    initializeTables(MAX_BITS);
    clear();
  }

  private void clear() {
    resetCodeSize();
    resetPreviousCode();
    setTableSize(END + 1);
  }

  @Override
  protected int addEntry(int previousCode, byte character) throws IOException {
    int code = addEntry(previousCode, character, 1 << MAX_BITS);
    if (getTableSize() >= (1 << getCodeSize()) - 1 && getCodeSize() < MAX_BITS) {
      incrementCodeSize();
    }
    return code;
  }

  @Override
  protected int decompressNextSymbol() throws IOException {
    int code = readNextCode();
    while (code == CLEAR) {
      clear();
      code = readNextCode();
    }
    if (code < 0 || code == END) {
      return -1;
    }
    boolean unfinished = code == getTableSize();
    if (unfinished) {
      addRepeatOfPreviousCode();
    } else if (code > getTableSize()) {
      throw new IOException("LZW code %d of %d".formatted(code, getTableSize()));
    }
    return expandCodeToOutputStack(code, unfinished);
  }
}
