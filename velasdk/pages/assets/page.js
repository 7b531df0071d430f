"use strict";
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const remembered = () => { try { return localStorage.getItem("velasdk-theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("velasdk-theme", theme); } catch { /* a file may have no storage */ } };
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const told = () => { button.textContent = dark() ? "Light" : "Dark"; button.setAttribute("aria-label", `Show in ${dark() ? "light" : "dark"} colours`); };
  const known = remembered();
  if (known === "light" || known === "dark") root.dataset.theme = known;
  button.hidden = false;
  told();
  button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; remember(root.dataset.theme); told(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", told);
  for (const each of document.querySelectorAll("[data-js]")) each.hidden = false;
  let opened = [];
  addEventListener("beforeprint", () => { opened = [...document.querySelectorAll("details:not([open])")]; for (const each of opened) each.open = true; });
  addEventListener("afterprint", () => { for (const each of opened) each.open = false; });
  const open = (target) => { for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true; };
  const reached = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* no such place */ }
    if (target) { open(target); target.scrollIntoView(); }
  };
  addEventListener("hashchange", reached);
  if (location.hash) reached();
})();
