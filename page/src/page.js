// The page's data and the one choice that governs its charts: which encoder is looked at.

export const page = { results: [], thumbnails: {}, published: undefined, words: {}, chosen: undefined };
const listeners = [];

/** Takes the JSON that stands in the page. */
export function load(json) {
  const { results, thumbnails, published, words = {}, chosen } = JSON.parse(json);
  results.forEach((result, index) => { result.index = index; });
  Object.assign(page, { results, thumbnails, published, words });
  page.chosen = encoders().includes(chosen) ? chosen : encoders()[0];
}

export const ofPanel = (id) => page.results.filter((result) => result.panel === id);
export const kinds = (kind) => page.results.filter((result) => result.kind === kind);
export const encoders = () => [...new Set(page.results.map((result) => result.encoder).filter(Boolean))];
export const isChosen = (result) => result.encoder === page.chosen;

/** Those of the chosen encoder, or all where it has none. */
export const ofChosen = (rows) => (rows.some(isChosen) ? rows.filter(isChosen) : rows);

export const onChoice = (listener) => listeners.push(listener);

/** What a processing is called by those who do not know its name; one of the reader's own keeps its name. */
export const processingWords = (parameter, name) => page.words[parameter]?.[name] ?? page.words[""]?.[name] ?? name;

/** The same of a copy, which may be several processings with a plus between them. */
export const copyWords = (name) => name.split(" + ").map((one) => processingWords("", one)).join(", then ");

/** Looks at another encoder. */
export function choose(encoder) {
  if (encoder === page.chosen || !encoders().includes(encoder)) return;
  page.chosen = encoder;
  listeners.forEach((listener) => listener(encoder));
}

/** What others published of a result's encoder and trace, where the reader gave it. */
export const publishedOf = (row) => page.published?.[row.encoder]?.[row.kind === "retrieve" ? "camera" : row.parameter ?? row.attribute];
export const sourceOf = (figures) => ["published figures", figures.dataset, figures.source].filter(Boolean).join(", ");
