// What WCAG 2.2 AA asks of a page and a program can see: names of controls, ids, languages, contrast of text.
() => {
  const found = [];
  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && element.getBoundingClientRect().width > 0;
  const told = (element) => `${element.tagName.toLowerCase()}#${element.id}.${element.className} ${element.outerHTML.slice(0, 120)}`;

  if (!document.documentElement.lang) found.push("the page has no language");
  if (!document.title) found.push("the page has no title");
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id).filter(Boolean);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) found.push(`the id ${id} twice`);

  const nameOf = (element) => {
    const by = element.getAttribute("aria-labelledby");
    const labelled = by && by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const label = element.labels?.length ? [...element.labels].map((each) => each.textContent).join(" ") : "";
    const own = element.matches("input, textarea, select") ? "" : element.textContent;
    return (element.getAttribute("aria-label") || labelled || label || own || element.title || "").trim();
  };
  const controls = "a[href], button, input:not([type=hidden]), textarea, select, summary, [role=tab], [role=listbox]";
  for (const element of document.querySelectorAll(controls))
    if (visible(element) && !nameOf(element)) found.push(`no name: ${told(element)}`);
  for (const image of document.querySelectorAll("img:not([alt])")) found.push(`no alt: ${told(image)}`);
  for (const hidden of document.querySelectorAll("[aria-hidden=true] :is(a[href], button, input)"))
    if (visible(hidden) && hidden.tabIndex >= 0) found.push(`reached by keys, hidden from readers: ${told(hidden)}`);

  const channel = (part) => { const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (colour) => { const parts = colour.match(/[\d.]+/g).map(Number); return [...parts.slice(0, 3), parts[3] ?? 1]; };
  const over = (top, under) => top.slice(0, 3).map((part, at) => part * top[3] + under[at] * (1 - top[3]));
  const groundOf = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const layer = parse(getComputedStyle(each).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || !visible(element)) continue;
    if (element.closest("script, style, [disabled], [aria-disabled=true]")) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const ground = groundOf(element), ink = over(parse(style.color), ground);
    const [bright, dark] = [luminance(ink), luminance(ground)].sort((one, other) => other - one);
    const ratio = (bright + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(`contrast ${ratio.toFixed(2)}: ${told(element)}`);
  }
  for (const field of document.querySelectorAll("input::placeholder, textarea")) {
    const style = getComputedStyle(field, "::placeholder");
    if (!visible(field) || !field.placeholder) continue;
    const ground = groundOf(field), ink = over(parse(style.color), ground);
    const [bright, dark] = [luminance(ink), luminance(ground)].sort((one, other) => other - one);
    if ((bright + 0.05) / (dark + 0.05) < 4.5) found.push(`contrast of the placeholder: ${told(field)}`);
  }
  return found;
}
