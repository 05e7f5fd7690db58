// What the page does without the server: quotes on hover, opening a source, copying, Esc, light and dark.

// The papers that are selected, one choice for the table, the bars and the dots.
window.paperSelection = (() => {
  let ids = new Set();
  const mark = () => {
    for (const dot of document.querySelectorAll("#plots .dot"))
      dot.setAttribute("aria-pressed", String(ids.has(dot.dataset.paper)));
    const boxes = [...document.querySelectorAll("#papers tbody input")];
    for (const box of boxes) {
      box.checked = ids.has(box.dataset.paper);
      box.closest("tr").classList.toggle("chosen", box.checked);
    }
    const all = document.querySelector("#papers [data-all]");
    if (all) {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    const count = document.querySelector("#papers [data-chosen]");
    if (count) count.textContent = ids.size ? `, ${ids.size.toLocaleString("en")} selected` : "";
    const clear = document.querySelector("#papers [data-table=clear]");
    if (clear) clear.hidden = !ids.size;
  };
  const set = (chosen) => { ids = new Set(chosen); mark(); };
  const toggle = (id) => { ids.delete(id) || ids.add(id); mark(); };
  const toggleAll = (some) => {
    const every = some.every((id) => ids.has(id));
    for (const id of some) every ? ids.delete(id) : ids.add(id);
    mark();
  };
  return { mark, set, toggle, toggleAll, text: () => [...ids].join(" ") };
})();

(() => {
  "use strict";
  const peek = document.createElement("div");
  peek.className = "peek";
  peek.id = "peek";
  peek.setAttribute("role", "tooltip");
  peek.hidden = true;

  const showPeek = (marker) => {
    const quote = document.getElementById(marker.dataset.quote);
    const source = document.getElementById(marker.dataset.source);
    if (!quote || !source) return;
    const title = document.createElement("p");
    title.className = "peek-title";
    title.textContent = source.querySelector(".title")?.textContent ?? "";
    const words = quote.cloneNode(true);
    words.removeAttribute("id");
    const kind = source.querySelector(".of-quotes")?.cloneNode(true);
    peek.replaceChildren(title, ...(kind && !quote.matches(".title, .record") ? [kind] : []), words);
    if (!peek.isConnected) document.body.append(peek);
    peek.hidden = false;
    marker.setAttribute("aria-describedby", "peek");
    placePeek(marker);
  };
  const nameDot = (dot) => {
    const title = document.createElement("p");
    title.className = "peek-title";
    title.textContent = dot.getAttribute("aria-label");
    peek.replaceChildren(title);
    if (!peek.isConnected) document.body.append(peek);
    peek.hidden = false;
    placePeek(dot);
  };
  const placePeek = (marker) => {
    const at = marker.getBoundingClientRect();
    const size = peek.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left - 16, innerWidth - size.width - 8));
    const above = at.top - size.height - 8;
    peek.style.left = `${left}px`;
    peek.style.top = `${above > 8 ? above : at.bottom + 8}px`;
  };
  const hidePeek = () => { peek.hidden = true; };

  const openSource = (marker) => {
    const card = document.getElementById(marker.dataset.source);
    const quote = document.getElementById(marker.dataset.quote);
    if (!card) return;
    hidePeek();
    for (let fold = card.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const details = quote?.closest("details") ?? card.querySelector("details.whole");
    if (details) details.open = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    (quote ?? card).scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    card.focus({ preventScroll: true });
    card.classList.add("opened");
    setTimeout(() => card.classList.remove("opened"), 1600);
  };

  const textOf = (turn) => {
    const question = turn.querySelector(".question")?.innerText ?? "";
    const copy = turn.querySelector(".answer-text").cloneNode(true);
    for (const cite of copy.querySelectorAll(".cite")) cite.textContent = `[${cite.textContent}]`;
    for (const fold of copy.querySelectorAll("[data-more]")) { fold.nextElementSibling.hidden = false; fold.remove(); }
    copy.style.cssText = "position:fixed;left:-9999px;width:40rem";
    document.body.append(copy);
    const answer = copy.innerText;
    copy.remove();
    const sources = [...turn.querySelectorAll(".card")].map((card) => {
      const number = card.querySelector(".number").textContent;
      const title = card.querySelector(".title").textContent;
      const quotes = [...card.querySelectorAll(".excerpt b")].map((quote) => `    “${quote.textContent}”`);
      return [`[${number}] ${title}. ${card.querySelector(".byline").innerText}`, ...quotes].join("\n");
    });
    return [question, answer, sources.join("\n")].filter(Boolean).join("\n\n");
  };

  // A field that may still be on its way into sight.
  const focusSoon = (selector, tries = 25) => {
    setTimeout(() => {
      const field = document.querySelector(selector);
      if (field?.offsetParent) field.focus();
      else if (tries) focusSoon(selector, tries - 1);
    }, 200);
  };

  const dark = () => document.body.classList.contains("dark");
  const setTheme = (name) => {
    document.body.classList.toggle("dark", name === "dark");
    document.documentElement.style.colorScheme = name;
  };

  document.addEventListener("click", async (event) => {
    const marker = event.target.closest("a.cite");
    if (marker) { event.preventDefault(); openSource(marker); return; }
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(textOf(document.getElementById(copy.dataset.copy)));
      copy.textContent = "Copied";
      setTimeout(() => { copy.textContent = "Copy"; }, 1500);
      return;
    }
    const more = event.target.closest("[data-more]");
    if (more) {
      more.nextElementSibling.hidden = false;
      more.nextElementSibling.querySelector("a")?.focus();
      more.remove();
      return;
    }
    const thumb = event.target.closest(".thumb");
    if (thumb) {
      const group = thumb.closest(".rating");
      for (const each of group.querySelectorAll(".thumb")) each.setAttribute("aria-pressed", String(each === thumb));
      group.querySelector(".thanks").textContent = "";
      const form = group.querySelector("form");
      form.hidden = false;
      form.querySelector("input").focus();
      return;
    }
    const room = event.target.closest("[data-room]");
    if (room) {
      document.getElementById(`room-${room.dataset.room}-button`)?.click();
      const field = { ask: "#composer textarea", library: "#add textarea" }[room.dataset.room];
      focusSoon(field);
      return;
    }
    if (event.target.closest("[data-theme-switch]")) {
      const name = dark() ? "light" : "dark";
      localStorage.setItem("assistant-theme", name);
      setTheme(name);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-comment]");
    if (!form) return;
    event.preventDefault();
    form.hidden = true;
    form.parentElement.querySelector(".thanks").textContent = "Thank you. It is kept beside the library.";
  });
  const pointAt = (event) => {
    const marker = event.target.closest?.("a.cite, .dot");
    if (!marker) hidePeek();
    else if (marker.classList.contains("dot")) nameDot(marker);
    else showPeek(marker);
  };
  document.addEventListener("mouseover", pointAt);
  document.addEventListener("focusin", pointAt);
  document.addEventListener("scroll", hidePeek, { passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hidePeek();
    document.querySelector("#composer .stop-button")?.click();
    [...document.querySelectorAll(".confirm .keep")].find((button) => button.offsetParent)?.click();
  });

  // Gradio's own buttons that are a mere sign get a name, and folds say whether they are open.
  const tell = (selector, name, value) => {
    for (const each of document.querySelectorAll(selector))
      if (each.getAttribute(name) !== value(each)) each.setAttribute(name, value(each));
  };
  const nameButtons = () => {
    tell("#composer .submit-button", "aria-label", () => "Send");
    tell("#composer .stop-button", "aria-label", () => "Stop");
    tell(".label-wrap", "aria-expanded", (each) => String(each.classList.contains("open")));
  };

  // A question just asked goes to the top of the window; what follows is read downwards.
  const begin = () => {
    const kept = localStorage.getItem("assistant-theme");
    if (kept && !new URLSearchParams(location.search).has("__theme")) setTheme(kept);
    let running = null;
    new MutationObserver(() => {
      nameButtons();
      const turn = document.querySelector("#live .turn.running");
      if (turn && turn.id !== running) turn.scrollIntoView({ block: "start" });
      running = turn ? turn.id : null;
    }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["class"] });
  };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", begin) : begin();
})();
