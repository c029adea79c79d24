import assert from "node:assert/strict";
import { test } from "node:test";
import { shareInterval } from "../src/share.js";

// scipy 1.10: stats.beta.ppf([0.025, 0.975], [k, k + 1], [n - k + 1, n - k])
for (const [k, n, low, high] of [
  [250, 500, 0.4552856, 0.5447144],
  [0, 20, 0, 0.1684335],
  [20, 20, 0.8315665, 1],
  [1, 10, 0.0025286, 0.4450161],
]) {
  test(k + " of " + n + " has the interval of Clopper and Pearson", () => {
    const [from, to] = shareInterval((100 * k) / n, n);
    assert.ok(Math.abs(from / 100 - low) < 1e-6, String(from));
    assert.ok(Math.abs(to / 100 - high) < 1e-6, String(to));
  });
}

test("no photo has no interval", () => {
  assert.equal(shareInterval(50, 0), undefined);
});
