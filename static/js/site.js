/* Adds one convenience; every page works without it: "/" goes to the search field. */

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("[data-search-field]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
