// Telling copies from strangers with one threshold: where it stands, and what it lets pass.
import { color } from "./dom.js";
import { capitalized, percent, shorten } from "./format.js";
import { copyWords, kinds, ofChosen } from "./page.js";
import { circle, drawing, line, node, scale, text, ticks, widthOf } from "./svg.js";

const plain = (value) => String(Number(value.toPrecision(2)));
const cosine = (value) => value.toFixed(4);

/** What is said of a threshold that tells nothing, which the page's data call hopeless. */
const noThreshold = "no threshold tells them";

/** Of each kind of copy the threshold that keeps 95 %, and the wrong pairs that pass it. */
export function thresholdRows(results) {
  return results.flatMap((result) => (result.copies ?? []).map((kind) => {
    const kept = kind.keeps?.["95"];
    const wrong = kept?.wrong_pairs_per_1000;
    return {
      label: result.label, floor: result.floor, photos: result.photos, set: kind.set, name: kind.processing, copies: kind.copies,
      cosine: kept?.cosine, low: kept?.low, high: kept?.high, collection: wrong?.collection,
      strangers: wrong?.strangers, alike: wrong?.near_duplicates, hopeless: Boolean(kind.hopeless),
    };
  }));
}

/** Of each set of copies, such as thumbnails, the kind that moves most; those without a threshold first. */
export function hardest(rows) {
  const least = (row) => (Number.isFinite(row.cosine) ? row.cosine : -2);
  const bySet = new Map();
  for (const row of rows) {
    const key = row.label + "\n" + row.set;
    if (!bySet.has(key) || least(row) < least(bySet.get(key))) bySet.set(key, row);
  }
  return [...bySet.values()];
}

export function thresholdChart() {
  const rows = thresholdRows(ofChosen(kinds("threshold")));
  const passing = (row) => (row.hopeless ? noThreshold : row.strangers ? Number(plain(row.strangers.value)).toLocaleString("en") + " wrong pairs in 1,000" : "wrong pairs: too few photos");
  const words = (row) => [
    shorten(row.label, 120) + ", " + copyWords(row.name) + " (" + row.name + ")",
    ...(row.hopeless ? ["no threshold tells these copies from strangers"] : []),
    row.cosine === undefined || row.cosine === null ? "no threshold: too few photos to bear one" : "a cosine of " + cosine(row.cosine) + " keeps 95 % of these copies" + (row.low !== undefined && row.low !== null ? " (" + cosine(row.low) + (row.high ? " to " + cosine(row.high) : ", a lower bound") + ")" : ""),
    row.strangers ? "of " + row.collection.toLocaleString("en") + " photos it lets pass " + plain(row.strangers.value) + " pairs of strangers per 1,000 photos (95 %: " + plain(row.strangers.low) + " to " + plain(row.strangers.high) + ")" : passing(row),
    row.photos + " photos; two unrelated ones: cosine " + cosine(row.floor.median) + " (" + cosine(row.floor.low) + " to " + cosine(row.floor.high) + ")",
  ].join("\n");
  return {
    data: {
      columns: ["encoder", "copy", "copies", "keeps_95", "low", "high", "collection", "strangers_per_1000", "strangers_low", "strangers_high", "look_alikes_per_1000", "floor_median", "floor_low", "floor_high", "photos"],
      rows: rows.map((row) => [row.label, row.name, row.copies, row.cosine, row.low, row.high, row.collection, row.strangers?.value, row.strangers?.low, row.strangers?.high, row.alike?.value, row.floor.median, row.floor.low, row.floor.high, row.photos]),
    },
    draw: (width) => strips(width, hardest(rows).map((row) => ({
      name: copyWords(row.name), hopeless: row.hopeless, at: row.cosine ?? undefined, low: row.low ?? row.cosine ?? undefined, high: row.high ?? row.cosine ?? undefined,
      said: row.cosine === undefined || row.cosine === null ? "too few photos" : row.cosine.toFixed(3), beside: passing(row), floor: row.floor, tip: words(row),
    })), "cosine to the original"),
  };
}

/** Steps that users ask for: what a CDN does to a picture. */
const markedSteps = { jpeg: [30, 50, 70, 90], resizing: [0.3, 0.5], sharpening: [2], blur: [2] };

/** The steps of ladders that users ask for, each with its threshold. */
export function ladderRows(ladders) {
  return ladders.flatMap((ladder) =>
    ladder.rungs.filter((rung) => markedSteps[ladder.parameter]?.includes(rung.step)).map((rung) => ({ ladder, rung, own: rung.duplicates, hopeless: Boolean(rung.duplicates.hopeless) })));
}

/** Without measured thresholds: of the ladders' copies the threshold that keeps 99 %, and who passes it. */
export function ladderCopiesChart() {
  const rows = ladderRows(ofChosen(kinds("ladder")));
  const share = ({ own }) => (100 * own.strangers_passing) / own.strangers;
  const few = (row) => { const value = share(row); return row.hopeless ? noThreshold : value === 0 ? "no stranger passes" : (value < 0.1 ? plain(value) : value.toFixed(1)) + " % of strangers pass"; };
  const words = (row) => [
    shorten(row.ladder.label, 120) + ", " + row.ladder.unit + " " + row.rung.step,
    "a cosine of " + cosine(row.own.threshold) + " keeps 99 % of the measured copies" + (row.own.bounds ? "; of new ones about " + percent(row.own.bounds[1]) + ", at least " + percent(row.own.bounds[2]) + " (95 % bound)" : ""),
    (row.hopeless ? "no threshold tells these copies from strangers: " : "") + percent(share(row)) + " of strangers pass (" + row.own.strangers_passing + " of " + row.own.strangers + " pairs" + (row.own.bounds ? "; 95 %: " + percent(row.own.bounds[5]) + " to " + percent(row.own.bounds[6]) : "") + ")",
    "two unrelated photos: cosine " + cosine(row.ladder.floor.median) + " (" + cosine(row.ladder.floor.low) + " to " + cosine(row.ladder.floor.high) + "); " + row.ladder.photos + " photos",
  ].join("\n");
  return {
    data: {
      columns: ["encoder", "ladder", "step", "threshold", "strangers_passing", "strangers", "passing_low", "passing_high", "floor_median", "floor_low", "floor_high", "photos"],
      rows: rows.map((row) => [row.ladder.label, row.ladder.title, row.rung.step, row.own.threshold, row.own.strangers_passing, row.own.strangers, row.own.bounds?.[5], row.own.bounds?.[6], row.ladder.floor.median, row.ladder.floor.low, row.ladder.floor.high, row.ladder.photos]),
    },
    draw: (width) => strips(width, rows.map((row) => ({
      name: capitalized(row.ladder.title) + " " + row.rung.step, hopeless: row.hopeless, at: row.own.threshold, low: row.own.threshold, high: row.rung.cosine.high,
      said: row.own.threshold.toFixed(3), beside: few(row), floor: row.ladder.floor, tip: words(row),
    })), "cosine to the original"),
  };
}

/** Rows of a threshold on the cosine, with the strangers' band behind all of them. */
function strips(width, rows, axisName) {
  const narrow = width < 620;
  const left = narrow ? 12 : Math.min(250, Math.max(120, ...rows.map((row) => 24 + widthOf(shorten(row.name, 32))))), right = narrow ? 14 : 210, top = 30, high = narrow ? 70 : 34;
  const foot = top + high * rows.length;
  const svg = drawing(width, foot + 44);
  const ends = rows.flatMap((row) => [row.floor.low, row.at ?? 1, row.low ?? 1]);
  const least = Math.max(-1, Math.floor(Math.min(...ends) * 10) / 10);
  const x = scale([least, 1], [left, width - right]);
  for (const tick of ticks(least, 1, narrow ? 4 : 6)) {
    svg.append(line(x(tick), top, x(tick), foot, { stroke: color("--grid") }), text(x(tick), foot + 18, String(Number(tick.toFixed(2))), { "text-anchor": "middle", fill: color("--muted"), "font-size": 12 }));
  }
  svg.append(text((x(least) + x(1)) / 2, foot + 36, axisName, { "text-anchor": "middle", fill: color("--muted"), "font-size": 12 }));
  if (rows[0]) {
    svg.append(node("rect", { x: x(rows[0].floor.low), y: top, width: Math.max(1, x(rows[0].floor.high) - x(rows[0].floor.low)), height: foot - top, fill: color("--quiet"), opacity: 0.35 }),
      text(Math.max(left, x(rows[0].floor.low)), top - 9, "two unrelated photos", { fill: color("--muted"), "font-size": 12 }));
  }
  rows.forEach((row, i) => {
    const y = top + high * i + (narrow ? 52 : high / 2);
    svg.append(text(narrow ? left : left - 20, narrow ? y - 31 : y + 5, shorten(row.name, narrow ? 44 : 32), { fill: color("--ink"), "text-anchor": narrow ? "start" : "end" }));
    if (narrow) svg.append(text(left, y - 14, row.beside, { fill: color(row.hopeless ? "--bad" : "--muted"), "font-size": 12 }));
    if (row.at === undefined) {
      svg.append(text(x(least) + 4, y + 5, row.said, { fill: color("--muted") }));
      return;
    }
    const paint = row.hopeless ? color("--muted") : color("--ink");
    const bar = node("rect", { x: x(row.low), y: y - 5, width: Math.max(1, x(row.high) - x(row.low)), height: 10, fill: paint, opacity: 0.18 });
    // A hopeless one is no advice: it is hollow, and has no number to be set.
    const dot = circle(x(row.at), y, 5.5, row.hopeless ? { fill: color("--ground"), stroke: paint, "stroke-width": 1.6 } : { fill: paint });
    dot.dataset.tip = row.tip;
    svg.append(bar, dot);
    if (!row.hopeless) svg.append(text(x(row.at) + (x(row.at) < left + 52 ? 10 : -10), y + 5, row.said, { "text-anchor": x(row.at) < left + 52 ? "start" : "end", fill: color("--ink"), "font-weight": 600, "paint-order": "stroke", stroke: color("--ground"), "stroke-width": 4 }));
    if (!narrow) svg.append(text(width - right + 16, y + 5, row.beside, { fill: color(row.hopeless ? "--bad" : "--muted") }));
  });
  return svg;
}
