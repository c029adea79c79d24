// What charts that are drawn by hand share: nodes, scales, labels that keep their distance.
const space = "http://www.w3.org/2000/svg";

export function node(tag, attributes = {}, ...children) {
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A drawing of this size with fonts of its own, so that a downloaded file looks the same. */
export const drawing = (width, height, ...children) =>
  node("svg", { xmlns: space, width, height, viewBox: "0 0 " + width + " " + height, "font-family": "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif", "font-size": 13 }, ...children);

export const text = (x, y, words, attributes = {}) => node("text", { x, y, ...attributes }, words);
export const line = (x1, y1, x2, y2, attributes) => node("line", { x1, y1, x2, y2, ...attributes });
export const circle = (cx, cy, r, attributes) => node("circle", { cx, cy, r, ...attributes });

export const scale = ([low, high], [from, to]) => (value) => from + ((value - low) / (high - low)) * (to - from);

/** About {@code count} round numbers in a domain. */
export function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
  const all = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) all.push(Number((i * step).toPrecision(12)));
  return all;
}

/** Middles of labels moved apart so that none is nearer than {@code gap} to the next, order kept. */
export function apart(middles, gap, low, high) {
  const order = middles.map((middle, i) => [middle, i]).sort((a, b) => a[0] - b[0]);
  const placed = order.map(([middle]) => middle);
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
  order.forEach(([, index], i) => { result[index] = placed[i]; });
  return result;
}

/** Levels on which labels over these places do not touch: two nearer than {@code gap} stand on different ones. */
export function levels(places, gap) {
  const taken = [];
  const result = [];
  for (const i of [...places.keys()].sort((a, b) => places[a] - places[b])) {
    let level = 0;
    while (taken[level] !== undefined && places[i] - taken[level] < gap) level++;
    taken[level] = places[i];
    result[i] = level;
  }
  return result;
}

/** How wide words are, about: of a proportional sans serif at this size. */
export const widthOf = (words, size = 13) => words.length * size * 0.56;
