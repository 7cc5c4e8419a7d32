// While work on the archive goes on, brings the parts of the page that tell of it up to date.
(() => {
  "use strict";
  const PAUSE_MS = 2000;

  const refresh = async () => {
    const region = document.querySelector("[data-live][data-busy]");
    if (!region) return;
    const response = await fetch(location.href).catch(() => null);
    if (response && response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const newer = page.querySelector("[data-live]");
      if (newer && !region.contains(document.activeElement)) region.replaceWith(newer);
    }
    setTimeout(refresh, PAUSE_MS);
  };

  setTimeout(refresh, PAUSE_MS);
})();
