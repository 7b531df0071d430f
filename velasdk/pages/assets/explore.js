(() => {
  const MOST = 300;
  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
  const visible = (text) => text.replace(hidden, (char) => (char === "\n" ? char : `\\u{${char.codePointAt(0).toString(16)}}`));
  const place = (line, graph, number) => {
    const group = line.querySelectorAll(".group")[graph.nodes[number][0]];
    const link = element("a", `${number}`);
    link.href = `#${group.id}`;
    return link;
  };
  const row = (line, graph, edge) => {
    const [source, event, target, shown, requests, flags] = edge;
    const made = element("tr", undefined, flags & 2 ? "marked" : flags & 1 ? "odd" : "");
    const from = element("td", `${source}`);
    const to = element("td");
    to.append(place(line, graph, target));
    const asked = visible(graph.texts[requests]) + (flags & 1 ? " (not what Python says)" : "");
    made.append(from, element("td", visible(graph.texts[event])), to, element("td", graph.texts[shown]), element("td", asked, "mono"));
    return made;
  };
  const fill = (line, graph, details) => {
    const group = Number(details.dataset.group);
    const edges = graph.edges.filter((edge) => graph.nodes[edge[0]][0] === group);
    const states = graph.nodes.flatMap((node, number) => (node[0] === group ? [`${number}`] : []));
    const box = details.querySelector(".table");
    const label = element("label", "Filter ");
    const input = element("input");
    input.type = "search";
    label.append(input);
    const told = element("p", "", "soft");
    told.setAttribute("role", "status");
    const table = element("table");
    const head = element("tr");
    for (const name of ["state", "event", "leads to", "shows", "requests"]) { const th = element("th", name); th.scope = "col"; head.append(th); }
    const body = element("tbody");
    const thead = element("thead");
    thead.append(head);
    table.append(thead, body);
    const scroll = element("div", undefined, "scroll");
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", "Transitions");
    scroll.append(table);
    const show = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const text = (edge) => `${edge[0]} ${graph.texts[edge[1]]} ${edge[2]} ${graph.texts[edge[3]]} ${graph.texts[edge[4]]}`.toLowerCase();
      const found = edges.filter((edge) => words.every((word) => text(edge).includes(word)));
      body.replaceChildren(...found.slice(0, MOST).map((edge) => row(line, graph, edge)));
      told.textContent = `${found.length} of ${edges.length} transitions` + (found.length > MOST ? `, the first ${MOST} shown` : "");
    };
    input.addEventListener("input", show);
    box.replaceChildren(element("p", `States ${states.slice(0, 60).join(", ")}${states.length > 60 ? ` and ${states.length - 60} more` : ""}`, "soft"), label, told, scroll);
    show();
  };
  for (const line of document.querySelectorAll("section.line")) {
    let graph = null;
    const source = line.querySelector("script.graph");
    for (const details of line.querySelectorAll(".group")) {
      const filled = () => {
        if (!details.open || details.dataset.filled) return;
        details.dataset.filled = "yes";
        graph ||= JSON.parse(source.textContent);
        fill(line, graph, details);
      };
      details.addEventListener("toggle", filled);
      filled();
    }
  }
})();
