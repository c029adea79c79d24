// What cameras cost: recall@1 among photos of the query's own camera type against recall among those of the other.
import { colorOf } from "./categories.js";
import { color } from "./dom.js";
import { negated, percent, pValue, range, shorten, signed } from "./format.js";
import { axis, base, middleName } from "./panel.js";
import { ofPanel, page, publishedOf, sourceOf } from "./page.js";

/** What the gray triangles are, where there are some. */
export function retrievalKey(id) {
  const own = ofPanel(id).map(publishedOf).find((figures) => typeof figures?.same === "number" && typeof figures?.different === "number");
  return own ? "Gray triangles: " + shorten(sourceOf(own), 200) + "." : "";
}

export function retrievalChart(id, type, width) {
  const rows = ofPanel(id);
  const recall = (row) => (type() === "mean" ? row.mean : row.queries[type()]);
  const places = rows.map((row) => [recall(row).same, recall(row).different]);
  // Of those that nearly always find their photo; one that does not would make the corner the whole.
  const high = places.filter(([same, different]) => Math.min(same, different) >= 50);
  const corner = high.length ? Math.min(95, Math.floor((Math.min(...high.flat()) - 1) / 5) * 5) : 50;
  const symbols = (small) => ({
    type: "scatter", symbolSize: small ? 9 : 13,
    data: rows.map((row, i) => ({ value: places[i], label: { position: places[i][0] < 40 ? "right" : "left" }, itemStyle: { color: colorOf(row, color), borderColor: row.encoder === page.chosen ? color("--ink") : color("--ground"), borderWidth: row.encoder === page.chosen ? 2.5 : 1 } })),
    label: { show: !small, color: color("--ink"), fontSize: 12, formatter: ({ dataIndex }) => (rows.length <= 6 || rows[dataIndex].encoder === page.chosen ? shorten(rows[dataIndex].label, 22) : "") },
    labelLayout: { hideOverlap: true },
    tooltip: {
      formatter: ({ dataIndex }) => [
        shorten(rows[dataIndex].label, 120) + " (" + rows[dataIndex].category + ")",
        "different " + percent(places[dataIndex][1]) + ", 95 %: " + range(recall(rows[dataIndex]).different_interval),
        "same " + percent(places[dataIndex][0]) + ", 95 %: " + range(recall(rows[dataIndex]).same_interval),
        "different to same, mean of both: from " + percent(rows[dataIndex].mean.different) + " to " + percent(rows[dataIndex].mean.same) + ", change " + signed(rows[dataIndex].mean.same - rows[dataIndex].mean.different) + ", 95 %: " + negated(rows[dataIndex].difference),
        rows[dataIndex].standing + ", " + pValue(rows[dataIndex].p),
        rows[dataIndex].pairs + " pairs",
      ].join("\n"),
    },
  });
  const published = rows.filter((row) => typeof publishedOf(row)?.same === "number" && typeof publishedOf(row)?.different === "number");
  const gray = {
    type: "scatter", symbol: "triangle", symbolSize: 9, itemStyle: { color: color("--quiet") }, z: 1,
    data: published.map((row) => [publishedOf(row).same, publishedOf(row).different]),
    tooltip: { formatter: ({ dataIndex }) => shorten(published[dataIndex].label, 120) + "\n" + shorten(sourceOf(publishedOf(published[dataIndex])), 200) },
  };
  const diagonal = (low) => ({
    silent: true, symbol: "none", animation: false,
    lineStyle: { color: color("--muted"), type: "dashed" }, label: { show: false },
    data: [[{ coord: [low, low] }, { coord: [100, 100] }]],
  });
  const cornerAxis = (gridIndex) => axis({ type: "value", gridIndex, min: corner, max: 100, splitNumber: 3, axisLabel: { fontSize: 10, hideOverlap: true } });
  return {
    // Square: what lies above the diagonal is lost.
    height: Math.min(560, width),
    points: rows.map((row, i) => [0, i]),
    data: {
      columns: ["encoder", "category", "phone_same", "phone_different", "camera_same", "camera_different", "mean_same", "mean_different", "difference_low", "difference_high", "p", "standing", "pairs"],
      rows: rows.map((row) => [row.label, row.category, row.queries.phone.same, row.queries.phone.different, row.queries.camera.same, row.queries.camera.different, row.mean.same, row.mean.different, row.difference[0], row.difference[1], row.p, row.standing, row.pairs]),
    },
    option: {
      ...base(),
      toolbox: { right: 4, top: 0, iconStyle: { borderColor: color("--ink") }, feature: { dataZoom: { xAxisIndex: 0, yAxisIndex: 0, filterMode: "none", title: { zoom: "zoom into a rectangle", back: "zoom out" } } } },
      grid: [
        { left: 8, right: 24, top: 44, bottom: 40, containLabel: true },
        { width: "34%", height: "34%", right: 40, bottom: 76, show: true, backgroundColor: color("--card"), borderColor: color("--rule") },
      ],
      xAxis: [axis({ type: "value", min: 0, max: 100, ...middleName("recall@1 among photos of the same type, %") }), cornerAxis(1)],
      yAxis: [axis({ type: "value", min: 0, max: 100, name: "… of the other type, %", nameTextStyle: { color: color("--muted"), align: "left" } }), cornerAxis(1)],
      series: [
        { ...symbols(false), xAxisIndex: 0, yAxisIndex: 0, markLine: diagonal(0) },
        { ...symbols(true), xAxisIndex: 1, yAxisIndex: 1, z: 4, markLine: diagonal(corner) },
        ...(published.length ? [gray] : []),
      ],
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}
