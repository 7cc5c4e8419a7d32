/* Adds copying to an article; everything else works without it. What was selected is copied with the
   citation and the address of its sentence. */

const bar = document.querySelector("[data-quote-bar]");
const prose = document.querySelector("[data-prose]");
const said = document.querySelector("[data-copy-status]");

const COPIED = "رونوشت شد";
const canCopy = Boolean(navigator.clipboard); // browsers offer it over HTTPS and on one's own machine

async function copy(text, button) {
  await navigator.clipboard.writeText(text);
  const label = button.innerHTML;
  button.textContent = COPIED;
  setTimeout(() => (button.innerHTML = label), 2000);
}

for (const text of document.querySelectorAll("[data-instead-of-copy]")) text.hidden = canCopy;

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !canCopy;
  button.addEventListener("click", () => copy(button.dataset.copy, button));
}

/* The selected words of the text with the sentence they begin in, or null. */
function selected() {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  if (!words || !prose.contains(selection.anchorNode)) return null;
  const start = selection.getRangeAt(0).startContainer;
  const element = start.nodeType === Node.TEXT_NODE ? start.parentElement : start;
  return { words, sentence: element.closest(".sentence") };
}

function fragment(sentence) {
  return sentence ? `#${sentence.id}` : "";
}

document.addEventListener("selectionchange", () => {
  bar.hidden = !canCopy || selected() === null;
  said.textContent = "";
});

async function say(text) {
  await navigator.clipboard.writeText(text);
  said.textContent = COPIED;
}

bar.querySelector("[data-copy-selection]").addEventListener("click", () => {
  const { words, sentence } = selected();
  say(`«${words}» – ${bar.dataset.citation}${fragment(sentence)}`);
});

bar.querySelector("[data-copy-link]").addEventListener("click", () => {
  const address = document.querySelector("link[rel=canonical]").href;
  say(address + fragment(selected().sentence));
});

/* Pressing a button must not take the selection away. */
bar.addEventListener("pointerdown", (event) => event.preventDefault());
