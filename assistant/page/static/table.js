// The table of papers: heads sort, rows tick. After each drawing the ticks and the focus are put back.
const selection = window.paperSelection;
const boxes = () => [...element.querySelectorAll("tbody input")];
let pressed = null, rows = 0;

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-table]");
  if (button) {
    switch (button.dataset.table) {
      case "sort": pressed = button.dataset.value; trigger("sort", { value: pressed }); break;
      case "more": pressed = "more"; trigger("more"); break;
      case "clear": selection.set([]); trigger("choose"); element.querySelector("[data-all]").focus(); break;
    }
    return;
  }
  if (event.target.closest("a, input, button")) return;
  event.target.closest("tr")?.querySelector("input[data-paper]")?.click();
});

element.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-all]")) trigger("all");
  else if (box.dataset.paper) { selection.toggle(box.dataset.paper); trigger("choose"); }
});

watch("value", () => {
  selection.mark();
  if (pressed === "more") boxes()[rows]?.focus();
  else if (pressed) element.querySelector(`[data-value="${pressed}"]`)?.focus();
  pressed = null;
  rows = boxes().length;
});
