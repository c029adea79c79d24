// Puts every figure in its place, and lets one choice of encoder govern all of them.
import { categoryName, categoryOf, categoryRank } from "./categories.js";
import { showConfusion, confusionTable } from "./confusion.js";
import { ladderCopiesChart, thresholdChart } from "./copies.js";
import { download, element, labelCells, print, select, tableOf } from "./dom.js";
import { dumbbells } from "./dumbbells.js";
import { capitalized, csv, shorten, unique } from "./format.js";
import { ladderChart, ladderMeasures } from "./ladder.js";
import { startLead } from "./lead.js";
import { cellsOf, knnChart } from "./neighbors.js";
import { choose, encoders, kinds, load, ofChosen, onChoice, page } from "./page.js";
import { drawWaiting, panel, redrawAll, resizeAll } from "./panel.js";
import { probeChart } from "./probes.js";
import { repairChart } from "./repair.js";
import { retrievalChart, retrievalKey } from "./retrieval.js";
import { rocChart } from "./roc.js";
import { queryControls, similarityChart } from "./similarity.js";
import { startTips } from "./tip.js";
import { tuningChart } from "./tuning.js";
import { startWall } from "./wall.js";

load(document.getElementById("results").textContent);
startTips();

const byId = (id) => document.getElementById(id);
const places = (kind) => [...document.querySelectorAll('.chart[data-kind="' + kind + '"]')];
const controlsOf = (place) => place.closest(".panel").querySelector(".controls");
const followers = [];
const follow = (own) => { followers.push(() => { if (own.drawn) own.draw(); }); return own; };

/** The select in the navigation; a page of one encoder needs none. */
function startChoice() {
  const host = byId("who");
  const names = encoders();
  if (!host || names.length < 2) {
    host?.remove();
    return;
  }
  const choice = select("Encoder", names.map((name) => [name, name]), choose);
  const categories = new Map(names.map((name) => [name, categoryOf(page.results.find((result) => result.encoder === name))]));
  const groups = unique([...categories.values()]).sort((a, b) => categoryRank(a) - categoryRank(b));
  if (groups.length > 1) {
    const options = [...choice.input.children];
    choice.input.replaceChildren(...groups.map((group) => element("optgroup", { label: categoryName(group, groups) }, ...options.filter((option) => categories.get(option.value) === group))));
  }
  choice.input.id = "encoder";
  choice.input.value = page.chosen;
  host.append(choice.element);
  onChoice((encoder) => { choice.input.value = encoder; });
}

/** One sort order for all charts of a section. */
function sortable(sectionId, kind, chart) {
  const section = byId(sectionId);
  if (!section || !places(kind).length) return;
  let order = "category";
  const own = [];
  const choice = select("Sort by", [["category", "category"], ["accuracy", "accuracy"], ["name", "name"]], (value) => {
    order = value;
    own.forEach((one) => one.draw());
  });
  section.querySelector(".section-controls").append(choice.element);
  for (const place of places(kind)) own.push(follow(panel(place, (width) => chart(place.id, () => order, width))));
}

function startCost() {
  for (const place of places("dumbbells")) follow(panel(place, dumbbells));
  for (const place of places("copies")) follow(panel(place, thresholdChart));
  for (const place of places("ladder-copies")) follow(panel(place, ladderCopiesChart));
  for (const place of places("retrieve")) {
    let type = "mean";
    const choice = select("Queries", [["mean", "mean of both"], ["phone", "photos by phone"], ["camera", "photos by camera"]], (value) => {
      type = value;
      own.draw();
    });
    controlsOf(place).append(choice.element);
    const own = follow(panel(place, (width) => retrievalChart(place.id, () => type, width)));
    place.closest(".panel").querySelector(".said").textContent = retrievalKey(place.id);
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
  for (const place of places("similarity")) {
    const said = place.closest(".panel").querySelector(".said");
    const state = queryControls(controlsOf(place), kinds("similarity"), () => own.draw());
    const own = follow(panel(place, (width) => similarityChart(state, said, width)));
    followers.push(() => { state.fill(); if (own.drawn) own.draw(); });
  }
  const ladder = byId("ladder");
  if (ladder) {
    let measure = "rescaled";
    const own = [];
    ladder.querySelector(".section-controls").append(
      select("Show", Object.entries(ladderMeasures).map(([key, about]) => [key, about.name]), (value) => { measure = value; own.forEach((one) => one.draw()); }).element);
    for (const place of places("ladder")) own.push(follow(panel(place, () => ladderChart(place.id, () => measure))));
    for (const place of places("roc")) follow(panel(place, () => rocChart(place.id.slice("roc-".length))));
  }
  for (const place of places("repair")) panel(place, () => repairChart(Number(place.id.slice("repair-".length))));
  for (const place of places("tuning")) {
    const all = page.results.filter((row) => (row.trials ?? []).length > 0);
    let rows = [];
    let chosen = null;
    const fill = () => {
      rows = ofChosen(all);
      chosen = rows[0];
      controlsOf(place).replaceChildren(select("Trace", rows.map((row, i) => [i, row.title + ", " + row.label]), (value) => { chosen = rows[value]; own.draw(); }).element);
    };
    fill();
    const own = follow(panel(place, () => tuningChart(() => chosen)));
    followers.unshift(fill);
  }
}

/** The matrices of the chosen encoder. */
function startConfusions() {
  const host = byId("confusions")?.querySelector(".matrices");
  if (!host) return;
  const fill = () => {
    const rows = ofChosen(page.results.filter((row) => row.confusion));
    host.replaceChildren(...rows.map((row) => element("figure", { class: row.classes.length > 4 ? "many" : undefined },
      element("figcaption", {}, capitalized(shorten(row.title, 80)) + ", " + shorten(row.label, 80)),
      element("div", { class: "table scroll", tabindex: 0, role: "group", "aria-label": "Confusion matrix of " + shorten(row.title, 80) }, confusionTable(row, false)))));
  };
  // A matrix of many classes is long: made when it is looked at.
  const details = host.closest("details");
  const shown = () => { if (details.open) fill(); };
  details.addEventListener("toggle", shown);
  addEventListener("beforeprint", fill);
  followers.push(shown);
}

startChoice();
const lead = byId("see") && startLead(byId("see"));
const wall = byId("wall") && startWall(byId("wall"));
startCost();
onChoice(() => {
  lead?.fill();
  wall?.draw();
  followers.forEach((one) => one());
});

/** Of several encoders the one that is looked at tells its claims; the others are a line each. */
function openChosen() {
  for (const details of document.querySelectorAll("details.of-encoder")) {
    details.open = page.results[Number(details.querySelector("article").dataset.article)]?.encoder === page.chosen;
  }
}
openChosen();
onChoice(openChosen);

// A command is copied by a button, which a page without scripts does not need.
for (const command of document.querySelectorAll("pre.command")) {
  const button = element("button", { type: "button", class: "copy", "aria-label": "Copy this line" }, "Copy");
  const box = element("div", { class: "command-box" });
  command.before(box);
  box.append(command, button);
  let back = 0;
  button.addEventListener("click", async () => {
    button.textContent = (await copied(command)) ? "Copied" : "Selected";
    clearTimeout(back);
    back = setTimeout(() => { button.textContent = "Copy"; }, 1600);
  });
}

/** To the clipboard, or selected where the browser grants none, or does not answer in a second. */
async function copied(command) {
  try {
    await Promise.race([
      navigator.clipboard.writeText(command.textContent),
      new Promise((_, refuse) => { setTimeout(refuse, 1000); }),
    ]);
    return true;
  } catch {
    getSelection().selectAllChildren(command);
    return false;
  }
}

// What is folded away is drawn and measured when it opens.
for (const details of document.querySelectorAll("details.deep")) {
  details.addEventListener("toggle", () => {
    resizeAll();
    if (details.open) drawWaiting();
    if (details.open) labelCells(details.querySelectorAll(".scroll > table:not(.matrix)"));
  });
}

// The navigation says where the reader is.
const links = [...document.querySelectorAll("nav a")];
const parts = links.map((link) => byId(link.hash.slice(1)));
function sayWhere() {
  const at = scrollY < 40 ? 0 : parts.findLastIndex((part) => part?.getBoundingClientRect().top < innerHeight / 3);
  links.forEach((link, i) => { if (i === Math.max(0, at)) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
}
addEventListener("scroll", sayWhere, { passive: true });
sayWhere();
if (location.hash) byId(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
addEventListener("hashchange", () => byId(location.hash.slice(1))?.closest("details")?.setAttribute("open", ""));

// The reader may begin; what is folded away is set up next, and charts in sight are drawn.
setTimeout(() => {
  startDeeper();
  drawWaiting();
});

let pending = 0;
addEventListener("resize", () => {
  cancelAnimationFrame(pending);
  pending = requestAnimationFrame(() => { resizeAll(); wall?.resize(); });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { redrawAll(); wall?.draw(); });

// Paper is white whatever the screen, and shows what is folded away.
let folded = [];
addEventListener("beforeprint", () => {
  print(true);
  folded = [...document.querySelectorAll("details.deep:not([open]), .facts details:not([open])")];
  folded.forEach((one) => { one.open = true; });
  lead?.draw();
  redrawAll();
});
addEventListener("afterprint", () => {
  print(false);
  folded.forEach((one) => { one.open = false; });
  lead?.draw();
  redrawAll();
});
document.documentElement.dataset.ready = String(Math.round(performance.now()));
