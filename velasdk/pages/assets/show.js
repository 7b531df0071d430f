(() => {
  const panes = { python: document.getElementById("python"), cue: document.getElementById("cue") };
  const lines = [...document.querySelectorAll(".line[data-parts]")];
  const of = new Map(lines.map((line) => [line, line.dataset.parts.split(" ")]));
  const within = (line) => (panes.cue.contains(line) ? "cue" : "python");
  let shown = [];
  const show = (line, scroll) => {
    for (const each of shown) each.classList.remove("hit");
    const parts = line ? of.get(line) : [];
    const side = line && within(line);
    shown = lines.filter((each) => each === line || (within(each) !== side && of.get(each).some((part) => parts.includes(part))));
    if (side === "cue") shown.push(...lines.filter((each) => within(each) === "cue" && of.get(each)[0] === parts[0]));
    for (const each of shown) each.classList.add("hit");
    const other = shown.find((each) => within(each) !== side);
    if (!scroll || !other) return;
    const pane = panes[side === "cue" ? "python" : "cue"];
    const top = other.offsetTop, height = pane.clientHeight;
    if (top < pane.scrollTop + 40 || top > pane.scrollTop + height - 40) pane.scrollTop = top - height / 3;
  };
  for (const pane of Object.values(panes)) {
    pane.addEventListener("mouseover", (event) => { const line = event.target.closest(".line[data-parts]"); if (line) show(line, true); });
    pane.addEventListener("focusin", (event) => { const line = event.target.closest(".line[data-parts]"); if (line) show(line, true); });
    pane.addEventListener("mouseleave", () => show(null));
  }
})();
