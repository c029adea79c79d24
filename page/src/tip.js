// The one card that explains what is hovered or focused: anything with data-tip, and terms, whose card
// shows the pictures of a processing where it has some.
import { element } from "./dom.js";

let card;
let shown;

/** Shows a text beside an element, within the window. */
export function showTip(anchor, text, pictures) {
  card.replaceChildren(element("span", {}, text), ...(pictures ? [pictures] : []));
  card.hidden = false;
  shown = anchor;
  beside(anchor);
}

function beside(anchor) {
  const box = anchor.getBoundingClientRect();
  const own = card.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(width - own.width - 8, box.left + box.width / 2 - own.width / 2));
  const above = box.top - own.height - 10;
  card.style.left = left + "px";
  card.style.top = (above < 8 ? Math.min(box.bottom + 10, innerHeight - own.height - 8) : above) + "px";
}

export function hideTip() {
  card.hidden = true;
  shown = undefined;
}

/** What the keyboard is at keeps its card when it is scrolled to; a mouse leaves what scrolls away. */
function scrolled() {
  if (!shown) return;
  if (document.activeElement !== document.body && document.activeElement?.contains(shown)) beside(shown);
  else hideTip();
}

function picturesOf(anchor) {
  const strip = anchor.dataset.pictures && document.getElementById("pictures-of-" + anchor.dataset.pictures);
  const copy = strip?.cloneNode(true);
  copy?.removeAttribute("id");
  return copy;
}

export function startTips() {
  card = element("div", { id: "tip", role: "status", hidden: true });
  document.body.append(card);
  const of = (target) => target.closest?.("[data-tip]");
  const show = (event) => {
    const anchor = of(event.target);
    if (anchor) showTip(anchor, anchor.dataset.tip, picturesOf(anchor));
    else if (event.type === "mouseover") hideTip();
  };
  document.addEventListener("mouseover", show);
  document.addEventListener("focusin", (event) => {
    if (of(event.target) && event.target.matches(":focus-visible")) show(event);
    else hideTip();
  });
  document.addEventListener("focusout", hideTip);
  document.addEventListener("click", show);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
  addEventListener("scroll", scrolled, { passive: true });
}

/** A term that explains itself on hover and on focus. */
export const term = (text, tip) => element("button", { type: "button", class: "term", "data-tip": tip }, text);
