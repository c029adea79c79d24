// The study's three categories, the reader's own encoders and the controls: order, names, colors.

// Okabe and Ito's palette, one step darker where it was below 3 : 1 on white: distinguishable with the
// common kinds of color blindness. The reader's own encoders are in ink.
const known = {
  own: { name: "yours", variable: "--ink" },
  asked: { name: "asked about", variable: "--ink" },
  CVL: { name: "contrastive, with text", color: "#0072b2" },
  SUP: { name: "supervised", color: "#d55e00" },
  SSL: { name: "self-supervised", color: "#009e73" },
  "built-in": { name: "controls: encoders without weights", color: "#7f7f7f" },
};
const order = Object.keys(known);

/** The category that an encoder is shown under; what is none of the study's is the reader's own. */
export const categoryOf = ({ shown, category }) => ((shown ?? category) in known ? shown ?? category : "own");

/** Its name; where there is nothing else on the page, encoders without weights are no controls. */
export const categoryName = (category, all = []) =>
  category === "built-in" && all.every((one) => one === category) ? "built-in: encoders without weights" : known[category].name;
export const categoryRank = (category) => order.indexOf(category);
export const categoryColor = (category, color) =>
  known[category in known ? category : "own"].color ?? color(known.own.variable);

/** The color of a result's encoder. */
export const colorOf = (row, color) => categoryColor(categoryOf(row), color);
