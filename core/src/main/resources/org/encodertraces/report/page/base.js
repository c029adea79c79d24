// What all charts share: colors that follow the reader's scheme, names cut to size, and a panel that
// draws, downloads and tabulates one set of rows. Text reaches the page as text nodes or as SVG text,
// never as HTML.
const { results, thumbnails } = JSON.parse(document.getElementById("results").textContent);
results.forEach((result, index) => { result.index = index; });
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const dark = matchMedia("(prefers-color-scheme: dark)");
const panels = [];
const waiting = [];
let printing = false;

// Okabe and Ito's palette, one step darker where it was below 3 : 1 on white: distinguishable with the
// common kinds of color blindness.
const categoryColors = {
  CVL: "#0072b2", SUP: "#d55e00", SSL: "#009e73", "built-in": "#7f7f7f", custom: "#b8558f",
};
const categoryOrder = Object.keys(categoryColors);
const lineColors = ["#0072b2", "#d55e00", "#009e73", "#b8558f", "#a07800", "#3b8ec2", "#7f7f7f"];
const lineTypes = ["solid", "dashed", "dotted"];

const categoryColor = (category) => categoryColors[category] || categoryColors.custom;
const color = (name) => {
  const scheme = printing ? document.getElementById("paper") : document.documentElement;
  return getComputedStyle(scheme).getPropertyValue(name).trim();
};
const shorten = (text, length = 28) =>
  text.length > length ? text.slice(0, Math.ceil(length / 2) - 1) + "…" + text.slice(-Math.floor(length / 2)) : text;
const percent = (value) => value.toFixed(1) + " %";
const unmeasured = "not measured by this version";
const range = (pair) => (pair ? percent(pair[0]) + " to " + percent(pair[1]) : unmeasured);
const signed = (value) => (Math.abs(value) < 0.05 ? "0.0" : (value < 0 ? "\u2212" : "+") + Math.abs(value).toFixed(1));
/** The interval of a difference taken the other way round. */
const negated = (pair) => (pair ? signed(-pair[1]) + " to " + signed(-pair[0]) : unmeasured);
const pValue = (p) => (p === undefined || p === null ? "p " + unmeasured : p < 1e-5 ? "p below 0.00001" : "p " + Number(p.toPrecision(2)));
const ofPanel = (id) => results.filter((result) => result.panel === id);
const kinds = (kind) => results.filter((result) => result.kind === kind);
const unique = (values) => [...new Set(values)];

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A labeled select; {@code choices} are [value, text]. */
function select(label, choices, onchange) {
  const made = element("select", { onchange: () => onchange(made.value) });
  for (const [value, text] of choices) made.append(element("option", { value }, shorten(text, 60)));
  return { element: element("label", {}, label + " ", made), input: made };
}

const base = () => ({
  animation: !still && !printing,
  animationDuration: 300,
  textStyle: { color: color("--ink"), fontFamily: "system-ui, 'Liberation Sans', sans-serif" },
  aria: { enabled: false },
  tooltip: {
    renderMode: "richText", confine: true, backgroundColor: color("--panel"),
    borderColor: color("--rule"), textStyle: { color: color("--ink"), width: 300, overflow: "break" },
  },
});
const axis = (extra) => ({
  axisLine: { lineStyle: { color: color("--muted") } },
  axisLabel: { color: color("--ink") },
  splitLine: { lineStyle: { color: color("--rule") } },
  nameTextStyle: { color: color("--muted") },
  ...extra,
  ...(extra.axisLabel ? { axisLabel: { color: color("--ink"), ...extra.axisLabel } } : {}),
});
/** An axis of names, top to bottom, none left out. */
const nameAxis = (labels) => axis({
  type: "category", inverse: true, data: labels.map((label) => shorten(label)),
  axisLabel: { interval: 0, width: 150, overflow: "truncate", fontSize: 12 },
  axisTick: { show: false },
});
const middleName = (name) => ({ name, nameLocation: "middle", nameGap: 28 });

function download(name, type, content) {
  const url = content.startsWith("data:") ? content : URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  if (!content.startsWith("data:")) setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const csvField = (value) => {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const csv = ({ columns, rows }) => [columns, ...rows].map((row) => row.map(csvField).join(",") + "\n").join("");

function tableOf({ columns, rows }) {
  const cell = (value) => typeof value === "number" ? String(Math.round(value * 1e4) / 1e4) : value === null || value === undefined ? "" : shorten(String(value), 200);
  return element("table", {},
    element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {},
      element("th", { scope: "row" }, cell(row[0])), ...row.slice(1).map((value) => element("td", {}, cell(value)))))));
}

/**
 * One chart with its buttons and its table.
 *
 * build() gives { option, height, data: { columns, rows }, points, click } for the state that the
 * controls are in; points are what the arrow keys visit, as [seriesIndex, dataIndex].
 */
function panel(place, build) {
  const root = place.closest(".panel");
  const own = { place, chart: null, built: null };
  const name = place.dataset.name;
  own.draw = () => {
    own.built = build();
    place.style.height = own.built.height + "px";
    if (own.chart) {
      own.chart.resize();
    } else {
      own.chart = echarts.init(place, null, { renderer: "svg" });
      own.chart.on("click", (event) => own.built.click?.([event.seriesIndex, event.dataIndex]));
    }
    own.chart.setOption(own.built.option, true);
    const table = root.querySelector("details.lazy[open] .table");
    if (table) table.replaceChildren(tableOf(own.built.data));
  };
  const size = () => ({ width: Math.max(640, place.clientWidth), height: own.built.height });
  const frozen = () => ({ ...own.built.option, animation: false, backgroundColor: color("--ground") });
  const tools = {
    csv: () => download(name + ".csv", "text/csv", csv(own.built.data)),
    svg: () => {
      const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...size() });
      chart.setOption(frozen());
      download(name + ".svg", "image/svg+xml", chart.renderToSVGString());
      chart.dispose();
    },
    png: () => {
      const hidden = element("div");
      const chart = echarts.init(hidden, null, { renderer: "canvas", ...size() });
      chart.setOption(frozen());
      download(name + ".png", "image/png", chart.getDataURL({ pixelRatio: 2 }));
      chart.dispose();
    },
    reset: () => own.draw(),
  };
  for (const button of root.querySelectorAll("[data-tool]")) {
    button.addEventListener("click", () => tools[button.dataset.tool]());
  }
  const lazy = root.querySelector("details.lazy");
  if (lazy) {
    lazy.addEventListener("toggle", () => {
      lazy.querySelector(".table").replaceChildren(lazy.open ? tableOf(own.built.data) : "");
    });
  }
  own.built = build();
  place.style.height = own.built.height + "px";
  waiting.push(own);
  // The arrow keys visit the points that a mouse would hover; Escape leaves them, Enter is a click.
  let at = -1;
  place.addEventListener("keydown", (event) => {
    const points = own.built.points || [];
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (move && points.length) {
      at = (at + move + points.length) % points.length;
      own.chart?.dispatchAction({ type: "showTip", seriesIndex: points[at][0], dataIndex: points[at][1] });
      event.preventDefault();
    } else if (event.key === "Escape") {
      own.chart?.dispatchAction({ type: "hideTip" });
    } else if (event.key === "Enter" && at >= 0 && own.built.click) {
      own.built.click(points[at]);
    }
  });
  panels.push(own);
  return own;
}

/** Draws one waiting chart after another, those in sight first, so that the page answers meanwhile. */
function drawWaiting() {
  const inSight = (own) => {
    const box = own.place.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  };
  const next = waiting.find(inSight) ?? waiting[0];
  if (!next) return;
  waiting.splice(waiting.indexOf(next), 1);
  if (!next.chart) next.draw();
  setTimeout(drawWaiting);
}
