import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, decimals, negated, points, pValue, rounded, shorten, signed } from "../src/format.js";

test("a figure has as many digits as its interval bears", () => {
  assert.equal(decimals(20, 30), 0);
  assert.equal(decimals(20, 21), 1);
  assert.equal(decimals(20, 20.1), 2);
  assert.equal(points(-24.31, [-29.8, -19.6]), "\u221224");
  assert.equal(points(-1.37, [-2, -0.7]), "\u22121.4");
  assert.equal(points(0.2, [-3, 3]), "0");
  assert.equal(points(2.66, undefined), "+2.7");
  assert.equal(rounded(90.5, [86.9, 93.4]), "91");
});

test("an interval of a difference is turned round with its signs", () => {
  assert.equal(negated([-1, 15]), "\u221215.0 to +1.0");
  assert.equal(negated(undefined), "not measured by this version");
  assert.equal(signed(-0.04), "0.0");
});

test("a p below what is told apart says so", () => {
  assert.equal(pValue(1e-9), "p below 0.00001");
  assert.equal(pValue(0.0312), "p 0.031");
  assert.equal(pValue(null), "p not measured by this version");
});

test("CSV quotes what would break it and leaves what is missing empty", () => {
  assert.equal(csv({ columns: ["a", "b"], rows: [['x,"y"', null], ["line\nbreak", 0.1]] }), 'a,b\n"x,""y""",\n"line\nbreak",0.1\n');
});

test("a long name is cut in its middle", () => {
  assert.equal(shorten("abcdefghij", 5), "ab…ij");
  assert.equal(shorten("abcde", 5), "abcde");
});
