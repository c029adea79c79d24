// How far embeddings move along a ladder, encoders overlaid.
const ladderMeasures = {
  cosine: { name: "cosine to the clean embedding", value: (rung) => rung.cosine.median },
  found: { name: "original found first, %", value: (rung) => rung.found },
  rank: { name: "median rank of the original", value: (rung) => rung.rank_median },
};

/** The page's data holds bounds as one array. */
const boundsOf = ({ bounds }) => {
  if (!bounds) return undefined;
  const [count, keepsOfNew, keepsAtLeast, aucLow, aucHigh, passingLow, passingHigh] = bounds;
  return { kept: count, keepsOfNew, keepsAtLeast, auc: { low: aucLow, high: aucHigh }, passing: { low: passingLow, high: passingHigh } };
};

const spread = (interval, digits = 1, unit = " %") => (interval ? interval.low.toFixed(digits) + unit + " to " + interval.high.toFixed(digits) + unit : unmeasured);

const medianOf = ({ median, median_interval: interval }, name) => name + ", median " + median.toFixed(4) + ", 95 %: " + (interval ? interval.map((end) => end.toFixed(4)).join(" to ") : unmeasured);

const keeping = (bounds) => [bounds?.kept, bounds?.keepsOfNew, bounds?.keepsAtLeast];

/** What a threshold keeps: of the copies that were measured, and of new photos' copies. */
const kept = ({ threshold, ...step }, photos, bounds = boundsOf(step)) => "cosine " + threshold.toFixed(4) + " keeps " + (bounds
  ? bounds.kept + " of " + photos + " measured copies; of new photos about " + percent(bounds.keepsOfNew) + ", at least " + percent(bounds.keepsAtLeast) + " (95 % bound)"
  : "99 % of the measured copies; of new photos: " + unmeasured);

function ladderChart(id, measure, chosen) {
  const rows = ofPanel(id);
  const about = ladderMeasures[measure()];
  const own = rows.find((row) => row.label === chosen()) ?? rows[0];
  const all = rows.length <= 3;
  const byCosine = measure() === "cosine";
  const style = (row, i) => ({
    color: all || row === own ? lineColors[i % lineColors.length] : categoryColor(row.category),
    type: lineTypes[Math.floor(i / lineColors.length) % lineTypes.length],
    width: row === own ? 3 : rows.length > 8 ? 1 : 2, opacity: row === own || rows.length <= 8 ? 1 : 0.55,
  });
  const band = (row, i) => ({
    type: "custom", silent: true, z: 1, tooltip: { show: false }, data: [[row.rungs[0].step, row.rungs[0].cosine.low]],
    renderItem: (params, api) => ({
      type: "polygon", style: { fill: style(row, i).color, opacity: 0.15 },
      shape: {
        points: [
          ...row.rungs.map((rung) => api.coord([rung.step, rung.cosine.low])),
          ...[...row.rungs].reverse().map((rung) => api.coord([rung.step, rung.cosine.high])),
        ],
      },
    }),
  });
  const lines = rows.map((row, i) => ({
    name: shorten(row.label, 40), type: "line", symbolSize: rows.length > 8 ? 3 : 6, z: row === own ? 5 : 3,
    lineStyle: style(row, i), itemStyle: { color: style(row, i).color },
    data: row.rungs.map((rung) => [rung.step, about.value(rung)]),
    tooltip: {
      formatter: ({ dataIndex }) => {
        const rung = row.rungs[dataIndex];
        return [
          shorten(row.label, 120),
          row.unit + " " + rung.step,
          medianOf(rung.cosine, "cosine") + "; the middle 90 % of photos: " + rung.cosine.low.toFixed(4) + " to " + rung.cosine.high.toFixed(4),
          medianOf(row.floor, "floor"),
          "original found first " + percent(rung.found) + ", 95 %: " + spread(rung.found_interval) + ", chance " + percent(100 / row.photos) + "; median rank " + rung.rank_median + " of " + row.photos,
          kept(rung.duplicates, row.photos),
          percent(100 * rung.duplicates.strangers_passing / rung.duplicates.strangers) + " of " + rung.duplicates.strangers + " pairs of strangers pass, 95 %: " + spread(boundsOf(rung.duplicates)?.passing),
          row.photos + " photos",
        ].join("\n");
      },
    },
    ...(row === own && byCosine ? {
      markArea: {
        silent: true, itemStyle: { color: color("--muted"), opacity: 0.18 },
        label: { position: "insideBottomLeft", color: color("--ink"), formatter: "unrelated photos (" + shorten(row.label, 20) + ")" },
        data: [[{ yAxis: row.floor.low }, { yAxis: row.floor.high }]],
      },
    } : {}),
  }));
  const steps = rows.flatMap((row) => row.rungs.map((rung) => rung.step));
  const cosines = rows.flatMap((row) => [row.floor.low, ...row.rungs.map((rung) => rung.cosine.low)]);
  return {
    height: 420,
    points: rows.flatMap((row, s) => row.rungs.map((rung, i) => [s, i])),
    data: {
      columns: ["encoder", "category", "step", "cosine_median", "median_low", "median_high", "cosine_low", "cosine_high", "found_first", "found_low", "found_high", "found_by_chance", "rank_median", "rank_high", "auc", "auc_low", "auc_high", "threshold", "kept", "keeps_of_new", "keeps_at_least", "strangers_passing", "strangers", "floor_median", "floor_median_low", "floor_median_high", "floor_low", "floor_high", "photos"],
      rows: rows.flatMap((row) => row.rungs.map((rung) => [
        row.label, row.category, rung.step, rung.cosine.median, ...(rung.cosine.median_interval ?? [null, null]), rung.cosine.low, rung.cosine.high, rung.found, rung.found_interval?.low, rung.found_interval?.high, 100 / row.photos, rung.rank_median, rung.rank_high,
        rung.duplicates.auc, boundsOf(rung.duplicates)?.auc.low, boundsOf(rung.duplicates)?.auc.high, rung.duplicates.threshold,
        ...keeping(boundsOf(rung.duplicates)), rung.duplicates.strangers_passing, rung.duplicates.strangers,
        row.floor.median, ...(row.floor.median_interval ?? [null, null]), row.floor.low, row.floor.high, row.photos,
      ])),
    },
    option: {
      ...base(),
      legend: { top: 0, type: "scroll", textStyle: { color: color("--ink") }, pageTextStyle: { color: color("--ink") }, data: lines.map((line) => line.name) },
      grid: { left: 8, right: 24, top: 52, bottom: 40, containLabel: true },
      xAxis: axis({ type: "value", min: Math.min(...steps), max: Math.max(...steps), ...middleName(own.unit) }),
      yAxis: byCosine
        ? axis({ type: "value", min: Math.max(-1, Math.floor(Math.min(...cosines) * 10) / 10), max: 1, name: about.name, nameTextStyle: { color: color("--muted"), align: "left" } })
        : axis({ type: measure() === "rank" ? "log" : "value", ...(measure() === "rank" ? { min: 1 } : { min: 0, max: 100 }), name: about.name, nameTextStyle: { color: color("--muted"), align: "left" } }),
      series: [...lines, ...(byCosine ? rows.flatMap((row, i) => (all || row === own ? [band(row, i)] : [])) : [])],
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}

/** The ROC of copies against strangers at the chosen encoder's steps. */
function rocChart(id, chosen) {
  const rows = ofPanel(id);
  const own = rows.find((row) => row.label === chosen()) ?? rows[0];
  const shown = own.rungs.filter((rung) => rung.duplicates.auc < 0.99999).slice(0, lineColors.length * lineTypes.length);
  const smallest = 1 / own.rungs[0].duplicates.strangers;
  const x = (point) => Math.max(point.strangers, smallest);
  const points = (rung) => rung.duplicates.roc.filter((point) => point.strangers === 0 || point.strangers >= smallest);
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
      legend: { top: 0, type: "scroll", textStyle: { color: color("--ink") }, pageTextStyle: { color: color("--ink") } },
      grid: { left: 8, right: 24, top: 52, bottom: 40, containLabel: true },
      xAxis: axis({ type: shown.length ? "log" : "value", min: shown.length ? smallest : 0, max: 1, ...middleName("share of strangers that pass"), axisLabel: { formatter: (value) => String(Number(value.toPrecision(1))) } }),
      yAxis: axis({ type: "value", min: 0, max: 1, name: "share of copies kept", nameTextStyle: { color: color("--muted"), align: "left" } }),
      series: shown.map((rung, i) => ({
        name: own.unit + " " + rung.step, type: "line", symbolSize: 5,
        lineStyle: { color: lineColors[i % lineColors.length], type: lineTypes[Math.floor(i / lineColors.length)] },
        itemStyle: { color: lineColors[i % lineColors.length] },
        data: points(rung).map((point) => [x(point), point.copies]),
        tooltip: { formatter: ({ value }) => own.unit + " " + rung.step + ", AUC " + rung.duplicates.auc.toFixed(3) + ", 95 %: " + spread(boundsOf(rung.duplicates)?.auc, 3, "") + "\n" + percent(100 * value[1]) + " of copies, 95 %: " + range(shareInterval(100 * value[1], own.photos)) + ", where " + value[0].toPrecision(1) + " of the measured strangers pass\n" + own.photos + " photos, " + rung.duplicates.strangers + " pairs" },
      })),
      tooltip: { ...base().tooltip, trigger: "item" },
    },
  };
}
