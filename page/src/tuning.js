// The trials behind a probe: learning rate and weight decay, or C, against validation accuracy.
import { color } from "./dom.js";
import { percent, range } from "./format.js";
import { axis, base, middleName } from "./panel.js";
import { settingsOf } from "./probes.js";
import { shareInterval } from "./share.js";

/** A logarithmic axis ends a little beyond its values. */
const ends = (values) => ({ min: Math.min(...values) - 0.15, max: Math.max(...values) + 0.15 });

export function tuningChart(chosen) {
  const row = chosen();
  const trials = row.trials.filter((trial) => trial.val_accuracy !== undefined && trial.val_accuracy !== null);
  const failed = row.trials.length - trials.length;
  const accuracies = trials.map((trial) => trial.val_accuracy);
  const low = Math.min(...accuracies), high = Math.max(...accuracies);
  const logistic = "C" in row.best;
  const same = (a, b) => (logistic ? a.C === b.C : a.lr === b.lr && a.wd === b.wd);
  // The best of many trials looks better than it is: its interval is that of one trial by itself.
  const held = row.attribute ? undefined : Math.round(row.train_photos / 5);
  const about = (trial) => (held ? "95 %, of this trial by itself: " + range(shareInterval(trial.val_accuracy, held)) + "\nabout " + held + " photos, a fifth of those for training" : "on the split's validation photos; their number is not in the result");
  const isBest = (trial) => same(trial, row.best);
  // Exponents on a linear axis: ECharts' log axis does not reach down to 1e-12.
  const log = Math.log10;
  const values = trials.map((trial) => (logistic ? [log(trial.C), trial.val_accuracy] : [log(trial.lr), log(trial.wd), trial.val_accuracy]));
  // Whole powers of ten, written as numbers where they are short.
  const power = { minInterval: 1, axisLine: { onZero: false, lineStyle: { color: color("--quiet") } }, axisLabel: { hideOverlap: true, formatter: (value) => (Number.isInteger(value) ? (value >= -3 && value <= 3 ? String(10 ** value) : "1e" + value) : "") } };
  return {
    height: 400,
    points: trials.map((trial, i) => [0, i]),
    data: {
      columns: ["encoder", "parameter", "lr", "wd", "C", "val_accuracy", "val_low", "val_high", "val_photos"],
      rows: row.trials.map((trial) => [row.label, row.parameter ?? row.attribute, trial.lr, trial.wd, trial.C, trial.val_accuracy, ...(held && Number.isFinite(trial.val_accuracy) ? shareInterval(trial.val_accuracy, held) : [null, null]), held]),
    },
    option: {
      ...base(),
      title: failed ? { text: failed + " of " + row.trials.length + " trials diverged and are not drawn", right: 8, bottom: 0, textStyle: { color: color("--muted"), fontSize: 12, fontWeight: "normal" } } : undefined,
      grid: { left: 8, right: 24, top: logistic ? 28 : 64, bottom: 60, containLabel: true },
      visualMap: logistic ? undefined : {
        dimension: 2, min: low, max: Math.max(high, low + 0.1), top: 0, left: "center", orient: "horizontal", calculable: false,
        text: [percent(high), percent(low)], textStyle: { color: color("--ink") }, itemWidth: 12, itemHeight: 140,
        inRange: { color: ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"] },
      },
      xAxis: axis({ type: "value", scale: true, ...ends(values.map((value) => value[0])), ...middleName(logistic ? "C" : "learning rate"), ...power }),
      yAxis: logistic
        ? axis({ type: "value", scale: true, name: "validation accuracy, %", nameTextStyle: { color: color("--muted"), align: "left" } })
        : axis({ type: "value", scale: true, ...ends(values.map((value) => value[1])), name: "weight decay", nameTextStyle: { color: color("--muted"), align: "left" }, ...power }),
      series: [{
        type: "scatter",
        symbol: (value, params) => (isBest(trials[params.dataIndex]) ? "diamond" : "circle"),
        symbolSize: (value, params) => (isBest(trials[params.dataIndex]) ? 22 : 12),
        itemStyle: { borderColor: color("--ink"), borderWidth: 1, ...(logistic ? { color: "#0072b2" } : {}) },
        data: values,
        tooltip: { formatter: ({ dataIndex }) => settingsOf(trials[dataIndex]) + "\nvalidation " + percent(trials[dataIndex].val_accuracy) + "\n" + about(trials[dataIndex]) + (isBest(trials[dataIndex]) ? "\nthe best" : "") },
      }],
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}
