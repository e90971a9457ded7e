// A button for whatever is worth copying.
const copied = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea"); // a page served without encryption has no clipboard
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};
const equip = (root) => {
  for (const command of root.querySelectorAll("[data-copy]:not([data-equipped])")) {
    const button = document.createElement("button");
    const name = `copy ${command.dataset.copy}`;
    command.dataset.equipped = "yes";
    button.type = "button";
    button.className = "copy";
    button.textContent = name;
    button.addEventListener("click", async () => {
      await copied(command.querySelector("code").textContent);
      button.textContent = "copied";
      setTimeout(() => (button.textContent = name), 2000);
    });
    const tools = command.closest(".tools");
    if (tools) tools.insertBefore(button, command.closest("details"));
    else command.append(button);
  }
};
equip(document);
