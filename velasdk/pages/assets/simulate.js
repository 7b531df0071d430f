(() => {
  const events = [...document.querySelectorAll(".events summary")];
  const all = document.getElementById("all");
  const shut = () => events.some((each) => !each.parentElement.open);
  const told = () => { all.textContent = shut() ? "Open all" : "Close all"; };
  all.addEventListener("click", () => { const open = shut(); for (const each of events) each.parentElement.open = open; told(); });
  for (const each of events) each.parentElement.addEventListener("toggle", told);
  const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, pre, button, a") || !events.length) return;
    const at = events.indexOf(event.target.closest("summary"));
    let next;
    if (event.key in steps) next = at < 0 ? (steps[event.key] > 0 ? 0 : events.length - 1) : at + steps[event.key];
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = events.length - 1;
    else return;
    event.preventDefault();
    const target = events[Math.max(0, Math.min(events.length - 1, next))];
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  });
})();
