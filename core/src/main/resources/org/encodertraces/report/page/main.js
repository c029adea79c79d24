// Puts every chart in its place.
const places = (kind) => [...document.querySelectorAll('.chart[data-kind="' + kind + '"]')];
const controlsOf = (place) => place.closest(".panel").querySelector(".controls");

/** One sort order for all charts of a section. */
function sortable(sectionId, kind, chart) {
  const section = document.getElementById(sectionId);
  if (!section) return;
  let order = "category";
  const own = [];
  const choice = select("Sort by", [["category", "category"], ["accuracy", "accuracy"], ["name", "name"]], (value) => {
    order = value;
    own.forEach((one) => one.draw());
  });
  section.querySelector(".section-controls").append(choice.element);
  for (const place of places(kind)) own.push(panel(place, () => chart(place.id, () => order)));
}

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
  button.addEventListener("click", () => showConfusion(results[button.dataset.confusion]));
}
document.querySelector("#confusion button").addEventListener("click", () => document.getElementById("confusion").close());

for (const place of places("retrieve")) {
  let type = "mean";
  let own = null;
  const choice = select("Queries", [["mean", "mean of both"], ["phone", "photos by phone"], ["camera", "photos by camera"]], (value) => {
    type = value;
    own.draw();
  });
  controlsOf(place).append(choice.element);
  own = panel(place, () => retrievalChart(place.id, () => type));
}

for (const place of places("similarity")) {
  const said = place.closest(".panel").querySelector(".said");
  let own = null;
  const state = queryControls(controlsOf(place), kinds("similarity"), () => own.draw());
  own = panel(place, () => similarityChart(state, said));
}

for (const place of document.querySelectorAll(".gallery")) {
  const state = queryControls(place.parentElement.querySelector(".controls"), kinds("neighbors"), () => gallery(place, state));
  gallery(place, state);
}

{
  const section = document.getElementById("ladder");
  if (section) {
    const labels = unique(kinds("ladder").map((row) => row.label));
    let measure = "cosine";
    let encoder = labels[0];
    const own = [];
    const redraw = () => own.forEach((one) => one.draw());
    section.querySelector(".section-controls").append(
      select("Show", Object.entries(ladderMeasures).map(([key, about]) => [key, about.name]), (value) => { measure = value; redraw(); }).element,
      select("Band and duplicates of", labels.map((label) => [label, label]), (value) => { encoder = value; redraw(); }).element);
    for (const place of places("ladder")) own.push(panel(place, () => ladderChart(place.id, () => measure, () => encoder)));
    for (const place of places("roc")) own.push(panel(place, () => rocChart(place.id.slice("roc-".length), () => encoder)));
  }
}

for (const place of places("repair")) panel(place, () => repairChart(Number(place.id.slice("repair-".length))));

for (const place of places("tuning")) {
  const rows = results.filter((row) => (row.trials || []).length > 0);
  let chosen = rows[0];
  let own = null;
  const choice = select("Encoder and parameter", rows.map((row, i) => [i, row.label + ", " + row.title]), (value) => {
    chosen = rows[value];
    own.draw();
  });
  controlsOf(place).append(choice.element);
  own = panel(place, () => tuningChart(() => chosen));
}

setTimeout(drawWaiting);

const redrawAll = () => panels.forEach((one) => one.draw());
let pending = 0;
addEventListener("resize", () => {
  cancelAnimationFrame(pending);
  pending = requestAnimationFrame(() => panels.forEach((one) => one.chart?.resize()));
});
dark.addEventListener("change", redrawAll);
// Paper is white whatever the screen.
addEventListener("beforeprint", () => { printing = true; redrawAll(); });
addEventListener("afterprint", () => { printing = false; redrawAll(); });
