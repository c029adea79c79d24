// Elements, colors and downloads. Text reaches the page as text nodes, never as HTML.
import { shorten } from "./format.js";

let printing = false;
export const isPrinting = () => printing;
export const print = (yes) => { printing = yes; };

/** A color of the reader's scheme; paper is white whatever the screen. */
export const color = (name) => {
  const scheme = printing ? document.getElementById("paper") : document.documentElement;
  return getComputedStyle(scheme).getPropertyValue(name).trim();
};

function made(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

export const element = (tag, attributes = {}, ...children) => made(document.createElement(tag), attributes, children);

const separators = /(?<=[\p{L}\p{N}][/_.-])(?=\p{L})|(?<=[/_])(?=\p{N})/u;

/** A name as nodes: its line may end behind its separators rather than inside a word. */
export const named = (text) => text.split(separators).flatMap((part, i) => (i ? [element("wbr"), part] : [part]));

/** Words, and the study's term in small where it is another. */
export const withTerm = (words, term) => (words === term ? named(term) : [words + " ", element("small", { class: term.length <= 22 ? "term-name" : undefined }, ...(term.length <= 22 ? [term] : named(term)))]);

/** A labeled select; {@code choices} are [value, text]. */
export function select(label, choices, onchange) {
  const input = element("select", { onchange: () => onchange(input.value) });
  for (const [value, text] of choices) input.append(element("option", { value }, shorten(text, 60)));
  return { element: element("label", {}, label + " ", input), input };
}

export function download(name, type, content) {
  const url = content.startsWith("data:") ? content : URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  if (!content.startsWith("data:")) setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export function tableOf({ columns, rows }) {
  const cell = (value) => typeof value === "number" ? String(Math.round(value * 1e4) / 1e4) : value === null || value === undefined ? "" : shorten(String(value), 200);
  return element("table", {},
    element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {},
      element("th", { scope: "row" }, cell(row[0])), ...row.slice(1).map((value, i) => element("td", { "data-label": columns[i + 1] }, cell(value)))))));
}

/** On a phone a table's rows stand as lists: each cell says what its column is. */
export function labelCells(tables) {
  for (const table of tables) {
    const names = [...table.querySelectorAll("thead th, thead td")].map((head) => head.textContent);
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.children].forEach((cell, i) => { if (i > 0 && names[i]) cell.dataset.label = names[i]; });
    }
  }
}
