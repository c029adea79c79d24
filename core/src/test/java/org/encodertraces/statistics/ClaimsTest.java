package org.encodertraces.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.encodertraces.random.NumpyGenerator;
import org.encodertraces.statistics.Claim.Source;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private static final Offset<Double> CLOSE = within(1e-9);

  private static List<ClaimFamily.Decision> decide(Source source, double... ps) {
    List<Claim> claims = new ArrayList<>();
    for (double p : ps) {
      claims.add(new Claim("claim " + claims.size(), source, p));
    }
    return ClaimFamily.decide(claims);
  }

  /** Values: statsmodels 0.13, {@code multipletests(p, 0.05, "holm")}. */
  @Test
  void claimsOfOneKindAreHolms() {
    List<ClaimFamily.Decision> decisions =
        decide(Source.ENCODER, 0.0011, 0.04, 0.012, 0.2, 0.009, 0.03);
    double[] adjusted = {0.0066, 0.09, 0.048, 0.2, 0.045, 0.09};
    boolean[] found = {true, false, true, false, true, false};
    for (int i = 0; i < adjusted.length; i++) {
      assertThat(decisions.get(i).adjustedP()).isCloseTo(adjusted[i], CLOSE);
      assertThat(decisions.get(i).found()).isEqualTo(found[i]);
      assertThat(decisions.get(i).level()).isCloseTo(0.05 / 6, CLOSE);
    }
    assertThat(decisions.get(2).alone()).isTrue();
    assertThat(decisions.get(5).alone()).isFalse();
  }

  @Test
  void theErrorIsSplitFourToOne() {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      claims.add(new Claim("encoder " + i, Source.ENCODER, 1));
    }
    claims.add(new Claim("control a", Source.CONTROL, 0.004));
    claims.add(new Claim("control b", Source.CONTROL, 0.9));
    List<ClaimFamily.Decision> decisions = ClaimFamily.decide(claims);
    assertThat(decisions.get(0).level()).isCloseTo(0.05 * 0.8 / 8, CLOSE);
    assertThat(decisions.get(8).level()).isCloseTo(0.05 * 0.2 / 2, CLOSE);
    assertThat(decisions.get(8).found()).isTrue();
    assertThat(decisions.get(8).level()).isEqualTo(ClaimFamily.level(8, 2, Source.CONTROL));
    assertThat(decisions.get(0).level()).isEqualTo(ClaimFamily.level(8, 2, Source.ENCODER));
    assertThat(decisions.get(9).found()).isFalse();
    // By its own the p suffices, after correction for the user's claims it does not.
    claims.set(8, new Claim("control a", Source.CONTROL, 0.02));
    assertThat(ClaimFamily.decide(claims).get(8).found()).isFalse();
    assertThat(ClaimFamily.decide(claims).get(8).alone()).isTrue();
  }

  @Test
  void whatFoundClaimsDoNotNeedPassesToTheOthers() {
    List<Claim> claims =
        List.of(
            new Claim("a", Source.ENCODER, 0.0001),
            new Claim("b", Source.CONTROL, 0.02),
            new Claim("c", Source.CONTROL, 0.9));
    assertThat(ClaimFamily.decide(claims).get(1).level()).isCloseTo(0.005, CLOSE);
    assertThat(ClaimFamily.decide(claims).get(1).found()).isTrue();
    assertThat(ClaimFamily.decide(claims).get(1).adjustedP()).isCloseTo(0.04, CLOSE);
  }

  @Test
  void oneClaimByItselfIsHeldToItsOwnInterval() {
    assertThat(decide(Source.ENCODER, 0.03).get(0).found()).isFalse();
    assertThat(decide(Source.ENCODER, 0.02).get(0).found()).isTrue();
    assertThat(decide(Source.ENCODER, 0.02).get(0).level()).isEqualTo(0.025);
  }

  /** 2,000 families of independent uniform p: 97.5 % limit of a true 5 % is 120. */
  @Test
  void fewFamiliesWithoutEffectClaimAnything() {
    NumpyGenerator random = new NumpyGenerator(1);
    int claiming = 0;
    for (int family = 0; family < 2000; family++) {
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        claims.add(
            new Claim("claim " + i, i < 16 ? Source.ENCODER : Source.CONTROL, random.nextDouble()));
      }
      claiming += ClaimFamily.decide(claims).stream().anyMatch(ClaimFamily.Decision::found) ? 1 : 0;
    }
    assertThat(claiming).isBetween(75, 120);
  }

  @Test
  void claimsDoNotDependOnTheirOrder() {
    double[] ps = {0.0011, 0.004, 0.04, 0.012, 0.2, 0.009, 0.03, 0.004};
    double[] reversed = new double[ps.length];
    Arrays.setAll(reversed, i -> ps[ps.length - 1 - i]);
    List<ClaimFamily.Decision> there = decide(Source.ENCODER, ps);
    List<ClaimFamily.Decision> back = decide(Source.ENCODER, reversed);
    for (int i = 0; i < ps.length; i++) {
      assertThat(back.get(ps.length - 1 - i).adjustedP()).isEqualTo(there.get(i).adjustedP());
    }
    assertThat(ClaimFamily.decide(List.of())).isEmpty();
    assertThatThrownBy(() -> new Claim("x", Source.CONTROL, Double.NaN))
        .hasMessageContaining("p is NaN");
  }

  /** Counts: all 6⁴ relabelings by Python's itertools. */
  @Test
  void relabelingsWithinPhotosAreCountedExactly() {
    int[][] labels = {{0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 1, 2}};
    int[][] first = {{0, 1, 2}, {0, 1, 1}, {2, 1, 2}, {0, 0, 0}};
    int[][] second = {{0, 1, 2}, {0, 2, 1}, {0, 1, 1}, {1, 0, 0}};
    assertThat(WithinPhotoRelabeling.p(labels, first)).isCloseTo(24 / 1296.0, CLOSE);
    assertThat(WithinPhotoRelabeling.p(labels, new int[][][] {first, second}))
        .isCloseTo(60 / 1296.0, CLOSE);
  }

  @Test
  void aProbeThatReadsNothingHasNoP() {
    int[][] labels = new int[50][];
    int[][] constant = new int[50][6];
    int[][] perfect = new int[50][];
    for (int photo = 0; photo < 50; photo++) {
      labels[photo] = new int[] {0, 1, 2, 3, 4, 5};
      perfect[photo] = labels[photo];
    }
    // Exactly one match under every order.
    assertThat(WithinPhotoRelabeling.p(labels, constant)).isCloseTo(1, CLOSE);
    // One order of 720 in each of 50 photos: below what is told apart from an upper bound.
    assertThat(WithinPhotoRelabeling.p(labels, perfect)).isBetween(0.0, 1e-55);
  }

  /** Ten runs of six classes on 5,000 photos: a normal distribution to many digits. */
  @Test
  void manyPhotosAreConvolvedToo() {
    NumpyGenerator random = new NumpyGenerator(3);
    int photos = 5000;
    int[][] labels = new int[photos][];
    int[][][] reads = new int[10][photos][];
    long matches = 0;
    for (int photo = 0; photo < photos; photo++) {
      labels[photo] = new int[] {0, 1, 2, 3, 4, 5};
      int[] read = random.choice(6, 6);
      for (int[][] run : reads) {
        run[photo] = read;
      }
      for (int cell = 0; cell < 6; cell++) {
        matches += read[cell] == cell ? 1 : 0;
      }
    }
    double p = WithinPhotoRelabeling.p(labels, reads);
    // Repeated runs tell no more than one does.
    assertThat(p).isCloseTo(WithinPhotoRelabeling.p(labels, reads[0]), within(1e-6));
    double z = (matches - photos) / Math.sqrt(photos);
    assertThat(p).isCloseTo(Quantiles.studentAbove(z, 1e6), within(0.02));
  }

  /** Values: scipy 1.10, {@code permutation_test(..., permutation_type="samples")}; binomtest. */
  @Test
  void signFlipsAreCountedExactly() {
    assertThat(SignFlip.pOfRise(new int[] {3, -1, 2, 0, 4, -2, 5, 1})).isCloseTo(0.0859375, CLOSE);
    // McNemar: five of six changed photos rise.
    assertThat(SignFlip.pOfRise(new int[] {1, 1, -1, 0, 1, 1, 1, 0})).isCloseTo(0.109375, CLOSE);
    assertThat(SignFlip.pOfRise(new int[20])).isCloseTo(1, CLOSE);
    double[] from = {0.5, 0, 1, 0.25};
    double[] to = {1, 0, 0.5, 1};
    assertThat(SignFlip.pOfRise(from, to, 4)).isEqualTo(SignFlip.pOfRise(new int[] {2, 0, -2, 3}));
  }

  /** Share: all 720 permutations by Python's itertools, of which 60 differ. */
  @Test
  void relabelingsAcrossOwnersAreDrawn() {
    int[] labels = {0, 0, 0, 1, 1, 2};
    int[] reads = {0, 0, 1, 1, 0, 2};
    int[] owners = {0, 1, 2, 3, 4, 5};
    OwnerRelabeling test = OwnerRelabeling.of(labels, reads, owners, 3, 50_000, 1);
    assertThat(test.p()).isCloseTo(0.11666666666666667, within(0.006));
    assertThat(test.smallestP()).isCloseTo(1 / 60.0, CLOSE);
    assertThat(test).isEqualTo(OwnerRelabeling.of(labels, reads, owners, 3, 50_000, 1));
    assertThat(test.resolves(0.02)).isTrue();
    assertThat(test.resolves(0.01)).isFalse();
  }

  @Test
  void ownersKeepTheirPhotosTogether() {
    // Two owners of two photos each and one of three: only two ways to deal.
    int[] labels = {0, 0, 1, 1, 0, 1, 0};
    int[] owners = {7, 7, 3, 3, 5, 5, 5};
    OwnerRelabeling test = OwnerRelabeling.of(labels, labels, owners, 2, 999, 0);
    assertThat(test.smallestP()).isCloseTo(0.5, CLOSE);
    assertThat(test.p()).isBetween(0.4, 0.6);
  }

  /**
   * The figures: 999 find nothing among more than 25 claims; 47 encoders × 18 need 1e-5.
   */
  @Test
  void relabelingsMustResolveTheLevel() {
    int[] labels = new int[40];
    int[] owners = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 4;
      owners[i] = i;
    }
    OwnerRelabeling test = OwnerRelabeling.of(labels, labels, owners, 4, 999, 0);
    assertThat(test.p()).isEqualTo(0.001);
    assertThat(test.resolves(ClaimFamily.level(25, 0, Source.ENCODER))).isTrue();
    assertThat(test.resolves(ClaimFamily.level(51, 0, Source.ENCODER))).isFalse();
    assertThat(OwnerRelabeling.needed(0.025)).isEqualTo(39);
    assertThat(OwnerRelabeling.needed(0.001)).isEqualTo(999);
    assertThat(OwnerRelabeling.needed(0.05 / (47 * 18))).isEqualTo(16_919);
  }

  @Test
  void placesAreOnlyThoseThatPhotosBear() {
    double[] good = new double[60];
    double[] alike = new double[60];
    double[] bad = new double[60];
    for (int i = 0; i < 60; i++) {
      good[i] = i % 3 == 0 ? 0.5 : 1;
      alike[i] = i % 3 == 1 ? 0.5 : 1;
      bad[i] = i % 4 == 0 ? 0.5 : 0;
    }
    List<Places> places = Places.of(new double[][] {bad, good, alike}, 2);
    assertThat(places).containsExactly(new Places(3, 3), new Places(1, 2), new Places(1, 2));
    assertThat(places.get(0).settled()).isTrue();
    assertThat(places.get(1).settled()).isFalse();

    PairedComparison comparison = PairedComparison.of(bad, good, 2);
    assertThat(comparison.interval().low()).isGreaterThan(0.5);
    assertThat(comparison.p()).isLessThan(1e-10);
    assertThat(PairedComparison.of(good, good, 2).p()).isEqualTo(1);
  }
}
