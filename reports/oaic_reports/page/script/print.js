// On paper nothing can be opened: causes are printed open, and closed again afterwards.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".cause:not([open])")];
  for (const cause of opened) cause.open = true;
});
addEventListener("afterprint", () => {
  for (const cause of opened) cause.open = false;
});
reveal();
