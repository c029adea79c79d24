// The lead picture: one query, its nearest photos when all are processed alike and when processings clash.
import { element, isPrinting, named, select, withTerm } from "./dom.js";
import { fileName, shorten } from "./format.js";
import { kinds, ofChosen, page, processingWords } from "./page.js";

const right = (neighbors) => neighbors.filter((one) => one.same_class).length;
export const fallOf = (query) => right(query.baseline) - right(query.neg_same);

/** Queries by what they lose, the least first; where they lose alike, as they come. */
export const byFall = (queries) =>
  queries.map((query, i) => [query, i]).sort((a, b) => fallOf(a[0]) - fallOf(b[0]) || a[1] - b[1]).map(([query]) => query);

/** How many of them lose right neighbors. */
export const fallingOf = (queries) => queries.filter((query) => fallOf(query) > 0).length;

/**
 * Where the page begins in that order: at the median of those that lose right neighbors, of two middle
 * ones at the one that loses less; at the median of all where none does.
 */
export function middleOf(queries) {
  const falling = fallingOf(queries);
  const first = falling ? queries.length - falling : 0;
  return first + Math.floor((queries.length - first - 1) / 2);
}

/** By which rule the first query was chosen, in words. */
export function ruleOf(queries) {
  const falling = fallingOf(queries);
  const kept = queries.length === 1 ? "the one query kept for this encoder" : "the " + queries.length + " queries kept for this encoder, spread evenly over the test photos";
  if (falling === 0) return (queries.length === 1 ? "T" + kept.slice(1) : "None of " + kept + ",") + (queries.length === 1 ? " loses no right neighbor." : " loses a right neighbor; this is the one in the middle.");
  if (queries.length === 1) return "It is " + kept + ".";
  return "Chosen by a rule: of " + kept + ", " + falling + (falling === 1 ? " loses right neighbors, this one." : " lose right neighbors; this is the median of those.");
}

/** The result to begin with: of the trace that costs its encoder's neighbors most, as measured over all queries. */
export function firstOf(results, losses) {
  const loss = (row) => losses.find((one) => one.encoder === row.encoder && one.parameter === row.parameter && one.dataset === row.dataset)?.effect.value ?? -Infinity;
  return results.reduce((most, row) => (loss(row) > loss(most) ? row : most), results[0]);
}

/** What photos share, as a noun; a parameter of the reader's own has a name that is none. */
const sharedOf = (result) => (["jpeg", "sharpening", "resizing", "interpolation"].includes(result.parameter) ? result.title : "processing");

const arrangements = (title) => ({
  baseline: ["All photos are processed alike", "baseline"],
  pos_same: ["The right photos share its " + title, "pos_same"],
  neg_same: ["The wrong photos share its " + title, "neg_same"],
});

/** Under which processing the photos of an arrangement are. */
function aboutOf(arrangement, query, parameter) {
  const under = (name) => withTerm(processingWords(parameter, name), name);
  if (arrangement === "baseline") return ["Every photo: ", ...under(query.test), "."];
  const [own, others] = arrangement === "pos_same" ? [query.test, query.other] : [query.other, query.test];
  return ["Its own class: ", ...under(own), "; all others: ", ...under(others), "."];
}

function picture(result, photo) {
  const thumbnail = page.thumbnails[result.dataset + ":" + photo];
  return thumbnail
    ? element("img", { src: "data:image/jpeg;base64," + thumbnail, alt: "" })
    : element("span", { class: "no-picture" }, "no picture");
}

function neighborOf(result, neighbor, rank) {
  const words = [
    "No. " + (rank + 1) + ", " + (neighbor.same_class ? "right: the query's class" : "wrong: another class") + (neighbor.label ? ", " + shorten(neighbor.label, 60) : ""),
    "cosine " + neighbor.similarity.toFixed(4) + "; " + processingWords(result.parameter, neighbor.processing) + " (" + neighbor.processing + ")",
    shorten(fileName(neighbor.photo), 80),
  ];
  return element("li", { class: "neighbor " + (neighbor.same_class ? "same" : "other"), "data-photo": neighbor.photo, "data-tip": words.join("\n") },
    picture(result, neighbor.photo),
    element("span", { class: "said-only" }, words[0] + ", "),
    element("span", { class: "similarity" }, neighbor.similarity.toFixed(2)));
}

/** Lets pictures that stay walk to their new places, and new ones come up from below. */
function walk(list, before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || isPrinting()) return;
  for (const item of list.children) {
    const from = before.get(item.dataset.photo);
    const to = item.getBoundingClientRect();
    const frames = from
      ? [{ transform: "translate(" + (from.left - to.left) + "px, " + (from.top - to.top) + "px)" }, { transform: "none" }]
      : [{ transform: "translateY(28px)", opacity: 0 }, { transform: "none", opacity: 1 }];
    item.animate(frames, { duration: 620, easing: "cubic-bezier(.2,.7,.2,1)" });
  }
}

/** Fills the section of the lead picture. */
export function startLead(section) {
  const all = kinds("neighbors");
  const losses = page.results.filter((row) => row.kind === "knn" && row.effect);
  const state = { result: null, queries: [], at: 0, flipped: "neg_same" };
  const host = section.querySelector(".gallery");
  const controls = section.querySelector(".controls");

  function take(result) {
    state.result = result;
    state.queries = byFall(result.queries);
    state.at = middleOf(state.queries);
  }

  function strip(arrangement, query) {
    const [words, term] = arrangements(sharedOf(state.result))[arrangement];
    return element("div", { class: "strip", "data-arrangement": arrangement },
      element("div", { class: "strip-name" },
        element("h3", {}, words, " ", element("small", {}, term)),
        element("p", { class: "about" }, ...aboutOf(arrangement, query, state.result.parameter))),
      element("ol", {}, ...query[arrangement].map((neighbor, rank) => neighborOf(state.result, neighbor, rank))),
      element("p", { class: "score" }, element("b", {}, String(right(query[arrangement]))), " of " + query[arrangement].length + " right"));
  }

  function flips(query) {
    const name = arrangements(sharedOf(state.result));
    const choice = (value, words) => {
      const input = element("input", { type: "radio", name: "flip", value, checked: state.flipped === value, onchange: () => flip(value) });
      return element("label", {}, input, element("span", {}, words));
    };
    return element("fieldset", { class: "flip" },
      element("legend", {}, "Flip the database:"),
      choice("neg_same", name.neg_same[0]), choice("pos_same", name.pos_same[0]));
  }

  function draw() {
    const { result, queries, at } = state;
    const query = queries[at];
    const step = (by, words, mark) => element("button", { type: "button", "aria-label": words, title: words, disabled: queries.length < 2, onclick: () => go(by) }, mark);
    const falling = fallingOf(queries);
    const rule = at === middleOf(queries)
      ? ruleOf(queries)
      : "Query " + (at + 1) + " of " + queries.length + ", in the order of what they lose; " + (falling ? falling + (falling === 1 ? " loses" : " lose") + " right neighbors." : "none loses a right neighbor.");
    const shown = isPrinting() ? ["baseline", "pos_same", "neg_same"] : ["baseline", state.flipped];
    host.replaceChildren(
      element("div", { class: "query" },
        element("figure", { class: "neighbor query", "data-tip": "The query: " + fileName(query.photo) + "\n" + processingWords(result.parameter, query.test) + " (" + query.test + ")" }, picture(result, query.photo)),
        element("div", {},
          element("p", {}, element("b", {}, "The query"), query.label ? ", " + shorten(query.label, 60) : "", element("span", { class: "about" }, ...withTerm(processingWords(result.parameter, query.test), query.test), element("br"), ...named(shorten(fileName(query.photo), 40)))),
          element("p", { class: "steps" }, step(-1, "Previous query: loses less", "←"), " ", String(at + 1) + " / " + queries.length, " ", step(1, "Next query: loses more", "→")))),
      element("div", { class: "strips" },
        ...shown.slice(0, 1).map((one) => strip(one, query)),
        ...(isPrinting() ? [] : [flips(query)]),
        ...shown.slice(1).map((one) => strip(one, query)),
        element("p", { class: "about rule" }, rule)));
  }

  function go(by) {
    const many = state.queries.length;
    state.at = (state.at + by + many) % many;
    const focused = host.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    draw();
    if (focused) [...host.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === focused)?.focus();
  }

  /** Flips in place, so that the eye can follow. */
  function flip(arrangement) {
    const query = state.queries[state.at];
    const old = host.querySelector(".strip[data-arrangement='" + state.flipped + "']");
    const before = new Map([...old.querySelectorAll("li")].map((item) => [item.dataset.photo, item.getBoundingClientRect()]));
    state.flipped = arrangement;
    const made = strip(arrangement, query);
    old.replaceWith(made);
    walk(made.querySelector("ol"), before);
  }

  function fill() {
    const own = ofChosen(all);
    take(firstOf(own, losses));
    const choice = select("Trace", own.map((row, i) => [i, own.some((other) => other !== row && other.title === row.title) ? row.title + ", " + row.label : row.title]), (value) => { take(own[value]); draw(); });
    choice.input.value = String(own.indexOf(state.result));
    controls.replaceChildren(choice.element, element("span", { class: "about" }, "← and → step through queries."));
    draw();
  }

  host.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select")) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    go(by);
    event.preventDefault();
  });
  fill();
  return { fill, draw };
}
