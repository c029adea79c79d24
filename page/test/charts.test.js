import assert from "node:assert/strict";
import { test } from "node:test";
import { categoryName, categoryOf } from "../src/categories.js";
import { hardest, ladderRows, thresholdRows } from "../src/copies.js";
import { apartByWidth, domain } from "../src/dumbbells.js";
import { positions, rescaled } from "../src/ladder.js";
import { copyWords, page, processingWords } from "../src/page.js";
import { sorted } from "../src/probes.js";
import { apart, levels, scale, ticks } from "../src/svg.js";

test("labels keep their distance and their order", () => {
  const placed = apart([10, 11, 12, 50], 10, 0, 100);
  for (let i = 1; i < placed.length; i++) assert.ok(placed[i] - placed[i - 1] >= 9.99, placed.join());
  assert.equal(placed[3], 50);
});

test("words of different widths do not touch and stay in the drawing", () => {
  const items = [[95, 60], [90, 40], [10, 50], [92, 30]];
  const middles = apartByWidth(items, 260);
  const boxes = items.map(([, wide], i) => [middles[i] - wide / 2, middles[i] + wide / 2]).sort((a, b) => a[0] - b[0]);
  for (let i = 1; i < boxes.length; i++) assert.ok(boxes[i][0] >= boxes[i - 1][1], JSON.stringify(boxes));
  assert.ok(boxes[0][0] >= -0.5 && boxes[boxes.length - 1][1] <= 260.5, JSON.stringify(boxes));
});

test("an axis has round ticks", () => {
  assert.deepEqual(ticks(0, 100, 5), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticks(60, 100, 4), [60, 70, 80, 90, 100]);
  assert.equal(scale([0, 10], [100, 200])(5), 150);
});

test("set-ups share an axis that begins below the lowest interval", () => {
  const row = { baseline: 95, all_diff: 90, pos_same: 97, neg_same: 74, uniform: 93, intervals: { neg_same: [66, 80] } };
  assert.deepEqual(domain([row]), [60, 100]);
  assert.deepEqual(domain([{ baseline: 99, all_diff: 99, pos_same: 99, neg_same: 99, uniform: 99 }]), [90, 100]);
});

test("a cosine is told from unrelated, 0, to identical, 1", () => {
  assert.equal(rescaled(0.7, 0.7), 0);
  assert.equal(rescaled(1, 0.7), 1);
  assert.ok(Math.abs(rescaled(0.85, 0.7) - 0.5) < 1e-12);
});

test("steps of a ladder grow in severity along a logarithmic axis", () => {
  const quality = positions("jpeg", [100, 90, 50, 5]);
  assert.deepEqual([...quality].sort((a, b) => a - b), quality);
  const size = positions("resizing", [1, 0.5, 0.1]);
  assert.ok(Math.abs(size[2] - 1) < 1e-12);
  const blur = positions("blur", [0, 0.5, 1]);
  assert.ok(Math.abs(blur[0] - Math.log10(0.25)) < 1e-12 && blur[0] < blur[1]);
});

test("a kind of copy without a threshold keeps its row", () => {
  const rows = thresholdRows([{ label: "e", photos: 30, floor: { median: 0.2, low: 0.1, high: 0.4 }, copies: [{ processing: "scan", copies: 30, keeps: {} }] }]);
  assert.equal(rows.length, 1);
  assert.equal(rows[0].cosine, undefined);
});

test("bars are sorted by category in the study's order, then by value", () => {
  const rows = [{ label: "a", category: "SSL", v: 1 }, { label: "b", category: "CVL", v: 1 }, { label: "c", category: "CVL", v: 9 }];
  assert.deepEqual(sorted(rows, "category", (row) => row.v).map((row) => row.label), ["c", "b", "a"]);
});

test("labels that are near each other stand on different levels", () => {
  assert.deepEqual(levels([10, 50, 12, 14], 5), [0, 0, 1, 2]);
  assert.deepEqual(levels([30, 10, 20], 10), [0, 0, 0]);
});

test("whether a threshold tells nothing is as the page's data say, and not counted again", () => {
  const rung = (step, duplicates) => ({ step, duplicates: { strangers_passing: 9, strangers: 10, ...duplicates } });
  const rows = ladderRows([{ parameter: "jpeg", rungs: [rung(90, {}), rung(31, {}), rung(30, { hopeless: true })] }]);
  assert.deepEqual(rows.map((row) => [row.rung.step, row.hopeless]), [[90, false], [30, true]]);
});

test("a processing has words, by the parameter that it is a class of", () => {
  Object.assign(page, { words: { "": { JPEG95_444: "quality 95, full color" }, resizing: { JPEG95_444: "size as it is" } } });
  assert.equal(processingWords("jpeg", "JPEG95_444"), "quality 95, full color");
  assert.equal(processingWords("resizing", "JPEG95_444"), "size as it is");
  assert.equal(processingWords("mine", "fit(320)"), "fit(320)");
  assert.equal(copyWords("JPEG95_444 + mine"), "quality 95, full color, then mine");
});

test("an encoder that was asked about is no control", () => {
  assert.equal(categoryOf({ category: "built-in", shown: "asked" }), "asked");
  assert.equal(categoryOf({ category: "built-in" }), "built-in");
  assert.equal(categoryOf({ category: "anything" }), "own");
  assert.match(categoryName("built-in", ["CVL", "built-in"]), /^controls/);
  assert.match(categoryName("built-in", ["built-in"]), /^built-in/);
});

test("of each set of copies the kind that moves most is drawn, and one without a threshold before all", () => {
  const rows = [{ label: "e", set: "webp", name: "a", cosine: 0.9 }, { label: "e", set: "webp", name: "b", cosine: 0.7 }, { label: "e", set: "scan", name: "c", cosine: 0.5 }, { label: "e", set: "scan", name: "d" }];
  assert.deepEqual(hardest(rows).map((row) => row.name), ["b", "d"]);
});
