// A link opens what it leads to, drawing it first where it is packed.
const unfold = async (id) => {
  const { folds } = await archive();
  const [fold] = Object.entries(folds).find(([, lines]) => id in lines) ?? [];
  const details = fold && document.querySelector(`[data-fold="${fold}"]`);
  if (details) await fill(details);
};
const reveal = async () => {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  if (!document.getElementById(id)) await unfold(id);
  const target = document.getElementById(id);
  for (let node = target; node; node = node.parentElement) {
    if (node.hidden) await clear();
    if (node.tagName === "DETAILS") node.open = true;
  }
  if (target?.dataset.part !== undefined) await fill(target);
  target?.scrollIntoView();
  target?.querySelector("summary")?.focus({ preventScroll: true });
};
addEventListener("hashchange", reveal);
reveal();
