"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const body = document.querySelector(".triage tbody");
  const heads = [...document.querySelectorAll(".triage th[data-key]")];
  const rows = [...body.rows].map(row => ({row, data: {...row.dataset}, text: row.textContent.toLowerCase()}));
  const compare = new Intl.Collator(undefined, {numeric: true, sensitivity: "base"}).compare;
  const orders = {urgency: -1, client: 1, date: -1, clean: 1};
  const AT_ONCE = Number(body.dataset.atOnce);
  const more = document.getElementById("more");
  let fitting = rows, shown = 0;

  function show(amount) {
    body.append(...fitting.slice(shown, shown + amount).map(each => each.row));
    shown = Math.min(shown + amount, fitting.length);
    more.hidden = shown === fitting.length;
  }

  function showFromTheTop() {
    body.replaceChildren();
    shown = 0;
    show(AT_ONCE);
  }

  function sort(key, direction) {
    const head = heads.find(each => each.dataset.key === key);
    const number = head.dataset.kind === "number";
    const value = each => number ? Number(each.data[key]) : each.data[key];
    const missing = each => each.data[key] === "";
    const before = (a, b) => number ? value(a) - value(b) : compare(value(a), value(b));
    // What is not known comes last, whichever way the order goes.
    rows.sort((a, b) => missing(a) - missing(b) || direction * before(a, b) || b.data.urgency - a.data.urgency);
    heads.forEach(each => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    form.order.value = orders[key] === direction ? key : "";
    filter();
  }

  function filter() {
    const words = form.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const same = (each, name) => !form[name].value || each.data[name] === form[name].value;
    fitting = rows.filter(each => ["client", "exercise", "state"].every(name => same(each, name))
      && words.every(word => each.text.includes(word)));
    showFromTheTop();
    document.getElementById("shown").textContent = fitting.length + " of " + rows.length + " shown";
  }

  heads.forEach(head => head.querySelector("button").addEventListener("click", () => {
    const first = orders[head.dataset.key] || (head.dataset.kind === "number" ? -1 : 1);
    const now = head.getAttribute("aria-sort");
    sort(head.dataset.key, now ? (now === "ascending" ? -1 : 1) : first);
  }));
  form.addEventListener("input", event => {
    if (event.target === form.order) sort(form.order.value, orders[form.order.value]);
    else filter();
  });
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => sort("urgency", -1)));
  document.querySelectorAll("[data-show]").forEach(link => link.addEventListener("click", () => {
    if (link.dataset.show !== "failed") { form.state.value = link.dataset.show; filter(); }
  }));
  more.querySelector("button").addEventListener("click", () => show(AT_ONCE));
  new IntersectionObserver(seen => { if (seen[0].isIntersecting) show(AT_ONCE); }, {rootMargin: "600px"}).observe(more);
  addEventListener("beforeprint", () => show(fitting.length));
  form.hidden = false;
  sort("urgency", -1);
  body.classList.remove("waiting");
})();
