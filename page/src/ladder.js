// How far embeddings move along a ladder of severity, encoders over each other.
import { colorOf } from "./categories.js";
import { color } from "./dom.js";
import { percent, shorten, unmeasured } from "./format.js";
import { axis, base, middleName } from "./panel.js";
import { ofPanel, page } from "./page.js";

/** A cosine on the scale from two unrelated photos, 0, to the same photo, 1. */
export const rescaled = (cosine, floor) => (cosine - floor) / (1 - floor);

export const ladderMeasures = {
  rescaled: { name: "from unrelated, 0, to identical, 1", value: (rung, row) => rescaled(rung.cosine.median, row.floor.median) },
  cosine: { name: "raw cosine to the clean embedding", value: (rung) => rung.cosine.median },
  found: { name: "original found first, %", value: (rung) => rung.found },
  rank: { name: "median rank of the original", value: (rung) => rung.rank_median },
};

/** Where the rescaled axis ends: less alike than two unrelated photos is one thing, by how much another. */
export const LEAST_RESCALED = -0.25;

/** How severe a step is, on a scale whose logarithm spreads the steps: above 0, growing. */
const severities = {
  jpeg: (quality) => 101 - quality,
  resizing: (scale) => 1 / scale,
};

/** Where the steps of a ladder stand on its logarithmic axis; a step of none stands before the first. */
export function positions(ladder, steps) {
  const severity = severities[ladder] ?? ((step) => step);
  const severe = steps.map(severity);
  const least = Math.min(...severe.filter((one) => one > 0));
  return severe.map((one) => Math.log10(one > 0 ? one : least / 2));
}

/** The page's data holds bounds as one array. */
export const boundsOf = ({ bounds }) => {
  if (!bounds) return undefined;
  const [count, keepsOfNew, keepsAtLeast, aucLow, aucHigh, passingLow, passingHigh] = bounds;
  return { kept: count, keepsOfNew, keepsAtLeast, auc: { low: aucLow, high: aucHigh }, passing: { low: passingLow, high: passingHigh } };
};

export const spread = (interval, digits = 1, unit = " %") => (interval ? interval.low.toFixed(digits) + unit + " to " + interval.high.toFixed(digits) + unit : unmeasured);

const medianOf = ({ median, median_interval: interval }, name) => name + ", median " + median.toFixed(4) + ", 95 %: " + (interval ? interval.map((end) => end.toFixed(4)).join(" to ") : unmeasured);

const keeping = (bounds) => [bounds?.kept, bounds?.keepsOfNew, bounds?.keepsAtLeast];

/** What a threshold keeps: of the copies that were measured, and of new photos' copies. */
const kept = ({ threshold, ...step }, photos, bounds = boundsOf(step)) => "cosine " + threshold.toFixed(4) + " keeps " + (bounds
  ? bounds.kept + " of " + photos + " measured copies; of new photos about " + percent(bounds.keepsOfNew) + ", at least " + percent(bounds.keepsAtLeast) + " (95 % bound)"
  : "99 % of the measured copies; of new photos: " + unmeasured);


export function ladderChart(id, measure) {
  const rows = ofPanel(id);
  const about = ladderMeasures[measure()];
  const own = rows.find((row) => row.encoder === page.chosen) ?? rows[0];
  const few = rows.length <= 8;
  const scaled = measure() === "rescaled";
  const byCosine = scaled || measure() === "cosine";
  const y = (cosine, row) => (scaled ? Math.max(LEAST_RESCALED, rescaled(cosine, row.floor.median)) : cosine);
  const lower = (rung, row) => scaled && rescaled(rung.cosine.median, row.floor.median) < LEAST_RESCALED;
  const anyLower = rows.some((row) => row.rungs.some((rung) => lower(rung, row)));
  const steps = [...new Set(rows.flatMap((row) => row.rungs.map((rung) => rung.step)))];
  const at = new Map(positions(own.parameter, steps).map((position, i) => [steps[i], position]));
  const paint = (row) => (row === own ? color("--ink") : colorOf(row, color));
  const order = (row) => [...row.rungs].sort((a, b) => at.get(a.step) - at.get(b.step));
  const band = {
    type: "custom", silent: true, clip: true, z: 1, tooltip: { show: false }, data: [[at.get(own.rungs[0].step), y(own.rungs[0].cosine.low, own)]],
    renderItem: (params, api) => ({
      type: "polygon", style: { fill: paint(own), opacity: 0.12 },
      shape: {
        points: [
          ...order(own).map((rung) => api.coord([at.get(rung.step), y(rung.cosine.low, own)])),
          ...order(own).reverse().map((rung) => api.coord([at.get(rung.step), y(rung.cosine.high, own)])),
        ],
      },
    }),
  };
  const lines = rows.map((row) => ({
    name: shorten(row.label, 40), type: "line", symbolSize: row === own ? 7 : few ? 5 : 3, showSymbol: true, symbol: "circle", z: row === own ? 5 : 3,
    lineStyle: { color: paint(row), width: row === own ? 3 : few ? 1.8 : 1, opacity: row === own || few ? 1 : 0.5 },
    itemStyle: { color: paint(row), opacity: row === own || few ? 1 : 0.5 },
    data: order(row).map((rung) => (lower(rung, row)
      ? { value: [at.get(rung.step), LEAST_RESCALED], symbol: "triangle", symbolRotate: 180, symbolSize: row === own ? 10 : 7 }
      : [at.get(rung.step), about.value(rung, row)])),
    endLabel: { show: few || row === own, formatter: shorten(row.label, 20), color: row === own ? color("--ink") : color("--muted"), fontWeight: row === own ? 600 : 400, fontSize: 12 },
    labelLayout: { moveOverlap: "shiftY" },
    tooltip: {
      formatter: ({ dataIndex }) => {
        const rung = order(row)[dataIndex];
        return [
          shorten(row.label, 120),
          row.unit + " " + rung.step,
          ...(scaled ? ["on the way from unrelated, 0, to identical, 1: " + rescaled(rung.cosine.median, row.floor.median).toFixed(2)] : []),
          medianOf(rung.cosine, "cosine") + "; the middle 90 % of photos: " + rung.cosine.low.toFixed(4) + " to " + rung.cosine.high.toFixed(4),
          medianOf(row.floor, "floor"),
          "original found first " + percent(rung.found) + ", 95 %: " + spread(rung.found_interval) + ", chance " + percent(100 / row.photos) + "; median rank " + rung.rank_median + " of " + row.photos,
          kept(rung.duplicates, row.photos),
          percent(100 * rung.duplicates.strangers_passing / rung.duplicates.strangers) + " of " + rung.duplicates.strangers + " pairs of strangers pass, 95 %: " + spread(boundsOf(rung.duplicates)?.passing),
          row.photos + " photos",
        ].join("\n");
      },
    },
    ...(row === own && byCosine ? {
      markArea: {
        silent: true, itemStyle: { color: color("--quiet"), opacity: 0.3 },
        label: { position: "insideBottomLeft", color: color("--muted"), formatter: "two unrelated photos" },
        data: [[{ yAxis: y(row.floor.low, row) }, { yAxis: y(row.floor.high, row) }]],
      },
    } : {}),
  }));
  const values = rows.flatMap((row) => [y(row.floor.low, row), ...row.rungs.map((rung) => y(rung.cosine.median, row))]);
  const least = scaled ? LEAST_RESCALED : Math.max(-1, Math.floor(Math.min(...values) * 10) / 10);
  const label = new Map(steps.map((step) => [at.get(step).toFixed(6), String(step)]));
  return {
    height: 380,
    points: rows.flatMap((row, s) => row.rungs.map((rung, i) => [s, i])),
    data: {
      columns: ["encoder", "category", "step", "cosine_median", "median_low", "median_high", "cosine_low", "cosine_high", "found_first", "found_low", "found_high", "found_by_chance", "rank_median", "rank_high", "auc", "auc_low", "auc_high", "threshold", "kept", "keeps_of_new", "keeps_at_least", "strangers_passing", "strangers", "floor_median", "floor_median_low", "floor_median_high", "floor_low", "floor_high", "photos"],
      rows: rows.flatMap((row) => row.rungs.map((rung) => [
        row.label, row.category, rung.step, rung.cosine.median, ...(rung.cosine.median_interval ?? [null, null]), rung.cosine.low, rung.cosine.high, rung.found, rung.found_interval?.low, rung.found_interval?.high, 100 / row.photos, rung.rank_median, rung.rank_high,
        rung.duplicates.auc, boundsOf(rung.duplicates)?.auc.low, boundsOf(rung.duplicates)?.auc.high, rung.duplicates.threshold,
        ...keeping(boundsOf(rung.duplicates)), rung.duplicates.strangers_passing, rung.duplicates.strangers,
        row.floor.median, ...(row.floor.median_interval ?? [null, null]), row.floor.low, row.floor.high, row.photos,
      ])),
    },
    option: {
      ...base(),
      title: anyLower ? { text: "\u25bc below the axis: less alike than strangers", left: 0, bottom: 0, padding: [0, 0, 4, 4], textStyle: { color: color("--muted"), fontSize: 12, fontWeight: "normal" } } : undefined,
      grid: { left: 8, right: few ? 150 : 130, top: 40, bottom: anyLower ? 62 : 40, containLabel: true },
      xAxis: axis({
        type: "value", min: Math.min(...at.values()), max: Math.max(...at.values()), splitLine: { show: false }, axisLine: { onZero: false, lineStyle: { color: color("--quiet") } },
        ...middleName(own.unit + ", mild to severe"), axisLabel: { customValues: [...at.values()], formatter: (value) => label.get(value.toFixed(6)) ?? "", hideOverlap: true },
      }),
      yAxis: byCosine
        ? axis({ type: "value", min: least, max: 1, axisLine: { onZero: false, lineStyle: { color: color("--quiet") } }, ...(scaled ? { interval: 0.25, axisLabel: { formatter: (value) => (value < 0 ? "" : String(value)) } } : {}), name: about.name, nameTextStyle: { color: color("--muted"), align: "left" } })
        : axis({ type: measure() === "rank" ? "log" : "value", ...(measure() === "rank" ? { min: 1 } : { min: 0, max: 100 }), name: about.name, nameTextStyle: { color: color("--muted"), align: "left" } }),
      series: [...lines, ...(byCosine ? [band] : [])],
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}
