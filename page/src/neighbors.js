// The five set-ups of kNN of all encoders, five points an encoder.
import { color } from "./dom.js";
import { negated, percent, pValue, range, shorten, signed } from "./format.js";
import { axis, base, middleName } from "./panel.js";
import { ofPanel } from "./page.js";
import { nameAxis, sorted } from "./probes.js";
import { shareInterval } from "./share.js";

const setups = [
  { key: "neg_same", words: "wrong photos share it", symbol: "circle", color: "--bad" },
  { key: "all_diff", words: "nobody shares it", symbol: "diamond", color: "--muted", hollow: true },
  { key: "uniform", words: "at random", symbol: "path://M-1,-5L1,-5L1,5L-1,5Z", color: "--muted" },
  { key: "baseline", words: "all alike", symbol: "circle", color: "--ink" },
  { key: "pos_same", words: "right photos share it", symbol: "circle", color: "--good", hollow: true },
];

export function knnChart(id, order, width = 1000) {
  const rows = sorted(ofPanel(id), order(), (row) => row.baseline);
  const values = rows.flatMap((row) => setups.map((setup) => row[setup.key]));
  const low = Math.max(0, Math.floor((Math.min(...values) - 2) / 5) * 5);
  const high = Math.min(100, Math.ceil((Math.max(...values) + 2) / 5) * 5);
  const narrow = width < 760;
  const keyHeight = width < 500 ? 68 : narrow ? 44 : 24;
  return {
    height: 100 + keyHeight + (rows.length > 20 ? 22 : 30) * rows.length,
    fits: false,
    rows: rows.length,
    points: rows.flatMap((row, i) => setups.map((setup, s) => [s + 1, i])),
    data: {
      columns: ["encoder", "category", ...setups.flatMap((setup) => [setup.key, setup.key + "_low", setup.key + "_high"]), "p", "standing", "k", "train_photos", "queries", "classes"],
      rows: rows.map((row) => [row.label, row.category, ...setups.flatMap((setup) => [row[setup.key], ...(row.intervals?.[setup.key] ?? [null, null])]), row.p, row.standing, row.k, row.train_photos, row.queries, row.classes]),
    },
    option: {
      ...base(),
      grid: { left: 16, right: 24, top: 20 + keyHeight, bottom: 44, containLabel: true },
      legend: { top: 0, left: 0, itemGap: 14, itemWidth: 14, selectedMode: false, textStyle: { color: color("--ink"), fontSize: 12 }, data: setups.map((setup) => setup.key), formatter: (key) => setups.find((setup) => setup.key === key).words + (narrow ? "" : " (" + key + ")") },
      dataZoom: [
        { type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      ],
      xAxis: axis({ type: "value", min: low, max: high, ...middleName("accuracy, %") }),
      yAxis: nameAxis(rows),
      series: [
        {
          type: "custom", silent: true, tooltip: { show: false },
          data: rows.map((row, i) => [row.neg_same, row.pos_same, i]),
          encode: { x: [0, 1], y: 2 },
          renderItem: (params, api) => {
            const from = api.coord([api.value(0), api.value(2)]);
            const to = api.coord([api.value(1), api.value(2)]);
            return {
              type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
              style: { stroke: color("--muted"), lineWidth: 2 },
            };
          },
        },
        ...setups.map((setup) => ({
          name: setup.key, type: "scatter", symbol: setup.symbol, symbolSize: setup.symbol.startsWith("path") ? [3, 14] : rows.length > 20 ? 9 : 11,
          itemStyle: { color: setup.hollow ? color("--ground") : color(setup.color), borderColor: color(setup.color), borderWidth: setup.hollow ? 2.2 : 0 },
          data: rows.map((row, i) => [row[setup.key], i]),
          tooltip: {
            formatter: ({ dataIndex }) => {
              const row = rows[dataIndex];
              return [
                shorten(row.label, 120),
                setup.key + " " + percent(row[setup.key]),
                "95 %: " + range(row.intervals?.[setup.key]),
                "baseline to neg_same: from " + percent(row.baseline) + " to " + percent(row.neg_same) + ", change " + signed(row.neg_same - row.baseline) + ", 95 %: " + negated(row.intervals?.["baseline - neg_same"]),
                row.standing + ", " + pValue(row.p),
                row.k + "-NN, " + row.queries + " query, " + row.train_photos + " training photos",
              ].join("\n");
            },
          },
        })),
      ],
    },
  };
}

/** Every cell behind the kNN set-ups, and the uniform draws: one answer a query photo. */
export function cellsOf(id) {
  return {
    columns: ["encoder", "test", "positives", "negatives", "seed", "top1", "low", "high", "queries"],
    rows: ofPanel(id).flatMap((row) => [
      ...row.cells.map(([test, positives, negatives, top1]) => [row.label, row.names[test], row.names[positives], row.names[negatives], "", top1, ...shareInterval(top1, row.queries), row.queries]),
      ...row.uniform_runs.map(([test, seed, top1]) => [row.label, row.names[test], "uniform", "uniform", seed, top1, ...shareInterval(top1, row.queries), row.queries]),
    ]),
  };
}
