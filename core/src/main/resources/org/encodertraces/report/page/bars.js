// Probe accuracies and the five kNN set-ups: one row an encoder.
const setups = [
  { key: "baseline", symbol: "circle", color: "#7f7f7f" },
  { key: "all_diff", symbol: "diamond", color: "#3b8ec2" },
  { key: "pos_same", symbol: "triangle", color: "#009e73" },
  { key: "neg_same", symbol: "rect", color: "#d55e00" },
  { key: "uniform", symbol: "roundRect", color: "#b8558f" },
];

const byName = (a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
const rankOfCategory = (row) => {
  const rank = categoryOrder.indexOf(row.category);
  return rank < 0 ? categoryOrder.length : rank;
};

/** Rows in the order that the section's select says; {@code value} is what "accuracy" sorts by. */
function sorted(rows, how, value) {
  const byValue = (a, b) => value(b) - value(a) || byName(a, b);
  const orders = {
    name: byName,
    accuracy: byValue,
    category: (a, b) => rankOfCategory(a) - rankOfCategory(b) || byValue(a, b),
  };
  return [...rows].sort(orders[how]);
}

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

const settingsOf = (best) => "C" in best
  ? "C " + best.C.toPrecision(3)
  : "lr " + best.lr.toPrecision(3) + ", wd " + best.wd.toPrecision(3);

function probeChart(id, order) {
  const rows = sorted(ofPanel(id), order(), (row) => row.accuracy_mean);
  const rowHeight = rows.length > 20 ? 20 : 30;
  return {
    height: 76 + rowHeight * rows.length,
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
      yAxis: nameAxis(rows.map((row) => row.label)),
      series: [
        {
          type: "bar", barMaxWidth: 22, barCategoryGap: "25%", cursor: "pointer",
          data: rows.map((row) => ({ value: row.accuracy_mean, itemStyle: { color: categoryColor(row.category) } })),
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

function knnChart(id, order) {
  const rows = sorted(ofPanel(id), order(), (row) => row.baseline);
  const values = rows.flatMap((row) => setups.map((setup) => row[setup.key]));
  const low = Math.max(0, Math.floor((Math.min(...values) - 2) / 5) * 5);
  const high = Math.min(100, Math.ceil((Math.max(...values) + 2) / 5) * 5);
  return {
    height: 150 + (rows.length > 20 ? 22 : 32) * rows.length,
    points: rows.flatMap((row, i) => setups.map((setup, s) => [s + 1, i])),
    data: {
      columns: ["encoder", "category", ...setups.flatMap((setup) => [setup.key, setup.key + "_low", setup.key + "_high"]), "p", "standing", "k", "train_photos", "queries", "classes"],
      rows: rows.map((row) => [row.label, row.category, ...setups.flatMap((setup) => [row[setup.key], ...(row.intervals?.[setup.key] ?? [null, null])]), row.p, row.standing, row.k, row.train_photos, row.queries, row.classes]),
    },
    option: {
      ...base(),
      legend: { top: 0, textStyle: { color: color("--ink") }, data: setups.map((setup) => setup.key) },
      grid: { left: 16, right: 24, top: 52, bottom: 78, containLabel: true },
      dataZoom: [
        { type: "slider", xAxisIndex: 0, bottom: 6, height: 22, filterMode: "none", textStyle: { color: color("--ink") } },
        { type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      ],
      xAxis: axis({ type: "value", min: low, max: high, ...middleName("accuracy, %") }),
      yAxis: nameAxis(rows.map((row) => row.label)),
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
          name: setup.key, type: "scatter", symbol: setup.symbol, symbolSize: rows.length > 20 ? 10 : 13,
          itemStyle: { color: setup.color, borderColor: color("--ground"), borderWidth: 1 },
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
function cellsOf(id) {
  return {
    columns: ["encoder", "test", "positives", "negatives", "seed", "top1", "low", "high", "queries"],
    rows: ofPanel(id).flatMap((row) => [
      ...row.cells.map(([test, positives, negatives, top1]) => [row.label, test, positives, negatives, "", top1, ...shareInterval(top1, row.queries), row.queries]),
      ...row.uniform_runs.map(([test, seed, top1]) => [row.label, test, "uniform", "uniform", seed, top1, ...shareInterval(top1, row.queries), row.queries]),
    ]),
  };
}

function showConfusion(row) {
  const dialog = document.getElementById("confusion");
  const readings = (counts) => counts.reduce((a, b) => a + b, 0);
  const photos = (counts) => readings(counts) / row.accuracies.length;
  const share = (counts, i) => counts[i] / Math.max(1, readings(counts));
  const interval = (counts, part) => (readings(counts) ? shareInterval(100 * part, photos(counts)).map((end) => end.toFixed(0)).join(" to ") : "");
  const name = (text) => element("span", { title: shorten(text, 500) }, shorten(text, 24));
  const table = element("table", {},
    element("caption", {}, "Rows: the true class. Columns: what was read. Percent of the row, and its individual 95 % interval by photo (Clopper and Pearson; long rather than short where a photo was read by several runs)." + (row.attribute ? " Photos of one owner count as if they were independent, which makes it short." : "")),
    element("thead", {}, element("tr", {}, element("td"), ...row.classes.map((c) => element("th", { scope: "col" }, name(c))), element("th", { scope: "col" }, "photos"))),
    element("tbody", {}, ...row.confusion.map((counts, i) => element("tr", {},
      element("th", { scope: "row" }, name(row.classes[i])),
      ...counts.map((count, j) => {
        const part = share(counts, j);
        return element("td", { style: "background: color-mix(in srgb, var(--heat) " + Math.round(45 * part) + "%, var(--ground))" }, (100 * part).toFixed(0), element("small", {}, " " + interval(counts, part)));
      }),
      element("td", {}, String(photos(counts)))))));
  dialog.querySelector("h2").textContent = shorten(row.label, 120) + ": " + shorten(row.title, 120);
  dialog.querySelector(".table").replaceChildren(table);
  dialog.showModal();
}
