// Numbers and names as the page writes them.

export const unmeasured = "not measured by this version";

/** A name cut in its middle. */
export const shorten = (text, length = 28) =>
  text.length > length ? text.slice(0, Math.ceil(length / 2) - 1) + "…" + text.slice(-Math.floor(length / 2)) : text;

export const percent = (value) => value.toFixed(1) + " %";
export const range = (pair) => (pair ? percent(pair[0]) + " to " + percent(pair[1]) : unmeasured);
export const minus = (text) => text.replace("-", "\u2212");
export const signed = (value) =>
  Math.abs(value) < 0.05 ? "0.0" : (value < 0 ? "\u2212" : "+") + Math.abs(value).toFixed(1);

/** The interval of a difference taken the other way round. */
export const negated = (pair) => (pair ? signed(-pair[1]) + " to " + signed(-pair[0]) : unmeasured);

export const pValue = (p) =>
  p === undefined || p === null ? "p " + unmeasured : p < 1e-5 ? "p below 0.00001" : "p " + Number(p.toPrecision(2));

/** How many decimals an interval bears: none where it is two units wide or more. */
export function decimals(low, high) {
  const width = high - low;
  if (!Number.isFinite(width)) return 1;
  return width >= 2 ? 0 : width >= 0.2 ? 1 : 2;
}

/** A change in points with its sign, to as many digits as its interval bears. */
export function points(value, interval) {
  const text = Math.abs(value).toFixed(interval ? decimals(interval[0], interval[1]) : 1);
  return Number(text) === 0 ? "0" : (value < 0 ? "\u2212" : "+") + text;
}

/** A percentage to as many digits as its interval bears. */
export const rounded = (value, interval) => value.toFixed(interval ? decimals(interval[0], interval[1]) : 1);

export const capitalized = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
export const unique = (values) => [...new Set(values)];
export const fileName = (path) => path.split("/").pop();

const csvField = (value) => {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
};

/** One array of rows as CSV. */
export const csv = ({ columns, rows }) =>
  [columns, ...rows].map((row) => row.map(csvField).join(",") + "\n").join("");
