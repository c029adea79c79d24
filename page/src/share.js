// Intervals of shares that the page makes from counts it has anyway, so that it need not ship them.
/** Logarithm of the gamma function (Lanczos 1964, g = 7, nine terms); x of 0.5 or more. */
export function logGamma(x) {
  const terms = [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
  const sum = terms.reduce((all, term, i) => all + term / (x + i), 0.99999999999980993);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The beta distribution's share below x, by Lentz's continued fraction (DLMF 8.17.22). */
function betaBelow(x, a, b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const tiny = 1e-300;
  let c = 1, d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny), fraction = d;
  for (let m = 1; m < 10000; m++) {
    for (const term of [(m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))]) {
      d = 1 / (1 + term * d || tiny);
      c = 1 + term / c || tiny;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-13) break;
  }
  return (Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) * fraction) / a;
}

export function betaQuantile(share, a, b) {
  let low = 0, high = 1;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < share) low = middle; else high = middle;
  }
  return (low + high) / 2;
}

const shareIntervals = new Map();
/**
 * The 95 % interval, in percent, of a share of photos (Clopper and Pearson 1934). Where a photo has
 * several answers it is at least as long as it should be, as photos count and not answers.
 */
export function shareInterval(percentage, photos) {
  if (!(photos >= 1)) return undefined;
  const key = percentage + " " + photos;
  if (!shareIntervals.has(key)) {
    const yes = (percentage / 100) * photos, no = photos - yes, none = 1e-9;
    shareIntervals.set(key, [yes < none ? 0 : 100 * betaQuantile(0.025, yes, no + 1), no < none ? 100 : 100 * betaQuantile(0.975, yes + 1, no)]);
  }
  return shareIntervals.get(key);
}
