// Confusion matrices: in a dialog from a bar or a table, and those of the chosen encoder in their section.
import { element, named } from "./dom.js";
import { shorten } from "./format.js";
import { processingWords } from "./page.js";
import { shareInterval } from "./share.js";

/** The matrix of a probe, its caption above it where what surrounds it does not say the same. */
export function confusionTable(row, captioned = true) {
  const readings = (counts) => counts.reduce((a, b) => a + b, 0);
  const photos = (counts) => readings(counts) / row.accuracies.length;
  const share = (counts, i) => counts[i] / Math.max(1, readings(counts));
  const interval = (counts, part) => (readings(counts) ? shareInterval(100 * part, photos(counts)).map((end) => end.toFixed(0)).join(" to ") : "");
  const words = (text) => (row.attribute ? text : processingWords(row.parameter, text));
  const name = (text) => element("span", { title: shorten(words(text) === text ? text : words(text) + " (" + text + ")", 500) }, ...named(shorten(words(text), 26)));
  return element("table", { class: "matrix" },
    captioned ? element("caption", {}, "Rows: the true class. Columns: what was read. Percent of the row, and its individual 95 % interval by photo (Clopper and Pearson; long rather than short where a photo was read by several runs)." + (row.attribute ? " Photos of one owner count as if they were independent, which makes it short." : "")) : undefined,
    element("thead", {}, element("tr", {}, element("td"), ...row.classes.map((c) => element("th", { scope: "col" }, name(c))), element("th", { scope: "col" }, "photos"))),
    element("tbody", {}, ...row.confusion.map((counts, i) => element("tr", {},
      element("th", { scope: "row" }, name(row.classes[i]), ...(words(row.classes[i]) === row.classes[i] ? [] : [element("small", {}, " ", ...named(shorten(row.classes[i], 26)))])),
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
