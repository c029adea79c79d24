// What a trace costs: the five set-ups of kNN of the chosen encoder, one dumbbell a parameter on one axis.
import { color } from "./dom.js";
import { capitalized, negated, pValue, percent, range, rounded, shorten, signed } from "./format.js";
import { kinds, ofChosen, publishedOf, sourceOf } from "./page.js";
import { circle, drawing, line, node, scale, text, ticks, widthOf } from "./svg.js";

export const setups = [
  { key: "neg_same", words: "wrong photos share it" },
  { key: "all_diff", words: "nobody shares it" },
  { key: "uniform", words: "at random" },
  { key: "baseline", words: "all alike" },
  { key: "pos_same", words: "right photos share it" },
];

/** The axis that all rows share: round, as much below the lowest interval as it takes. */
export function domain(rows) {
  const ends = rows.flatMap((row) => setups.flatMap(({ key }) => row.intervals?.[key] ?? [row[key]]));
  const low = Math.min(...ends), high = Math.max(...ends);
  const least = Math.max(0, Math.floor((low - 2) / 10) * 10);
  const most = Math.min(100, Math.ceil(high / 10) * 10);
  return [Math.min(least, most - 10), most];
}

function words(row, setup) {
  return [
    shorten(row.label, 120) + ", " + row.title,
    setup.words + " (" + setup.key + "): " + percent(row[setup.key]) + " right, 95 %: " + range(row.intervals?.[setup.key]),
    "baseline to neg_same: from " + percent(row.baseline) + " to " + percent(row.neg_same) + ", change " + signed(row.neg_same - row.baseline) + ", 95 %: " + negated(row.intervals?.["baseline - neg_same"]),
    row.standing + ", " + pValue(row.p),
    row.k + "-NN, " + row.queries + " query, " + row.train_photos + " training photos",
  ].join("\n");
}

function mark(key, x, y, tip) {
  const ink = color("--ink"), ground = color("--ground");
  const looks = {
    neg_same: [7, { fill: color("--bad") }],
    all_diff: [5, { fill: ground, stroke: color("--muted"), "stroke-width": 1.8 }],
    baseline: [5.5, { fill: ink }],
    pos_same: [7.5, { fill: "none", stroke: color("--good"), "stroke-width": 2.6, "pointer-events": "all" }],
  };
  const made = key === "uniform"
    ? line(x, y - 8, x, y + 8, { stroke: color("--muted"), "stroke-width": 2 })
    : circle(x, y, ...looks[key]);
  if (tip) made.dataset.tip = tip;
  return made;
}

export function dumbbells() {
  const rows = ofChosen(kinds("knn"));
  const name = (row) => capitalized(shorten(row.title, 40)) + (rows.some((other) => other !== row && other.title === row.title) ? ", " + shorten(row.label + ", " + row.dataset, 40) : "");
  return {
    data: {
      columns: ["encoder", "category", "parameter", ...setups.flatMap(({ key }) => [key, key + "_low", key + "_high"]), "change", "change_low", "change_high", "p", "standing", "k", "train_photos", "queries", "classes"],
      rows: rows.map((row) => [row.label, row.category, row.title, ...setups.flatMap(({ key }) => [row[key], ...(row.intervals?.[key] ?? [null, null])]), row.neg_same - row.baseline, ...(row.intervals?.["baseline - neg_same"]?.map((end) => -end).reverse() ?? [null, null]), row.p, row.standing, row.k, row.train_photos, row.queries, row.classes]),
    },
    draw: (width) => {
      const narrow = width < 620;
      const gray = rows.some((row) => publishedMarks(row).length);
      const left = narrow ? 12 : 170, right = 26, top = narrow ? 22 * (setups.length + 1) : 56, high = narrow ? 80 : 54;
      const height = top + high * rows.length + 40 + (gray ? 26 : 0);
      const x = scale(domain(rows), [left, width - right]);
      const svg = drawing(width, height);
      const [low, most] = domain(rows);
      const foot = top + high * rows.length;
      for (const tick of ticks(low, most, narrow ? 4 : 6)) {
        svg.append(line(x(tick), narrow ? top : top - 14, x(tick), foot, { stroke: color("--grid") }),
          text(x(tick), foot + 20, tick + " %", { "text-anchor": "middle", fill: color("--muted"), "font-size": 12 }));
      }
      // On a phone there is no room for words beside the first row's marks.
      if (narrow) {
        setups.forEach((setup, i) => svg.append(mark(setup.key, 14, 12 + 22 * i), text(32, 17 + 22 * i, setup.words, { fill: color("--ink") })));
      }
      if (gray) {
        const source = rows.flatMap((row) => (publishedMarks(row).length ? [sourceOf(publishedOf(row))] : []))[0];
        svg.append(triangle(left + 4, foot + 40), text(left + 16, foot + 50, shorten(source, narrow ? 44 : 110), { fill: color("--muted"), "font-size": 12 }));
      }
      rows.forEach((row, i) => {
        const y = top + high * i + (narrow ? 48 : 26);
        svg.append(narrow
          ? text(left - 10, y - 32, name(row), { fill: color("--ink"), "font-weight": 600 })
          : text(left - 20, y + 5, name(row), { fill: color("--ink"), "font-size": 14, "text-anchor": "end" }));
        const values = setups.map(({ key }) => row[key]);
        svg.append(line(x(Math.min(...values)), y, x(Math.max(...values)), y, { stroke: color("--quiet"), "stroke-width": 3 }));
        const interval = row.intervals?.neg_same;
        if (interval) svg.append(line(x(interval[0]), y, x(interval[1]), y, { stroke: color("--bad"), "stroke-width": 10, opacity: 0.2 }));
        for (const key of ["uniform", "all_diff", "baseline", "pos_same", "neg_same"]) svg.append(mark(key, x(row[key]), y, words(row, setups.find((one) => one.key === key))));
        svg.append(...published(row, x, y, domain(rows)));
        if (i === 0 && !narrow) svg.append(...directLabels(row, x, y, width));
        svg.append(text(x(row.neg_same), y - 13, rounded(row.neg_same, interval) + " %", { "text-anchor": "middle", fill: color("--ink"), "font-weight": 600, "paint-order": "stroke", stroke: color("--ground"), "stroke-width": 4 }));
      });
      return svg;
    },
  };
}

const triangle = (x, y) => node("path", { d: "M" + x + " " + y + "l4 8l-8 0Z", fill: color("--quiet") });

/** The set-ups that others published of a row's encoder and trace. */
function publishedMarks(row) {
  const figures = publishedOf(row) ?? {};
  return setups.filter(({ key }) => typeof figures[key] === "number").map((setup) => ({ ...setup, value: figures[setup.key], source: sourceOf(figures) }));
}

/** Gray triangles under the line. */
function published(row, x, y, [low, high]) {
  return publishedMarks(row).filter(({ value }) => value >= low && value <= high).map(({ key, words: own, value, source }) => {
    const tick = triangle(x(value), y + 9);
    tick.dataset.tip = shorten(row.label, 120) + ", " + row.title + "\n" + shorten(source, 200) + ": " + own + " (" + key + ") " + percent(value);
    return tick;
  });
}

/** The first row says what each mark is; words that would touch are moved apart. */
function directLabels(row, x, y, width) {
  const shown = setups.filter(({ key }) => key !== "uniform");
  const size = 12.5;
  const middles = apartByWidth(shown.map(({ key, words: own }) => [x(row[key]), widthOf(own, size)]), width);
  const colors = { neg_same: "--bad", pos_same: "--good", baseline: "--ink", all_diff: "--muted" };
  return shown.flatMap(({ key, words: own }, i) => [
    node("path", { d: "M" + x(row[key]) + " " + (y - (key === "neg_same" ? 28 : 11)) + "L" + middles[i] + " " + (y - 44), stroke: color("--quiet"), fill: "none" }),
    text(middles[i], y - 50, own, { "text-anchor": "middle", fill: color(colors[key]), "font-size": size }),
  ]);
}

/** Middles of words of these widths, in their order, none over another, all within the drawing. */
export function apartByWidth(items, width) {
  const gap = 14;
  const order = items.map(([middle, wide], i) => ({ start: middle - wide / 2, wide, i })).sort((a, b) => a.start + a.wide / 2 - b.start - b.wide / 2);
  let free = 0;
  for (const one of order) {
    one.start = Math.max(one.start, free);
    free = one.start + one.wide + gap;
  }
  let end = width;
  for (const one of [...order].reverse()) {
    one.start = Math.min(one.start, end - one.wide);
    end = one.start - gap;
  }
  const result = [];
  for (const one of order) result[one.i] = one.start + one.wide / 2;
  return result;
}
