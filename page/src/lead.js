// The lead picture: one query, its nearest photos when all are processed alike and when processings clash.
import { element, isPrinting, select } from "./dom.js";
import { fileName, shorten } from "./format.js";
import { kinds, ofChosen, page } from "./page.js";

const right = (neighbors) => neighbors.filter((one) => one.same_class).length;
export const fallOf = (query) => right(query.baseline) - right(query.neg_same);

/** Queries by what they lose, the least first; where they lose alike, as they come. */
export const byFall = (queries) =>
  queries.map((query, i) => [query, i]).sort((a, b) => fallOf(a[0]) - fallOf(b[0]) || a[1] - b[1]).map(([query]) => query);

/** Where the median stands in that order; of two middle ones, the one that loses less. */
export const middleOf = (queries) => Math.floor((queries.length - 1) / 2);

/** The result to begin with: of the trace that costs its encoder's neighbors most, as measured over all queries. */
export function firstOf(results, losses) {
  const loss = (row) => losses.find((one) => one.encoder === row.encoder && one.parameter === row.parameter && one.dataset === row.dataset)?.effect.value ?? -Infinity;
  return results.reduce((most, row) => (loss(row) > loss(most) ? row : most), results[0]);
}

const arrangements = (title) => ({
  baseline: ["All photos are processed alike", "baseline"],
  pos_same: ["The right photos share its " + title, "pos_same"],
  neg_same: ["The wrong photos share its " + title, "neg_same"],
});

function aboutOf(arrangement, query) {
  if (arrangement === "baseline") return "All under " + query.test + ".";
  return arrangement === "pos_same"
    ? "Its own class under " + query.test + ", all others under " + query.other + "."
    : "Its own class under " + query.other + ", all others under " + query.test + ".";
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
    "cosine " + neighbor.similarity.toFixed(4) + ", under " + neighbor.processing,
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

  function strip(arrangement, query, title) {
    const [words, term] = arrangements(title)[arrangement];
    return element("div", { class: "strip", "data-arrangement": arrangement },
      element("div", { class: "strip-name" },
        element("h3", {}, words, " ", element("small", {}, term)),
        element("p", { class: "about" }, aboutOf(arrangement, query))),
      element("ol", {}, ...query[arrangement].map((neighbor, rank) => neighborOf(state.result, neighbor, rank))),
      element("p", { class: "score" }, element("b", {}, String(right(query[arrangement]))), " of " + query[arrangement].length + " right"));
  }

  function flips(query) {
    const name = arrangements(state.result.title);
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
    const rule = at === middleOf(queries)
      ? "Chosen by a rule: of the " + queries.length + " queries kept for this encoder, spread evenly over the test photos, the one whose loss is the median."
      : "Query " + (at + 1) + " of " + queries.length + ", in the order of what they lose; the page begins with the median.";
    const shown = isPrinting() ? ["baseline", "pos_same", "neg_same"] : ["baseline", state.flipped];
    host.replaceChildren(
      element("div", { class: "query" },
        element("figure", { class: "neighbor query", "data-tip": "The query: " + fileName(query.photo) + "\nunder " + query.test }, picture(result, query.photo)),
        element("div", {},
          element("p", {}, element("b", {}, "The query"), query.label ? ", " + shorten(query.label, 60) : "", element("span", { class: "about" }, "under " + query.test + ", " + shorten(fileName(query.photo), 40))),
          element("p", { class: "steps" }, step(-1, "Previous query: loses less", "←"), " ", String(at + 1) + " / " + queries.length, " ", step(1, "Next query: loses more", "→")))),
      element("div", { class: "strips" },
        ...shown.slice(0, 1).map((one) => strip(one, query, result.title)),
        ...(isPrinting() ? [] : [flips(query)]),
        ...shown.slice(1).map((one) => strip(one, query, result.title)),
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
    const made = strip(arrangement, query, state.result.title);
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
