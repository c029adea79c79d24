"use strict";
// Draws the charts of the page from the results in it. All text reaches the page through ECharts' canvas,
// never as HTML.
(() => {
  const results = JSON.parse(document.getElementById("results").textContent);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Okabe and Ito's palette: distinguishable with the common kinds of color blindness.
  const categoryColors = {
    CVL: "#0072b2", SUP: "#d55e00", SSL: "#009e73", "built-in": "#8c8c8c", custom: "#cc79a7",
  };
  const setups = [
    { key: "baseline", symbol: "circle", color: "#8c8c8c" },
    { key: "all_diff", symbol: "diamond", color: "#56b4e9" },
    { key: "pos_same", symbol: "triangle", color: "#009e73" },
    { key: "neg_same", symbol: "rect", color: "#d55e00" },
    { key: "uniform", symbol: "roundRect", color: "#cc79a7" },
  ];
  const charts = [];

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shorten = (text) => (text.length > 28 ? text.slice(0, 13) + "…" + text.slice(-14) : text);
  const percent = (value) => value.toFixed(1) + " %";

  const base = () => ({
    animation: !still,
    textStyle: { color: color("--ink"), fontFamily: "system-ui, sans-serif" },
    aria: { enabled: false },
    tooltip: {
      renderMode: "richText", confine: true, backgroundColor: color("--panel"),
      borderColor: color("--rule"), textStyle: { color: color("--ink"), width: 320, overflow: "break" },
    },
  });
  const axis = (extra) => ({
    axisLine: { lineStyle: { color: color("--muted") } },
    axisLabel: { color: color("--ink") },
    splitLine: { lineStyle: { color: color("--rule") } },
    ...extra,
  });

  function whiskers(rows) {
    return {
      type: "custom", silent: true, z: 5, tooltip: { show: false },
      data: rows.map((row, i) => [i, row.interval[0], row.interval[1]]),
      encode: { x: 0, y: [1, 2] },
      renderItem: (params, api) => {
        const low = api.coord([api.value(0), api.value(1)]);
        const high = api.coord([api.value(0), api.value(2)]);
        const half = Math.min(10, api.size([1, 0])[0] * 0.12);
        const line = (x1, y1, x2, y2) => ({
          type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: color("--ink"), lineWidth: 1.5 },
        });
        return {
          type: "group",
          children: [
            line(low[0], low[1], high[0], high[1]),
            line(low[0] - half, low[1], low[0] + half, low[1]),
            line(high[0] - half, high[1], high[0] + half, high[1]),
          ],
        };
      },
    };
  }

  function probeChart(rows) {
    return {
      ...base(),
      grid: { left: 16, right: 24, top: 32, bottom: 8, containLabel: true },
      xAxis: axis({
        type: "category", data: rows.map((row) => shorten(row.encoder)),
        axisLabel: { color: color("--ink"), interval: 0, rotate: rows.length > 6 ? 40 : 0, width: 110, overflow: "break", lineHeight: 15 },
      }),
      yAxis: axis({ type: "value", min: 0, max: 100, name: "accuracy, %", nameTextStyle: { color: color("--muted") } }),
      series: [
        {
          type: "bar", barMaxWidth: 64,
          data: rows.map((row) => ({
            value: row.accuracy_mean,
            itemStyle: { color: categoryColors[row.category] || categoryColors.custom },
          })),
          markLine: {
            silent: true, symbol: "none",
            lineStyle: { color: color("--ink"), type: "dashed" },
            label: { formatter: "chance " + percent(rows[0].chance), position: "insideEndTop", color: color("--ink") },
            data: [{ yAxis: rows[0].chance }],
          },
          tooltip: {
            formatter: ({ dataIndex }) => {
              const row = rows[dataIndex];
              return [
                row.encoder + " (" + row.category + ")",
                percent(row.accuracy_mean) + " ± " + row.accuracy_std.toFixed(1) + " over " + row.accuracies.length + " seeds",
                "95 %: " + percent(row.interval[0]) + " to " + percent(row.interval[1]),
                row.train_photos + " training, " + row.test_photos + " test photos (" + row.training + ")",
                "C" in row.best
                  ? "C " + row.best.C.toPrecision(3)
                  : "lr " + row.best.lr.toPrecision(3) + ", wd " + row.best.wd.toPrecision(3),
              ].join("\n");
            },
          },
        },
        whiskers(rows),
      ],
      tooltip: { ...base().tooltip, trigger: "item" },
    };
  }

  function knnChart(rows) {
    const values = rows.flatMap((row) => setups.map((setup) => row[setup.key]));
    const low = Math.max(0, Math.floor((Math.min(...values) - 3) / 5) * 5);
    const high = Math.min(100, Math.ceil((Math.max(...values) + 3) / 5) * 5);
    return {
      ...base(),
      legend: { top: 0, textStyle: { color: color("--ink") }, data: setups.map((setup) => setup.key) },
      grid: { left: 16, right: 32, top: 56, bottom: 40, containLabel: true },
      xAxis: axis({ type: "value", min: low, max: high, name: "accuracy, %", nameLocation: "middle", nameGap: 28, nameTextStyle: { color: color("--muted") } }),
      yAxis: axis({
        type: "category", inverse: true, data: rows.map((row) => shorten(row.encoder)),
        axisLabel: { color: color("--ink"), width: 120, overflow: "break" },
      }),
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
          name: setup.key, type: "scatter", symbol: setup.symbol, symbolSize: 13,
          itemStyle: { color: setup.color, borderColor: color("--ground"), borderWidth: 1 },
          data: rows.map((row, i) => [row[setup.key], i]),
          tooltip: {
            formatter: ({ dataIndex }) => {
              const row = rows[dataIndex];
              const interval = (row.intervals || {})[setup.key];
              return row.encoder + "\n" + setup.key + " " + percent(row[setup.key]) +
                (interval ? "\n95 %: " + percent(interval[0]) + " to " + percent(interval[1]) : "") +
                "\n" + row.queries + " query, " + row.train_photos + " training photos";
            },
          },
        })),
      ],
    };
  }

  function draw(kind, options) {
    const parameters = new Set(results.filter((r) => r.kind === kind).map((r) => r.parameter));
    for (const parameter of parameters) {
      const rows = results.filter((r) => r.kind === kind && r.parameter === parameter);
      const place = document.getElementById(kind + "-" + parameter);
      if (!place) continue;
      const chart = echarts.init(place, null, { renderer: "canvas" });
      chart.setOption(options(rows));
      charts.push({ chart, redraw: () => chart.setOption(options(rows), true) });
    }
  }

  draw("probe", probeChart);
  draw("knn", knnChart);
  addEventListener("resize", () => charts.forEach(({ chart }) => chart.resize()));
  dark.addEventListener("change", () => charts.forEach(({ redraw }) => redraw()));
})();
