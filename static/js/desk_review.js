/* Adds keys to the review queue and fetches the next guess without leaving the page, so that it is
   quick and read aloud. Every key presses a button or link that works without this. Keys count
   only while focus is within the queue. */

const frame = document.querySelector("main");
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);
let isBusy = false;

function isTyping(element) {
  return element.closest("input:not([type=checkbox]), select, textarea") !== null;
}

/* The summary of a closed part opens it; its first field is where one goes on. */
function press(target) {
  if (target.tagName !== "SUMMARY") return target.click();
  target.parentElement.open = true;
  target.parentElement.querySelector("input[type=search]").focus();
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
  const target = event.target.closest("[data-review]")?.querySelector(`[data-key="${event.code}"]`);
  if (!target) return;
  event.preventDefault();
  press(target);
}

function focusOn(page) {
  page.querySelector("[data-focus]")?.focus();
}

function show(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  frame.replaceChildren(...page.querySelector("main").childNodes);
  history.replaceState(null, "", address);
  focusOn(frame);
  const told = [...frame.querySelectorAll(".messagelist li, [data-announce]")];
  status.textContent = told.map((element) => element.textContent.trim()).join(". ");
}

async function go(address, options) {
  if (isBusy) return;
  isBusy = true;
  try {
    const response = await fetch(address, options);
    if (!response.ok) throw new Error(response.status);
    show(await response.text(), response.url);
  } catch {
    location.assign(options.method === "POST" ? location.href : address);
  } finally {
    isBusy = false;
  }
}

function onSubmit(event) {
  const form = event.target;
  if (!form.closest("[data-review]")) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  if (form.method === "post") {
    go(form.action, { method: "POST", body: new URLSearchParams(data) });
  } else {
    go(`${location.pathname}?${new URLSearchParams(data)}`, {});
  }
}

function onClick(event) {
  const link = event.target.closest("a.review__next");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href, {});
}

frame.addEventListener("keydown", onKey);
frame.addEventListener("submit", onSubmit);
frame.addEventListener("click", onClick);
focusOn(frame);
