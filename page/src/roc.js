// The ROC of copies against strangers at the chosen encoder's steps.
import { color } from "./dom.js";
import { percent, range } from "./format.js";
import { boundsOf, spread } from "./ladder.js";
import { axis, base, middleName } from "./panel.js";
import { ofPanel, page } from "./page.js";
import { shareInterval } from "./share.js";

/** More lines than these do not tell apart. */
const MOST_STEPS = 12;

export function rocChart(id) {
  const rows = ofPanel(id);
  const own = rows.find((row) => row.encoder === page.chosen) ?? rows[0];
  const shown = own.rungs.filter((rung) => rung.duplicates.auc < 0.99999).slice(0, MOST_STEPS);
  const smallest = 1 / own.rungs[0].duplicates.strangers;
  const x = (point) => Math.max(point.strangers, smallest);
  const points = (rung) => rung.duplicates.roc.filter((point) => point.strangers === 0 || point.strangers >= smallest);
  // One color from pale to dark: steps have an order.
  const shade = (i) => "hsl(206, 70%, " + Math.round(72 - (44 * i) / Math.max(1, shown.length - 1)) + "%)";
  return {
    height: 360,
    points: shown.flatMap((rung, s) => points(rung).map((point, i) => [s, i])),
    data: {
      columns: ["encoder", "step", "strangers", "copies", "copies_low", "copies_high", "photos", "pairs"],
      rows: own.rungs.flatMap((rung) => rung.duplicates.roc.map((point) => [own.label, rung.step, point.strangers, point.copies, ...shareInterval(100 * point.copies, own.photos).map((end) => end / 100), own.photos, rung.duplicates.strangers])),
    },
    option: {
      ...base(),
      title: shown.length ? undefined : { text: "Every step is told apart from strangers without an error.", left: "center", top: "middle", textStyle: { color: color("--ink"), fontSize: 14, fontWeight: "normal" } },
      grid: { left: 8, right: 24, top: 40, bottom: 40, containLabel: true },
      xAxis: axis({ type: shown.length ? "log" : "value", min: shown.length ? smallest : 0, max: 1, ...middleName("share of strangers that pass"), axisLabel: { formatter: (value) => String(Number(value.toPrecision(1))) } }),
      yAxis: axis({ type: "value", min: 0, max: 1, name: "share of copies kept", nameTextStyle: { color: color("--muted"), align: "left" } }),
      series: shown.map((rung, i) => ({
        name: own.unit + " " + rung.step, type: "line", symbolSize: 5,
        lineStyle: { color: shade(i), width: 2 }, itemStyle: { color: shade(i) },
        label: { show: true, position: "right", distance: 6, color: color("--muted"), fontSize: 11, formatter: ({ dataIndex }) => (dataIndex === Math.min(points(rung).length - 2, 1 + (i % 3)) ? String(rung.step) : "") },
        labelLayout: { hideOverlap: true },
        data: points(rung).map((point) => [x(point), point.copies]),
        tooltip: { formatter: ({ value }) => own.unit + " " + rung.step + ", AUC " + rung.duplicates.auc.toFixed(3) + ", 95 %: " + spread(boundsOf(rung.duplicates)?.auc, 3, "") + "\n" + percent(100 * value[1]) + " of copies, 95 %: " + range(shareInterval(100 * value[1], own.photos)) + ", where " + value[0].toPrecision(1) + " of the measured strangers pass\n" + own.photos + " photos, " + rung.duplicates.strangers + " pairs" },
      })),
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}
