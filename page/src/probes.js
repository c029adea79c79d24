// Probe accuracies: one bar an encoder, its interval, chance.
import { categoryOf, categoryRank, colorOf } from "./categories.js";
import { showConfusion } from "./confusion.js";
import { color } from "./dom.js";
import { percent, pValue, range, shorten, unmeasured } from "./format.js";
import { axis, base, middleName } from "./panel.js";
import { ofPanel, page } from "./page.js";

const byName = (a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
const rankOf = (row) => categoryRank(categoryOf(row));

/** Rows in the order that the section's select says; {@code value} is what "accuracy" sorts by. */
export function sorted(rows, how, value) {
  const byValue = (a, b) => value(b) - value(a) || byName(a, b);
  const orders = {
    name: byName,
    accuracy: byValue,
    category: (a, b) => rankOf(a) - rankOf(b) || byValue(a, b),
  };
  return [...rows].sort(orders[how]);
}

/** An axis of names, top to bottom, none left out. */
export const nameAxis = (rows) => axis({
  type: "category", inverse: true, data: rows.map((row) => shorten(row.label)),
  axisLabel: { interval: 0, width: 150, overflow: "truncate", fontSize: 12, color: color("--ink") },
  axisLine: { show: false },
});

function whiskers(rows) {
  return {
    type: "custom", silent: true, z: 5, tooltip: { show: false },
    data: rows.map((row, i) => [row.interval[0], row.interval[1], i]),
    encode: { x: [0, 1], y: 2 },
    renderItem: (params, api) => {
      const low = api.coord([api.value(0), api.value(2)]);
      const high = api.coord([api.value(1), api.value(2)]);
      const half = 4;
      const line = (x1, y1, x2, y2) => ({
        type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: color("--ink"), lineWidth: 1.5 },
      });
      return {
        type: "group",
        children: [
          line(low[0], low[1], high[0], high[1]),
          line(low[0], low[1] - half, low[0], low[1] + half),
          line(high[0], high[1] - half, high[0], high[1] + half),
        ],
      };
    },
  };
}

export const settingsOf = (best) => "C" in best
  ? "C " + best.C.toPrecision(3)
  : "lr " + best.lr.toPrecision(3) + ", wd " + best.wd.toPrecision(3);

export function probeChart(id, order) {
  const rows = sorted(ofPanel(id), order(), (row) => row.accuracy_mean);
  const rowHeight = rows.length > 20 ? 20 : 30;
  return {
    height: 76 + rowHeight * rows.length,
    rows: rows.length,
    points: rows.map((row, i) => [0, i]),
    click: ([, i]) => showConfusion(rows[i]),
    data: {
      columns: ["encoder", "category", "accuracy_mean", "accuracy_std", "interval_low", "interval_high", "chance", "balanced_accuracy", "balanced_low", "balanced_high", "balanced_chance", "majority_share", "p", "standing", "shuffled_mean", "shuffled_low", "shuffled_high", "train_photos", "test_photos", "training", "lr", "wd", "C"],
      rows: rows.map((row) => [
        row.label, row.category, row.accuracy_mean, row.accuracy_std, row.interval[0], row.interval[1], row.chance,
        row.balanced_accuracy, row.balanced_interval?.[0], row.balanced_interval?.[1], row.balanced_chance, row.majority_share, row.p, row.standing,
        row.control?.accuracy_mean, row.control?.lowest, row.control?.highest,
        row.train_photos, row.test_photos, row.training, row.best.lr, row.best.wd, row.best.C,
      ]),
    },
    option: {
      ...base(),
      grid: { left: 16, right: 24, top: 28, bottom: 40, containLabel: true },
      xAxis: axis({ type: "value", min: 0, max: 100, ...middleName("accuracy, %") }),
      yAxis: nameAxis(rows),
      series: [
        {
          type: "bar", barMaxWidth: 22, barCategoryGap: "25%", cursor: "pointer",
          data: rows.map((row) => ({ value: row.accuracy_mean, itemStyle: { color: colorOf(row, color), opacity: row.encoder === page.chosen ? 1 : 0.75 } })),
          markLine: {
            silent: true, symbol: "none",
            lineStyle: { color: color("--ink"), type: "dashed" },
            label: { formatter: "chance " + percent(rows[0].chance), position: "start", distance: 4, color: color("--ink") },
            data: [{ xAxis: rows[0].chance }],
          },
          tooltip: {
            formatter: ({ dataIndex }) => {
              const row = rows[dataIndex];
              return [
                shorten(row.label, 120) + " (" + row.category + ")",
                percent(row.accuracy_mean) + " ± " + row.accuracy_std.toFixed(1) + ", n = " + row.accuracies.length + (row.accuracies.length > 1 ? " seeds" : " run"),
                "95 %: " + range(row.interval),
                ...(row.attribute ? ["balanced accuracy " + (row.balanced_accuracy === undefined ? unmeasured : percent(row.balanced_accuracy) + ", 95 %: " + range(row.balanced_interval))] : []),
                row.standing + ", " + pValue(row.p),
                row.train_photos + " training, " + row.test_photos + " test photos (" + row.training + ")",
                settingsOf(row.best),
              ].join("\n");
            },
          },
        },
        whiskers(rows),
      ],
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}
