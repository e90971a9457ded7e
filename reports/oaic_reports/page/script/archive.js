"use strict";
// What is packed: inflated once, when it is first needed, and drawn from elements and texts alone. Nothing here reads markup.
const ELEMENTS = new Set("a b code dd details div dl dt h4 i ins li mark ol p path pre small span summary svg ul".split(" "));
const ATTRIBUTES = /^(class|id|href|title|tabindex|role|aria-[a-z]+|data-[a-z]+|viewBox|preserveAspectRatio|d)$/;
const ADDRESS = /^(#|https:\/\/openai-conformance\.github\.io\/openai-conformance\/requirements\/[a-z0-9.-]+$)/; // within the page, or to the page of a requirement
const DRAWINGS = new Set(["svg", "path"]);

const element = ([name, attributes, ...inside]) => {
  if (!ELEMENTS.has(name)) return document.createTextNode("");
  const made = DRAWINGS.has(name) ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (ATTRIBUTES.test(key) && (key !== "href" || ADDRESS.test(value))) made.setAttribute(key, value);
  }
  made.append(...inside.map(drawn));
  return made;
};
const drawn = (node) => (typeof node === "string" ? document.createTextNode(node) : element(node));

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;.=,?@^_`{|}~";
const bytesOf = (text) => {
  const values = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
  for (let group = 0; group * 5 < text.length; group++) {
    const digits = [...text.slice(group * 5, group * 5 + 5).padEnd(5, "~")];
    values.setUint32(group * 4, digits.reduce((sum, digit) => sum * 85 + DIGITS.indexOf(digit), 0));
  }
  return new Uint8Array(values.buffer, 0, Math.floor((text.length * 4) / 5));
};

const inflate = async () => {
  const packed = document.getElementById("archive").textContent;
  const plain = new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(plain).text());
};
let inflated;
const archive = () => {
  inflated ??= inflate().catch((trouble) => {
    document.getElementById("unable").hidden = false;
    throw trouble;
  });
  return inflated;
};

// Draws what a fold or a line has below it, unless it is there.
const fill = async (details) => {
  const { part, fold } = details.dataset;
  if (part === undefined && fold === undefined) return;
  const kept = await archive();
  if (details.dataset.drawn) return;
  details.dataset.drawn = "yes";
  details.append(...(fold === undefined ? kept.bodies[details.id] : Object.values(kept.folds[fold]).flat()).map(drawn));
  equip(details);
};
addEventListener("toggle", (event) => event.target.open && fill(event.target), true);
