/* Files dropped anywhere on the page, and a list of what is chosen; without it the plain input does. */

const zone = document.querySelector("[data-drop]");
const input = zone.querySelector("input[type=file]");
const list = zone.querySelector("[data-files]");
const digits = new Intl.NumberFormat("fa-IR", { maximumFractionDigits: 1 });

function size(bytes) {
  return bytes < 1048576
    ? `${digits.format(Math.max(bytes / 1024, 0.1))} کیلوبایت`
    : `${digits.format(bytes / 1048576)} مگابایت`;
}

function choose(files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
  show();
}

function row(file, number) {
  const name = document.createElement("bdi");
  name.textContent = file.name;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.textContent = "بردار";
  remove.setAttribute("aria-label", `${file.name} را بردار`);
  remove.addEventListener("click", () => {
    choose([...input.files].filter((_, other) => other !== number));
    input.focus();
  });
  const item = document.createElement("li");
  item.append(name, ` ${size(file.size)} `, remove);
  return item;
}

function show() {
  list.replaceChildren(...[...input.files].map(row));
}

zone.querySelector("[data-drop-hint]").hidden = false;
input.addEventListener("change", show);
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  zone.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) zone.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  zone.classList.remove("is-over");
  choose([...input.files, ...event.dataTransfer.files]);
});
show();
