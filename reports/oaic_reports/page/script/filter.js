// The filter: texts, verdicts, levels and surfaces, over all that is open, folded or packed.
const form = document.querySelector(".filter");
const query = document.getElementById("query");
const surface = document.getElementById("surface");
const texts = new WeakMap();
let turn = 0;

const said = (node) => (typeof node === "string" ? node : node.slice(2).map(said).join(""));
const textOf = (entry, kept) => {
  if (!texts.has(entry)) {
    const packed = entry.dataset.part !== undefined && !entry.dataset.drawn ? kept.bodies[entry.id].map(said).join("") : "";
    texts.set(entry, `${entry.id} ${entry.textContent} ${packed}`.toLowerCase());
  }
  return texts.get(entry);
};
const pressed = (name) =>
  [...form.querySelectorAll(`[data-${name}][aria-pressed=true]`)].flatMap((button) => button.dataset[name].split(" "));
const wanted = () => ({
  words: query.value.toLowerCase().split(/\s+/).filter(Boolean),
  verdicts: pressed("verdicts"),
  levels: pressed("level"),
  surface: surface.value,
});
const fits = (entry, want, kept) =>
  (!want.verdicts.length || want.verdicts.includes(entry.dataset.verdict)) &&
  (!want.levels.length || want.levels.includes(entry.dataset.level)) &&
  (!want.surface || entry.dataset.surfaces.split(" ").includes(want.surface)) &&
  want.words.every((word) => textOf(entry, kept).includes(word));

const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const show = (want, kept) => {
  const found = { row: 0, exchange: 0 };
  for (const entry of document.querySelectorAll(".row, .exchange")) {
    entry.hidden = want && !fits(entry, want, kept);
    if (!entry.hidden) found[entry.classList[0]] += 1;
  }
  for (const group of document.querySelectorAll(".fold, .shelf")) {
    group.hidden = want && !group.querySelector(".row:not([hidden]), .exchange:not([hidden])");
    if (group.dataset.fold) group.open = Boolean(want && !group.hidden);
  }
  document.getElementById("found").textContent = want ? `${counted(found.row, "requirement")}, ${counted(found.exchange, "exchange")}` : "";
};
const filter = async () => {
  const mine = ++turn;
  const want = wanted();
  if (!(want.words.length || want.verdicts.length || want.levels.length || want.surface)) return show(null);
  const kept = await archive();
  for (const fold of document.querySelectorAll(".fold")) await fill(fold);
  if (mine === turn) show(want, kept);
};
const clear = async () => {
  form.reset();
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", "false");
  await filter();
};

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
query.addEventListener("input", filter);
surface.addEventListener("change", filter);
form.addEventListener("click", ({ target }) => {
  if (target.tagName !== "BUTTON") return;
  target.setAttribute("aria-pressed", String(target.getAttribute("aria-pressed") !== "true"));
  filter();
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, select, textarea") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    query.focus();
  } else if (event.key === "Escape" && event.target === query) clear();
});
