/* The page of results without reloading: links and forms of the search change only the main part,
   the address and the history stay true. Searches are remembered in this browser alone. */

const PATH = "/search/";
const RECENT = "sanat-recent-searches";
const SAVED = "sanat-saved-searches";
const MAX_RECENT = 8;
const MAX_SAVED = 50;

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

let latest = 0;

async function load(url, isNew) {
  const mine = ++latest;
  document.querySelector("main").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== latest) return;
    if (!page.querySelector("main")) throw new Error("no page");
    if (isNew) history.pushState(null, "", url);
    show(page);
    if (isNew) scrollTo(0, 0);
  } catch {
    location.assign(url); // the browser says what is wrong better than we can
  }
}

function show(page) {
  const open = [...document.querySelectorAll("main details[open]")].map((one) => one.className);
  const focused = document.activeElement?.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby");
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  const box = document.querySelector(".masthead__search form");
  const fresh = page.querySelector(".masthead__search form");
  if (box && fresh) {
    box.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
    box.append(...fresh.querySelectorAll("input[type=hidden]"));
    box.elements.q.value = fresh.elements.q.value;
  }
  for (const details of document.querySelectorAll("main details")) {
    if (open.includes(details.className)) details.open = true;
  }
  const place = focused && document.getElementById(focused);
  (place?.parentElement.querySelector("a") || document.querySelector("main")).focus({ preventScroll: true });
  status.textContent = document.querySelector("main h1").textContent.trim();
  begin();
}

function isSearch(url) {
  return url.origin === location.origin && url.pathname === PATH;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("main a[href]");
  const isPlain = !event.defaultPrevented && event.button === 0
    && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || link.target || !isSearch(new URL(link.href))) return;
  event.preventDefault();
  load(link.href, true);
});

document.addEventListener("submit", (event) => {
  const url = new URL(event.target.action);
  if (event.target.method !== "get" || !isSearch(url)) return;
  event.preventDefault();
  const filled = [...new FormData(event.target)].filter(([, value]) => value !== "");
  url.search = new URLSearchParams(filled).toString();
  load(url.href, true);
});

addEventListener("popstate", () => {
  if (location.pathname === PATH) load(location.href, false);
});

/* Searches of this browser */

function remembered(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key)) || [];
    return found.filter((one) => typeof one.label === "string" && String(one.query).startsWith("?"));
  } catch {
    return []; // nothing stored, or storing is forbidden
  }
}

function remember(key, searches) {
  try {
    localStorage.setItem(key, JSON.stringify(searches));
  } catch {
    // storing is forbidden: then there is nothing to remember
  }
}

function add(key, search, most) {
  const others = remembered(key).filter((one) => one.query !== search.query);
  remember(key, [search, ...others].slice(0, most));
}

function remove(key, query) {
  remember(key, remembered(key).filter((one) => one.query !== query));
  drawSearches();
}

function current() {
  const heading = document.querySelector("main h1");
  const isResult = document.querySelector(".results") && location.search;
  return isResult && { query: location.search, label: heading.textContent.replace(/\s+/g, " ").trim() };
}

function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain-button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function listOf(title, key) {
  const searches = remembered(key).filter((one) => one.query !== location.search || key === SAVED);
  if (!searches.length) return [];
  const heading = document.createElement("h2");
  heading.textContent = title;
  const list = document.createElement("ul");
  for (const search of searches) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = PATH + search.query;
    link.textContent = search.label;
    entry.append(link, " ", button("×", `فراموش کردن ${search.label}`, () => remove(key, search.query)));
    list.append(entry);
  }
  return [heading, list];
}

function drawSearches() {
  const place = document.querySelector(".results") || document.querySelector("main");
  document.querySelector(".own-searches")?.remove();
  const here = current();
  const parts = [...listOf("ذخیره‌شده", SAVED), ...listOf("اخیر", RECENT)];
  const isSaved = remembered(SAVED).some((one) => one.query === location.search);
  if (!parts.length && !here) return;
  const details = document.createElement("details");
  details.className = "take-away own-searches";
  const summary = document.createElement("summary");
  summary.textContent = "جست‌وجوهای شما";
  const note = document.createElement("p");
  note.className = "muted small";
  note.textContent = "تنها در همین مرورگر نگه داشته می‌شود.";
  const body = document.createElement("div");
  body.className = "take-away__parts take-away__parts--one";
  if (here && !isSaved) {
    body.append(button("ذخیرهٔ این جست‌وجو", "", () => {
      add(SAVED, here, MAX_SAVED);
      drawSearches();
      document.querySelector(".own-searches").open = true;
    }));
  }
  body.append(...parts, note);
  details.append(summary, body);
  place.append(details);
}

/* Copying */

function addCopyButtons() {
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll(".take-away__text")) {
    const copy = button("رونوشت", "", async () => {
      await navigator.clipboard.writeText(text.textContent.trim());
      copy.textContent = "رونوشت شد";
      status.textContent = "رونوشت شد";
    });
    text.after(copy);
  }
}

function begin() {
  drawSearches();
  addCopyButtons();
  const here = current();
  if (here && new URLSearchParams(location.search).get("q")) add(RECENT, here, MAX_RECENT);
}

begin();
