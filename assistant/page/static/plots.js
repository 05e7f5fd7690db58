// Bars and dots are pressed; a frame drawn with the mouse selects the dots inside it; arrow keys walk the dots.
const selection = window.paperSelection;
const choose = (ids) => { selection.toggleAll(ids); trigger("choose"); };
watch("value", () => selection.mark());
const dots = () => [...element.querySelectorAll(".dot")];
let from = null;

element.addEventListener("click", (event) => {
  const bar = event.target.closest("[data-act=choose]");
  if (bar) trigger("bar", { value: bar.dataset.value });
  const dot = event.target.closest(".dot");
  if (dot) choose([dot.dataset.paper]);
});

element.addEventListener("keydown", (event) => {
  const dot = event.target.closest(".dot");
  if (!dot) return;
  const here = dot.getBoundingClientRect();
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!way) return;
  event.preventDefault();
  let nearest = null, least = Infinity;
  for (const other of dots()) {
    const there = other.getBoundingClientRect();
    const x = there.x - here.x, y = there.y - here.y;
    const along = x * way[0] + y * way[1], aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
    if (along <= 0.5 || along + 2 * aside >= least) continue;
    nearest = other;
    least = along + 2 * aside;
  }
  if (!nearest) return;
  dot.setAttribute("tabindex", "-1");
  nearest.setAttribute("tabindex", "0");
  nearest.focus();
});

const frame = (event) => {
  const left = Math.min(from.x, event.clientX), top = Math.min(from.y, event.clientY);
  return { left, top, right: Math.max(from.x, event.clientX), bottom: Math.max(from.y, event.clientY) };
};
element.addEventListener("pointerdown", (event) => {
  const map = event.target.closest("#map");
  if (!map || event.pointerType !== "mouse" || event.target.closest(".dot")) return;
  from = { x: event.clientX, y: event.clientY };
  event.preventDefault();
});
element.addEventListener("pointermove", (event) => {
  if (!from) return;
  const map = element.querySelector("#map").getBoundingClientRect();
  const box = frame(event), brush = element.querySelector(".brush");
  brush.hidden = false;
  brush.style.cssText =
    `left:${box.left - map.left}px;top:${box.top - map.top}px;` +
    `width:${box.right - box.left}px;height:${box.bottom - box.top}px`;
});
const end = (event) => {
  if (!from) return;
  const box = frame(event);
  from = null;
  element.querySelector(".brush").hidden = true;
  const inside = dots().filter((dot) => {
    const at = dot.getBoundingClientRect();
    const x = at.x + at.width / 2, y = at.y + at.height / 2;
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  if (inside.length) choose(inside.map((dot) => dot.dataset.paper));
};
element.addEventListener("pointerup", end);
element.addEventListener("pointerleave", end);
