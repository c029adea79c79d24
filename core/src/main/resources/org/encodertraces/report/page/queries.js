// What single queries see: their similarities as histograms, their nearest neighbors as pictures.
const groups = [
  { key: "same_class_same_processing", name: "same class, same processing", color: "#009e73", type: "solid" },
  { key: "same_class_different_processing", name: "same class, other processing", color: "#009e73", type: "dashed" },
  { key: "different_class_same_processing", name: "other class, same processing", color: "#d55e00", type: "solid" },
  { key: "different_class_different_processing", name: "other class, other processing", color: "#d55e00", type: "dashed" },
];
const queryName = (query) => (query.photo ?? "row " + query.query) + " under " + query.test;

/** Selects for encoder and parameter, then for the query; calls back with [result, query]. */
function queryControls(place, rows, onchange) {
  const state = { result: rows[0], query: rows[0].queries[0] };
  const queries = element("select", { onchange: () => { state.query = state.result.queries[queries.value]; onchange(); } });
  const fill = () => {
    queries.replaceChildren(...state.result.queries.map((query, i) => element("option", { value: i }, shorten(queryName(query), 60))));
    state.query = state.result.queries[0];
  };
  const which = select("Encoder and parameter", rows.map((row, i) => [i, row.label + ", " + row.title]), (value) => {
    state.result = rows[value];
    fill();
    onchange();
  });
  fill();
  place.replaceChildren(which.element, element("label", {}, "Query ", queries));
  return state;
}

function similarityChart(state, said) {
  const query = state.query;
  const bins = query.histograms[0].counts.length;
  const center = (bin) => query.low + ((bin + 0.5) * (query.high - query.low)) / bins;
  const histogram = (key) => query.histograms.find((one) => one.group === key);
  const total = (key) => Math.max(1, histogram(key).counts.reduce((a, b) => a + b, 0));
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
      legend: { top: 0, textStyle: { color: color("--ink") }, data: groups.map((group) => group.name) },
      grid: { left: 8, right: 24, top: 84, bottom: 40, containLabel: true },
      xAxis: axis({ type: "value", axisLine: { onZero: false }, min: Math.floor(query.low * 20) / 20, max: Math.ceil(query.high * 20) / 20, ...middleName("cosine similarity to the query") }),
      yAxis: axis({ type: "value", axisLine: { onZero: false }, name: "share of the group", nameTextStyle: { color: color("--muted"), align: "left" } }),
      series: groups.map((group) => ({
        name: group.name, type: "line", step: "middle", showSymbol: false, symbolSize: 6,
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

function gallery(place, state) {
  const { result, query } = state;
  const picture = (photo, kind, words) => {
    const thumbnail = thumbnails[result.dataset + ":" + photo];
    const shown = thumbnail
      ? element("img", { src: "data:image/jpeg;base64," + thumbnail, alt: "", loading: "lazy" })
      : element("span", { class: "no-picture" }, "no picture");
    return element("figure", { class: "neighbor " + kind }, shown,
      element("figcaption", {}, ...words.map((word) => element("span", { title: shorten(word, 300) }, shorten(word, 34)))));
  };
  const name = (photo) => photo.split("/").pop();
  const list = (title, about, neighbors) => element("div", { class: "gallery-row" },
    element("h3", {}, title), element("p", {}, about),
    element("ol", {}, ...neighbors.map((neighbor, rank) => element("li", {}, picture(neighbor.photo, neighbor.same_class ? "same" : "other", [
      (rank + 1) + ". " + (neighbor.same_class ? "same class" : "other class") + (neighbor.label ? ": " + neighbor.label : ""),
      neighbor.similarity.toFixed(3) + ", " + neighbor.processing,
      name(neighbor.photo),
    ])))));
  place.replaceChildren(
    element("div", { class: "gallery-row" }, element("h3", {}, "Query"),
      picture(query.photo, "query", [query.label ?? "", query.test, name(query.photo)])),
    list("pos_same", "its own class under " + query.test + ", all others under " + query.other, query.pos_same),
    list("neg_same", "its own class under " + query.other + ", all others under " + query.test, query.neg_same),
    list("baseline", "all under " + query.test, query.baseline));
}
