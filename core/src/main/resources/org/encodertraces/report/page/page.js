(() => {
  // src/format.js
  var unmeasured = "not measured by this version";
  var shorten = (text2, length = 28) => text2.length > length ? text2.slice(0, Math.ceil(length / 2) - 1) + "\u2026" + text2.slice(-Math.floor(length / 2)) : text2;
  var percent = (value) => value.toFixed(1) + " %";
  var range = (pair) => pair ? percent(pair[0]) + " to " + percent(pair[1]) : unmeasured;
  var signed = (value) => Math.abs(value) < 0.05 ? "0.0" : (value < 0 ? "\u2212" : "+") + Math.abs(value).toFixed(1);
  var negated = (pair) => pair ? signed(-pair[1]) + " to " + signed(-pair[0]) : unmeasured;
  var pValue = (p) => p === void 0 || p === null ? "p " + unmeasured : p < 1e-5 ? "p below 0.00001" : "p " + Number(p.toPrecision(2));
  function decimals(low, high) {
    const width = high - low;
    if (!Number.isFinite(width)) return 1;
    return width >= 2 ? 0 : width >= 0.2 ? 1 : 2;
  }
  function points(value, interval) {
    const text2 = Math.abs(value).toFixed(interval ? decimals(interval[0], interval[1]) : 1);
    return Number(text2) === 0 ? "0" : (value < 0 ? "\u2212" : "+") + text2;
  }
  var rounded = (value, interval) => value.toFixed(interval ? decimals(interval[0], interval[1]) : 1);
  var capitalized = (text2) => text2.slice(0, 1).toUpperCase() + text2.slice(1);
  var unique = (values) => [...new Set(values)];
  var fileName = (path) => path.split("/").pop();
  var csvField = (value) => {
    const text2 = value === null || value === void 0 ? "" : String(value);
    return /[",\n\r]/.test(text2) ? '"' + text2.replaceAll('"', '""') + '"' : text2;
  };
  var csv = ({ columns, rows }) => [columns, ...rows].map((row) => row.map(csvField).join(",") + "\n").join("");

  // src/dom.js
  var printing = false;
  var isPrinting = () => printing;
  var print = (yes) => {
    printing = yes;
  };
  var color = (name) => {
    const scheme = printing ? document.getElementById("paper") : document.documentElement;
    return getComputedStyle(scheme).getPropertyValue(name).trim();
  };
  function made(node2, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === void 0 || value === false) continue;
      if (name.startsWith("on")) node2.addEventListener(name.slice(2), value);
      else node2.setAttribute(name, value === true ? "" : value);
    }
    node2.append(...children.filter((child) => child !== void 0 && child !== null));
    return node2;
  }
  var element = (tag, attributes = {}, ...children) => made(document.createElement(tag), attributes, children);
  function select(label, choices, onchange) {
    const input = element("select", { onchange: () => onchange(input.value) });
    for (const [value, text2] of choices) input.append(element("option", { value }, shorten(text2, 60)));
    return { element: element("label", {}, label + " ", input), input };
  }
  function download(name, type, content) {
    const url = content.startsWith("data:") ? content : URL.createObjectURL(new Blob([content], { type }));
    const link = element("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    if (!content.startsWith("data:")) setTimeout(() => URL.revokeObjectURL(url), 1e4);
  }
  function tableOf({ columns, rows }) {
    const cell = (value) => typeof value === "number" ? String(Math.round(value * 1e4) / 1e4) : value === null || value === void 0 ? "" : shorten(String(value), 200);
    return element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...rows.map((row) => element(
        "tr",
        {},
        element("th", { scope: "row" }, cell(row[0])),
        ...row.slice(1).map((value) => element("td", {}, cell(value)))
      )))
    );
  }

  // src/share.js
  function logGamma(x) {
    const terms = [676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9984369578019572e-21, 15056327351493116e-23];
    const sum = terms.reduce((all, term, i) => all + term / (x + i), 0.9999999999998099);
    const t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
  function betaBelow(x, a, b) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
    const tiny = 1e-300;
    let c = 1, d = 1 / (1 - (a + b) * x / (a + 1) || tiny), fraction = d;
    for (let m = 1; m < 1e4; m++) {
      for (const term of [m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))]) {
        d = 1 / (1 + term * d || tiny);
        c = 1 + term / c || tiny;
        fraction *= c * d;
      }
      if (Math.abs(c * d - 1) < 1e-13) break;
    }
    return Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) * fraction / a;
  }
  function betaQuantile(share, a, b) {
    let low = 0, high = 1;
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2;
      if (betaBelow(middle, a, b) < share) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }
  var shareIntervals = /* @__PURE__ */ new Map();
  function shareInterval(percentage, photos) {
    if (!(photos >= 1)) return void 0;
    const key = percentage + " " + photos;
    if (!shareIntervals.has(key)) {
      const yes = percentage / 100 * photos, no = photos - yes, none = 1e-9;
      shareIntervals.set(key, [yes < none ? 0 : 100 * betaQuantile(0.025, yes, no + 1), no < none ? 100 : 100 * betaQuantile(0.975, yes + 1, no)]);
    }
    return shareIntervals.get(key);
  }

  // src/confusion.js
  function confusionTable(row) {
    const readings = (counts) => counts.reduce((a, b) => a + b, 0);
    const photos = (counts) => readings(counts) / row.accuracies.length;
    const share = (counts, i) => counts[i] / Math.max(1, readings(counts));
    const interval = (counts, part) => readings(counts) ? shareInterval(100 * part, photos(counts)).map((end) => end.toFixed(0)).join(" to ") : "";
    const name = (text2) => element("span", { title: shorten(text2, 500) }, shorten(text2, 24));
    return element(
      "table",
      {},
      element("caption", {}, "Rows: the true class. Columns: what was read. Percent of the row, and its individual 95 % interval by photo (Clopper and Pearson; long rather than short where a photo was read by several runs)." + (row.attribute ? " Photos of one owner count as if they were independent, which makes it short." : "")),
      element("thead", {}, element("tr", {}, element("td"), ...row.classes.map((c) => element("th", { scope: "col" }, name(c))), element("th", { scope: "col" }, "photos"))),
      element("tbody", {}, ...row.confusion.map((counts, i) => element(
        "tr",
        {},
        element("th", { scope: "row" }, name(row.classes[i])),
        ...counts.map((count, j) => {
          const part = share(counts, j);
          return element("td", { style: "background: color-mix(in srgb, var(--heat) " + Math.round(45 * part) + "%, var(--ground))" }, (100 * part).toFixed(0), element("small", {}, " " + interval(counts, part)));
        }),
        element("td", {}, String(photos(counts)))
      )))
    );
  }
  function showConfusion(row) {
    const dialog = document.getElementById("confusion");
    dialog.querySelector("h2").textContent = shorten(row.label, 120) + ": " + shorten(row.title, 120);
    dialog.querySelector(".table").replaceChildren(confusionTable(row));
    dialog.showModal();
  }

  // src/page.js
  var page = { results: [], thumbnails: {}, published: void 0, chosen: void 0 };
  var listeners = [];
  function load(json) {
    const { results, thumbnails, published } = JSON.parse(json);
    results.forEach((result, index) => {
      result.index = index;
    });
    Object.assign(page, { results, thumbnails, published, chosen: results[0]?.encoder });
  }
  var ofPanel = (id) => page.results.filter((result) => result.panel === id);
  var kinds = (kind) => page.results.filter((result) => result.kind === kind);
  var encoders = () => [...new Set(page.results.map((result) => result.encoder).filter(Boolean))];
  var isChosen = (result) => result.encoder === page.chosen;
  var ofChosen = (rows) => rows.some(isChosen) ? rows.filter(isChosen) : rows;
  var onChoice = (listener) => listeners.push(listener);
  function choose(encoder) {
    if (encoder === page.chosen || !encoders().includes(encoder)) return;
    page.chosen = encoder;
    listeners.forEach((listener) => listener(encoder));
  }

  // src/svg.js
  var space = "http://www.w3.org/2000/svg";
  function node(tag, attributes = {}, ...children) {
    const made2 = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== void 0) made2.setAttribute(name, value);
    made2.append(...children);
    return made2;
  }
  var drawing = (width, height, ...children) => node("svg", { xmlns: space, width, height, viewBox: "0 0 " + width + " " + height, "font-family": "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif", "font-size": 13 }, ...children);
  var text = (x, y, words2, attributes = {}) => node("text", { x, y, ...attributes }, words2);
  var line = (x1, y1, x2, y2, attributes) => node("line", { x1, y1, x2, y2, ...attributes });
  var circle = (cx, cy, r, attributes) => node("circle", { cx, cy, r, ...attributes });
  var scale = ([low, high], [from, to]) => (value) => from + (value - low) / (high - low) * (to - from);
  function ticks(low, high, count) {
    const rough = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
    const all = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) all.push(Number((i * step).toPrecision(12)));
    return all;
  }
  function apart(middles, gap, low, high) {
    const order2 = middles.map((middle, i) => [middle, i]).sort((a, b) => a[0] - b[0]);
    const placed = order2.map(([middle]) => middle);
    for (let round = 0; round < 200; round++) {
      let moved = false;
      for (let i = 1; i < placed.length; i++) {
        const lacking = gap - (placed[i] - placed[i - 1]);
        if (lacking > 1e-6) {
          placed[i] += lacking / 2;
          placed[i - 1] -= lacking / 2;
          moved = true;
        }
      }
      for (let i = 0; i < placed.length; i++) placed[i] = Math.max(low, Math.min(high, placed[i]));
      if (!moved) break;
    }
    const result = [];
    order2.forEach(([, index], i) => {
      result[index] = placed[i];
    });
    return result;
  }
  var widthOf = (words2, size = 13) => words2.length * size * 0.56;

  // src/copies.js
  var plain = (value) => String(Number(value.toPrecision(2)));
  var cosine = (value) => value.toFixed(4);
  function thresholdRows(results) {
    return results.flatMap((result) => (result.copies ?? []).map((kind) => {
      const kept2 = kind.keeps?.["95"];
      const wrong = kept2?.wrong_pairs_per_1000;
      return {
        label: result.label,
        floor: result.floor,
        photos: result.photos,
        name: kind.processing,
        copies: kind.copies,
        cosine: kept2?.cosine,
        low: kept2?.low,
        high: kept2?.high,
        collection: wrong?.collection,
        strangers: wrong?.strangers,
        alike: wrong?.near_duplicates
      };
    }));
  }
  function thresholdChart() {
    const rows = thresholdRows(ofChosen(kinds("threshold")));
    const passing = (row) => row.strangers ? plain(row.strangers.value) + " wrong pairs per 1,000 photos" : "wrong pairs: too few photos to tell";
    const words2 = (row) => [
      shorten(row.label, 120) + ", " + row.name,
      row.cosine === void 0 || row.cosine === null ? "no threshold: too few photos to bear one" : "a cosine of " + cosine(row.cosine) + " keeps 95 % of these copies" + (row.low !== void 0 && row.low !== null ? " (" + cosine(row.low) + (row.high ? " to " + cosine(row.high) : ", a lower bound") + ")" : ""),
      row.strangers ? "of " + row.collection.toLocaleString("en") + " photos it lets pass " + plain(row.strangers.value) + " pairs of strangers per 1,000 photos (95 %: " + plain(row.strangers.low) + " to " + plain(row.strangers.high) + ")" : passing(row),
      row.photos + " photos; two unrelated ones: cosine " + cosine(row.floor.median) + " (" + cosine(row.floor.low) + " to " + cosine(row.floor.high) + ")"
    ].join("\n");
    return {
      data: {
        columns: ["encoder", "copy", "copies", "keeps_95", "low", "high", "collection", "strangers_per_1000", "strangers_low", "strangers_high", "look_alikes_per_1000", "floor_median", "floor_low", "floor_high", "photos"],
        rows: rows.map((row) => [row.label, row.name, row.copies, row.cosine, row.low, row.high, row.collection, row.strangers?.value, row.strangers?.low, row.strangers?.high, row.alike?.value, row.floor.median, row.floor.low, row.floor.high, row.photos])
      },
      draw: (width) => strips(width, rows.map((row) => ({
        name: row.name,
        at: row.cosine ?? void 0,
        low: row.low ?? row.cosine ?? void 0,
        high: row.high ?? row.cosine ?? void 0,
        said: row.cosine === void 0 || row.cosine === null ? "too few photos" : row.cosine.toFixed(3),
        beside: passing(row),
        floor: row.floor,
        tip: words2(row)
      })), "cosine to the original")
    };
  }
  var markedSteps = { jpeg: [30, 50, 70, 90], resizing: [0.3, 0.5], sharpening: [2], blur: [2] };
  function ladderCopiesChart() {
    const rows = ofChosen(kinds("ladder")).flatMap((ladder) => ladder.rungs.filter((rung) => markedSteps[ladder.parameter]?.includes(rung.step)).map((rung) => ({ ladder, rung, own: rung.duplicates })));
    const share = ({ own }) => 100 * own.strangers_passing / own.strangers;
    const few = (row) => {
      const value = share(row);
      return value === 0 ? "no stranger passes" : (value < 0.1 ? plain(value) : value.toFixed(1)) + " % of strangers pass";
    };
    const words2 = (row) => [
      shorten(row.ladder.label, 120) + ", " + row.ladder.unit + " " + row.rung.step,
      "a cosine of " + cosine(row.own.threshold) + " keeps 99 % of the measured copies" + (row.own.bounds ? "; of new ones about " + percent(row.own.bounds[1]) + ", at least " + percent(row.own.bounds[2]) + " (95 % bound)" : ""),
      few(row) + " (" + row.own.strangers_passing + " of " + row.own.strangers + " pairs" + (row.own.bounds ? "; 95 %: " + percent(row.own.bounds[5]) + " to " + percent(row.own.bounds[6]) : "") + ")",
      "two unrelated photos: cosine " + cosine(row.ladder.floor.median) + " (" + cosine(row.ladder.floor.low) + " to " + cosine(row.ladder.floor.high) + "); " + row.ladder.photos + " photos"
    ].join("\n");
    return {
      data: {
        columns: ["encoder", "ladder", "step", "threshold", "strangers_passing", "strangers", "passing_low", "passing_high", "floor_median", "floor_low", "floor_high", "photos"],
        rows: rows.map((row) => [row.ladder.label, row.ladder.title, row.rung.step, row.own.threshold, row.own.strangers_passing, row.own.strangers, row.own.bounds?.[5], row.own.bounds?.[6], row.ladder.floor.median, row.ladder.floor.low, row.ladder.floor.high, row.ladder.photos])
      },
      draw: (width) => strips(width, rows.map((row) => ({
        name: row.ladder.title + " " + row.rung.step,
        at: row.own.threshold,
        low: row.own.threshold,
        high: row.rung.cosine.high,
        said: row.own.threshold.toFixed(3),
        beside: few(row),
        floor: row.ladder.floor,
        tip: words2(row)
      })), "cosine to the original")
    };
  }
  function strips(width, rows, axisName) {
    const narrow = width < 620;
    const left = narrow ? 12 : 170, right2 = narrow ? 14 : 230, top = 30, high = narrow ? 52 : 34;
    const foot = top + high * rows.length;
    const svg = drawing(width, foot + 44);
    const ends = rows.flatMap((row) => [row.floor.low, row.at ?? 1, row.low ?? 1]);
    const least = Math.max(-1, Math.floor(Math.min(...ends) * 10) / 10);
    const x = scale([least, 1], [left, width - right2]);
    for (const tick of ticks(least, 1, narrow ? 4 : 6)) {
      svg.append(line(x(tick), top, x(tick), foot, { stroke: color("--grid") }), text(x(tick), foot + 18, String(Number(tick.toFixed(2))), { "text-anchor": "middle", fill: color("--muted"), "font-size": 12 }));
    }
    svg.append(text((x(least) + x(1)) / 2, foot + 36, axisName, { "text-anchor": "middle", fill: color("--muted"), "font-size": 12 }));
    if (rows[0]) {
      svg.append(
        node("rect", { x: x(rows[0].floor.low), y: top, width: Math.max(1, x(rows[0].floor.high) - x(rows[0].floor.low)), height: foot - top, fill: color("--quiet"), opacity: 0.35 }),
        text(Math.max(left, x(rows[0].floor.low)), top - 9, "two unrelated photos", { fill: color("--muted"), "font-size": 12 })
      );
    }
    rows.forEach((row, i) => {
      const y = top + high * i + (narrow ? 34 : high / 2);
      svg.append(text(narrow ? left : left - 20, narrow ? y - 14 : y + 5, row.name + (narrow ? ": " + row.beside : ""), { fill: color("--ink"), "text-anchor": narrow ? "start" : "end" }));
      if (row.at === void 0) {
        svg.append(text(x(least) + 4, y + 5, row.said, { fill: color("--muted") }));
        return;
      }
      const bar = node("rect", { x: x(row.low), y: y - 5, width: Math.max(1, x(row.high) - x(row.low)), height: 10, fill: color("--ink"), opacity: 0.18 });
      const dot = circle(x(row.at), y, 5.5, { fill: color("--ink") });
      dot.dataset.tip = row.tip;
      svg.append(bar, dot, text(x(row.at) - 10, y + 5, row.said, { "text-anchor": "end", fill: color("--ink"), "font-weight": 600, "paint-order": "stroke", stroke: color("--ground"), "stroke-width": 4 }));
      if (!narrow) svg.append(text(width - right2 + 16, y + 5, row.beside, { fill: color("--muted") }));
    });
    return svg;
  }

  // src/dumbbells.js
  var setups = [
    { key: "neg_same", words: "wrong photos share it" },
    { key: "all_diff", words: "nobody shares it" },
    { key: "uniform", words: "at random" },
    { key: "baseline", words: "all alike" },
    { key: "pos_same", words: "right photos share it" }
  ];
  function domain(rows) {
    const ends = rows.flatMap((row) => setups.flatMap(({ key }) => row.intervals?.[key] ?? [row[key]]));
    const low = Math.min(...ends), high = Math.max(...ends);
    const least = Math.max(0, Math.floor((low - 2) / 10) * 10);
    const most = Math.min(100, Math.ceil(high / 10) * 10);
    return [Math.min(least, most - 10), most];
  }
  function words(row, setup) {
    return [
      shorten(row.label, 120) + ", " + row.title,
      setup.words + " (" + setup.key + "): " + percent(row[setup.key]) + " right, 95 %: " + range(row.intervals?.[setup.key]),
      "baseline to neg_same: from " + percent(row.baseline) + " to " + percent(row.neg_same) + ", change " + signed(row.neg_same - row.baseline) + ", 95 %: " + negated(row.intervals?.["baseline - neg_same"]),
      row.standing + ", " + pValue(row.p),
      row.k + "-NN, " + row.queries + " query, " + row.train_photos + " training photos"
    ].join("\n");
  }
  function mark(key, x, y, tip) {
    const ink = color("--ink"), ground = color("--ground");
    const looks = {
      neg_same: [7, { fill: color("--bad") }],
      all_diff: [5, { fill: ground, stroke: color("--muted"), "stroke-width": 1.8 }],
      baseline: [5.5, { fill: ink }],
      pos_same: [7.5, { fill: "none", stroke: color("--good"), "stroke-width": 2.6, "pointer-events": "all" }]
    };
    const made2 = key === "uniform" ? line(x, y - 8, x, y + 8, { stroke: color("--muted"), "stroke-width": 2 }) : circle(x, y, ...looks[key]);
    made2.dataset.tip = tip;
    return made2;
  }
  function dumbbells() {
    const rows = ofChosen(kinds("knn"));
    const name = (row) => capitalized(shorten(row.title, 40)) + (rows.some((other) => other !== row && other.title === row.title) ? ", " + shorten(row.label + ", " + row.dataset, 40) : "");
    return {
      data: {
        columns: ["encoder", "category", "parameter", ...setups.flatMap(({ key }) => [key, key + "_low", key + "_high"]), "change", "change_low", "change_high", "p", "standing", "k", "train_photos", "queries", "classes"],
        rows: rows.map((row) => [row.label, row.category, row.title, ...setups.flatMap(({ key }) => [row[key], ...row.intervals?.[key] ?? [null, null]]), row.neg_same - row.baseline, ...row.intervals?.["baseline - neg_same"]?.map((end) => -end).reverse() ?? [null, null], row.p, row.standing, row.k, row.train_photos, row.queries, row.classes])
      },
      draw: (width) => {
        const narrow = width < 620;
        const left = narrow ? 12 : 170, right2 = 26, top = narrow ? 12 : 56, high = narrow ? 74 : 54;
        const height = top + high * rows.length + 40;
        const x = scale(domain(rows), [left, width - right2]);
        const svg = drawing(width, height);
        const [low, most] = domain(rows);
        const foot = top + high * rows.length;
        for (const tick of ticks(low, most, narrow ? 4 : 6)) {
          svg.append(
            line(x(tick), narrow ? top : top - 14, x(tick), foot, { stroke: color("--grid") }),
            text(x(tick), foot + 20, tick + " %", { "text-anchor": "middle", fill: color("--muted"), "font-size": 12 })
          );
        }
        rows.forEach((row, i) => {
          const y = top + high * i + (narrow ? 44 : 26);
          svg.append(narrow ? text(left - 10, y - 26, name(row), { fill: color("--ink"), "font-weight": 600 }) : text(left - 20, y + 5, name(row), { fill: color("--ink"), "font-size": 14, "text-anchor": "end" }));
          const values = setups.map(({ key }) => row[key]);
          svg.append(line(x(Math.min(...values)), y, x(Math.max(...values)), y, { stroke: color("--quiet"), "stroke-width": 3 }));
          const interval = row.intervals?.neg_same;
          if (interval) svg.append(line(x(interval[0]), y, x(interval[1]), y, { stroke: color("--bad"), "stroke-width": 10, opacity: 0.2 }));
          for (const key of ["uniform", "all_diff", "baseline", "pos_same", "neg_same"]) svg.append(mark(key, x(row[key]), y, words(row, setups.find((one) => one.key === key))));
          svg.append(text(x(row.neg_same), y - 13, rounded(row.neg_same, interval) + " %", { "text-anchor": "middle", fill: color("--ink"), "font-weight": 600 }));
          if (i === 0 && !narrow) svg.append(...directLabels(row, x, y, width));
        });
        return svg;
      }
    };
  }
  function directLabels(row, x, y, width) {
    const shown = setups.filter(({ key }) => key !== "uniform");
    const size = 12.5;
    const middles = apartByWidth(shown.map(({ key, words: own }) => [x(row[key]), widthOf(own, size)]), width);
    const colors = { neg_same: "--bad", pos_same: "--good", baseline: "--ink", all_diff: "--muted" };
    return shown.flatMap(({ key, words: own }, i) => [
      node("path", { d: "M" + x(row[key]) + " " + (y - (key === "neg_same" ? 28 : 11)) + "L" + middles[i] + " " + (y - 44), stroke: color("--quiet"), fill: "none" }),
      text(middles[i], y - 50, own, { "text-anchor": "middle", fill: color(colors[key]), "font-size": size })
    ]);
  }
  function apartByWidth(items, width) {
    const gap = 14;
    const order2 = items.map(([middle, wide], i) => ({ middle, wide, i })).sort((a, b) => a.middle - b.middle);
    const room2 = order2.map(({ wide }) => wide);
    const total = room2.reduce((sum, wide) => sum + wide + gap, 0);
    let before = 0;
    const starts = order2.map((one) => {
      const start = one.middle - one.wide / 2 - before;
      before += one.wide + gap;
      return start;
    });
    const spaced = apart(starts, 0, 0, Math.max(0, width - total + gap));
    for (let i = 1; i < spaced.length; i++) spaced[i] = Math.max(spaced[i], spaced[i - 1]);
    before = 0;
    const result = [];
    order2.forEach((one, i) => {
      result[one.i] = spaced[i] + before + one.wide / 2;
      before += one.wide + gap;
    });
    return result;
  }

  // src/categories.js
  var known = {
    own: { name: "yours", variable: "--ink" },
    CVL: { name: "contrastive, with text", color: "#0072b2" },
    SUP: { name: "supervised", color: "#d55e00" },
    SSL: { name: "self-supervised", color: "#009e73" },
    "built-in": { name: "controls: encoders without weights", color: "#7f7f7f" }
  };
  var order = Object.keys(known);
  var categoryOf = (row) => row.category in known ? row.category : "own";
  var categoryName = (category) => known[category].name;
  var categoryRank = (category) => order.indexOf(category);
  var categoryColor = (category, color2) => known[category in known ? category : "own"].color ?? color2(known.own.variable);

  // src/tip.js
  var card;
  function showTip(anchor, text2, pictures) {
    card.replaceChildren(element("span", {}, text2), ...pictures ? [pictures] : []);
    card.hidden = false;
    const box = anchor.getBoundingClientRect();
    const own = card.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(width - own.width - 8, box.left + box.width / 2 - own.width / 2));
    const above = box.top - own.height - 10;
    card.style.left = left + "px";
    card.style.top = (above < 8 ? Math.min(box.bottom + 10, innerHeight - own.height - 8) : above) + "px";
  }
  function hideTip() {
    card.hidden = true;
  }
  function picturesOf(anchor) {
    const strip = anchor.dataset.pictures && document.getElementById("pictures-of-" + anchor.dataset.pictures);
    const copy = strip?.cloneNode(true);
    copy?.removeAttribute("id");
    return copy;
  }
  function startTips() {
    card = element("div", { id: "tip", role: "status", hidden: true });
    document.body.append(card);
    const of = (target) => target.closest?.("[data-tip]");
    const show = (event) => {
      const anchor = of(event.target);
      if (anchor) showTip(anchor, anchor.dataset.tip, picturesOf(anchor));
      else if (event.type === "mouseover") hideTip();
    };
    document.addEventListener("mouseover", show);
    document.addEventListener("focusin", (event) => {
      if (of(event.target) && event.target.matches(":focus-visible")) show(event);
      else hideTip();
    });
    document.addEventListener("focusout", hideTip);
    document.addEventListener("click", show);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hideTip();
    });
    addEventListener("scroll", hideTip, { passive: true });
  }

  // src/panel.js
  var panels = [];
  var waiting = [];
  var base = () => ({
    animation: false,
    textStyle: { color: color("--ink"), fontFamily: "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif" },
    aria: { enabled: false },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: color("--card"),
      borderColor: color("--rule"),
      textStyle: { color: color("--ink"), width: 300, overflow: "break" }
    }
  });
  var axis = (extra) => ({
    axisLine: { lineStyle: { color: color("--quiet") } },
    axisTick: { show: false },
    axisLabel: { color: color("--muted") },
    splitLine: { lineStyle: { color: color("--grid") } },
    nameTextStyle: { color: color("--muted") },
    ...extra,
    ...extra.axisLabel ? { axisLabel: { color: color("--muted"), ...extra.axisLabel } } : {}
  });
  var middleName = (name) => ({ name, nameLocation: "middle", nameGap: 30 });
  var room = (place2) => place2.clientWidth || Math.min(1124, document.documentElement.clientWidth - 40);
  function panel(place2, build) {
    const root = place2.closest(".panel");
    const own = { place: place2, chart: null, built: null, drawn: false };
    const name = place2.dataset.name;
    const data = root.querySelector(".data");
    own.draw = () => {
      own.built = build(room(place2));
      own.drawn = true;
      if (own.built.draw) {
        place2.style.height = "";
        place2.replaceChildren(own.built.draw(room(place2)));
      } else {
        place2.style.height = own.built.height + "px";
        if (!own.chart) {
          own.chart = echarts.init(place2, null, { renderer: "svg", width: room(place2), height: own.built.height });
          own.chart.on("click", (event) => own.built.click?.([event.seriesIndex, event.dataIndex]));
        } else {
          own.chart.resize({ width: room(place2), height: own.built.height });
        }
        own.chart.setOption(own.built.option, true);
      }
      if (data && !data.hidden) data.replaceChildren(tableOf(own.built.data));
    };
    own.resize = () => {
      if (!own.drawn || !place2.clientWidth) return;
      if (own.built.draw || own.built.fits === false) own.draw();
      else own.chart.resize({ width: room(place2), height: own.built.height });
    };
    const width = () => Math.max(640, room(place2));
    const option = () => ({ ...own.built.option, backgroundColor: color("--ground") });
    const svg = () => {
      if (own.built.draw) return paper(own.built.draw(width()));
      const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width(), height: own.built.height });
      chart.setOption(option());
      const words2 = chart.renderToSVGString();
      chart.dispose();
      return words2;
    };
    wire(root, name, {
      data: () => {
        if (!own.drawn) own.draw();
        return own.built.data;
      },
      svg: () => {
        if (!own.drawn) own.draw();
        return svg();
      },
      reset: () => own.draw()
    });
    own.built = null;
    waiting.push(own);
    keys(own);
    panels.push(own);
    return own;
  }
  function wire(root, name, { data, svg, reset }) {
    const place2 = root.querySelector(".data");
    const menu = root.querySelector("details.menu");
    const tools = {
      data: (button) => {
        place2.hidden = !place2.hidden;
        button.setAttribute("aria-expanded", String(!place2.hidden));
        place2.replaceChildren(...place2.hidden ? [] : [tableOf(data())]);
        if (!place2.hidden) place2.focus();
      },
      csv: () => download(name + ".csv", "text/csv", csv(data())),
      svg: () => download(name + ".svg", "image/svg+xml", svg()),
      png: () => png(svg()).then((url) => download(name + ".png", "image/png", url)),
      reset
    };
    for (const button of root.querySelectorAll("[data-tool]")) {
      button.addEventListener("click", () => {
        tools[button.dataset.tool](button);
        menu.open = false;
      });
    }
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  function paper(svg) {
    svg.prepend(node("rect", { width: "100%", height: "100%", fill: color("--ground") }));
    return new XMLSerializer().serializeToString(svg);
  }
  function png(svg) {
    return new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => {
        const canvas = element("canvas", { width: 2 * image.width, height: 2 * image.height });
        const context = canvas.getContext("2d");
        context.scale(2, 2);
        context.drawImage(image, 0, 0);
        done(canvas.toDataURL("image/png"));
      };
      image.onerror = () => failed(new Error("this browser draws no SVG"));
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    });
  }
  function keys(own) {
    const { place: place2 } = own;
    let at = -1;
    const show = () => {
      if (own.built.draw) {
        const mark2 = place2.querySelectorAll("[data-tip]")[at];
        place2.querySelector(".at")?.classList.remove("at");
        mark2.classList.add("at");
        showTip(mark2, mark2.dataset.tip);
      } else {
        const [seriesIndex, dataIndex] = own.built.points[at];
        own.chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex });
      }
    };
    place2.addEventListener("keydown", (event) => {
      if (!own.drawn) own.draw();
      const many = own.built.draw ? place2.querySelectorAll("[data-tip]").length : (own.built.points ?? []).length;
      const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (move && many) {
        at = (at + move + many) % many;
        show();
        event.preventDefault();
      } else if (event.key === "Escape") {
        own.chart?.dispatchAction({ type: "hideTip" });
        hideTip();
      } else if (event.key === "Enter" && at >= 0 && own.built.click) {
        own.built.click(own.built.draw ? at : own.built.points[at]);
      }
    });
  }
  function drawWaiting() {
    const start = performance.now();
    do {
      const next = waiting.find((own) => own.place.clientWidth) ?? waiting[0];
      if (!next) {
        document.documentElement.dataset.drawn = "all";
        return;
      }
      waiting.splice(waiting.indexOf(next), 1);
      if (!next.drawn) next.draw();
    } while (performance.now() - start < 40);
    setTimeout(drawWaiting);
  }
  var redrawAll = () => panels.filter((one) => one.drawn || isPrinting()).forEach((one) => one.draw());
  var resizeAll = () => panels.forEach((one) => one.resize());

  // src/ladder.js
  var rescaled = (cosine2, floor) => (cosine2 - floor) / (1 - floor);
  var ladderMeasures = {
    rescaled: { name: "from unrelated, 0, to identical, 1", value: (rung, row) => rescaled(rung.cosine.median, row.floor.median) },
    cosine: { name: "raw cosine to the clean embedding", value: (rung) => rung.cosine.median },
    found: { name: "original found first, %", value: (rung) => rung.found },
    rank: { name: "median rank of the original", value: (rung) => rung.rank_median }
  };
  var severities = {
    jpeg: (quality) => 101 - quality,
    resizing: (scale2) => 1 / scale2
  };
  function positions(ladder, steps) {
    const severity = severities[ladder] ?? ((step) => step);
    const severe = steps.map(severity);
    const least = Math.min(...severe.filter((one) => one > 0));
    return severe.map((one) => Math.log10(one > 0 ? one : least / 2));
  }
  var boundsOf = ({ bounds }) => {
    if (!bounds) return void 0;
    const [count, keepsOfNew, keepsAtLeast, aucLow, aucHigh, passingLow, passingHigh] = bounds;
    return { kept: count, keepsOfNew, keepsAtLeast, auc: { low: aucLow, high: aucHigh }, passing: { low: passingLow, high: passingHigh } };
  };
  var spread = (interval, digits = 1, unit = " %") => interval ? interval.low.toFixed(digits) + unit + " to " + interval.high.toFixed(digits) + unit : unmeasured;
  var medianOf = ({ median, median_interval: interval }, name) => name + ", median " + median.toFixed(4) + ", 95 %: " + (interval ? interval.map((end) => end.toFixed(4)).join(" to ") : unmeasured);
  var keeping = (bounds) => [bounds?.kept, bounds?.keepsOfNew, bounds?.keepsAtLeast];
  var kept = ({ threshold, ...step }, photos, bounds = boundsOf(step)) => "cosine " + threshold.toFixed(4) + " keeps " + (bounds ? bounds.kept + " of " + photos + " measured copies; of new photos about " + percent(bounds.keepsOfNew) + ", at least " + percent(bounds.keepsAtLeast) + " (95 % bound)" : "99 % of the measured copies; of new photos: " + unmeasured);
  function ladderChart(id, measure) {
    const rows = ofPanel(id);
    const about = ladderMeasures[measure()];
    const own = rows.find((row) => row.encoder === page.chosen) ?? rows[0];
    const few = rows.length <= 8;
    const scaled = measure() === "rescaled";
    const byCosine = scaled || measure() === "cosine";
    const y = (cosine2, row) => scaled ? rescaled(cosine2, row.floor.median) : cosine2;
    const steps = [...new Set(rows.flatMap((row) => row.rungs.map((rung) => rung.step)))];
    const at = new Map(positions(own.parameter, steps).map((position, i) => [steps[i], position]));
    const paint = (row) => row === own ? color("--ink") : categoryColor(row.category, color);
    const order2 = (row) => [...row.rungs].sort((a, b) => at.get(a.step) - at.get(b.step));
    const band = {
      type: "custom",
      silent: true,
      z: 1,
      tooltip: { show: false },
      data: [[at.get(own.rungs[0].step), y(own.rungs[0].cosine.low, own)]],
      renderItem: (params, api) => ({
        type: "polygon",
        style: { fill: paint(own), opacity: 0.12 },
        shape: {
          points: [
            ...order2(own).map((rung) => api.coord([at.get(rung.step), y(rung.cosine.low, own)])),
            ...order2(own).reverse().map((rung) => api.coord([at.get(rung.step), y(rung.cosine.high, own)]))
          ]
        }
      })
    };
    const lines = rows.map((row) => ({
      name: shorten(row.label, 40),
      type: "line",
      symbolSize: row === own ? 7 : few ? 5 : 3,
      showSymbol: true,
      symbol: "circle",
      z: row === own ? 5 : 3,
      lineStyle: { color: paint(row), width: row === own ? 3 : few ? 1.8 : 1, opacity: row === own || few ? 1 : 0.5 },
      itemStyle: { color: paint(row), opacity: row === own || few ? 1 : 0.5 },
      data: order2(row).map((rung) => [at.get(rung.step), about.value(rung, row)]),
      endLabel: { show: few || row === own, formatter: shorten(row.label, 20), color: row === own ? color("--ink") : color("--muted"), fontWeight: row === own ? 600 : 400, fontSize: 12 },
      labelLayout: { moveOverlap: "shiftY" },
      tooltip: {
        formatter: ({ dataIndex }) => {
          const rung = order2(row)[dataIndex];
          return [
            shorten(row.label, 120),
            row.unit + " " + rung.step,
            medianOf(rung.cosine, "cosine") + "; the middle 90 % of photos: " + rung.cosine.low.toFixed(4) + " to " + rung.cosine.high.toFixed(4),
            medianOf(row.floor, "floor"),
            "original found first " + percent(rung.found) + ", 95 %: " + spread(rung.found_interval) + ", chance " + percent(100 / row.photos) + "; median rank " + rung.rank_median + " of " + row.photos,
            kept(rung.duplicates, row.photos),
            percent(100 * rung.duplicates.strangers_passing / rung.duplicates.strangers) + " of " + rung.duplicates.strangers + " pairs of strangers pass, 95 %: " + spread(boundsOf(rung.duplicates)?.passing),
            row.photos + " photos"
          ].join("\n");
        }
      },
      ...row === own && byCosine ? {
        markArea: {
          silent: true,
          itemStyle: { color: color("--quiet"), opacity: 0.3 },
          label: { position: "insideBottomLeft", color: color("--muted"), formatter: "two unrelated photos" },
          data: [[{ yAxis: y(row.floor.low, row) }, { yAxis: y(row.floor.high, row) }]]
        }
      } : {}
    }));
    const values = rows.flatMap((row) => [y(row.floor.low, row), ...row.rungs.map((rung) => y(rung.cosine.median, row))]);
    const least = scaled ? Math.min(-0.1, Math.floor(Math.min(...rows.flatMap((row) => row.rungs.map((rung) => y(rung.cosine.median, row)))) * 10) / 10) : Math.max(-1, Math.floor(Math.min(...values) * 10) / 10);
    const label = new Map(steps.map((step) => [at.get(step).toFixed(6), String(step)]));
    return {
      height: 380,
      points: rows.flatMap((row, s) => row.rungs.map((rung, i) => [s, i])),
      data: {
        columns: ["encoder", "category", "step", "cosine_median", "median_low", "median_high", "cosine_low", "cosine_high", "found_first", "found_low", "found_high", "found_by_chance", "rank_median", "rank_high", "auc", "auc_low", "auc_high", "threshold", "kept", "keeps_of_new", "keeps_at_least", "strangers_passing", "strangers", "floor_median", "floor_median_low", "floor_median_high", "floor_low", "floor_high", "photos"],
        rows: rows.flatMap((row) => row.rungs.map((rung) => [
          row.label,
          row.category,
          rung.step,
          rung.cosine.median,
          ...rung.cosine.median_interval ?? [null, null],
          rung.cosine.low,
          rung.cosine.high,
          rung.found,
          rung.found_interval?.low,
          rung.found_interval?.high,
          100 / row.photos,
          rung.rank_median,
          rung.rank_high,
          rung.duplicates.auc,
          boundsOf(rung.duplicates)?.auc.low,
          boundsOf(rung.duplicates)?.auc.high,
          rung.duplicates.threshold,
          ...keeping(boundsOf(rung.duplicates)),
          rung.duplicates.strangers_passing,
          rung.duplicates.strangers,
          row.floor.median,
          ...row.floor.median_interval ?? [null, null],
          row.floor.low,
          row.floor.high,
          row.photos
        ]))
      },
      option: {
        ...base(),
        grid: { left: 8, right: few ? 150 : 130, top: 40, bottom: 40, containLabel: true },
        xAxis: axis({
          type: "value",
          min: Math.min(...at.values()),
          max: Math.max(...at.values()),
          splitLine: { show: false },
          ...middleName(own.unit + ", mild to severe"),
          axisLabel: { customValues: [...at.values()], formatter: (value) => label.get(value.toFixed(6)) ?? "", hideOverlap: true }
        }),
        yAxis: byCosine ? axis({ type: "value", min: least, max: 1, name: about.name, nameTextStyle: { color: color("--muted"), align: "left" } }) : axis({ type: measure() === "rank" ? "log" : "value", ...measure() === "rank" ? { min: 1 } : { min: 0, max: 100 }, name: about.name, nameTextStyle: { color: color("--muted"), align: "left" } }),
        series: [...lines, ...byCosine ? [band] : []],
        tooltip: { ...base().tooltip, trigger: "item" }
      }
    };
  }

  // src/lead.js
  var right = (neighbors) => neighbors.filter((one) => one.same_class).length;
  var fallOf = (query) => right(query.baseline) - right(query.neg_same);
  var byFall = (queries) => queries.map((query, i) => [query, i]).sort((a, b) => fallOf(a[0]) - fallOf(b[0]) || a[1] - b[1]).map(([query]) => query);
  var middleOf = (queries) => Math.floor((queries.length - 1) / 2);
  function firstOf(results, losses) {
    const loss2 = (row) => losses.find((one) => one.encoder === row.encoder && one.parameter === row.parameter && one.dataset === row.dataset)?.effect.value ?? -Infinity;
    return results.reduce((most, row) => loss2(row) > loss2(most) ? row : most, results[0]);
  }
  var arrangements = (title) => ({
    baseline: ["All photos are processed alike", "baseline"],
    pos_same: ["The right photos share its " + title, "pos_same"],
    neg_same: ["The wrong photos share its " + title, "neg_same"]
  });
  function aboutOf(arrangement, query) {
    if (arrangement === "baseline") return "All under " + query.test + ".";
    return arrangement === "pos_same" ? "Its own class under " + query.test + ", all others under " + query.other + "." : "Its own class under " + query.other + ", all others under " + query.test + ".";
  }
  function picture(result, photo) {
    const thumbnail = page.thumbnails[result.dataset + ":" + photo];
    return thumbnail ? element("img", { src: "data:image/jpeg;base64," + thumbnail, alt: "" }) : element("span", { class: "no-picture" }, "no picture");
  }
  function neighborOf(result, neighbor, rank) {
    const words2 = [
      "No. " + (rank + 1) + ", " + (neighbor.same_class ? "right: the query's class" : "wrong: another class") + (neighbor.label ? ", " + shorten(neighbor.label, 60) : ""),
      "cosine " + neighbor.similarity.toFixed(4) + ", under " + neighbor.processing,
      shorten(fileName(neighbor.photo), 80)
    ];
    return element(
      "li",
      { class: "neighbor " + (neighbor.same_class ? "same" : "other"), "data-photo": neighbor.photo, "data-tip": words2.join("\n") },
      picture(result, neighbor.photo),
      element("span", { class: "said-only" }, words2[0] + ", "),
      element("span", { class: "similarity" }, neighbor.similarity.toFixed(2))
    );
  }
  function walk(list, before) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || isPrinting()) return;
    for (const item of list.children) {
      const from = before.get(item.dataset.photo);
      const to = item.getBoundingClientRect();
      const frames = from ? [{ transform: "translate(" + (from.left - to.left) + "px, " + (from.top - to.top) + "px)" }, { transform: "none" }] : [{ transform: "translateY(28px)", opacity: 0 }, { transform: "none", opacity: 1 }];
      item.animate(frames, { duration: 620, easing: "cubic-bezier(.2,.7,.2,1)" });
    }
  }
  function startLead(section) {
    const all = kinds("neighbors");
    const losses = page.results.filter((row) => row.kind === "knn" && row.effect);
    const state = { result: null, queries: [], at: 0, flipped: "neg_same" };
    const host = section.querySelector(".gallery");
    const controls = section.querySelector(".controls");
    function take(result) {
      state.result = result;
      state.queries = byFall(result.queries);
      state.at = middleOf(state.queries);
    }
    function strip(arrangement, query, title) {
      const [words2, term] = arrangements(title)[arrangement];
      return element(
        "div",
        { class: "strip", "data-arrangement": arrangement },
        element(
          "div",
          { class: "strip-name" },
          element("h3", {}, words2, " ", element("small", {}, term)),
          element("p", { class: "about" }, aboutOf(arrangement, query))
        ),
        element("ol", {}, ...query[arrangement].map((neighbor, rank) => neighborOf(state.result, neighbor, rank))),
        element("p", { class: "score" }, element("b", {}, String(right(query[arrangement]))), " of " + query[arrangement].length + " right")
      );
    }
    function flips(query) {
      const name = arrangements(state.result.title);
      const choice = (value, words2) => {
        const input = element("input", { type: "radio", name: "flip", value, checked: state.flipped === value, onchange: () => flip(value) });
        return element("label", {}, input, element("span", {}, words2));
      };
      return element(
        "fieldset",
        { class: "flip" },
        element("legend", {}, "Flip the processing of the database: "),
        choice("neg_same", name.neg_same[0]),
        choice("pos_same", name.pos_same[0])
      );
    }
    function draw() {
      const { result, queries, at } = state;
      const query = queries[at];
      const step = (by, words2, mark2) => element("button", { type: "button", "aria-label": words2, title: words2, disabled: queries.length < 2, onclick: () => go(by) }, mark2);
      const rule = at === middleOf(queries) ? "Chosen by a rule: of the " + queries.length + " queries kept for this encoder, spread evenly over the test photos, the one whose loss is the median." : "Query " + (at + 1) + " of " + queries.length + ", in the order of what they lose; the page begins with the median.";
      const shown = isPrinting() ? ["baseline", "pos_same", "neg_same"] : ["baseline", state.flipped];
      host.replaceChildren(
        element(
          "div",
          { class: "query" },
          element("figure", { class: "neighbor query", "data-tip": "The query: " + fileName(query.photo) + "\nunder " + query.test }, picture(result, query.photo)),
          element(
            "div",
            {},
            element("p", {}, element("b", {}, "The query"), query.label ? ", " + shorten(query.label, 60) : "", element("span", { class: "about" }, "under " + query.test + ", " + shorten(fileName(query.photo), 40))),
            element("p", { class: "steps" }, step(-1, "Previous query: loses less", "\u2190"), " ", String(at + 1) + " / " + queries.length, " ", step(1, "Next query: loses more", "\u2192"))
          )
        ),
        element(
          "div",
          { class: "strips" },
          ...shown.slice(0, 1).map((one) => strip(one, query, result.title)),
          ...isPrinting() ? [] : [flips(query)],
          ...shown.slice(1).map((one) => strip(one, query, result.title)),
          element("p", { class: "about rule" }, rule)
        )
      );
    }
    function go(by) {
      const many = state.queries.length;
      state.at = (state.at + by + many) % many;
      const focused = host.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
      draw();
      if (focused) [...host.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === focused)?.focus();
    }
    function flip(arrangement) {
      const query = state.queries[state.at];
      const old = host.querySelector(".strip[data-arrangement='" + state.flipped + "']");
      const before = new Map([...old.querySelectorAll("li")].map((item) => [item.dataset.photo, item.getBoundingClientRect()]));
      state.flipped = arrangement;
      const made2 = strip(arrangement, query, state.result.title);
      old.replaceWith(made2);
      walk(made2.querySelector("ol"), before);
    }
    function fill() {
      const own = ofChosen(all);
      take(firstOf(own, losses));
      const choice = select("Trace", own.map((row, i) => [i, own.some((other) => other !== row && other.title === row.title) ? row.title + ", " + row.label : row.title]), (value) => {
        take(own[value]);
        draw();
      });
      choice.input.value = String(own.indexOf(state.result));
      controls.replaceChildren(choice.element, element("span", { class: "about" }, "\u2190 and \u2192 step through queries."));
      draw();
    }
    host.addEventListener("keydown", (event) => {
      if (event.target.matches("input, select")) return;
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      go(by);
      event.preventDefault();
    });
    fill();
    return { fill, draw };
  }

  // src/probes.js
  var byName = (a, b) => a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
  var rankOf = (row) => categoryRank(categoryOf(row));
  function sorted(rows, how, value) {
    const byValue = (a, b) => value(b) - value(a) || byName(a, b);
    const orders = {
      name: byName,
      accuracy: byValue,
      category: (a, b) => rankOf(a) - rankOf(b) || byValue(a, b)
    };
    return [...rows].sort(orders[how]);
  }
  var nameAxis = (rows) => axis({
    type: "category",
    inverse: true,
    data: rows.map((row) => shorten(row.label)),
    axisLabel: { interval: 0, width: 150, overflow: "truncate", fontSize: 12, color: color("--ink") },
    axisLine: { show: false }
  });
  function whiskers(rows) {
    return {
      type: "custom",
      silent: true,
      z: 5,
      tooltip: { show: false },
      data: rows.map((row, i) => [row.interval[0], row.interval[1], i]),
      encode: { x: [0, 1], y: 2 },
      renderItem: (params, api) => {
        const low = api.coord([api.value(0), api.value(2)]);
        const high = api.coord([api.value(1), api.value(2)]);
        const half = 4;
        const line2 = (x1, y1, x2, y2) => ({
          type: "line",
          shape: { x1, y1, x2, y2 },
          style: { stroke: color("--ink"), lineWidth: 1.5 }
        });
        return {
          type: "group",
          children: [
            line2(low[0], low[1], high[0], high[1]),
            line2(low[0], low[1] - half, low[0], low[1] + half),
            line2(high[0], high[1] - half, high[0], high[1] + half)
          ]
        };
      }
    };
  }
  var settingsOf = (best) => "C" in best ? "C " + best.C.toPrecision(3) : "lr " + best.lr.toPrecision(3) + ", wd " + best.wd.toPrecision(3);
  function probeChart(id, order2) {
    const rows = sorted(ofPanel(id), order2(), (row) => row.accuracy_mean);
    const rowHeight = rows.length > 20 ? 20 : 30;
    return {
      height: 76 + rowHeight * rows.length,
      points: rows.map((row, i) => [0, i]),
      click: ([, i]) => showConfusion(rows[i]),
      data: {
        columns: ["encoder", "category", "accuracy_mean", "accuracy_std", "interval_low", "interval_high", "chance", "balanced_accuracy", "balanced_low", "balanced_high", "balanced_chance", "majority_share", "p", "standing", "shuffled_mean", "shuffled_low", "shuffled_high", "train_photos", "test_photos", "training", "lr", "wd", "C"],
        rows: rows.map((row) => [
          row.label,
          row.category,
          row.accuracy_mean,
          row.accuracy_std,
          row.interval[0],
          row.interval[1],
          row.chance,
          row.balanced_accuracy,
          row.balanced_interval?.[0],
          row.balanced_interval?.[1],
          row.balanced_chance,
          row.majority_share,
          row.p,
          row.standing,
          row.control?.accuracy_mean,
          row.control?.lowest,
          row.control?.highest,
          row.train_photos,
          row.test_photos,
          row.training,
          row.best.lr,
          row.best.wd,
          row.best.C
        ])
      },
      option: {
        ...base(),
        grid: { left: 16, right: 24, top: 28, bottom: 40, containLabel: true },
        xAxis: axis({ type: "value", min: 0, max: 100, ...middleName("accuracy, %") }),
        yAxis: nameAxis(rows),
        series: [
          {
            type: "bar",
            barMaxWidth: 22,
            barCategoryGap: "25%",
            cursor: "pointer",
            data: rows.map((row) => ({ value: row.accuracy_mean, itemStyle: { color: categoryColor(row.category, color), opacity: row.encoder === page.chosen ? 1 : 0.75 } })),
            markLine: {
              silent: true,
              symbol: "none",
              lineStyle: { color: color("--ink"), type: "dashed" },
              label: { formatter: "chance " + percent(rows[0].chance), position: "start", distance: 4, color: color("--ink") },
              data: [{ xAxis: rows[0].chance }]
            },
            tooltip: {
              formatter: ({ dataIndex }) => {
                const row = rows[dataIndex];
                return [
                  shorten(row.label, 120) + " (" + row.category + ")",
                  percent(row.accuracy_mean) + " \xB1 " + row.accuracy_std.toFixed(1) + ", n = " + row.accuracies.length + (row.accuracies.length > 1 ? " seeds" : " run"),
                  "95 %: " + range(row.interval),
                  ...row.attribute ? ["balanced accuracy " + (row.balanced_accuracy === void 0 ? unmeasured : percent(row.balanced_accuracy) + ", 95 %: " + range(row.balanced_interval))] : [],
                  row.standing + ", " + pValue(row.p),
                  row.train_photos + " training, " + row.test_photos + " test photos (" + row.training + ")",
                  settingsOf(row.best)
                ].join("\n");
              }
            }
          },
          whiskers(rows)
        ],
        tooltip: { ...base().tooltip, trigger: "item" }
      }
    };
  }

  // src/neighbors.js
  var setups2 = [
    { key: "baseline", symbol: "circle", color: "#7f7f7f" },
    { key: "all_diff", symbol: "diamond", color: "#3b8ec2" },
    { key: "pos_same", symbol: "triangle", color: "#009e73" },
    { key: "neg_same", symbol: "rect", color: "#d55e00" },
    { key: "uniform", symbol: "roundRect", color: "#b8558f" }
  ];
  function knnChart(id, order2) {
    const rows = sorted(ofPanel(id), order2(), (row) => row.baseline);
    const values = rows.flatMap((row) => setups2.map((setup) => row[setup.key]));
    const low = Math.max(0, Math.floor((Math.min(...values) - 2) / 5) * 5);
    const high = Math.min(100, Math.ceil((Math.max(...values) + 2) / 5) * 5);
    return {
      height: 116 + (rows.length > 20 ? 22 : 32) * rows.length,
      points: rows.flatMap((row, i) => setups2.map((setup, s) => [s + 1, i])),
      data: {
        columns: ["encoder", "category", ...setups2.flatMap((setup) => [setup.key, setup.key + "_low", setup.key + "_high"]), "p", "standing", "k", "train_photos", "queries", "classes"],
        rows: rows.map((row) => [row.label, row.category, ...setups2.flatMap((setup) => [row[setup.key], ...row.intervals?.[setup.key] ?? [null, null]]), row.p, row.standing, row.k, row.train_photos, row.queries, row.classes])
      },
      option: {
        ...base(),
        legend: { top: 0, textStyle: { color: color("--ink") }, data: setups2.map((setup) => setup.key) },
        grid: { left: 16, right: 24, top: 52, bottom: 44, containLabel: true },
        dataZoom: [
          { type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false }
        ],
        xAxis: axis({ type: "value", min: low, max: high, ...middleName("accuracy, %") }),
        yAxis: nameAxis(rows),
        series: [
          {
            type: "custom",
            silent: true,
            tooltip: { show: false },
            data: rows.map((row, i) => [row.neg_same, row.pos_same, i]),
            encode: { x: [0, 1], y: 2 },
            renderItem: (params, api) => {
              const from = api.coord([api.value(0), api.value(2)]);
              const to = api.coord([api.value(1), api.value(2)]);
              return {
                type: "line",
                shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
                style: { stroke: color("--muted"), lineWidth: 2 }
              };
            }
          },
          ...setups2.map((setup) => ({
            name: setup.key,
            type: "scatter",
            symbol: setup.symbol,
            symbolSize: rows.length > 20 ? 10 : 13,
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
                  row.k + "-NN, " + row.queries + " query, " + row.train_photos + " training photos"
                ].join("\n");
              }
            }
          }))
        ]
      }
    };
  }
  function cellsOf(id) {
    return {
      columns: ["encoder", "test", "positives", "negatives", "seed", "top1", "low", "high", "queries"],
      rows: ofPanel(id).flatMap((row) => [
        ...row.cells.map(([test, positives, negatives, top1]) => [row.label, test, positives, negatives, "", top1, ...shareInterval(top1, row.queries), row.queries]),
        ...row.uniform_runs.map(([test, seed, top1]) => [row.label, test, "uniform", "uniform", seed, top1, ...shareInterval(top1, row.queries), row.queries])
      ])
    };
  }

  // src/repair.js
  function repairChart(index) {
    const row = page.results[index];
    const methods = row.methods;
    const start = methods[0];
    const at = (method) => [100 * method.content_kept, 100 * method.trace_left];
    const xs = methods.map((method) => at(method)[0]);
    const ys = methods.map((method) => at(method)[1]);
    const low = Math.max(0, Math.floor((Math.min(...xs) - 3) / 5) * 5);
    const right2 = Math.min(100, Math.ceil((Math.max(...xs) + 3) / 5) * 5);
    const top = Math.min(100, Math.max(5, Math.ceil((Math.max(...ys) + 2) / 5) * 5));
    const sides = [];
    methods.forEach((method, i) => {
      const near = methods.slice(0, i).flatMap((other, j) => Math.abs(xs[j] - xs[i]) < 0.15 * (right2 - low) && Math.abs(ys[j] - ys[i]) < 0.08 * top ? [sides[j]] : []);
      sides.push(["right", "top", "left", "bottom"].find((side2) => !near.includes(side2)) ?? "right");
    });
    const figure = (one) => one ? percent(one.value) + " (95 %: " + percent(one.low) + " to " + percent(one.high) + ")" : unmeasured;
    const flat = (one) => one ? [one.value, one.low, one.high] : [null, null, null];
    const figures = [["probe_own", "old probe"], ["probe_fresh", "fresh linear probe"], ["probe_nonlinear", "fresh, not linear"], ["same_processing_at_10", "same processing among ten"], ["content_accuracy", "content by neighbors"], ["neighbors_changed", "neighbors changed"]];
    const fill = (method) => method.method === row.recommended ? "#009e73" : method.unbeaten ? "#0072b2" : color("--ground");
    return {
      height: 420,
      points: methods.map((method, i) => [0, i]),
      data: {
        columns: ["method", "rank", "oracle", "unbeaten", "recommended", "content_kept", "trace_left", ...figures.flatMap(([key]) => [key, key + "_low", key + "_high"])],
        rows: methods.map((method) => [method.method, method.rank, method.oracle, method.unbeaten, method.method === row.recommended, method.content_kept, method.trace_left, ...figures.flatMap(([key]) => flat(method[key]))])
      },
      option: {
        ...base(),
        grid: { left: 60, right: 90, top: 40, bottom: 56, containLabel: true },
        xAxis: axis({ type: "value", min: low, max: right2, ...middleName("content kept, %") }),
        yAxis: axis({ type: "value", min: 0, max: top, name: "trace left, %", nameTextStyle: { color: color("--muted"), align: "left" } }),
        series: [{
          type: "scatter",
          data: methods.map((method, i) => ({
            value: at(method),
            symbol: method === start ? "rect" : method.oracle ? "diamond" : "circle",
            symbolSize: method.method === row.recommended ? 18 : 12,
            itemStyle: { color: fill(method), borderColor: color("--ink"), borderWidth: 1.5 },
            label: { show: true, position: sides[i], color: color("--ink"), formatter: method === start ? "as it is" : method.method }
          })),
          markLine: {
            silent: true,
            animation: false,
            symbol: ["none", "arrow"],
            symbolSize: 8,
            z: 1,
            label: { show: false },
            data: methods.filter((method) => method !== start).map((method) => [
              { coord: at(start), lineStyle: { color: method.method === row.recommended ? "#009e73" : color("--muted"), opacity: method.method === row.recommended ? 1 : 0.5, width: method.method === row.recommended ? 3 : 1, type: method.oracle ? "dashed" : "solid" } },
              { coord: at(method) }
            ])
          },
          tooltip: {
            formatter: ({ dataIndex }) => [
              methods[dataIndex].method + (methods[dataIndex].oracle ? " (must be told the processing)" : ""),
              ...figures.map(([key, name]) => name + " " + figure(methods[dataIndex][key]))
            ].join("\n")
          }
        }],
        tooltip: { ...base().tooltip, trigger: "item" }
      }
    };
  }

  // src/retrieval.js
  function retrievalChart(id, type, width) {
    const rows = ofPanel(id);
    const recall = (row) => type() === "mean" ? row.mean : row.queries[type()];
    const places2 = rows.map((row) => [recall(row).same, recall(row).different]);
    const corner = Math.max(0, Math.min(95, Math.floor((Math.min(...places2.flat()) - 1) / 5) * 5));
    const symbols = (small) => ({
      type: "scatter",
      symbolSize: small ? 9 : 13,
      data: rows.map((row, i) => ({ value: places2[i], itemStyle: { color: categoryColor(row.category, color), borderColor: row.encoder === page.chosen ? color("--ink") : color("--ground"), borderWidth: row.encoder === page.chosen ? 2.5 : 1 } })),
      label: { show: !small, position: "right", color: color("--ink"), fontSize: 12, formatter: ({ dataIndex }) => rows.length <= 6 || rows[dataIndex].encoder === page.chosen ? shorten(rows[dataIndex].label, 22) : "" },
      labelLayout: { hideOverlap: true },
      tooltip: {
        formatter: ({ dataIndex }) => [
          shorten(rows[dataIndex].label, 120) + " (" + rows[dataIndex].category + ")",
          "different " + percent(places2[dataIndex][1]) + ", 95 %: " + range(recall(rows[dataIndex]).different_interval),
          "same " + percent(places2[dataIndex][0]) + ", 95 %: " + range(recall(rows[dataIndex]).same_interval),
          "different to same, mean of both: from " + percent(rows[dataIndex].mean.different) + " to " + percent(rows[dataIndex].mean.same) + ", change " + signed(rows[dataIndex].mean.same - rows[dataIndex].mean.different) + ", 95 %: " + negated(rows[dataIndex].difference),
          rows[dataIndex].standing + ", " + pValue(rows[dataIndex].p),
          rows[dataIndex].pairs + " pairs"
        ].join("\n")
      }
    });
    const diagonal = (low) => ({
      silent: true,
      symbol: "none",
      animation: false,
      lineStyle: { color: color("--muted"), type: "dashed" },
      label: { show: false },
      data: [[{ coord: [low, low] }, { coord: [100, 100] }]]
    });
    const cornerAxis = (gridIndex) => axis({ type: "value", gridIndex, min: corner, max: 100, splitNumber: 3, axisLabel: { fontSize: 10, hideOverlap: true } });
    return {
      // Square: what lies above the diagonal is lost.
      height: Math.min(560, width),
      points: rows.map((row, i) => [0, i]),
      data: {
        columns: ["encoder", "category", "phone_same", "phone_different", "camera_same", "camera_different", "mean_same", "mean_different", "difference_low", "difference_high", "p", "standing", "pairs"],
        rows: rows.map((row) => [row.label, row.category, row.queries.phone.same, row.queries.phone.different, row.queries.camera.same, row.queries.camera.different, row.mean.same, row.mean.different, row.difference[0], row.difference[1], row.p, row.standing, row.pairs])
      },
      option: {
        ...base(),
        toolbox: { right: 4, top: 0, iconStyle: { borderColor: color("--ink") }, feature: { dataZoom: { xAxisIndex: 0, yAxisIndex: 0, filterMode: "none", title: { zoom: "zoom into a rectangle", back: "zoom out" } } } },
        grid: [
          { left: 8, right: 24, top: 34, bottom: 40, containLabel: true },
          { width: "34%", height: "34%", right: 40, bottom: 76, show: true, backgroundColor: color("--card"), borderColor: color("--rule") }
        ],
        xAxis: [axis({ type: "value", min: 0, max: 100, ...middleName("recall@1 among photos of the same camera type, %") }), cornerAxis(1)],
        yAxis: [axis({ type: "value", min: 0, max: 100, name: "\u2026 of the other type, %", nameTextStyle: { color: color("--muted"), align: "left" } }), cornerAxis(1)],
        series: [
          { ...symbols(false), xAxisIndex: 0, yAxisIndex: 0, markLine: diagonal(0) },
          { ...symbols(true), xAxisIndex: 1, yAxisIndex: 1, z: 4, markLine: diagonal(corner) }
        ],
        tooltip: { ...base().tooltip, trigger: "item" }
      }
    };
  }

  // src/roc.js
  var MOST_STEPS = 12;
  function rocChart(id) {
    const rows = ofPanel(id);
    const own = rows.find((row) => row.encoder === page.chosen) ?? rows[0];
    const shown = own.rungs.filter((rung) => rung.duplicates.auc < 0.99999).slice(0, MOST_STEPS);
    const smallest = 1 / own.rungs[0].duplicates.strangers;
    const x = (point) => Math.max(point.strangers, smallest);
    const points2 = (rung) => rung.duplicates.roc.filter((point) => point.strangers === 0 || point.strangers >= smallest);
    const shade = (i) => "hsl(206, 70%, " + Math.round(72 - 44 * i / Math.max(1, shown.length - 1)) + "%)";
    return {
      height: 360,
      points: shown.flatMap((rung, s) => points2(rung).map((point, i) => [s, i])),
      data: {
        columns: ["encoder", "step", "strangers", "copies", "copies_low", "copies_high", "photos", "pairs"],
        rows: own.rungs.flatMap((rung) => rung.duplicates.roc.map((point) => [own.label, rung.step, point.strangers, point.copies, ...shareInterval(100 * point.copies, own.photos).map((end) => end / 100), own.photos, rung.duplicates.strangers]))
      },
      option: {
        ...base(),
        title: shown.length ? void 0 : { text: "Every step is told apart from strangers without an error.", left: "center", top: "middle", textStyle: { color: color("--ink"), fontSize: 14, fontWeight: "normal" } },
        grid: { left: 8, right: 24, top: 40, bottom: 40, containLabel: true },
        xAxis: axis({ type: shown.length ? "log" : "value", min: shown.length ? smallest : 0, max: 1, ...middleName("share of strangers that pass"), axisLabel: { formatter: (value) => String(Number(value.toPrecision(1))) } }),
        yAxis: axis({ type: "value", min: 0, max: 1, name: "share of copies kept", nameTextStyle: { color: color("--muted"), align: "left" } }),
        series: shown.map((rung, i) => ({
          name: own.unit + " " + rung.step,
          type: "line",
          symbolSize: 5,
          lineStyle: { color: shade(i), width: 2 },
          itemStyle: { color: shade(i) },
          label: { show: true, position: "right", distance: 6, color: color("--muted"), fontSize: 11, formatter: ({ dataIndex }) => dataIndex === 0 ? String(rung.step) : "" },
          labelLayout: { hideOverlap: true },
          data: points2(rung).map((point) => [x(point), point.copies]),
          tooltip: { formatter: ({ value }) => own.unit + " " + rung.step + ", AUC " + rung.duplicates.auc.toFixed(3) + ", 95 %: " + spread(boundsOf(rung.duplicates)?.auc, 3, "") + "\n" + percent(100 * value[1]) + " of copies, 95 %: " + range(shareInterval(100 * value[1], own.photos)) + ", where " + value[0].toPrecision(1) + " of the measured strangers pass\n" + own.photos + " photos, " + rung.duplicates.strangers + " pairs" }
        })),
        tooltip: { ...base().tooltip, trigger: "item" }
      }
    };
  }

  // src/similarity.js
  var groups = [
    { key: "same_class_same_processing", name: "same class, same processing", color: "#009e73", type: "solid" },
    { key: "same_class_different_processing", name: "same class, other processing", color: "#009e73", type: "dashed" },
    { key: "different_class_same_processing", name: "other class, same processing", color: "#d55e00", type: "solid" },
    { key: "different_class_different_processing", name: "other class, other processing", color: "#d55e00", type: "dashed" }
  ];
  var queryName = (query) => (query.photo ?? "row " + query.query) + " under " + query.test;
  function queryControls(place2, rows, onchange) {
    const state = { result: null, query: null };
    const picture2 = element("span", { class: "query-picture" });
    const queries = element("select", { onchange: () => {
      take(Number(queries.value));
      onchange();
    } });
    function take(index) {
      state.query = state.result.queries[index];
      const thumbnail = page.thumbnails[state.result.dataset + ":" + state.query.photo];
      picture2.replaceChildren(...thumbnail ? [element("img", { src: "data:image/jpeg;base64," + thumbnail, alt: "The query" })] : []);
    }
    function use(result) {
      state.result = result;
      queries.replaceChildren(...result.queries.map((query, i) => element("option", { value: i }, shorten(queryName(query), 60))));
      take(0);
    }
    state.fill = () => {
      const own = ofChosen(rows);
      use(own[0]);
      const which = select("Trace", own.map((row, i) => [i, own.every((other) => other.label === row.label) ? row.title : row.title + ", " + row.label]), (value) => {
        use(own[value]);
        onchange();
      });
      place2.replaceChildren(picture2, which.element, element("label", {}, "Query ", queries));
    };
    state.fill();
    return state;
  }
  function similarityChart(state, said) {
    const query = state.query;
    const bins = query.histograms[0].counts.length;
    const center = (bin) => query.low + (bin + 0.5) * (query.high - query.low) / bins;
    const histogram = (key) => query.histograms.find((one) => one.group === key);
    const total = (key) => Math.max(1, histogram(key).counts.reduce((a, b) => a + b, 0));
    const peak = (key) => {
      const { counts } = histogram(key);
      return counts.indexOf(Math.max(...counts));
    };
    said.textContent = query.auc === void 0 || query.auc === null ? "No training photo of this class: nothing to compare." : "AUC of processing within the class: " + query.auc.toFixed(2) + " (" + (query.auc_interval ? "95 %: " + query.auc_interval.map((end) => end.toFixed(2)).join(" to ") + " over " + query.photos + " training photos of the class" : "interval " + unmeasured) + "). Of two photos of the query's class, one under its processing and one under another, the first is the more similar this often; 0.5 says that processing does not matter.";
    return {
      height: 400,
      points: groups.flatMap((group, s) => histogram(group.key).counts.map((count, bin) => [s, bin])),
      data: {
        columns: ["bin_low", "bin_high", ...groups.map((group) => group.key)],
        rows: Array.from({ length: bins }, (unused, bin) => [
          query.low + bin * (query.high - query.low) / bins,
          query.low + (bin + 1) * (query.high - query.low) / bins,
          ...groups.map((group) => histogram(group.key).counts[bin])
        ])
      },
      option: {
        ...base(),
        grid: { left: 8, right: 24, top: 40, bottom: 40, containLabel: true },
        xAxis: axis({ type: "value", axisLine: { onZero: false }, min: Math.floor(query.low * 20) / 20, max: Math.ceil(query.high * 20) / 20, ...middleName("cosine similarity to the query") }),
        yAxis: axis({ type: "value", axisLine: { onZero: false }, name: "share of the group", nameTextStyle: { color: color("--muted"), align: "left" } }),
        series: groups.map((group) => ({
          name: group.name,
          type: "line",
          step: "middle",
          symbol: "none",
          symbolSize: 6,
          lineStyle: { color: group.color, type: group.type, width: 2 },
          itemStyle: { color: group.color },
          label: { show: true, position: "top", color: color("--ink"), fontSize: 12, formatter: ({ dataIndex }) => dataIndex === peak(group.key) ? group.name : "" },
          labelLayout: { moveOverlap: "shiftY" },
          areaStyle: { color: group.color, opacity: group.type === "solid" ? 0.18 : 0.06 },
          data: histogram(group.key).counts.map((count, bin) => [center(bin), count / total(group.key)])
        })),
        tooltip: {
          ...base().tooltip,
          trigger: "axis",
          formatter: (points2) => "cosine " + points2[0].value[0].toFixed(3) + "\n" + points2.map((point) => point.seriesName + " " + percent(100 * point.value[1]) + " of " + histogram(groups[point.seriesIndex].key).counts.reduce((a, b) => a + b, 0) + " pictures").join("\n")
        }
      }
    };
  }

  // src/tuning.js
  function tuningChart(chosen) {
    const row = chosen();
    const trials = row.trials.filter((trial) => trial.val_accuracy !== void 0 && trial.val_accuracy !== null);
    const failed = row.trials.length - trials.length;
    const accuracies = trials.map((trial) => trial.val_accuracy);
    const low = Math.min(...accuracies), high = Math.max(...accuracies);
    const logistic = "C" in row.best;
    const same = (a, b) => logistic ? a.C === b.C : a.lr === b.lr && a.wd === b.wd;
    const held = row.attribute ? void 0 : Math.round(row.train_photos / 5);
    const about = (trial) => held ? "95 %, of this trial by itself: " + range(shareInterval(trial.val_accuracy, held)) + "\nabout " + held + " photos, a fifth of those for training" : "on the split's validation photos; their number is not in the result";
    const isBest = (trial) => same(trial, row.best);
    const log = Math.log10;
    const values = trials.map((trial) => logistic ? [log(trial.C), trial.val_accuracy] : [log(trial.lr), log(trial.wd), trial.val_accuracy]);
    const power = { axisLabel: { formatter: (value) => "1e" + Number(value.toFixed(1)) } };
    return {
      height: 400,
      points: trials.map((trial, i) => [0, i]),
      data: {
        columns: ["encoder", "parameter", "lr", "wd", "C", "val_accuracy", "val_low", "val_high", "val_photos"],
        rows: row.trials.map((trial) => [row.label, row.parameter ?? row.attribute, trial.lr, trial.wd, trial.C, trial.val_accuracy, ...held && Number.isFinite(trial.val_accuracy) ? shareInterval(trial.val_accuracy, held) : [null, null], held])
      },
      option: {
        ...base(),
        title: failed ? { text: failed + " of " + row.trials.length + " trials diverged and are not drawn", right: 8, bottom: 0, textStyle: { color: color("--muted"), fontSize: 12, fontWeight: "normal" } } : void 0,
        grid: { left: 8, right: 24, top: logistic ? 28 : 64, bottom: 60, containLabel: true },
        visualMap: logistic ? void 0 : {
          dimension: 2,
          min: low,
          max: Math.max(high, low + 0.1),
          top: 0,
          left: "center",
          orient: "horizontal",
          calculable: false,
          text: [percent(high), percent(low)],
          textStyle: { color: color("--ink") },
          itemWidth: 12,
          itemHeight: 140,
          inRange: { color: ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"] }
        },
        xAxis: axis({ type: "value", scale: true, ...middleName(logistic ? "C" : "learning rate"), ...power }),
        yAxis: logistic ? axis({ type: "value", scale: true, name: "validation accuracy, %", nameTextStyle: { color: color("--muted"), align: "left" } }) : axis({ type: "value", scale: true, name: "weight decay", nameTextStyle: { color: color("--muted"), align: "left" }, ...power }),
        series: [{
          type: "scatter",
          symbol: (value, params) => isBest(trials[params.dataIndex]) ? "diamond" : "circle",
          symbolSize: (value, params) => isBest(trials[params.dataIndex]) ? 22 : 12,
          itemStyle: { borderColor: color("--ink"), borderWidth: 1, ...logistic ? { color: "#0072b2" } : {} },
          data: values,
          tooltip: { formatter: ({ dataIndex }) => settingsOf(trials[dataIndex]) + "\nvalidation " + percent(trials[dataIndex].val_accuracy) + "\n" + about(trials[dataIndex]) + (isBest(trials[dataIndex]) ? "\nthe best" : "") }
        }],
        tooltip: { ...base().tooltip, trigger: "item" }
      }
    };
  }

  // src/wall.js
  var MOST_BESIDE = 6;
  var aboveChance = (value, chance) => (value - chance) / (100 - chance);
  var place = (row) => row.dataset + "\n" + (row.parameter ?? row.attribute) + "\n" + row.title;
  function tracesOf(results) {
    const traces = /* @__PURE__ */ new Map();
    for (const row of results) {
      if (!["probe", "acquisition", "knn", "retrieve"].includes(row.kind)) continue;
      const key = place(row);
      if (!traces.has(key)) traces.set(key, { key, title: row.title, dataset: row.dataset, parameter: row.parameter ?? row.attribute, reads: false, costs: false, recall: false });
      const trace = traces.get(key);
      if (row.kind === "knn") trace.costs = true;
      else if (row.kind === "retrieve") trace.costs = trace.recall = true;
      else trace.reads = true;
    }
    return [...traces.values()];
  }
  function reading(row) {
    const { value, none, low, high, photos } = row.effect;
    return {
      value,
      chance: none,
      low,
      high,
      photos,
      found: row.standing === "found",
      standing: row.standing,
      at: aboveChance(value, none),
      from: low === void 0 ? void 0 : aboveChance(low, none),
      to: high === void 0 ? void 0 : aboveChance(high, none)
    };
  }
  function loss(row) {
    const { value, low, high, photos } = row.effect;
    const [from, to] = row.kind === "knn" ? [row.baseline, row.neg_same] : [row.mean.different, row.mean.same];
    return {
      change: 0 - value,
      interval: low === void 0 ? void 0 : [-high, -low],
      photos,
      from,
      to,
      found: row.standing === "found",
      standing: row.standing,
      what: row.kind === "knn" ? row.k + "-NN accuracy" : "recall@1"
    };
  }
  function rowsOf(results, traces) {
    const rows = /* @__PURE__ */ new Map();
    for (const result of results) {
      const column = traces.findIndex((trace) => trace.key === place(result));
      if (column < 0 || !result.effect) continue;
      if (!rows.has(result.label)) {
        rows.set(result.label, { label: result.label, encoder: result.encoder, category: categoryOf(result), shown: result.category, cells: traces.map(() => ({})) });
      }
      const cell = rows.get(result.label).cells[column];
      if (result.kind === "knn" || result.kind === "retrieve") cell.loss ??= loss(result);
      else cell.reading ??= reading(result);
    }
    return [...rows.values()];
  }
  var byLabel = (a, b) => a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
  var heights = { read: (cell) => cell.reading?.at, lost: (cell) => cell.loss ? 0 - cell.loss.change : void 0 };
  function ordered(rows, order2) {
    if (order2 === "given") return [...rows];
    if (order2 === "name") return [...rows].sort(byLabel);
    const [column, what] = order2;
    const value = (row) => heights[what](row.cells[column]) ?? -Infinity;
    return [...rows].sort((a, b) => value(b) - value(a) || byLabel(a, b));
  }
  function grouped(rows, byCategory) {
    if (!byCategory) return [{ category: void 0, rows }];
    return unique(rows.map((row) => row.category)).sort((a, b) => categoryRank(a) - categoryRank(b)).map((category) => ({ category, rows: rows.filter((row) => row.category === category) }));
  }
  function cellWords(row, trace, cell) {
    const words2 = [shorten(row.label, 120) + ", " + trace.title];
    if (cell.reading) {
      const { value, chance, low, high, photos, at, standing } = cell.reading;
      const interval = low === void 0 ? void 0 : [low, high];
      words2.push(
        "read by a probe at " + rounded(value, interval) + " % (" + (interval ? rounded(low, interval) + " to " + rounded(high, interval) : "interval not measured by this version") + "; " + photos + " test photos) where chance is " + rounded(chance, interval) + " %",
        Math.round(100 * at) + " of 100 on the way from chance to perfect: " + standing
      );
    }
    if (cell.loss) {
      const { change, interval, photos, from, to, standing, what } = cell.loss;
      words2.push(what + " from " + from.toFixed(1) + " to " + to.toFixed(1) + " %, change " + signed(change) + " (" + (interval ? signed(interval[0]) + " to " + signed(interval[1]) : "not measured by this version") + "; " + photos + (trace.recall ? " pairs" : " query photos") + ")" + (trace.recall ? " from a gallery by the other type of camera to one by the query's own" : " when the wrong photos share the query's " + trace.title) + ": " + standing);
    }
    if (cell.published) words2.push("the study's published figure: " + cell.published.map(([name, value]) => name + " " + value.toFixed(1)).join(", "));
    return words2.length > 1 ? words2.join("\n") : void 0;
  }
  var clamp = (share) => Math.max(0, Math.min(1, share));
  var side = (share) => (100 * clamp(share)).toFixed(2) + "%";
  function cellOf(row, trace, cell) {
    const made2 = element("td", { tabindex: -1, "data-tip": cellWords(row, trace, cell) });
    if (trace.reads) {
      const track = element("span", { class: "track" });
      if (cell.reading) {
        const { at, from, to, found } = cell.reading;
        if (from !== void 0) {
          const band = element("i", { class: "band" });
          band.style.left = side(from);
          band.style.width = (100 * (clamp(to) - clamp(from))).toFixed(2) + "%";
          track.append(band);
        }
        if (cell.published?.at !== void 0) {
          const mark2 = element("i", { class: "published" });
          mark2.style.left = side(cell.published.at);
          track.append(mark2);
        }
        const dot = element("i", { class: found ? "dot" : "dot hollow" });
        dot.style.left = side(at);
        track.append(dot);
      }
      made2.append(track);
    }
    if (trace.costs) {
      made2.append(cell.loss ? element("b", { class: cell.loss.found ? "lost" : "kept" }, points(cell.loss.change, cell.loss.interval)) : element("b", { class: "kept" }));
    }
    made2.append(element("span", { class: "said-only" }, spoken(cell)));
    return made2;
  }
  function spoken(cell) {
    const words2 = [];
    if (cell.reading) words2.push("read at " + Math.round(100 * cell.reading.at) + " of 100 above chance, " + cell.reading.standing);
    if (cell.loss) words2.push("points, " + cell.loss.standing);
    return words2.join("; ") || "not measured";
  }
  function wallData(rows, traces) {
    return {
      columns: ["encoder", "category", "dataset", "trace", "read", "read_low", "read_high", "chance", "above_chance", "read_standing", "test_photos", "from", "to", "change", "change_low", "change_high", "change_standing", "query_photos"],
      rows: rows.flatMap((row) => traces.flatMap((trace, i) => {
        const { reading: r, loss: l } = row.cells[i];
        if (!r && !l) return [];
        return [[row.label, row.shown, trace.dataset, trace.title, r?.value, r?.low, r?.high, r?.chance, r?.at, r?.standing, r?.photos, l?.from, l?.to, l?.change, l?.interval?.[0], l?.interval?.[1], l?.standing, l?.photos]];
      }))
    };
  }
  function wallDrawing(groups2, traces) {
    const names = 250, wide = 210, high = 20;
    const width = names + wide * traces.length;
    const all = groups2.reduce((sum, group) => sum + group.rows.length + (group.category ? 1.4 : 0), 0);
    const svg = drawing(width, 60 + high * all);
    traces.forEach((trace, i) => svg.append(text(names + wide * i, 24, shorten(capitalized(trace.title), 28), { fill: color("--ink"), "font-weight": 600 })));
    let y = 50;
    for (const group of groups2) {
      if (group.category) {
        svg.append(circle(6, y + 4, 4.5, { fill: categoryColor(group.category, color) }), text(18, y + 9, categoryName(group.category), { fill: color("--ink"), "font-weight": 600 }));
        y += high * 1.4;
      }
      for (const row of group.rows) {
        svg.append(text(0, y + 5, shorten(row.label, 34), { fill: color("--ink") }));
        row.cells.forEach((cell, i) => {
          const x = (share) => names + wide * i + 140 * clamp(share);
          const paint = categoryColor(row.category, color);
          if (cell.reading) {
            const { at, from, to, found } = cell.reading;
            svg.append(line(x(0), y, x(1), y, { stroke: color("--grid") }), line(x(0), y - 6, x(0), y + 6, { stroke: color("--quiet") }));
            if (from !== void 0) svg.append(line(x(from), y, x(to), y, { stroke: paint, "stroke-width": 6, opacity: 0.3 }));
            svg.append(circle(x(at), y, 4, { fill: found ? paint : color("--ground"), stroke: paint, "stroke-width": 1.4 }));
          }
          if (cell.loss) svg.append(text(names + wide * i + 185, y + 5, points(cell.loss.change, cell.loss.interval), { "text-anchor": "end", fill: color(cell.loss.found ? "--bad" : "--muted"), "font-weight": cell.loss.found ? 600 : 400 }));
        });
        y += high;
      }
    }
    return svg;
  }
  function startWall(section) {
    const host = section.querySelector(".wall-host");
    const traces = tracesOf(page.results);
    const rows = rowsOf(page.results, traces);
    addPublished(rows, traces);
    const state = { order: "given", byCategory: true, shown: 0, open: /* @__PURE__ */ new Set() };
    const severalDatasets = unique(traces.map((trace) => trace.dataset)).length > 1;
    const name = (trace) => capitalized(trace.title) + (severalDatasets ? ", " + shorten(trace.dataset, 24) : "");
    const groups2 = () => grouped(ordered(rows, state.order), state.byCategory);
    function blockOf(from, to, first) {
      const columns = traces.slice(from, to);
      const heads = columns.map((trace, i) => {
        const what = trace.reads ? "read" : "lost";
        const sortedBy = Array.isArray(state.order) && state.order[0] === from + i;
        return element(
          "th",
          { scope: "col", class: "trace-" + (from + i), "aria-sort": sortedBy ? "descending" : void 0 },
          element("button", { type: "button", class: "sort", title: "Sort by " + trace.title, onclick: () => {
            state.order = sortedBy ? "given" : [from + i, what];
            draw();
          } }, shorten(name(trace), 60), sortedBy ? " \u2193" : ""),
          element("small", {}, [trace.reads ? "chance to perfect" : void 0, trace.costs ? trace.recall ? "recall lost" : "answers lost" : void 0].filter(Boolean).join(" \xB7 "))
        );
      });
      return element(
        "table",
        { class: "wall", "data-first": first },
        element("thead", {}, element("tr", {}, element("th", { scope: "col", class: "name" }, element("button", { type: "button", class: "sort", title: "Sort by name", onclick: () => {
          state.order = state.order === "name" ? "given" : "name";
          draw();
        } }, "Encoder", state.order === "name" ? " \u2193" : "")), ...heads)),
        ...groups2().map((group) => element(
          "tbody",
          { "data-category": group.category },
          ...group.category ? [element("tr", { class: "category" }, element("th", { scope: "colgroup", colspan: columns.length + 1 }, element("i", { class: "swatch" }), categoryName(group.category)))] : [],
          ...group.rows.flatMap((row) => rowOf(row, columns, from))
        ))
      );
    }
    function rowOf(row, columns, from) {
      const open = state.open.has(row.label);
      const button = element("button", { type: "button", class: "open", "aria-expanded": String(open), title: "What was found for " + shorten(row.label, 120), onclick: () => toggle(row) }, shorten(row.label, 60));
      const made2 = element(
        "tr",
        { class: row.encoder === page.chosen ? "chosen" : void 0, "data-label": shorten(row.label, 300), "data-category": row.category },
        element("th", { scope: "row", class: "name" }, button),
        ...columns.map((trace, i) => {
          const cell = cellOf(row, trace, row.cells[from + i]);
          cell.classList.add("trace-" + (from + i));
          return cell;
        })
      );
      if (!open) return [made2];
      const template = [...document.querySelectorAll("[data-article]")].find((one) => one.dataset.article === String(page.results.findIndex((result) => result.encoder === row.encoder && result.effect)));
      return [made2, element("tr", { class: "opened" }, element("td", { colspan: columns.length + 1 }, ...template ? [...template.cloneNode(true).childNodes] : []))];
    }
    function toggle(row) {
      if (state.open.has(row.label)) state.open.delete(row.label);
      else state.open.add(row.label);
      choose(row.encoder);
      draw(row.label);
    }
    function draw(focus) {
      host.replaceChildren();
      const blocks = Math.max(1, Math.ceil(traces.length / MOST_BESIDE));
      const each = Math.ceil(traces.length / blocks);
      for (let from = 0; from < traces.length; from += each) host.append(blockOf(from, Math.min(traces.length, from + each), from === 0));
      host.dataset.shown = String(state.shown);
      host.style.setProperty("--traces", String(each));
      const first = host.querySelector("td[data-tip]");
      if (first) first.tabIndex = 0;
      show();
      if (focus) [...host.querySelectorAll("tr[data-label] button.open")].find((one) => one.closest("tr").dataset.label === shorten(focus, 300))?.focus();
    }
    const tabs = element("div", { class: "tabs", role: "tablist", "aria-label": "Trace" }, ...traces.map((trace, i) => element("button", { type: "button", role: "tab", "data-tab": i, onclick: () => {
      state.shown = i;
      show();
    } }, shorten(name(trace), 30))));
    tabs.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!move) return;
      state.shown = (state.shown + move + traces.length) % traces.length;
      show();
      tabs.children[state.shown].focus();
    });
    function show() {
      [...tabs.children].forEach((tab, i) => {
        tab.setAttribute("aria-selected", String(i === state.shown));
        tab.tabIndex = i === state.shown ? 0 : -1;
      });
      for (const cell of host.querySelectorAll("[class*=trace-]")) cell.classList.toggle("shown", cell.classList.contains("trace-" + state.shown));
      for (const table of host.querySelectorAll("table")) table.classList.toggle("shown", Boolean(table.querySelector(".shown")));
    }
    host.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td[data-tip]");
      if (!cell) return;
      const line2 = cell.parentElement;
      const lines = [...host.querySelectorAll("tr[data-label]")];
      const beside = (from, step) => {
        let next2 = from;
        do {
          next2 = step > 0 ? next2.nextElementSibling : next2.previousElementSibling;
        } while (next2 && !next2.matches("td[data-tip]"));
        return next2;
      };
      const other = (step) => lines[lines.indexOf(line2) + step]?.children[cell.cellIndex];
      const next = { ArrowRight: () => beside(cell, 1), ArrowLeft: () => beside(cell, -1), ArrowDown: () => other(1), ArrowUp: () => other(-1) }[event.key]?.();
      if (event.key === "Enter") line2.querySelector("button.open").click();
      if (!next?.matches("td")) return;
      cell.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      if (next.dataset.tip) showTip(next, next.dataset.tip);
      else hideTip();
      event.preventDefault();
    });
    const controls = section.querySelector(".section-controls");
    if (rows.length > 1) {
      const orders = [["given", "as the results come"], ["name", "name"], ...traces.flatMap((trace, i) => [
        ...trace.reads ? [[i + " read", name(trace) + ", read"]] : [],
        ...trace.costs ? [[i + " lost", name(trace) + ", lost"]] : []
      ])];
      const sort = select("Sort by", orders, (value) => {
        const [column, what] = value.split(" ");
        state.order = what ? [Number(column), what] : value;
        draw();
      });
      const check = element("input", { type: "checkbox", checked: true, onchange: () => {
        state.byCategory = check.checked;
        draw();
      } });
      controls.append(sort.element, element("label", {}, check, " by category"));
    }
    if (traces.length > 1) controls.after(tabs);
    wire(section, "Encoders-and-traces", {
      data: () => wallData(rows, traces),
      svg: () => paper(wallDrawing(groups2(), traces))
    });
    draw();
    return { draw };
  }
  function addPublished(rows, traces) {
    const published = page.published;
    if (!published) return;
    for (const row of rows) {
      const own = published[row.encoder];
      if (!own) continue;
      traces.forEach((trace, i) => {
        const figures = own[trace.parameter];
        if (!figures) return;
        const cell = row.cells[i];
        const named = Object.entries(figures).filter(([, value]) => typeof value === "number");
        cell.published = named;
        if (cell.reading && typeof figures.probe === "number") cell.published.at = aboveChance(figures.probe, cell.reading.chance);
      });
    }
  }

  // src/main.js
  load(document.getElementById("results").textContent);
  startTips();
  var byId = (id) => document.getElementById(id);
  var places = (kind) => [...document.querySelectorAll('.chart[data-kind="' + kind + '"]')];
  var controlsOf = (place2) => place2.closest(".panel").querySelector(".controls");
  var followers = [];
  var follow = (own) => {
    followers.push(() => {
      if (own.drawn) own.draw();
    });
    return own;
  };
  function startChoice() {
    const host = byId("who");
    const names = encoders();
    if (!host || names.length < 2) {
      host?.remove();
      return;
    }
    const choice = select("Encoder", names.map((name) => [name, name]), choose);
    choice.input.id = "encoder";
    host.append(choice.element);
    onChoice((encoder) => {
      choice.input.value = encoder;
    });
  }
  function sortable(sectionId, kind, chart) {
    const section = byId(sectionId);
    if (!section || !places(kind).length) return;
    let order2 = "category";
    const own = [];
    const choice = select("Sort by", [["category", "category"], ["accuracy", "accuracy"], ["name", "name"]], (value) => {
      order2 = value;
      own.forEach((one) => one.draw());
    });
    section.querySelector(".section-controls").append(choice.element);
    for (const place2 of places(kind)) own.push(follow(panel(place2, () => chart(place2.id, () => order2))));
  }
  function startCost() {
    for (const place2 of places("dumbbells")) follow(panel(place2, dumbbells));
    for (const place2 of places("copies")) follow(panel(place2, thresholdChart));
    for (const place2 of places("ladder-copies")) follow(panel(place2, ladderCopiesChart));
    for (const place2 of places("retrieve")) {
      let type = "mean";
      const choice = select("Queries", [["mean", "mean of both"], ["phone", "photos by phone"], ["camera", "photos by camera"]], (value) => {
        type = value;
        own.draw();
      });
      controlsOf(place2).append(choice.element);
      const own = follow(panel(place2, (width) => retrievalChart(place2.id, () => type, width)));
    }
  }
  function startDeeper() {
    sortable("probes", "probe", probeChart);
    sortable("knn", "knn", knnChart);
    for (const details of document.querySelectorAll("details.cells")) {
      const id = details.dataset.panel;
      details.addEventListener("toggle", () => {
        details.querySelector(".table").replaceChildren(details.open ? tableOf(cellsOf(id)) : "");
      });
      details.querySelector("[data-cells]").addEventListener("click", () => download(id + "-cells.csv", "text/csv", csv(cellsOf(id))));
    }
    for (const button of document.querySelectorAll("button[data-confusion]")) {
      button.addEventListener("click", () => showConfusion(page.results[button.dataset.confusion]));
    }
    document.querySelector("#confusion button").addEventListener("click", () => byId("confusion").close());
    startConfusions();
    for (const place2 of places("similarity")) {
      const said = place2.closest(".panel").querySelector(".said");
      const state = queryControls(controlsOf(place2), kinds("similarity"), () => own.draw());
      const own = follow(panel(place2, () => similarityChart(state, said)));
      followers.push(() => {
        state.fill();
        if (own.drawn) own.draw();
      });
    }
    const ladder = byId("ladder");
    if (ladder) {
      let measure = "rescaled";
      const own = [];
      ladder.querySelector(".section-controls").append(
        select("Show", Object.entries(ladderMeasures).map(([key, about]) => [key, about.name]), (value) => {
          measure = value;
          own.forEach((one) => one.draw());
        }).element
      );
      for (const place2 of places("ladder")) own.push(follow(panel(place2, () => ladderChart(place2.id, () => measure))));
      for (const place2 of places("roc")) follow(panel(place2, () => rocChart(place2.id.slice("roc-".length))));
    }
    for (const place2 of places("repair")) panel(place2, () => repairChart(Number(place2.id.slice("repair-".length))));
    for (const place2 of places("tuning")) {
      const all = page.results.filter((row) => (row.trials ?? []).length > 0);
      let rows = [];
      let chosen = null;
      const fill = () => {
        rows = ofChosen(all);
        chosen = rows[0];
        controlsOf(place2).replaceChildren(select("Trace", rows.map((row, i) => [i, row.title + ", " + row.label]), (value) => {
          chosen = rows[value];
          own.draw();
        }).element);
      };
      fill();
      const own = follow(panel(place2, () => tuningChart(() => chosen)));
      followers.unshift(fill);
    }
  }
  function startConfusions() {
    const host = byId("confusions")?.querySelector(".matrices");
    if (!host) return;
    const fill = () => {
      const rows = ofChosen(page.results.filter((row) => row.confusion));
      host.replaceChildren(...rows.map((row) => element(
        "figure",
        {},
        element("figcaption", {}, shorten(row.title, 80) + ", " + shorten(row.label, 80)),
        element("div", { class: "table scroll", tabindex: 0, role: "group", "aria-label": "Confusion matrix of " + shorten(row.title, 80) }, confusionTable(row))
      )));
    };
    fill();
    followers.push(fill);
  }
  startChoice();
  var lead = byId("see") && startLead(byId("see"));
  var wall = byId("wall") && startWall(byId("wall"));
  startCost();
  startDeeper();
  onChoice(() => {
    lead?.fill();
    wall?.draw();
    followers.forEach((one) => one());
  });
  for (const details of document.querySelectorAll("details.deep")) details.addEventListener("toggle", resizeAll);
  if (location.hash) byId(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
  addEventListener("hashchange", () => byId(location.hash.slice(1))?.closest("details")?.setAttribute("open", ""));
  drawWaiting();
  var pending = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(resizeAll);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    redrawAll();
    wall?.draw();
  });
  var folded = [];
  addEventListener("beforeprint", () => {
    print(true);
    folded = [...document.querySelectorAll("details.deep:not([open])")];
    folded.forEach((one) => {
      one.open = true;
    });
    lead?.draw();
    redrawAll();
  });
  addEventListener("afterprint", () => {
    print(false);
    folded.forEach((one) => {
      one.open = false;
    });
    lead?.draw();
    redrawAll();
  });
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
