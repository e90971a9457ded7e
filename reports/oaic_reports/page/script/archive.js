// What is packed: unpacked once, when it is first needed, and drawn from elements and texts alone. Nothing here reads markup.
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

// How elements begin, and what stands in several places, is written once: numbers refer to it.
const whole = ({ heads, shared, folds, bodies }) => {
  const known = [];
  const referred = (node) => (typeof node === "number" ? known[node] : typeof node === "string" ? node : [...heads[node[0]], ...node.slice(1).map(referred)]);
  for (const node of shared) known.push(referred(node));
  const each = (some, change) => Object.fromEntries(Object.entries(some).map(([name, value]) => [name, change(value)]));
  const parts = (nodes) => nodes.map(referred);
  return { folds: each(folds, (lines) => each(lines, parts)), bodies: each(bodies, parts) };
};

const inflated = async (bytes) => {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(plain).arrayBuffer();
};
const unpack = async () => {
  const { textContent, dataset } = document.getElementById("archive");
  const bytes = bytesOf(textContent);
  const plain = dataset.coding === "lzma" ? expanded(bytes, Number(dataset.length)) : await inflated(bytes);
  return whole(JSON.parse(new TextDecoder().decode(plain)));
};
let unpacked;
const archive = () => {
  unpacked ??= unpack().catch((trouble) => {
    document.getElementById("unable").hidden = false;
    throw trouble;
  });
  return unpacked;
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
