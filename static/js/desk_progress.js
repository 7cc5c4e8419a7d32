/* Asks again and again how far a large upload is; without it the page loads itself anew. */

const PAUSE = 2000;
const shown = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (!fresh.hasAttribute("data-goes-on")) return location.reload();
    shown.replaceChildren(...fresh.childNodes);
  } catch {
    /* The next try tells. */
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
