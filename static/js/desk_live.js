/* While work goes on, asks again and again how far it is, and brings the part of the page that
   tells of it up to date; without it the page says how to load it anew, or does so by itself. */

const PAUSE_MS = 2000;

async function look() {
  const shown = document.querySelector("[data-live][data-busy]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.querySelector("[data-live]");
    if (newer && !shown.contains(document.activeElement)) {
      shown.replaceWith(newer);
      document.title = page.title;
      document.querySelector("h1").replaceWith(page.querySelector("h1"));
    }
  } catch {
    /* The next try tells. */
  }
  setTimeout(look, PAUSE_MS);
}

setTimeout(look, PAUSE_MS);
