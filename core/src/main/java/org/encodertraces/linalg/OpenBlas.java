package org.encodertraces.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.encodertraces.io.NativeLibraries;

/** SGEMM of OpenBLAS, one thread a call. */
public final class OpenBlas implements MatrixProduct {

  static {
    NativeLibraries.readyForJavaCpp();
  }

  /**
   * Loads the native library.
   *
   * @throws LinkageError when there is none for this platform
   */
  public OpenBlas() {
    openblas_nolapack.blas_set_num_threads(1);
  }

  @Override
  public void multiply(Operand a, Operand b, int m, int n, int k, float alpha, float beta, View c) {
    cblas_sgemm(
        CblasRowMajor,
        a.transposed() ? CblasTrans : CblasNoTrans,
        b.transposed() ? CblasTrans : CblasNoTrans,
        m,
        n,
        k,
        alpha,
        at(a.view()),
        a.view().rowStride(),
        at(b.view()),
        b.view().rowStride(),
        beta,
        at(c),
        c.rowStride());
  }

  @Override
  public String describe() {
    String asked = System.getenv().getOrDefault("OPENBLAS_CORETYPE", "");
    return openblas_nolapack.OPENBLAS_VERSION.strip()
        + (asked.isEmpty() ? ", kernel of its choice" : ", kernel " + asked);
  }

  private static FloatPointer at(View view) {
    return view.floats().at(view.offset());
  }
}
