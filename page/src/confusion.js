// Confusion matrices: in a dialog from a bar or a table, and those of the chosen encoder in their section.
import { element } from "./dom.js";
import { shorten } from "./format.js";
import { shareInterval } from "./share.js";

/** The matrix of a probe, its caption above it. */
export function confusionTable(row) {
  const readings = (counts) => counts.reduce((a, b) => a + b, 0);
  const photos = (counts) => readings(counts) / row.accuracies.length;
  const share = (counts, i) => counts[i] / Math.max(1, readings(counts));
  const interval = (counts, part) => (readings(counts) ? shareInterval(100 * part, photos(counts)).map((end) => end.toFixed(0)).join(" to ") : "");
  // Names may break after an underscore, and nowhere else.
  const name = (text) => element("span", { title: shorten(text, 500) }, ...shorten(text, 24).split(/(?<=_)/).flatMap((part, i) => (i ? [element("wbr"), part] : [part])));
  return element("table", { class: "matrix" },
    element("caption", {}, "Rows: the true class. Columns: what was read. Percent of the row, and its individual 95 % interval by photo (Clopper and Pearson; long rather than short where a photo was read by several runs)." + (row.attribute ? " Photos of one owner count as if they were independent, which makes it short." : "")),
    element("thead", {}, element("tr", {}, element("td"), ...row.classes.map((c) => element("th", { scope: "col" }, name(c))), element("th", { scope: "col" }, "photos"))),
    element("tbody", {}, ...row.confusion.map((counts, i) => element("tr", {},
      element("th", { scope: "row" }, name(row.classes[i])),
      ...counts.map((count, j) => {
        const part = share(counts, j);
        return element("td", { style: "background: color-mix(in srgb, var(--heat) " + Math.round(45 * part) + "%, var(--ground))" }, (100 * part).toFixed(0), element("small", {}, " " + interval(counts, part)));
      }),
      element("td", {}, String(photos(counts)))))));
}

/** Opens it over the page. */
export function showConfusion(row) {
  const dialog = document.getElementById("confusion");
  dialog.querySelector("h2").textContent = shorten(row.label, 120) + ": " + shorten(row.title, 120);
  dialog.querySelector(".table").replaceChildren(confusionTable(row));
  dialog.showModal();
}
