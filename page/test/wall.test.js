import assert from "node:assert/strict";
import { test } from "node:test";
import { aboveChance, addPublished, cellWords, grouped, ordered, rowsOf, tracesOf, wallData } from "../src/wall.js";

const probe = (encoder, category, value, parameter = "jpeg") => ({
  kind: "probe", encoder, label: encoder, category, dataset: "photos", parameter, title: parameter, standing: "found",
  effect: { value, none: 20, low: value - 5, high: value + 5, photos: 100 },
});
const knn = (encoder, category, fall, parameter = "jpeg") => ({
  kind: "knn", encoder, label: encoder, category, dataset: "photos", parameter, title: parameter, standing: "not found",
  k: 10, baseline: 90, neg_same: 90 - fall, effect: { value: fall, none: 0, low: fall - 3, high: fall + 3, photos: 100 },
});
const results = [
  probe("b", "SSL", 60), knn("b", "SSL", 12), probe("a", "mine", 30), knn("a", "mine", 1),
  probe("c", "built-in", 100), probe("d", "CVL", 25), probe("a", "mine", 90, "resizing"),
];

test("chance is 0 and perfect is 1, whatever chance is", () => {
  assert.equal(aboveChance(20, 20), 0);
  assert.equal(aboveChance(100, 20), 1);
  assert.equal(aboveChance(75, 50), 0.5);
  assert.ok(aboveChance(10, 20) < 0);
});

test("a trace is one column for what reads it and what it costs", () => {
  const traces = tracesOf(results);
  assert.deepEqual(traces.map((trace) => [trace.title, trace.reads, trace.costs]), [["jpeg", true, true], ["resizing", true, false]]);
  const rows = rowsOf(results, traces);
  assert.deepEqual(rows.map((row) => row.label), ["b", "a", "c", "d"]);
  assert.equal(rows[0].cells[0].reading.at, 0.5);
  assert.equal(rows[0].cells[0].loss.change, -12);
  assert.deepEqual(rows[0].cells[0].loss.interval, [-15, -9]);
  assert.equal(rows[2].cells[1].reading, undefined);
});

test("the reader's own encoders stand first, then the study's categories, then controls", () => {
  const rows = rowsOf(results, tracesOf(results));
  assert.deepEqual(grouped(rows, true).map((group) => group.category), ["own", "CVL", "SSL", "built-in"]);
  assert.equal(grouped(rows, false).length, 1);
});

test("rows are sorted by name, by what is read and by what is lost", () => {
  const rows = rowsOf(results, tracesOf(results));
  const names = (order) => ordered(rows, order).map((row) => row.label);
  assert.deepEqual(names("given"), ["b", "a", "c", "d"]);
  assert.deepEqual(names("name"), ["a", "b", "c", "d"]);
  assert.deepEqual(names([0, "read"]), ["c", "b", "a", "d"]);
  assert.deepEqual(names([0, "lost"]).slice(0, 2), ["b", "a"]);
});

test("a cell says its figures with interval and number of photos", () => {
  const traces = tracesOf(results);
  const [row] = rowsOf(results, traces);
  const words = cellWords(row, traces[0], row.cells[0]);
  assert.match(words, /read by a probe at 60 % \(55 to 65; 100 test photos\) where chance is 20 %/);
  assert.match(words, /50 of 100 on the way from chance to perfect: found/);
  assert.match(words, /10-NN accuracy from 90\.0 to 78\.0 %, change \u221212\.0 \(\u221215\.0 to \u22129\.0; 100 query photos\)/);
  assert.equal(cellWords(row, traces[1], row.cells[1]), undefined);
});

test("a page of 47 encoders and 13 traces has a row a cell in its data", () => {
  const many = [];
  for (let e = 0; e < 47; e++) for (let t = 0; t < 13; t++) many.push(probe("encoder " + e, "CVL", 20 + e, "trace " + t));
  const traces = tracesOf(many);
  assert.equal(wallData(rowsOf(many, traces), traces).rows.length, 47 * 13);
});

test("what others published stands beside the same encoder and trace, and nowhere else", () => {
  const traces = tracesOf(results);
  const rows = rowsOf(results, traces);
  addPublished(rows, traces, { b: { jpeg: { accuracy_mean: 80, source: "table 3" } }, nobody: { jpeg: { accuracy_mean: 1 } } });
  assert.equal(rows[0].cells[0].published.at, 0.75);
  assert.match(cellWords(rows[0], traces[0], rows[0].cells[0]), /published figures, table 3: accuracy_mean 80\.0 %/);
  assert.ok(rows.slice(1).every((row) => row.cells.every((cell) => cell.published === undefined)));
});
