import assert from "node:assert/strict";
import { test } from "node:test";
import { byFall, fallOf, firstOf, middleOf, ruleOf } from "../src/lead.js";

const neighbors = (right) => Array.from({ length: 10 }, (unused, i) => ({ same_class: i < right }));
const query = (name, from, to) => ({ name, baseline: neighbors(from), neg_same: neighbors(to) });

test("the query with the median fall is chosen, not the worst", () => {
  const queries = [query("worst", 10, 0), query("little", 10, 9), query("middle", 9, 4)];
  const sorted = byFall(queries);
  assert.deepEqual(sorted.map((one) => one.name), ["little", "middle", "worst"]);
  assert.equal(sorted[middleOf(sorted)].name, "middle");
  assert.equal(fallOf(sorted[1]), 5);
});

test("of two middle queries the one that loses less is chosen", () => {
  const queries = [query("a", 9, 0), query("b", 10, 6), query("c", 10, 3), query("d", 10, 0)];
  const sorted = byFall(queries);
  assert.equal(sorted[middleOf(sorted)].name, "c");
});

test("queries that lose alike keep their order", () => {
  assert.deepEqual(byFall([query("a", 5, 5), query("b", 9, 9)]).map((one) => one.name), ["a", "b"]);
});

test("the trace that costs most over all queries comes first", () => {
  const one = { encoder: "e", dataset: "d", parameter: "jpeg" };
  const other = { encoder: "e", dataset: "d", parameter: "resizing" };
  assert.equal(firstOf([one, other], [{ ...one, effect: { value: 2 } }, { ...other, effect: { value: 30 } }]), other);
  assert.equal(firstOf([one, other], []), one);
});

test("where most queries lose nothing the page begins with one that does", () => {
  const queries = byFall([query("none", 0, 0), query("rises", 3, 5), query("same", 8, 8), query("falls", 9, 6), query("falls more", 9, 1), query("worst", 10, 0)]);
  assert.equal(queries[middleOf(queries)].name, "falls more");
  assert.match(ruleOf(queries), /of the 6 queries kept .*, 3 lose right neighbors; this is the median of those/);
});

test("where none loses a neighbor the page says so", () => {
  const queries = byFall([query("a", 0, 0), query("b", 8, 8), query("c", 3, 5)]);
  assert.equal(queries[middleOf(queries)].name, "a");
  assert.match(ruleOf(queries), /^None of the 3 queries .* loses a right neighbor/);
  assert.match(ruleOf([query("a", 5, 5)]), /^The one query kept for this encoder loses no right neighbor\./);
});
