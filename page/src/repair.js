// Repairs: content kept against trace left, one point a method, arrows from the embeddings as they are.
import { color } from "./dom.js";
import { percent, unmeasured } from "./format.js";
import { axis, base, middleName } from "./panel.js";
import { page } from "./page.js";

export function repairChart(index) {
  const row = page.results[index];
  const methods = row.methods;
  const start = methods[0];
  const at = (method) => [100 * method.content_kept, 100 * method.trace_left];
  const xs = methods.map((method) => at(method)[0]);
  const ys = methods.map((method) => at(method)[1]);
  const low = Math.max(0, Math.floor((Math.min(...xs) - 3) / 5) * 5);
  const right = Math.min(100, Math.ceil((Math.max(...xs) + 3) / 5) * 5);
  const most = Math.max(...ys);
  const top = most < 3 ? Math.max(1, Math.ceil(1.4 * most)) : Math.min(100, Math.max(5, Math.ceil((most + 2) / 5) * 5));
  // Names of points that lie together stand on different sides of them.
  const sides = [];
  methods.forEach((method, i) => {
    const near = methods.slice(0, i).flatMap((other, j) =>
      Math.abs(xs[j] - xs[i]) < 0.15 * (right - low) && Math.abs(ys[j] - ys[i]) < 0.08 * top ? [sides[j]] : []);
    sides.push(["right", "top", "left", "bottom"].find((side) => !near.includes(side)) ?? "right");
  });
  const figure = (one) => one ? percent(one.value) + " (95 %: " + percent(one.low) + " to " + percent(one.high) + ")" : unmeasured;
  const flat = (one) => (one ? [one.value, one.low, one.high] : [null, null, null]);
  const figures = [["probe_own", "old probe"], ["probe_fresh", "fresh linear probe"], ["probe_nonlinear", "fresh, not linear"], ["same_processing_at_10", "same processing among ten"], ["content_accuracy", "content by neighbors"], ["neighbors_changed", "neighbors changed"]];
  const fill = (method) => method.method === row.recommended ? "#009e73" : method.unbeaten ? "#0072b2" : color("--ground");
  return {
    height: 420,
    points: methods.map((method, i) => [0, i]),
    data: {
      columns: ["method", "rank", "oracle", "unbeaten", "recommended", "content_kept", "trace_left", ...figures.flatMap(([key]) => [key, key + "_low", key + "_high"])],
      rows: methods.map((method) => [method.method, method.rank, method.oracle, method.unbeaten, method.method === row.recommended, method.content_kept, method.trace_left, ...figures.flatMap(([key]) => flat(method[key]))]),
    },
    option: {
      ...base(),
      grid: { left: 60, right: 90, top: 40, bottom: 56, containLabel: true },
      xAxis: axis({ type: "value", min: low, max: right, ...middleName("content kept, %") }),
      yAxis: axis({ type: "value", min: 0, max: top, name: "trace left, %", nameTextStyle: { color: color("--muted"), align: "left" } }),
      series: [{
        type: "scatter",
        data: methods.map((method, i) => ({
          value: at(method),
          symbol: method === start ? "rect" : method.oracle ? "diamond" : "circle",
          symbolSize: method.method === row.recommended ? 18 : 12,
          itemStyle: { color: fill(method), borderColor: color("--ink"), borderWidth: 1.5 },
          label: { show: true, position: sides[i], color: color("--ink"), formatter: method === start ? "as it is" : method.method },
        })),
        markLine: {
          silent: true, animation: false, symbol: ["none", "arrow"], symbolSize: 8, z: 1, label: { show: false },
          data: methods.filter((method) => method !== start).map((method) => [
            { coord: at(start), lineStyle: { color: method.method === row.recommended ? "#009e73" : color("--muted"), opacity: method.method === row.recommended ? 1 : 0.5, width: method.method === row.recommended ? 3 : 1, type: method.oracle ? "dashed" : "solid" } },
            { coord: at(method) },
          ]),
        },
        tooltip: {
          formatter: ({ dataIndex }) => [
            methods[dataIndex].method + (methods[dataIndex].oracle ? " (must be told the processing)" : ""),
            ...figures.map(([key, name]) => name + " " + figure(methods[dataIndex][key])),
          ].join("\n"),
        },
      }],
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}
