/* Suggestions under every search field, as a combobox with a list (ARIA 1.2). The field works
   without them. Enter without a chosen suggestion searches for what was typed. */

const WAIT_MS = 120;
const KINDS = {
  province: "استان", market: "بازار", product: "محصول", official: "مسئول",
  organization: "سازمان", source: "منبع", city: "شهر", article: "مقاله",
};

class Suggestions {
  constructor(field) {
    this.field = field;
    this.options = [];
    this.active = -1;
    this.asked = "";
    this.list = document.createElement("ul");
    this.list.id = `${field.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "پیشنهادها");
    this.list.hidden = true;
    field.closest("form").append(this.list);
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    field.closest("form").append(this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) field.setAttribute(name, value);
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    // A press must not take the focus away before the click has come.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    const text = this.field.value.trim();
    this.asked = text;
    if (!text) return this.close();
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(text)}`);
      if (!answer.ok || this.asked !== text) return;
      const found = await answer.json();
      if (this.asked === text && document.activeElement === this.field) this.show(found);
    } catch {
      this.close(); // the search itself may still work
    }
  }

  show(found) {
    this.options = found.map((one, number) => this.option(one, number));
    this.list.replaceChildren(...this.options);
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.open(found.length > 0);
    this.status.textContent = found.length
      ? `${found.length.toLocaleString("fa")} پیشنهاد` : "";
  }

  option(suggestion, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.className = "suggestions__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = suggestion.url;
    const label = document.createElement("bdi");
    label.textContent = suggestion.label;
    const kind = document.createElement("span");
    kind.className = "suggestions__kind";
    kind.textContent = KINDS[suggestion.type] || "";
    option.append(label, " ", kind);
    option.addEventListener("click", () => this.follow(option));
    return option;
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) return void this.ask();
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.active >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.follow(this.options[this.active]);
    }
  }

  /* One step on; before the first and after the last option comes the field itself. */
  move(step) {
    const places = this.options.length + 1;
    this.choose(((this.active + 1 + step + places) % places) - 1);
  }

  choose(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  follow(option) {
    this.close();
    location.assign(option.dataset.url);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.field.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.asked = "";
    this.choose(-1);
    this.open(false);
  }
}

for (const field of document.querySelectorAll("[data-search-field]")) new Suggestions(field);
