// What single queries see: their similarities to the training photos, four histograms over each other.
import { color, element, select } from "./dom.js";
import { percent, shorten, unmeasured } from "./format.js";
import { axis, base, middleName } from "./panel.js";
import { ofChosen, page, processingWords } from "./page.js";

const groups = [
  { key: "same_class_same_processing", name: "same class, same processing", color: "#009e73", type: "solid" },
  { key: "same_class_different_processing", name: "same class, other processing", color: "#009e73", type: "dashed" },
  { key: "different_class_same_processing", name: "other class, same processing", color: "#d55e00", type: "solid" },
  { key: "different_class_different_processing", name: "other class, other processing", color: "#d55e00", type: "dashed" },
];
const queryName = (query, parameter) => (query.photo ?? "row " + query.query) + ": " + processingWords(parameter, query.test);

/** Selects for the trace, of the chosen encoder, and for the query; the query's picture beside them. */
export function queryControls(place, rows, onchange) {
  const state = { result: null, query: null };
  const picture = element("span", { class: "query-picture" });
  const queries = element("select", { onchange: () => { take(Number(queries.value)); onchange(); } });
  function take(index) {
    state.query = state.result.queries[index];
    const thumbnail = page.thumbnails[state.result.dataset + ":" + state.query.photo];
    picture.replaceChildren(...(thumbnail ? [element("img", { src: "data:image/jpeg;base64," + thumbnail, alt: "The query" })] : []));
  }
  function use(result) {
    state.result = result;
    queries.replaceChildren(...result.queries.map((query, i) => element("option", { value: i }, shorten(queryName(query, result.parameter), 60))));
    take(0);
  }
  state.fill = () => {
    const own = ofChosen(rows);
    use(own[0]);
    const which = select("Trace", own.map((row, i) => [i, own.every((other) => other.label === row.label) ? row.title : row.title + ", " + row.label]), (value) => { use(own[value]); onchange(); });
    place.replaceChildren(picture, which.element, element("label", {}, "Query ", queries));
  };
  state.fill();
  return state;
}

export function similarityChart(state, said, width = 1000) {
  const query = state.query;
  const bins = query.histograms[0].counts.length;
  const center = (bin) => query.low + ((bin + 0.5) * (query.high - query.low)) / bins;
  const histogram = (key) => query.histograms.find((one) => one.group === key);
  const total = (key) => Math.max(1, histogram(key).counts.reduce((a, b) => a + b, 0));
  const narrow = width < 760;
  said.textContent = query.auc === undefined || query.auc === null
    ? "No training photo of this class: nothing to compare."
    : "AUC of processing within the class: " + query.auc.toFixed(2) + " (" + (query.auc_interval ? "95 %: " + query.auc_interval.map((end) => end.toFixed(2)).join(" to ") + " over " + query.photos + " training photos of the class" : "interval " + unmeasured) + "). Of two photos of the query's class, one under its processing and one under another, the first is the more similar this often; 0.5 says that processing does not matter.";
  return {
    height: 400,
    points: groups.flatMap((group, s) => histogram(group.key).counts.map((count, bin) => [s, bin])),
    data: {
      columns: ["bin_low", "bin_high", ...groups.map((group) => group.key)],
      rows: Array.from({ length: bins }, (unused, bin) => [
        query.low + (bin * (query.high - query.low)) / bins, query.low + ((bin + 1) * (query.high - query.low)) / bins,
        ...groups.map((group) => histogram(group.key).counts[bin]),
      ]),
    },
    option: {
      ...base(),
      legend: { top: 0, left: 0, itemGap: 14, itemWidth: 30, selectedMode: false, textStyle: { color: color("--ink"), fontSize: 12 }, data: groups.map((group) => ({ name: group.name, icon: "path://M0,4h10v2h-10zM14,4h10v2h-10zM28,4h10v2h-10z".slice(0, group.type === "solid" ? 0 : undefined) || "path://M0,4h38v2h-38z" })) },
      grid: { left: 8, right: 24, top: narrow ? 116 : 60, bottom: 40, containLabel: true },
      xAxis: axis({ type: "value", axisLine: { onZero: false }, min: Math.floor(query.low * 20) / 20, max: Math.ceil(query.high * 20) / 20, ...middleName("cosine similarity to the query") }),
      yAxis: axis({ type: "value", axisLine: { onZero: false }, name: "share of the group", nameTextStyle: { color: color("--muted"), align: "left" } }),
      series: groups.map((group) => ({
        name: group.name, type: "line", step: "middle", symbol: "none", symbolSize: 6,
        lineStyle: { color: group.color, type: group.type, width: 2 }, itemStyle: { color: group.color },
        areaStyle: { color: group.color, opacity: group.type === "solid" ? 0.18 : 0.06 },
        data: histogram(group.key).counts.map((count, bin) => [center(bin), count / total(group.key)]),
      })),
      tooltip: {
        ...base().tooltip, trigger: "axis",
        formatter: (points) => "cosine " + points[0].value[0].toFixed(3) + "\n" +
          points.map((point) => point.seriesName + " " + percent(100 * point.value[1]) + " of " + histogram(groups[point.seriesIndex].key).counts.reduce((a, b) => a + b, 0) + " pictures").join("\n"),
      },
    },
  };
}
