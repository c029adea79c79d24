// The study's three categories, the reader's own encoders and the controls: order, names, colors.

// Okabe and Ito's palette, one step darker where it was below 3 : 1 on white: distinguishable with the
// common kinds of color blindness. The reader's own encoders are in ink.
const known = {
  own: { name: "yours", variable: "--ink" },
  CVL: { name: "contrastive, with text", color: "#0072b2" },
  SUP: { name: "supervised", color: "#d55e00" },
  SSL: { name: "self-supervised", color: "#009e73" },
  "built-in": { name: "controls: encoders without weights", color: "#7f7f7f" },
};
const order = Object.keys(known);

/** The category that an encoder is shown under; what is none of the study's is the reader's own. */
export const categoryOf = (row) => (row.category in known ? row.category : "own");
export const categoryName = (category) => known[category].name;
export const categoryRank = (category) => order.indexOf(category);
export const categoryColor = (category, color) =>
  known[category in known ? category : "own"].color ?? color(known.own.variable);
