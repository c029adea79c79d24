// One chart with its menu: drawn by ECharts from an option, or by hand as SVG; one array of rows is what
// its CSV holds, its table shows and its drawing draws.
import { color, download, element, isPrinting, tableOf } from "./dom.js";
import { csv } from "./format.js";
import { hideTip, showTip } from "./tip.js";
import { drawing, node } from "./svg.js";

const panels = [];
const waiting = [];

export const base = () => ({
  animation: false,
  textStyle: { color: color("--ink"), fontFamily: "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif" },
  aria: { enabled: false },
  tooltip: {
    renderMode: "richText", confine: true, backgroundColor: color("--card"),
    borderColor: color("--rule"), textStyle: { color: color("--ink"), width: 300, overflow: "break" },
  },
});

export const axis = (extra) => ({
  axisLine: { lineStyle: { color: color("--quiet") } },
  axisTick: { show: false },
  axisLabel: { color: color("--muted") },
  splitLine: { lineStyle: { color: color("--grid") } },
  nameTextStyle: { color: color("--muted") },
  ...extra,
  ...(extra.axisLabel ? { axisLabel: { color: color("--muted"), ...extra.axisLabel } } : {}),
});

export const middleName = (name) => ({ name, nameLocation: "middle", nameGap: 30 });

/** A page of paper between its margins, in pixels; what goes deeper stands in two columns there. */
const PAPER = 690, COLUMN = 330;

/** Whether a place is in something closed, which browsers may lay out all the same. */
const isFolded = (place) => Boolean(place.closest("details:not([open])"));

/** How wide a chart is: on paper as its page has room, else as its place, or the column where that is folded away. */
function room(place) {
  if (isPrinting()) return place.closest("#deeper") ? COLUMN : PAPER;
  return place.clientWidth || Math.min(1124, document.documentElement.clientWidth - 40);
}

/**
 * One chart with its buttons and its table.
 *
 * build(width) gives { height, data: { columns, rows }, points, click } for the state that the controls
 * are in, and either {@code option} for ECharts, or {@code draw(width)}, an SVG whose marks carry
 * data-tip. Points are what the arrow keys visit, as [seriesIndex, dataIndex].
 */
export function panel(place, build) {
  const root = place.closest(".panel");
  const own = { place, chart: null, built: null, drawn: false };
  const name = place.dataset.name;
  const data = root.querySelector(".data");
  own.draw = () => {
    own.built = build(room(place));
    if (isPrinting() && place.closest("#deeper")) own.built.height = Math.min(own.built.height, own.built.rows ? Infinity : place.dataset.kind === "similarity" ? 300 : 240);
    own.drawn = true;
    if (own.built.draw) {
      place.style.height = "";
      place.replaceChildren(own.built.draw(room(place)));
    } else {
      place.style.height = own.built.height + "px";
      if (!own.chart) {
        place.replaceChildren();
        own.chart = echarts.init(place, null, { renderer: "svg", width: room(place), height: own.built.height });
        own.chart.on("click", (event) => own.built.click?.([event.seriesIndex, event.dataIndex]));
      } else {
        own.chart.resize({ width: room(place), height: own.built.height });
      }
      own.chart.setOption(own.built.option, true);
    }
    if (data && !data.hidden) data.replaceChildren(tableOf(own.built.data));
  };
  own.resize = () => {
    if (!own.drawn || isFolded(place)) return;
    if (own.built.draw || own.built.fits === false) own.draw();
    else own.chart.resize({ width: room(place), height: own.built.height });
  };
  const width = () => Math.max(640, room(place));
  const option = () => ({ ...own.built.option, backgroundColor: color("--ground") });
  const svg = () => {
    if (own.built.draw) return paper(own.built.draw(width()));
    const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width(), height: own.built.height });
    chart.setOption(option());
    const words = chart.renderToSVGString();
    chart.dispose();
    return words;
  };
  wire(root, name, {
    data: () => { if (!own.drawn) own.draw(); return own.built.data; },
    svg: () => { if (!own.drawn) own.draw(); return svg(); },
    reset: () => own.draw(),
  });
  own.built = null;
  waiting.push(own);
  keys(own);
  panels.push(own);
  return own;
}

/** What the menu of a chart does; {@code svg} gives a file's text. */
export function wire(root, name, { data, svg, reset }) {
  const place = root.querySelector(".data");
  const menu = root.querySelector("details.menu");
  const tools = {
    data: (button) => {
      place.hidden = !place.hidden;
      button.setAttribute("aria-expanded", String(!place.hidden));
      place.replaceChildren(...(place.hidden ? [] : [tableOf(data())]));
      if (!place.hidden) place.focus();
    },
    csv: () => download(name + ".csv", "text/csv", csv(data())),
    svg: () => download(name + ".svg", "image/svg+xml", svg()),
    png: () => png(svg()).then((url) => download(name + ".png", "image/png", url)),
    reset,
  };
  for (const button of root.querySelectorAll("[data-tool]")) {
    button.addEventListener("click", () => {
      tools[button.dataset.tool](button);
      menu.open = false;
    });
  }
  // One menu is open at a time, and Escape or a click elsewhere closes it.
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

/** A hand-drawn SVG as a file, on the scheme's ground. */
export function paper(svg) {
  svg.prepend(node("rect", { width: "100%", height: "100%", fill: color("--ground") }));
  return new XMLSerializer().serializeToString(svg);
}

/** An SVG as PNG, two pixels a unit. */
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

/** The arrow keys visit the points that a mouse would hover; Escape leaves them, Enter is a click. */
function keys(own) {
  const { place } = own;
  let at = -1;
  const show = () => {
    if (own.built.draw) {
      const mark = place.querySelectorAll("[data-tip]")[at];
      place.querySelector(".at")?.classList.remove("at");
      mark.classList.add("at");
      showTip(mark, mark.dataset.tip);
    } else {
      const [seriesIndex, dataIndex] = own.built.points[at];
      own.chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex });
    }
  };
  place.addEventListener("keydown", (event) => {
    if (!own.drawn) own.draw();
    const many = own.built.draw ? place.querySelectorAll("[data-tip]").length : (own.built.points ?? []).length;
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

/**
 * Draws one waiting chart after another, so that the page answers meanwhile. Those that are folded away
 * wait until they are opened, or printed: of 47 encoders they are most of the work.
 */
export function drawWaiting() {
  const start = performance.now();
  do {
    const next = waiting.find((own) => !isFolded(own.place));
    if (!next) {
      document.documentElement.dataset.drawn = "all";
      return;
    }
    waiting.splice(waiting.indexOf(next), 1);
    if (!next.drawn) next.draw();
  } while (performance.now() - start < 40);
  setTimeout(drawWaiting);
}

/** Draws again what is drawn; on its way to paper everything. */
export function redrawAll() {
  for (const one of panels) if (one.drawn || isPrinting()) one.draw();
  if (isPrinting()) waiting.length = 0;
}
export const resizeAll = () => panels.forEach((one) => one.resize());

/** A message in place of a chart that has nothing to draw. */
export const nothing = (words, width) =>
  drawing(width, 40, node("text", { x: 0, y: 24, fill: color("--muted") }, words));
