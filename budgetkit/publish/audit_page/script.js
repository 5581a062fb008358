"use strict";
// All texts stand in the page already; the script only shows, hides, and remembers what was ticked off.
(() => {
  const findings = [...document.querySelectorAll(".finding")];
  const filters = document.getElementById("filters");
  const viewer = document.getElementById("viewer");
  const sheet = document.getElementById("viewer-page");
  const key = (finding) => "budgetkit-done " + finding.id + " " + finding.dataset.identity;
  const store = {
    // pages opened from a disk may be refused a memory; then nothing is remembered
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, on) => { try { on ? localStorage.setItem(name, "1") : localStorage.removeItem(name); } catch { /* as above */ } },
  };
  let current = null;

  function filter() {
    const chosen = new FormData(filters);
    const severities = new Set(chosen.getAll("severity"));
    const words = (chosen.get("words") || "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      const data = finding.dataset;
      const fits = severities.has(data.severity)
        && ["category", "identity", "document"].every((name) => !chosen.get(name) || chosen.get(name) === data[name])
        && !(chosen.get("hide_done") && finding.classList.contains("is-done"))
        && (!words.length || words.every((word) => finding.textContent.toLowerCase().includes(word)));
      finding.hidden = !fits;
      shown += fits;
    }
    for (const section of document.querySelectorAll(".document[data-document]")) {
      section.hidden = Boolean(chosen.get("document")) && chosen.get("document") !== section.dataset.document;
    }
    document.getElementById("count").textContent = shown + " / " + findings.length;
  }

  function show(link) {
    const figure = document.getElementById(link.dataset.picture);
    const page = document.createElement("div");
    page.className = "sheet";
    page.append(figure.querySelector("img").cloneNode());
    let first = null;
    for (const text of link.dataset.boxes.split(";").filter(Boolean)) {
      const [left, top, width, height] = text.split(" ").map(Number);
      const box = document.createElement("span");
      box.className = "box " + (link.dataset.mark || "");
      Object.assign(box.style, { left: left + "%", top: top + "%", width: width + "%", height: height + "%" });
      page.append(box);
      first = first || box;
    }
    sheet.replaceChildren(page);
    document.getElementById("viewer-title").textContent = figure.dataset.title;
    viewer.hidden = false;
    const centre = () => {
      if (!first) return sheet.scrollTo(0, 0);
      sheet.scrollTo(first.offsetLeft - sheet.clientWidth / 2, first.offsetTop - sheet.clientHeight / 2);
    };
    const image = page.querySelector("img");
    image.complete && image.naturalWidth ? centre() : image.addEventListener("load", centre);
    select(link.closest(".finding, tr"));
  }

  function select(finding) {
    if (current) current.classList.remove("current");
    current = finding;
    finding.classList.add("current");
  }

  function step(by) {
    const shown = findings.filter((finding) => !finding.hidden);
    if (!shown.length) return;
    const place = shown.indexOf(current);
    const next = shown[Math.min(shown.length - 1, Math.max(0, place < 0 ? 0 : place + by))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    select(next);
    const link = next.querySelector("a[data-picture]");
    if (link) show(link);
  }

  for (const finding of findings) {
    const tick = finding.querySelector(".done input");
    tick.checked = store.get(key(finding)) === "1";
    finding.classList.toggle("is-done", tick.checked);
    tick.addEventListener("change", () => {
      store.set(key(finding), tick.checked);
      finding.classList.toggle("is-done", tick.checked);
      filter();
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-picture]");
    if (link) { event.preventDefault(); show(link); }
  });
  document.getElementById("viewer-close").addEventListener("click", () => { viewer.hidden = true; });
  document.getElementById("viewer-zoom").addEventListener("click", () => { sheet.classList.toggle("large"); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "Escape") viewer.hidden = true;
  });
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
