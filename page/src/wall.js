// The wall: encoders against traces. A cell is how far above chance a probe reads the trace, on a scale
// from chance to perfect, and beside it how many points of answers neighbors lose.
import { categoryColor, categoryName, categoryOf, categoryRank } from "./categories.js";
import { color, element, named, select } from "./dom.js";
import { capitalized, points, rounded, shorten, signed, unique } from "./format.js";
import { choose, page, sourceOf } from "./page.js";
import { paper, wire } from "./panel.js";
import { circle, drawing, line, text } from "./svg.js";
import { hideTip, showTip } from "./tip.js";

/** More traces than these beside each other leave a cell too little room. */
const MOST_BESIDE = 6;
/** What the names take, and a cell needs, in pixels. */
const NAMES = 236, LEAST_WIDTH = 118;

/** An accuracy on the scale from chance, 0, to perfect, 1. */
export const aboveChance = (value, chance) => (value - chance) / (100 - chance);

const place = (row) => row.dataset + "\n" + (row.parameter ?? row.attribute) + "\n" + row.title;

/** Traces in the page's order, each with the results that read it and those that tell what it costs. */
export function tracesOf(results) {
  const traces = new Map();
  for (const row of results) {
    if (!["probe", "acquisition", "knn", "retrieve"].includes(row.kind)) continue;
    const key = place(row);
    if (!traces.has(key)) traces.set(key, { key, title: row.title, dataset: row.dataset, parameter: row.parameter ?? row.attribute, reads: false, costs: false, recall: false });
    const trace = traces.get(key);
    if (row.kind === "knn") trace.costs = true;
    else if (row.kind === "retrieve") trace.costs = trace.recall = true;
    else trace.reads = true;
  }
  return [...traces.values()];
}

function reading(row) {
  const { value, none, low, high, photos } = row.effect;
  return {
    value, chance: none, low, high, photos, found: row.standing === "found", standing: row.standing,
    at: aboveChance(value, none),
    from: low === undefined ? undefined : aboveChance(low, none),
    to: high === undefined ? undefined : aboveChance(high, none),
  };
}

function loss(row) {
  const { value, low, high, photos } = row.effect;
  const [from, to] = row.kind === "knn" ? [row.baseline, row.neg_same] : [row.mean.different, row.mean.same];
  return {
    change: 0 - value, interval: low === undefined ? undefined : [-high, -low], photos, from, to,
    found: row.standing === "found", standing: row.standing, what: row.kind === "knn" ? row.k + "-NN accuracy" : "recall@1",
  };
}

/** Rows of the wall: one a label, with a cell a trace; runs of one encoder stand apart. */
export function rowsOf(results, traces) {
  const rows = new Map();
  for (const result of results) {
    const column = traces.findIndex((trace) => trace.key === place(result));
    if (column < 0 || !result.effect) continue;
    if (!rows.has(result.label)) {
      rows.set(result.label, { label: result.label, encoder: result.encoder, category: categoryOf(result), written: result.category, cells: traces.map(() => ({})) });
    }
    const cell = rows.get(result.label).cells[column];
    if (result.kind === "knn" || result.kind === "retrieve") cell.loss ??= loss(result);
    else cell.reading ??= reading(result);
  }
  return [...rows.values()];
}

const byLabel = (a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
const heights = { read: (cell) => cell.reading?.at, lost: (cell) => (cell.loss ? 0 - cell.loss.change : undefined) };

/** Rows in this order: "given", "name", or [trace, "read" | "lost"], the strongest first. */
export function ordered(rows, order) {
  if (order === "given") return [...rows];
  if (order === "name") return [...rows].sort(byLabel);
  const [column, what] = order;
  const value = (row) => heights[what](row.cells[column]) ?? -Infinity;
  return [...rows].sort((a, b) => value(b) - value(a) || byLabel(a, b));
}

/** Groups of rows, by category in the study's order, or all in one. */
export function grouped(rows, byCategory) {
  if (!byCategory) return [{ category: undefined, rows }];
  return unique(rows.map((row) => row.category))
    .sort((a, b) => categoryRank(a) - categoryRank(b))
    .map((category) => ({ category, rows: rows.filter((row) => row.category === category) }));
}

/** What a cell says in words. */
export function cellWords(row, trace, cell) {
  const words = [shorten(row.label, 120) + ", " + trace.title];
  if (cell.reading) {
    const { value, chance, low, high, photos, at, standing } = cell.reading;
    const interval = low === undefined ? undefined : [low, high];
    words.push(
      "read by a probe at " + rounded(value, interval) + " % (" + (interval ? rounded(low, interval) + " to " + rounded(high, interval) : "interval not measured by this version") + "; " + photos + " test photos) where chance is " + rounded(chance, interval) + " %",
      Math.round(100 * at) + " of 100 on the way from chance to perfect: " + standing);
  }
  if (cell.loss) {
    const { change, interval, photos, from, to, standing, what } = cell.loss;
    words.push(what + " from " + from.toFixed(1) + " to " + to.toFixed(1) + " %, change " + signed(change) + " (" + (interval ? signed(interval[0]) + " to " + signed(interval[1]) : "not measured by this version") + "; " + photos + (trace.recall ? " pairs" : " query photos") + ")" + (trace.recall ? " from a gallery by the other type of camera to one by the query's own" : " when the wrong photos share the query's " + trace.title) + ": " + standing);
  }
  if (cell.published) words.push(shorten(cell.published.source, 200) + ": " + cell.published.figures.map(([name, value]) => name + " " + value.toFixed(1) + " %").join(", "));
  return words.length > 1 ? words.join("\n") : undefined;
}

const clamp = (share) => Math.max(0, Math.min(1, share));
const side = (share) => (100 * clamp(share)).toFixed(2) + "%";

function cellOf(row, trace, cell) {
  const figure = element("span", { class: "cell" });
  // A trace that nothing reads has an empty track, so that what is lost stands under its heading.
  const track = element("span", { class: trace.reads ? "track" : "track none" });
  if (cell.reading) {
    const { at, from, to, found } = cell.reading;
    if (from !== undefined) {
      const band = element("i", { class: "band" });
      band.style.left = side(from);
      band.style.width = (100 * (clamp(to) - clamp(from))).toFixed(2) + "%";
      track.append(band);
    }
    if (cell.published?.at !== undefined) {
      const mark = element("i", { class: "published" });
      mark.style.left = side(cell.published.at);
      track.append(mark);
    }
    const dot = element("i", { class: found ? "dot" : "dot hollow" });
    dot.style.left = side(at);
    track.append(dot);
  }
  figure.append(track);
  if (trace.costs) {
    figure.append(cell.loss
      ? element("b", { class: cell.loss.found ? "lost" : "kept" }, points(cell.loss.change, cell.loss.interval))
      : element("b", { class: "kept" }));
  }
  // Said, as the drawing cannot be.
  return element("td", { tabindex: -1, "data-tip": cellWords(row, trace, cell) }, figure, element("span", { class: "said-only" }, spoken(cell)));
}

/** What the marks of a cell mean, those that this wall has. */
function keyOf(rows, traces) {
  const cells = rows.flatMap((row) => row.cells);
  const mark = (...classes) => element("span", { class: "track sample", "aria-hidden": "true" }, ...classes.map((name) => element("i", { class: name })));
  const published = unique(cells.flatMap((cell) => (cell.published?.at === undefined ? [] : [cell.published.source])));
  const said = (there, ...children) => (there ? [element("li", {}, ...children)] : []);
  return element("ul", { class: "key wall-key" },
    ...said(traces.some((trace) => trace.reads), mark("band", "dot"), "read, with its 95 % interval"),
    ...said(cells.some((cell) => cell.reading && !cell.reading.found), mark("dot hollow"), "read, but it may be chance"),
    ...said(published.length, mark("published"), shorten(published.join("; "), 160)),
    ...said(cells.some((cell) => cell.loss?.found), element("b", { class: "lost" }, "\u22129"), "points of answers lost"),
    ...said(cells.some((cell) => cell.loss && !cell.loss.found), element("b", { class: "kept" }, "\u22121"), "may be chance"));
}

function spoken(cell) {
  const words = [];
  if (cell.reading) words.push("read at " + Math.round(100 * cell.reading.at) + " of 100 above chance, " + cell.reading.standing);
  if (cell.loss) words.push("points, " + cell.loss.standing);
  return words.join("; ") || "not measured";
}

/** All figures of the wall as rows. */
export function wallData(rows, traces) {
  return {
    columns: ["encoder", "category", "dataset", "trace", "read", "read_low", "read_high", "chance", "above_chance", "read_standing", "test_photos", "from", "to", "change", "change_low", "change_high", "change_standing", "query_photos"],
    rows: rows.flatMap((row) => traces.flatMap((trace, i) => {
      const { reading: r, loss: l } = row.cells[i];
      if (!r && !l) return [];
      return [[row.label, row.written, trace.dataset, trace.title, r?.value, r?.low, r?.high, r?.chance, r?.at, r?.standing, r?.photos, l?.from, l?.to, l?.change, l?.interval?.[0], l?.interval?.[1], l?.standing, l?.photos]];
    })),
  };
}

/** The wall as one drawing, for a file. */
function wallDrawing(groups, traces) {
  const names = 250, wide = 210, high = 20;
  const width = names + wide * traces.length;
  const all = groups.reduce((sum, group) => sum + group.rows.length + (group.category ? 1.4 : 0), 0);
  const svg = drawing(width, 60 + high * all);
  traces.forEach((trace, i) => svg.append(text(names + wide * i, 24, shorten(capitalized(trace.title), 28), { fill: color("--ink"), "font-weight": 600 })));
  let y = 50;
  for (const group of groups) {
    if (group.category) {
      svg.append(circle(6, y + 4, 4.5, { fill: categoryColor(group.category, color) }), text(18, y + 9, categoryName(group.category, unique(groups.map((one) => one.category))), { fill: color("--ink"), "font-weight": 600 }));
      y += high * 1.4;
    }
    for (const row of group.rows) {
      svg.append(text(0, y + 5, shorten(row.label, 34), { fill: color("--ink") }));
      row.cells.forEach((cell, i) => {
        const x = (share) => names + wide * i + 140 * clamp(share);
        const paint = categoryColor(row.category, color);
        if (cell.reading) {
          const { at, from, to, found } = cell.reading;
          svg.append(line(x(0), y, x(1), y, { stroke: color("--grid") }), line(x(0), y - 6, x(0), y + 6, { stroke: color("--quiet") }));
          if (from !== undefined) svg.append(line(x(from), y, x(to), y, { stroke: paint, "stroke-width": 6, opacity: 0.3 }));
          if (cell.published?.at !== undefined) svg.append(line(x(cell.published.at), y - 7, x(cell.published.at), y + 7, { stroke: color("--quiet"), "stroke-width": 2 }));
          svg.append(circle(x(at), y, 4, { fill: found ? paint : color("--ground"), stroke: paint, "stroke-width": 1.4 }));
        }
        if (cell.loss) svg.append(text(names + wide * i + 185, y + 5, points(cell.loss.change, cell.loss.interval), { "text-anchor": "end", fill: color(cell.loss.found ? "--bad" : "--muted"), "font-weight": cell.loss.found ? 600 : 400 }));
      });
      y += high;
    }
  }
  return svg;
}

/** Fills the wall's section, if the page has one. */
export function startWall(section) {
  const host = section.querySelector(".wall-host");
  const traces = tracesOf(page.results);
  const rows = rowsOf(page.results, traces);
  addPublished(rows, traces, page.published);
  const state = { order: "given", byCategory: true, shown: 0, open: new Set() };
  const categories = unique(rows.map((row) => row.category));
  const severalDatasets = unique(traces.map((trace) => trace.dataset)).length > 1;
  const name = (trace) => capitalized(trace.title) + (severalDatasets ? ", " + shorten(trace.dataset, 24) : "");
  const narrow = matchMedia("(max-width: 700px)");
  /** A row that goes across: on a phone there is one trace beside the names. */
  const span = (columns) => (narrow.matches ? 2 : columns.length + 1);
  narrow.addEventListener("change", () => draw());
  const groups = () => grouped(ordered(rows, state.order), state.byCategory);

  function blockOf(from, to, first) {
    const columns = traces.slice(from, to);
    const heads = columns.map((trace, i) => {
      const what = trace.reads ? "read" : "lost";
      const sortedBy = Array.isArray(state.order) && state.order[0] === from + i;
      return element("th", { scope: "col", class: "trace-" + (from + i) + (trace.reads ? "" : " lost-alone"), "aria-sort": sortedBy ? "descending" : undefined },
        element("button", { type: "button", class: "sort", "data-tip": "Sorts by " + trace.title + ", strongest first." + (document.getElementById("pictures-of-" + trace.parameter) ? "\nWhat it does to a photo:" : ""), "data-pictures": trace.parameter, onclick: () => { state.order = sortedBy ? "given" : [from + i, what]; draw(); } }, shorten(name(trace), 60), sortedBy ? " ↓" : ""),
        element("small", { class: "cell" }, element("span", { class: "track-name" }, trace.reads ? "read" : ""), trace.costs ? element("b", {}, "lost") : ""));
    });
    return element("table", { class: "wall", "data-first": first },
      element("thead", {}, element("tr", {}, element("th", { scope: "col", class: "name" }, element("button", { type: "button", class: "sort", title: "Sort by name", onclick: () => { state.order = state.order === "name" ? "given" : "name"; draw(); } }, "Encoder", state.order === "name" ? " ↓" : "")), ...heads)),
      ...groups().map((group) => element("tbody", { "data-category": group.category },
        ...(group.category ? [element("tr", { class: "category" }, element("th", { scope: "colgroup", colspan: span(columns) }, element("i", { class: "swatch" }), categoryName(group.category, categories)))] : []),
        ...group.rows.flatMap((row) => rowOf(row, columns, from)))));
  }

  function rowOf(row, columns, from) {
    const open = state.open.has(row.label);
    const button = element("button", { type: "button", class: "open", "aria-expanded": String(open), title: "What was found for " + shorten(row.label, 120), onclick: () => toggle(row) }, ...named(shorten(row.label, 60)));
    const made = element("tr", { class: row.encoder === page.chosen ? "chosen" : undefined, "data-label": shorten(row.label, 300), "data-category": row.category },
      element("th", { scope: "row", class: "name" }, button),
      ...columns.map((trace, i) => {
        const cell = cellOf(row, trace, row.cells[from + i]);
        cell.classList.add("trace-" + (from + i));
        return cell;
      }));
    if (!open) return [made];
    const template = [...document.querySelectorAll("[data-article]")].find((one) => one.dataset.article === String(page.results.findIndex((result) => result.encoder === row.encoder && result.effect)));
    return [made, element("tr", { class: "opened" }, element("td", { colspan: span(columns) }, ...(template ? [...template.cloneNode(true).childNodes] : [])))];
  }

  function toggle(row) {
    if (state.open.has(row.label)) state.open.delete(row.label);
    else state.open.add(row.label);
    choose(row.encoder);
    draw(row.label);
  }

  function draw(focus) {
    host.replaceChildren();
    const most = narrow.matches ? MOST_BESIDE : Math.max(2, Math.min(MOST_BESIDE, Math.floor((host.clientWidth - NAMES) / LEAST_WIDTH)));
    state.beside = most;
    const blocks = Math.max(1, Math.ceil(traces.length / most));
    const each = Math.ceil(traces.length / blocks);
    for (let from = 0; from < traces.length; from += each) host.append(blockOf(from, Math.min(traces.length, from + each), from === 0));
    host.dataset.shown = String(state.shown);
    host.style.setProperty("--traces", String(each));
    const first = host.querySelector("td[data-tip]");
    if (first) first.tabIndex = 0;
    show();
    if (focus) [...host.querySelectorAll("tr[data-label] button.open")].find((one) => one.closest("tr").dataset.label === shorten(focus, 300))?.focus();
  }

  /** On a phone one trace at a time, by tabs. */
  const tabs = element("div", { class: "tabs", role: "tablist", "aria-label": "Trace" }, ...traces.map((trace, i) =>
    element("button", { type: "button", role: "tab", "data-tab": i, onclick: () => { state.shown = i; show(); } }, shorten(name(trace), 30))));
  tabs.addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    state.shown = (state.shown + move + traces.length) % traces.length;
    show();
    tabs.children[state.shown].focus();
  });
  function show() {
    [...tabs.children].forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === state.shown));
      tab.tabIndex = i === state.shown ? 0 : -1;
    });
    for (const cell of host.querySelectorAll("[class*=trace-]")) cell.classList.toggle("shown", cell.classList.contains("trace-" + state.shown));
    for (const table of host.querySelectorAll("table")) table.classList.toggle("shown", Boolean(table.querySelector(".shown")));
  }

  // One stop for the tab key; the arrow keys walk over the cells.
  host.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-tip]");
    if (!cell) return;
    const line = cell.parentElement;
    const lines = [...host.querySelectorAll("tr[data-label]")];
    const beside = (from, step) => { let next = from; do { next = step > 0 ? next.nextElementSibling : next.previousElementSibling; } while (next && !next.matches("td[data-tip]")); return next; };
    const other = (step) => lines[lines.indexOf(line) + step]?.children[cell.cellIndex];
    const next = { ArrowRight: () => beside(cell, 1), ArrowLeft: () => beside(cell, -1), ArrowDown: () => other(1), ArrowUp: () => other(-1) }[event.key]?.();
    if (event.key === "Enter") line.querySelector("button.open").click();
    if (!next?.matches("td")) return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    if (next.dataset.tip) showTip(next, next.dataset.tip); else hideTip();
    event.preventDefault();
  });

  const controls = section.querySelector(".section-controls");
  if (rows.length > 1) {
    const orders = [["given", rows.some((row) => ["CVL", "SUP", "SSL"].includes(row.category)) ? "the study's order" : "as they come"], ["name", "name"], ...traces.flatMap((trace, i) => [
      ...(trace.reads ? [[i + " read", name(trace) + ", read"]] : []), ...(trace.costs ? [[i + " lost", name(trace) + ", lost"]] : [])])];
    const sort = select("Sort by", orders, (value) => {
      const [column, what] = value.split(" ");
      state.order = what ? [Number(column), what] : value;
      draw();
    });
    const check = element("input", { type: "checkbox", checked: true, onchange: () => { state.byCategory = check.checked; draw(); } });
    controls.append(sort.element, ...(categories.length > 1 ? [element("label", {}, check, " by category")] : []));
  }
  section.querySelector(".wall-key-host").append(keyOf(rows, traces));
  if (traces.length > 1) controls.after(tabs);
  wire(section, "Encoders-and-traces", {
    data: () => wallData(rows, traces),
    svg: () => paper(wallDrawing(groups(), traces)),
  });
  draw();
  return {
    draw,
    /** Fewer traces beside each other where the window became narrower. */
    resize: () => {
      const most = Math.max(2, Math.min(MOST_BESIDE, Math.floor((host.clientWidth - NAMES) / LEAST_WIDTH)));
      if (!narrow.matches && most !== state.beside) draw();
    },
  };
}

/** Published figures beside an encoder's own, where the reader gave them. */
export function addPublished(rows, traces, published) {
  for (const row of rows) {
    traces.forEach((trace, i) => {
      const figures = published?.[row.encoder]?.[trace.recall ? "camera" : trace.parameter];
      if (!figures) return;
      const cell = row.cells[i];
      cell.published = { figures: Object.entries(figures).filter(([, value]) => typeof value === "number"), source: sourceOf(figures) };
      if (cell.reading && typeof figures.accuracy_mean === "number") cell.published.at = aboveChance(figures.accuracy_mean, cell.reading.chance);
    });
  }
}
